//! A day's answers folded into histograms: per survey the whole, and cut by touchpoint, language, channel and attributes.

mod row;
mod tally;

pub use super::standing::{Excluded, Standing};
pub use row::{Row, RowRef};
pub use tally::Tally;

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::cohort::{Cohorts, InvitedRow};
use super::cut::Cut;
use super::histogram::Histogram;
use super::measure::{Measure, Rating};

/// Values of one cut that keep their own histogram on one day; the rest go under [`OTHER`].
pub const VALUES_KEPT: usize = 500;

/// The same for touchpoints: they lie in the item that is read for every day of every trend.
pub const TOUCHPOINTS_KEPT: usize = 120;

/// Where the values beyond [`VALUES_KEPT`] are counted.
pub const OTHER: &str = "other";

/// How many values of a cut keep their own histogram on one day.
#[must_use]
pub fn values_kept(cut: &Cut) -> usize {
    match cut {
        Cut::Touchpoint => TOUCHPOINTS_KEPT,
        Cut::Language | Cut::Channel | Cut::Attribute(_) => VALUES_KEPT,
    }
}

/// Histograms by value.
pub type Cells = BTreeMap<String, Histogram>;

/// One survey on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyDay {
    /// All of its answers.
    pub total: Histogram,
    /// The same answers, divided.
    pub cuts: BTreeMap<Cut, Cells>,
    /// What is left out.
    pub excluded: Excluded,
    /// The invitations registered on the day.
    pub cohorts: Cohorts,
}

impl SurveyDay {
    /// A day without answers.
    #[must_use]
    pub fn empty(measure: Measure) -> Self {
        Self {
            total: Histogram::new(measure),
            cuts: BTreeMap::new(),
            excluded: Excluded::default(),
            cohorts: Cohorts::default(),
        }
    }

    fn add(&mut self, row: &Row) {
        let on_scale = row.rating.filter(|_| row.measure == self.total.measure());
        let Some(rating) = self.excluded.sift(row.standing, on_scale) else {
            return;
        };
        if self.total.add(rating).is_err() {
            self.excluded.count(Standing::OutOfRange);
            return;
        }
        self.cell(Cut::Touchpoint, &row.touchpoint, rating);
        if let Some(language) = &row.language {
            self.cell(Cut::Language, language, rating);
        }
        if let Some(channel) = &row.channel {
            self.cell(Cut::Channel, channel, rating);
        }
        for (name, value) in &row.attributes {
            self.cell(Cut::Attribute(name.clone()), value, rating);
        }
    }

    fn merge(&mut self, part: Self) {
        self.excluded.add(part.excluded);
        self.cohorts.merge(part.cohorts);
        if self.total.merge(&part.total).is_err() {
            // On another scale: as if each had been added here, none counts, so none stands beside a held one.
            self.excluded.out_of_range += part.total.n();
            self.excluded.held -= part.excluded.held;
            return;
        }
        for (cut, cells) in part.cuts {
            let known = self.cuts.entry(cut).or_default();
            for (value, histogram) in cells {
                match known.get_mut(&value) {
                    Some(cell) => {
                        let merged = cell.merge(&histogram);
                        debug_assert!(merged.is_ok(), "cells of one survey share its measure");
                    }
                    None => {
                        known.insert(value, histogram);
                    }
                }
            }
        }
    }

    fn cell(&mut self, cut: Cut, value: &str, rating: Rating) {
        let measure = self.total.measure();
        let cells = self.cuts.entry(cut).or_default();
        if !cells.contains_key(value) {
            cells.insert(value.to_owned(), Histogram::new(measure));
        }
        if let Some(histogram) = cells.get_mut(value) {
            let added = histogram.add(rating);
            debug_assert!(added.is_ok(), "a cell holds no more than the whole");
        }
    }

    /// Puts the values beyond [`VALUES_KEPT`] of each cut, or [`TOUCHPOINTS_KEPT`], under [`OTHER`]: the ones with fewest
    /// answers, and among equals the last by name.
    fn cap(&mut self) {
        let measure = self.total.measure();
        self.cohorts.cap();
        for (cut, cells) in &mut self.cuts {
            let kept = values_kept(cut);
            if cells.len() <= kept {
                continue;
            }
            let mut ranked: Vec<(u64, String)> = cells
                .iter()
                .map(|(value, histogram)| (histogram.n(), value.clone()))
                .collect();
            ranked.sort_by(|(n, value), (other_n, other)| other_n.cmp(n).then_with(|| value.cmp(other)));
            let mut rest = cells.remove(OTHER).unwrap_or_else(|| Histogram::new(measure));
            for (_, value) in ranked.into_iter().filter(|(_, value)| value != OTHER).skip(kept - 1) {
                if let Some(histogram) = cells.remove(&value) {
                    let merged = rest.merge(&histogram);
                    debug_assert!(merged.is_ok(), "cells of one survey share its measure");
                }
            }
            cells.insert(OTHER.to_owned(), rest);
        }
    }
}

/// A whole day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DayScores {
    /// By survey id.
    pub surveys: BTreeMap<String, SurveyDay>,
    /// Responses read, whether they count or not.
    pub responses: u64,
    /// When the first of them, or of the invitations registered on the day, expires.
    pub first_expiry: Option<Timestamp>,
}

impl DayScores {
    /// Counts one response.
    pub fn add(&mut self, row: &Row) {
        self.responses += 1;
        self.expires(row.expires);
        match self.surveys.get_mut(&row.survey) {
            Some(survey) => survey.add(row),
            None => {
                let mut survey = SurveyDay::empty(row.measure);
                survey.add(row);
                self.surveys.insert(row.survey.clone(), survey);
            }
        }
    }

    /// Counts one invitation registered on the day, answered or not.
    pub fn add_invited(&mut self, row: &InvitedRow) {
        self.expires(row.expires);
        let survey = self.surveys.entry(row.survey.clone());
        survey.or_insert_with(|| SurveyDay::empty(row.measure)).cohorts.add(row);
    }

    fn expires(&mut self, at: Timestamp) {
        self.first_expiry = Some(self.first_expiry.map_or(at, |first| first.min(at)));
    }

    /// Joins the fold of another part of the day, before either is finished.
    pub fn merge(&mut self, other: Self) {
        self.responses += other.responses;
        self.first_expiry = [self.first_expiry, other.first_expiry].into_iter().flatten().min();
        for (id, part) in other.surveys {
            match self.surveys.get_mut(&id) {
                Some(survey) => survey.merge(part),
                None => {
                    self.surveys.insert(id, part);
                }
            }
        }
    }

    /// Ends the fold: bounds the number of values a cut keeps.
    #[must_use]
    pub fn finished(mut self) -> Self {
        self.surveys.values_mut().for_each(SurveyDay::cap);
        self
    }

    /// A digest of the scores and response rates alone: equal digests mean equal numbers. Surveys and cells without
    /// answers or invitations do not count, nor what is excluded.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for (survey, day) in self.surveys.iter().filter(|(_, day)| !day.total.is_empty()) {
            hasher.update(format!("{survey}\n{} {:?}\n", day.total.measure(), day.total.counts()));
            for (cut, cells) in &day.cuts {
                for (value, histogram) in cells.iter().filter(|(_, histogram)| !histogram.is_empty()) {
                    hasher.update(format!("{cut}\n{}\n{value} {:?}\n", value.len(), histogram.counts()));
                }
            }
        }
        for (survey, day) in self.surveys.iter().filter(|(_, day)| !day.cohorts.total.is_empty()) {
            hasher.update(format!("invited\n{survey}\n{:?}\n", day.cohorts.total));
            for (cut, cells) in &day.cohorts.cuts {
                for (value, cohort) in cells {
                    hasher.update(format!("{cut}\n{}\n{value} {cohort:?}\n", value.len()));
                }
            }
        }
        hasher
            .finalize()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

#[cfg(test)]
mod tests;
