//! Outcomes: what was known of a customer at a moment in the past, and whether they left within the horizon after it.
//!
//! Moments lie one horizon apart, so that no departure counts twice, and only windows that have closed count. A
//! customer is at risk at a moment who was seen before it and had not left.

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use super::feature::Feature;
use super::features::{Features, Usual, features};
use super::history::History;

/// Columns of a row: a constant and every feature.
pub const COLUMNS: usize = Feature::COUNT + 1;

/// Moments that are looked back to at most.
const MOST_PERIODS: i32 = 12;

/// Days after the first answer, invitation or conversation on record in which too little is known to learn from: most features
/// look further back.
pub const WARM_UP_DAYS: i64 = 60;

/// A feature rests on a fact that was not known at the moment it was computed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "the feature {feature:?} rests on a fact of {at}, which was not known at {moment}: nothing may be learned from it"
)]
pub struct Leak {
    /// Which.
    pub feature: Feature,
    /// The fact's date.
    pub at: Timestamp,
    /// The moment the feature was computed for.
    pub moment: Timestamp,
}

/// Outcomes of one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// The moment that features were computed for.
    pub moment: Timestamp,
    /// The rows, one after the other: [`COLUMNS`] numbers each, the first of them 1.
    pub design: Vec<f64>,
    /// Of each row, whether the customer left within the horizon.
    pub left: Vec<bool>,
    /// Of each row, which customer it is: how many were added before.
    pub customers: Vec<u32>,
}

impl Period {
    pub(super) fn at(moment: Timestamp) -> Self {
        Self {
            moment,
            design: Vec::new(),
            left: Vec::new(),
            customers: Vec::new(),
        }
    }

    /// Adds an outcome.
    ///
    /// # Errors
    /// A feature rests on a fact dated at or after the moment.
    pub fn add(&mut self, customer: u32, features: &Features, left: bool) -> Result<(), Leak> {
        if let Some((feature, at)) = features.newest().filter(|(_, at)| *at >= self.moment) {
            let moment = self.moment;
            return Err(Leak { feature, at, moment });
        }
        self.design.push(1.0);
        self.design.extend_from_slice(features.values());
        self.left.push(left);
        self.customers.push(customer);
        Ok(())
    }

    /// How many left.
    #[must_use]
    pub fn leavers(&self) -> u64 {
        self.left.iter().filter(|left| **left).count() as u64
    }
}

/// What outcomes are collected by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Within how many days after the moment leaving counts.
    pub horizon_days: u16,
    /// How long an answer may be remembered: what was older than that at the moment was forgotten.
    pub retention: SignedDuration,
}

impl Window {
    fn horizon(self) -> SignedDuration {
        SignedDuration::from_hours(24 * i64::from(self.horizon_days))
    }

    /// The moments whose outcomes are known at `now`, oldest first: the last window is the one that has just closed. Whole
    /// days (UTC), so that collecting again on the same day gives the same moments.
    #[must_use]
    pub fn moments(self, now: Timestamp) -> Vec<Timestamp> {
        let today = now.as_second().div_euclid(86_400) * 86_400;
        let moment = |back: i32| {
            let today = Timestamp::from_second(today).ok()?;
            today.checked_sub(self.horizon().saturating_mul(back)).ok()
        };
        (1..=MOST_PERIODS).rev().filter_map(moment).collect()
    }

    /// When the window that opens at `moment` closes: from then on leaving no longer counts.
    #[must_use]
    pub fn closes(self, moment: Timestamp) -> Timestamp {
        moment.saturating_add(self.horizon()).unwrap_or(Timestamp::MAX)
    }

    /// The features of a customer at a moment, and whether they left within the horizon after it; none of somebody who was no
    /// customer then.
    pub(super) fn outcome(self, history: &History, moment: Timestamp, usual: &Usual) -> Option<(Features, bool)> {
        history.first_seen().filter(|seen| *seen < moment)?;
        let mut known = history.before(moment);
        if known.stay().ended.is_some() {
            return None;
        }
        known.forget_before(moment.saturating_sub(self.retention).unwrap_or(Timestamp::MIN));
        let left = history.left_from(moment).is_some_and(|at| at < self.closes(moment));
        Some((features(&known, moment, usual), left))
    }
}

/// Collects outcomes, customer by customer. A customer's history is not kept.
#[derive(Debug, Clone)]
pub struct Collector {
    window: Window,
    periods: Vec<(Period, Usual)>,
    /// The oldest answer, invitation or conversation.
    begun: Option<Timestamp>,
    customers: u32,
}

impl Collector {
    /// For outcomes known at `now`. `usual` says what was usual in the workspace at a moment.
    #[must_use]
    pub fn new(window: Window, now: Timestamp, usual: impl Fn(Timestamp) -> Usual) -> Self {
        let moments = window.moments(now).into_iter();
        Self {
            window,
            periods: moments.map(|moment| (Period::at(moment), usual(moment))).collect(),
            begun: None,
            customers: 0,
        }
    }

    /// Adds a customer's outcomes.
    ///
    /// # Errors
    /// A feature rests on a fact that was not known at its moment.
    pub fn add(&mut self, history: &History) -> Result<(), Leak> {
        let customer = self.customers;
        self.customers += 1;
        self.begun = [self.begun, history.first_contact()].into_iter().flatten().min();
        for (period, usual) in &mut self.periods {
            if let Some((features, left)) = self.window.outcome(history, period.moment, usual) {
                period.add(customer, &features, left)?;
            }
        }
        Ok(())
    }

    /// The outcomes.
    #[must_use]
    pub fn into_outcomes(self) -> Outcomes {
        let periods = self.periods.into_iter().map(|(period, _)| period);
        Outcomes::of(self.window, self.customers, self.begun, periods)
    }
}

/// Outcomes by moment, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcomes {
    /// What they were collected by.
    pub window: Window,
    /// Customers looked at, with or without an outcome.
    pub customers: u32,
    /// The oldest answer, invitation or conversation.
    pub begun: Option<Timestamp>,
    /// Windows that have closed and of which enough is on record, with or without leavers.
    pub windows: usize,
    /// One a moment.
    pub periods: Vec<Period>,
}

/// From when on enough was on record, where the oldest answer, invitation or conversation is from `begun`.
pub(super) fn on_record_from(begun: Option<Timestamp>) -> Timestamp {
    let begun = begun.unwrap_or(Timestamp::MAX);
    begun
        .saturating_add(SignedDuration::from_hours(24 * WARM_UP_DAYS))
        .unwrap_or(Timestamp::MAX)
}

impl Outcomes {
    /// Of these periods, oldest first. Left out are moments of which too little was on record, and those before anybody is known
    /// to have left: nobody noted it then.
    pub(super) fn of(
        window: Window,
        customers: u32,
        begun: Option<Timestamp>,
        periods: impl Iterator<Item = Period>,
    ) -> Self {
        let from = on_record_from(begun);
        let periods: Vec<Period> = periods.filter(|period| period.moment >= from).collect();
        Self {
            window,
            customers,
            begun,
            windows: periods.len(),
            periods: periods.into_iter().skip_while(|period| period.leavers() == 0).collect(),
        }
    }

    /// How many outcomes there are.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.periods.iter().map(|period| period.left.len() as u64).sum()
    }

    /// How many left.
    #[must_use]
    pub fn leavers(&self) -> u64 {
        self.periods.iter().map(Period::leavers).sum()
    }

    /// From the first moment to the end of the last window; none without outcomes.
    #[must_use]
    pub fn range(&self) -> Option<(Timestamp, Timestamp)> {
        let (first, last) = (self.periods.first()?.moment, self.periods.last()?.moment);
        Some((
            first,
            last.saturating_add(self.window.horizon()).unwrap_or(Timestamp::MAX),
        ))
    }
}

#[cfg(test)]
mod tests;
