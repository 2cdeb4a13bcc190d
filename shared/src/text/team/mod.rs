//! The words that a team reads: a folder a language in `shared/locales/team`, with a Fluent file a page, all with the same
//! keys.

mod reasons;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use fluent_bundle::FluentArgs;
use jiff::civil::Date;

use super::Words;
use super::numbers::Numbers;
use crate::domain::audit::Deed;
use crate::domain::risk::points::in_points;

/// A constant list of the words of one language: every file in the folder that is named after its tag.
macro_rules! in_language {
    ($tag:literal, $numbers:expr) => {
        in_language!($tag, $numbers,
            "audit"
            "comments"
            "common"
            "customer"
            "erasures"
            "exports"
            "held"
            "keys"
            "layout"
            "overview"
            "problem"
            "queue"
            "risk"
            "runs"
            "settings"
            "sign-in"
            "survey"
        )
    };
    ($tag:literal, $numbers:expr, $($page:literal)*) => {
        Words::new(
            $tag,
            &[$(include_str!(concat!("../../../locales/team/", $tag, "/", $page, ".ftl"))),*],
            $numbers,
        )
    };
}

/// The languages there are, after the one that is shown where the one that is wanted is not there.
static ALL: [Words; 2] = [
    in_language!("en", Numbers::English),
    in_language!("fr", Numbers::French),
];

/// From so many minutes on, hours are told; from so many hours on, days.
const MINUTES_TOLD: u32 = 120;
const HOURS_TOLD: u32 = 48;

/// The team's words in one language.
#[derive(Clone, Copy)]
pub struct TeamWords(&'static Words);

/// There are no words for a team in this language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there are no words for the team in '{wanted}'; there are in {}", TeamWords::all().map(TeamWords::tag).collect::<Vec<_>>().join(", "))]
pub struct NoTeamWords {
    /// The tag.
    wanted: String,
}

impl TeamWords {
    /// The words in every language there is.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(Self)
    }

    /// The words in the language nearest to `tag`, if there are any: `fr-CA` finds `fr`.
    fn nearest(tag: &str) -> Option<Self> {
        Words::nearest_of(&ALL, tag).map(Self)
    }

    /// The words in the language nearest to `tag`, for whoever has to be told that there are none.
    ///
    /// # Errors
    /// There are none; the error lists the languages there are.
    pub fn find(tag: &str) -> Result<Self, NoTeamWords> {
        let none = || NoTeamWords { wanted: tag.to_owned() };
        Self::nearest(tag).ok_or_else(none)
    }

    /// The words in the language nearest to `tag`, else in English.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        Self::nearest(tag).unwrap_or(Self(&ALL[0]))
    }

    /// The language's tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.0.tag()
    }

    /// The language's name in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        self.0.own_name()
    }

    /// Whether a native speaker has reviewed the words.
    #[must_use]
    pub fn reviewed(self) -> bool {
        self.0.reviewed()
    }

    /// The text with this key.
    #[must_use]
    pub fn get(self, key: &str) -> Cow<'static, str> {
        self.0.get(key)
    }

    /// The text with this key and these values in it, as they are. Whole numbers in plain digits choose the form of the
    /// words around them, and are written as the language does: `12,345 answers`.
    #[must_use]
    pub fn with(self, key: &str, values: &[(&'static str, &str)]) -> String {
        self.0.with(key, values)
    }

    /// What was done, as in `erased a customer`.
    #[must_use]
    pub fn deed(self, deed: Deed) -> String {
        self.get(&format!("deed-{}", deed.name().replace('.', "-")))
            .into_owned()
    }

    /// `20 November 2026`.
    #[must_use]
    pub fn day(self, day: Date) -> String {
        let month = self.get(&format!("month-{}", day.month()));
        let mut values = FluentArgs::new();
        values.set("day", day.day());
        values.set("month", month);
        // As text: a year is not written as a count is.
        values.set("year", day.year().to_string());
        self.0.format("day", Some(&values)).into_owned()
    }

    /// `20 Nov`, where there is little room and the year stands elsewhere.
    #[must_use]
    pub fn short_day(self, day: Date) -> String {
        let key = format!("month-day-{}", day.month());
        self.with(&key, &[("day", &day.day().to_string())])
    }

    /// `12,345`.
    #[must_use]
    pub fn count(self, n: u64) -> String {
        self.0.numbers.count(n)
    }

    /// Rounded to a whole number, with a true minus.
    #[must_use]
    pub fn whole(self, value: f64) -> String {
        self.0.numbers.rounded(value, 0)
    }

    /// Rounded to one digit after the point, with a true minus.
    #[must_use]
    pub fn tenths(self, value: f64) -> String {
        self.0.numbers.rounded(value, 1)
    }

    /// With as many digits after the point as it has, as a person would type it: `1.8`, in French `1,8`.
    #[must_use]
    pub fn decimal(self, value: f64) -> String {
        self.0.numbers.decimal(value)
    }

    /// A share of 0 to 100 in whole percent: `50%`.
    #[must_use]
    pub fn percent(self, share: f64) -> String {
        self.with("percent", &[("number", &self.whole(share))])
    }

    /// `26 hours`, rounded down.
    #[must_use]
    pub fn time(self, seconds: u32) -> String {
        let (minutes, hours) = (seconds / 60, seconds / 3_600);
        let (key, count) = match () {
            () if minutes == 0 => return self.get("time-moment").into_owned(),
            () if minutes < MINUTES_TOLD => ("time-minutes", minutes),
            () if hours < HOURS_TOLD => ("time-hours", hours),
            () => ("time-days", hours / 24),
        };
        self.with(key, &[("count", &count.to_string())])
    }

    /// What a part of log-odds comes to: `+20 points`, with a true minus.
    #[must_use]
    pub fn points(self, log_odds: f64) -> String {
        let points = in_points(log_odds).round();
        let sign = if points < 0.0 { "\u{2212}" } else { "+" };
        let count = format!("{:.0}", points.abs());
        self.with("points", &[("sign", sign), ("count", &count)])
    }

    /// `23% risk of leaving within 90 days`. No probability is told as 0 or 100 %.
    #[must_use]
    pub fn probability(self, probability: f64, horizon_days: u16) -> String {
        let percent = 100.0 * probability;
        let percent = match percent {
            percent if percent < 1.0 => "<1".to_owned(),
            percent if percent > 99.0 => ">99".to_owned(),
            percent => format!("{percent:.0}"),
        };
        let days = horizon_days.to_string();
        self.with("probability", &[("percent", &percent), ("days", &days)])
    }
}
