//! Response rates: the invitations registered on a day, and how many of them are answered.
//!
//! Both sides of a rate are counted over the same invitations and by the same facts, those of the invitation itself, so
//! that a filter can never hold on one side of the line alone. Formula and source: `docs/metrics.md`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::cut::Cut;
use super::fold::{OTHER, TOUCHPOINTS_KEPT, VALUES_KEPT};
use super::interval::{Confidence, wilson};
use super::measure::Measure;
use super::score::Shown;

/// What a cohort needs of a registered invitation.
#[derive(Debug, Clone, PartialEq)]
pub struct InvitedRow {
    /// Survey id.
    pub survey: String,
    /// What its ratings are measured in.
    pub measure: Measure,
    /// Whether it has an answer that counts, or that counted until it was erased.
    pub answered: bool,
    /// Touchpoint.
    pub touchpoint: String,
    /// The language of its link, where it names one.
    pub language: Option<String>,
    /// How its link was sent.
    pub channel: Option<String>,
    /// Attributes of its link.
    pub attributes: BTreeMap<String, String>,
    /// When it expires.
    pub expires: Timestamp,
}

/// Some invitations and their answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cohort {
    /// Invitations registered.
    pub invited: u64,
    /// Of those, how many are answered.
    pub answered: u64,
}

impl Cohort {
    /// Whether nobody was invited.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.invited == 0
    }

    /// Joins other invitations.
    pub fn add(&mut self, other: Self) {
        self.invited += other.invited;
        self.answered += other.answered;
    }

    fn count(&mut self, answered: bool) {
        self.add(Self {
            invited: 1,
            answered: answered.into(),
        });
    }

    /// The response rate with its Wilson interval at 95 %, as much of it as so few invitations allow: the rule is that of
    /// answers, as a rate of a few tells who answered.
    #[must_use]
    pub fn rate(self) -> ResponseRate {
        let shown = Shown::of(self.invited);
        let share = || 100.0 * self.answered as f64 / self.invited as f64;
        let interval = wilson(self.answered, self.invited, Confidence::NINETY_FIVE)
            .filter(|_| shown.shows_score())
            .map(|share| share.times(100.0));
        ResponseRate {
            invited: self.invited,
            answered: (shown.shows_counts() || self.is_empty()).then_some(self.answered),
            response_rate: shown.shows_score().then(share),
            response_rate_low: interval.map(|interval| interval.low),
            response_rate_high: interval.map(|interval| interval.high),
        }
    }
}

/// A response rate as it may be shown. Nothing was asked where nobody was invited, so that there is no rate, and not zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResponseRate {
    /// Invitations registered on the days shown, divided as the answers are, but by what their own links say. Not there, nor
    /// the four that follow, for a value or step with 1 to 4 of them, nor for the next smallest where the total would tell.
    pub invited: u64,
    /// Of those, how many have an answer that counts, or that counted until it was erased, given on whatever day; null for 1
    /// to 4 invited.
    pub answered: Option<u64>,
    /// Percent answered, 0 to 100; none under ten invitations.
    pub response_rate: Option<f64>,
    /// Lower end of the 95 % interval.
    pub response_rate_low: Option<f64>,
    /// Upper end.
    pub response_rate_high: Option<f64>,
}

/// Cohorts by value of one cut.
pub type CohortCells = BTreeMap<String, Cohort>;

/// The invitations of one survey on one day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cohorts {
    /// All of them.
    pub total: Cohort,
    /// The same invitations, divided.
    pub cuts: BTreeMap<Cut, CohortCells>,
}

impl Cohorts {
    /// Counts one invitation.
    pub fn add(&mut self, row: &InvitedRow) {
        self.total.count(row.answered);
        let mut count = |cut: Cut, value: &str| {
            let cells = self.cuts.entry(cut).or_default();
            cells.entry(value.to_owned()).or_default().count(row.answered);
        };
        count(Cut::Touchpoint, &row.touchpoint);
        if let Some(language) = &row.language {
            count(Cut::Language, language);
        }
        if let Some(channel) = &row.channel {
            count(Cut::Channel, channel);
        }
        for (name, value) in &row.attributes {
            count(Cut::Attribute(name.clone()), value);
        }
    }

    /// Joins the invitations of another part of the day.
    pub fn merge(&mut self, part: Self) {
        self.total.add(part.total);
        for (cut, cells) in part.cuts {
            let known = self.cuts.entry(cut).or_default();
            for (value, cohort) in cells {
                known.entry(value).or_default().add(cohort);
            }
        }
    }

    /// Bounds the number of values a cut keeps, as for the scores: those of the fewest invitations go under [`OTHER`], and
    /// among equals the last by name.
    pub(super) fn cap(&mut self) {
        for (cut, cells) in &mut self.cuts {
            let kept = if *cut == Cut::Touchpoint {
                TOUCHPOINTS_KEPT
            } else {
                VALUES_KEPT
            };
            if cells.len() <= kept {
                continue;
            }
            let mut rest = cells.remove(OTHER).unwrap_or_default();
            let mut ranked: Vec<(u64, String)> = cells
                .iter()
                .map(|(value, cohort)| (cohort.invited, value.clone()))
                .collect();
            ranked.sort_by(|(n, value), (other_n, other)| other_n.cmp(n).then_with(|| value.cmp(other)));
            for (_, value) in ranked.into_iter().skip(kept - 1) {
                rest.add(cells.remove(&value).unwrap_or_default());
            }
            cells.insert(OTHER.to_owned(), rest);
        }
    }
}

#[cfg(test)]
mod tests;
