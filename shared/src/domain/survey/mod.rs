//! Surveys: a versioned definition of one question, on one scale, in several languages.

mod brand;
mod check;
mod follow_up;
mod follow_up_answers;
mod frame;
mod language;
mod open;
mod scale;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::brand::{Brand, Colours, LONGEST_LOGO, Palette, Scheme};
pub use self::check::{MOST_LANGUAGES, MOST_PROBLEMS};
pub use self::follow_up::{
    AnswerKind, FollowUp, FollowUpText, LONGEST_FOLLOW_UP_ANSWER, MOST_CHOICES, MOST_FOLLOW_UPS, MOST_FOLLOW_UPS_A_BAND,
};
pub use self::follow_up_answers::{FollowUpAnswers, WrongFollowUp};
pub use self::language::candidates;
pub use self::open::{OpenAccess, VIA};
pub use self::scale::ScaleDefinition;
pub use self::versions::SurveyVersions;
use super::measure::{Measure, Metric};

/// What a team writes to define a survey. Its TOML and JSON form have the same names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyDefinition {
    /// `[a-z0-9][a-z0-9_-]{0,31}`; part of every link, so it never changes. Empty where it was left out.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(pattern = "^([a-z0-9][a-z0-9_-]{0,31})?$"))]
    pub id: String,
    /// What the answers measure.
    pub metric: Metric,
    /// What the team calls it.
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub title: String,
    /// The language shown where none of the respondent's is there.
    pub default_language: String,
    /// How a respondent reaches the team: shown on every page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub contact: Option<String>,
    /// Languages in which the usual words of the metric are shown where `text` has none of its own. With neither this nor
    /// `text`, those of the follow-up questions, and without any of these every language there is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// The web sites (`https://www.example.com`) that may show the page in a frame; none where left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub frame_hosts: Vec<String>,
    /// The points of the scale; the metric's usual ones where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<ScaleDefinition>,
    /// Whether anybody may answer, without a link of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenAccess>,
    /// How the page looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<Brand>,
    /// The words, by language tag (`en`, `fr`, `zh-Hant`). A stored definition has those of every language it is shown in.
    #[serde(default)]
    pub text: BTreeMap<String, SurveyText>,
    /// Questions that are asked once the answer is saved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 6))]
    pub follow_up: Vec<FollowUp>,
}

/// The words of a survey in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyText {
    /// The question.
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub question: String,
    /// What the lowest point means.
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub low: String,
    /// What the highest point means.
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub high: String,
    /// The label of the comment box; the page's own where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub comment: Option<String>,
}

/// A survey as stored: a definition that has been checked, with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// From 1; grows with every change.
    pub version: u32,
    /// What its answers are measured in.
    pub measure: Measure,
    /// The definition.
    pub definition: SurveyDefinition,
}

/// Something wrong in a definition, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Keys from the top, as in `["text", "fr", "question"]`.
    pub path: Vec<String>,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl Problem {
    pub(crate) fn at(path: &[&str], message: impl Into<String>) -> Self {
        Self {
            path: path.iter().map(|&key| key.to_owned()).collect(),
            message: message.into(),
        }
    }
}

/// The longest question, in characters.
pub const LONGEST_QUESTION: usize = 300;
/// The longest label of a scale's end or of the comment box, in characters.
pub const LONGEST_LABEL: usize = 80;

/// An id that no survey may have: scores lie under their survey's id, beside the state of the days.
pub const RESERVED_ID: &str = "days";

impl Survey {
    /// The version that comes after this one, or none where nothing changed.
    ///
    /// # Errors
    /// The measure would change: answers on two scales must never meet in one score.
    pub fn next_version(&self, definition: SurveyDefinition, measure: Measure) -> Result<Option<Self>, Problem> {
        if measure != self.measure {
            return Err(Problem {
                path: vec![
                    if definition.metric == self.definition.metric {
                        "scale"
                    } else {
                        "metric"
                    }
                    .into(),
                ],
                message: format!(
                    "'{}' measures {} and its answers stay comparable only if that stays; give the new question a new id",
                    self.definition.id, self.measure
                ),
            });
        }
        Ok((definition != self.definition).then(|| Self {
            version: self.version + 1,
            measure,
            definition,
        }))
    }

    /// The words in the first of `wanted` that the survey has, else in its default language: tag and words.
    /// `fr-CA` finds `fr`, and `zh-TW`, `zh-HK` and `zh-MO` find `zh-Hant`.
    #[must_use]
    pub fn text<'a>(&'a self, wanted: impl IntoIterator<Item = &'a str>) -> (&'a str, &'a SurveyText) {
        let find = |tag: &str| {
            candidates(tag).find_map(|tag| {
                self.definition
                    .text
                    .iter()
                    .find(|(known, _)| known.eq_ignore_ascii_case(&tag))
            })
        };
        let fallback = || self.definition.text.get_key_value(&self.definition.default_language);
        let found = wanted
            .into_iter()
            .find_map(find)
            .or_else(fallback)
            .or_else(|| self.definition.text.iter().next());
        found.map_or(("en", &NO_TEXT), |(tag, text)| (tag.as_str(), text))
    }
}

/// A checked survey always has words; this stands in for one read from a damaged item.
static NO_TEXT: SurveyText = SurveyText {
    question: String::new(),
    low: String::new(),
    high: String::new(),
    comment: None,
};
