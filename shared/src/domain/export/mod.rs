//! Exports: everything of a kind, as one file. What is asked for, and how far the work on it is.

mod job;

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cut::Cut;

pub use job::{Failure, Finished, Job, JobId, KEPT, Progress, State, UnknownJobId};

/// What the rows of an export are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Answers with their comments, one by one.
    Responses,
    /// Scores by day.
    Scores,
    /// Customers with their risk.
    Customers,
    /// Customers with an open flag.
    Flags,
}

impl What {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Responses, Self::Scores, Self::Customers, Self::Flags];

    /// As it is written everywhere.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Responses => "responses",
            Self::Scores => "scores",
            Self::Customers => "customers",
            Self::Flags => "flags",
        }
    }

    /// Whether its rows are of individuals, and not of groups.
    #[must_use]
    pub const fn is_of_individuals(self) -> bool {
        !matches!(self, Self::Scores)
    }

    /// Whether it is of days, so that a range of them can be asked for, and a survey.
    #[must_use]
    pub const fn is_by_day(self) -> bool {
        matches!(self, Self::Responses | Self::Scores)
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No such kind of rows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no export of '{0}'; there are responses, scores, customers and flags")]
pub struct UnknownWhat(String);

impl FromStr for What {
    type Err = UnknownWhat;

    fn from_str(text: &str) -> Result<Self, UnknownWhat> {
        let found = Self::ALL.into_iter().find(|what| what.name() == text);
        found.ok_or_else(|| UnknownWhat(text.to_owned()))
    }
}

/// How the rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// For a spreadsheet: lists as one text, and an apostrophe before what would be a formula.
    Csv,
    /// For programs: one JSON object a line, as the API gives it.
    Ndjson,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Ndjson];

    /// As it is written everywhere; also the ending of a file's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// The media type of such a file.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No such format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format '{0}'; there are csv and ndjson")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.into_iter().find(|format| format.name() == text);
        found.ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

/// What is asked for, fixed when it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Export {
    /// What the rows are.
    pub what: What,
    /// How they are written.
    pub format: Format,
    /// Of this survey alone.
    pub survey: Option<String>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How scores are divided, beside the whole.
    #[serde(with = "cut_as_text")]
    pub by: Option<Cut>,
    /// The language of the texts about risks: a tag.
    pub language: String,
    /// When it was asked for: what was first answered later is not in it.
    pub asked_at: Timestamp,
}

/// What cannot be asked for together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an export of {what} {reason}; leave {parameter} out")]
pub struct NotOfThis {
    what: What,
    /// The parameter that is too much.
    pub parameter: &'static str,
    reason: &'static str,
}

impl Export {
    /// Refuses what has no meaning with what is asked for: `given` are the names of the filters that somebody gave.
    ///
    /// # Errors
    /// The first filter that this kind of rows does not have.
    pub fn allows(what: What, given: impl IntoIterator<Item = &'static str>) -> Result<(), NotOfThis> {
        for parameter in given {
            let reason = match parameter {
                "by" if what != What::Scores => "is not divided",
                "survey" | "from" | "to" if !what.is_by_day() => "is of all there are now",
                _ => continue,
            };
            return Err(NotOfThis {
                what,
                parameter,
                reason,
            });
        }
        Ok(())
    }

    /// The name for the file: `aisance-responses-2026-11-01-2026-11-21.csv`.
    #[must_use]
    pub fn file_name(&self) -> String {
        let days = if self.what.is_by_day() {
            format!("{}-{}", self.from, self.to)
        } else {
            self.asked_at.strftime("%Y-%m-%d").to_string()
        };
        let survey = self.survey.as_ref().map(|id| format!("-{id}")).unwrap_or_default();
        format!("aisance-{}{survey}-{days}.{}", self.what, self.format)
    }
}

mod cut_as_text {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use crate::domain::cut::Cut;

    #[allow(clippy::ref_option, reason = "serde calls it so")]
    pub(super) fn serialize<S: Serializer>(cut: &Option<Cut>, serializer: S) -> Result<S::Ok, S::Error> {
        cut.as_ref().map(ToString::to_string).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cut>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let unknown = |_| serde::de::Error::custom("no cut of scores");
        text.map(|text| text.parse().map_err(unknown)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn names_are_read_as_they_are_written_and_others_are_told_what_there_is() {
        for what in What::ALL {
            assert_eq!(what.name().parse(), Ok(what));
        }
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        let no = "people".parse::<What>().unwrap_err().to_string();
        assert_eq!(
            no,
            "there is no export of 'people'; there are responses, scores, customers and flags"
        );
        let no = "xlsx".parse::<Format>().unwrap_err().to_string();
        assert_eq!(no, "there is no format 'xlsx'; there are csv and ndjson");
    }

    #[test]
    fn a_filter_without_a_meaning_is_refused_by_name() {
        assert_eq!(Export::allows(What::Scores, ["survey", "from", "to", "by"]), Ok(()));
        let refused = |what, given| Export::allows(what, [given]).unwrap_err();
        assert_eq!(
            refused(What::Flags, "survey").to_string(),
            "an export of flags is of all there are now; leave survey out"
        );
        assert_eq!(refused(What::Responses, "by").parameter, "by");
    }

    #[test]
    fn an_export_comes_back_as_it_was_written_and_its_file_says_what_it_is() {
        let export = Export {
            what: What::Scores,
            format: Format::Csv,
            survey: Some("after-buy".to_owned()),
            from: date(2026, 11, 1),
            to: date(2026, 11, 21),
            by: Some("attribute:plan".parse().unwrap()),
            language: "en".to_owned(),
            asked_at: "2026-11-22T10:00:00Z".parse().unwrap(),
        };
        let text = serde_json::to_string(&export).unwrap();
        assert_eq!(serde_json::from_str::<Export>(&text).unwrap(), export);
        assert_eq!(export.file_name(), "aisance-scores-after-buy-2026-11-01-2026-11-21.csv");
        let flags = Export {
            what: What::Flags,
            format: Format::Ndjson,
            survey: None,
            ..export
        };
        assert_eq!(flags.file_name(), "aisance-flags-2026-11-22.ndjson");
    }
}
