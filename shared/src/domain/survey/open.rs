//! Surveys that anybody may answer: on a tablet in a shop, from a poster, on a web site.

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::link::{Channel, Touchpoint};

/// How an open link may say that it was reached (`?via=`); the first where it says nothing.
pub const VIA: [Channel; 3] = [Channel::Web, Channel::Qr, Channel::Kiosk];

/// The most touchpoints of an open survey.
const MOST_TOUCHPOINTS: usize = 50;
/// The highest limit of answers an hour.
const HIGHEST_LIMIT: u32 = 1_000_000;

/// Who may answer without a link of their own, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenAccess {
    /// Where in the journey the page may say that it is (`?at=`); the first where it says nothing.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
    pub touchpoints: Vec<String>,
    /// How many answers an hour are taken from one network.
    #[serde(default = "usual_an_hour_per_address")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, default = 60))]
    pub answers_an_hour_per_address: u32,
    /// How many answers an hour are taken in all.
    #[serde(default = "usual_an_hour")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, default = 3_000))]
    pub answers_an_hour: u32,
}

const fn usual_an_hour_per_address() -> u32 {
    60
}

const fn usual_an_hour() -> u32 {
    3_000
}

impl OpenAccess {
    /// The touchpoint of the list that is meant by a text, in its one normalised form.
    #[must_use]
    pub fn listed(&self, at: &str) -> Option<Touchpoint> {
        let at = Touchpoint::new(at).ok()?;
        self.normalised().find(|known| *known == at)
    }

    /// The touchpoint where nothing is said: the first of the list. A checked definition has one.
    #[must_use]
    pub fn first(&self) -> Option<Touchpoint> {
        self.normalised().next()
    }

    fn normalised(&self) -> impl Iterator<Item = Touchpoint> + '_ {
        let texts = self.touchpoints.iter();
        texts.filter_map(|touchpoint| Touchpoint::new(touchpoint).ok())
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !(1..=MOST_TOUCHPOINTS).contains(&self.touchpoints.len()) {
            let rule = format!("1 to {MOST_TOUCHPOINTS} touchpoints are needed: where is the survey answered?");
            problems.push(Problem::at(&["open", "touchpoints"], rule));
        }
        for touchpoint in &self.touchpoints {
            if let Err(error) = Touchpoint::new(touchpoint) {
                problems.push(Problem::at(
                    &["open", "touchpoints"],
                    format!("'{touchpoint}': {error}"),
                ));
            }
        }
        let limits = [
            ("answers_an_hour_per_address", self.answers_an_hour_per_address),
            ("answers_an_hour", self.answers_an_hour),
        ];
        for (name, limit) in limits {
            if !(1..=HIGHEST_LIMIT).contains(&limit) {
                problems.push(Problem::at(
                    &["open", name],
                    format!("a number from 1 to {HIGHEST_LIMIT} is needed"),
                ));
            }
        }
        problems
    }
}
