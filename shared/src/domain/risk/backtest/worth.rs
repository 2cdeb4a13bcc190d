//! What one way of ranking customers, or of saying how likely they are to leave, was worth over several months.

use serde::Serialize;

use crate::domain::risk::evaluate::{
    BINS, Bin, Estimate, Forecast, Prediction, as_chances, auc_within, average_precision, base_rate, brier,
    brier_skill, expected_calibration_error, in_order, in_the_large, leavers, lift_at, log_loss, recalibration,
    reliability, top,
};
use crate::domain::risk::logistic::logit;

/// The share of customers that "lift" looks at.
const TENTH: f64 = 0.1;

/// What whoever looks at the highest risks of each month finds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Found {
    /// Looked at, over all months.
    pub looked_at: u64,
    /// Leavers expected among them, where equal risks are in no order.
    pub leavers: f64,
    /// The share of those looked at who left, from 0 to 1.
    pub precision: f64,
    /// The share of all leavers who were looked at, from 0 to 1; none where nobody left.
    pub recall: Option<f64>,
}

impl Found {
    pub(super) fn of(months: &[Vec<Prediction>], k: u64) -> Option<Self> {
        let tops: Vec<_> = months.iter().filter_map(|month| top(month, k)).collect();
        let looked_at: u64 = tops.iter().map(|top| top.looked_at).sum();
        let found: f64 = tops.iter().map(|top| top.found).sum();
        let left: u64 = months.iter().map(|month| leavers(month)).sum();
        (looked_at > 0).then(|| Self {
            looked_at,
            leavers: found,
            precision: found / looked_at as f64,
            recall: (left > 0).then(|| found / left as f64),
        })
    }
}

/// What predictions were worth. A measure that cannot be told is left out. What depends on an order is found month by month
/// and put together, since a team compares the customers of one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Worth {
    /// The chance that somebody who left had a higher risk than somebody who stayed in the same month: 0.5 is a coin.
    pub auc: Option<Estimate>,
    /// The average precision, weighted by each month's leavers.
    pub average_precision: Option<f64>,
    /// What is found among the highest risks of each month; none without customers.
    pub top: Option<Found>,
    /// How many times the month's share of leavers is found in the tenth with the highest risk.
    pub lift_at_tenth: Option<f64>,
    /// The mean squared distance of probability and outcome; 0 is perfect.
    pub brier: Option<f64>,
    /// What of the Brier score of always saying the share that left is saved; 0 is nothing, 1 all.
    pub brier_skill: Option<f64>,
    /// The mean surprise, in nats; 0 is perfect.
    pub log_loss: Option<f64>,
    /// The calibration slope: 1 is right, and below 1 risks were exaggerated both ways.
    pub slope: Option<Estimate>,
    /// The calibration intercept: 0 is right where the slope is 1.
    pub intercept: Option<Estimate>,
    /// How far on average what was said of a tenth lies from what came of it, from 0 to 1; 0 is right, and chance alone makes it more.
    pub calibration_error: Option<f64>,
    /// The mean probability less the share that left.
    pub level: Option<Estimate>,
    /// The mean probability, from 0 to 1.
    pub mean: Option<f64>,
}

impl Worth {
    /// Of what was said each month, for a team that looks at `k` customers a month: the order by the log-odds, as flags go by it,
    /// and the probability by the chance.
    #[must_use]
    pub fn of(months: &[Vec<Forecast>], k: u64) -> Self {
        let all = as_chances(&months.concat());
        let months: Vec<Vec<Prediction>> = months.iter().map(|month| in_order(month)).collect();
        let calibration = recalibration(&all);
        Self {
            auc: auc_within(&months),
            average_precision: weighted(&months, |month| {
                Some((average_precision(month)?, leavers(month) as f64))
            }),
            top: Found::of(&months, k),
            lift_at_tenth: weighted(&months, |month| Some((lift_at(month, TENTH)?, leavers(month) as f64))),
            brier: brier(&all),
            brier_skill: brier_skill(&all),
            log_loss: log_loss(&all),
            slope: calibration.map(|it| it.slope),
            intercept: calibration.map(|it| it.intercept),
            calibration_error: expected_calibration_error(&reliability(&all, BINS)),
            level: in_the_large(&all),
            mean: (!all.is_empty()).then(|| all.iter().map(|it| it.score).sum::<f64>() / all.len() as f64),
        }
    }

    /// Of saying the same of everybody: what looking at customers by lot finds, and what the share that left would have been
    /// worth as everybody's probability, had it been known.
    #[must_use]
    pub fn at_random(months: &[Vec<Forecast>], k: u64) -> Self {
        let chance = base_rate(&as_chances(&months.concat())).unwrap_or_default();
        let same = |it: &Forecast| Forecast {
            log_odds: logit(chance),
            chance,
            left: it.left,
        };
        let months: Vec<Vec<Forecast>> = months.iter().map(|month| month.iter().map(same).collect()).collect();
        Self::of(&months, k)
    }
}

/// The reliability of all months' probabilities, in groups of equal size.
#[must_use]
pub fn bins(months: &[Vec<Forecast>]) -> Vec<Bin> {
    reliability(&as_chances(&months.concat()), BINS)
}

/// The mean over the months that have one.
fn weighted(months: &[Vec<Prediction>], of: impl Fn(&[Prediction]) -> Option<(f64, f64)>) -> Option<f64> {
    let told: Vec<(f64, f64)> = months.iter().filter_map(|month| of(month)).collect();
    let weight: f64 = told.iter().map(|(_, weight)| weight).sum();
    (weight > 0.0).then(|| told.iter().map(|(value, weight)| value * weight).sum::<f64>() / weight)
}

/// Customers by the probability said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bar {
    /// From this probability on, from 0 to 1.
    pub from: f64,
    /// Up to this one, which belongs to the next.
    pub to: f64,
    /// Customers.
    pub n: u64,
}

/// Bars from 0 to 1: two percentage points each.
const BARS: f64 = 50.0;

/// All months' probabilities in bars of two percentage points, from 0 to the highest that was said.
#[must_use]
pub fn distribution(months: &[Vec<Forecast>]) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    for forecast in months.iter().flatten() {
        let at = (forecast.chance * BARS).clamp(0.0, BARS - 1.0) as usize;
        while bars.len() <= at {
            let from = bars.len() as f64;
            bars.push(Bar {
                from: from / BARS,
                to: (from + 1.0) / BARS,
                n: 0,
            });
        }
        bars[at].n += 1;
    }
    bars
}
