//! Whether a model still fits: who left against how many it expected, and the scores of now against those it began with.
//! Calibration is in the end the first; a shift of the scores is noticed sooner, before anybody has left.

use jiff::civil::Date;
use statrs::distribution::{ContinuousCDF, Gamma};

use super::model::Model;
use super::night::NightRun;
use crate::domain::day::shifted;
use crate::domain::interval::{Confidence, Interval};
use crate::domain::service::retention::Flow;

/// In how many bins risks are counted each night.
pub const SCORE_BINS: usize = 10;

/// Limits of the bins: log-odds above the usual risk. The one in the middle holds those of whom little is known.
const LIMITS: [f64; SCORE_BINS - 1] = [-1.0, -0.5, -0.1, 0.1, 0.5, 1.0, 1.5, 2.0, 2.5];

/// How many days are looked back on.
pub const WATCHED_DAYS: i32 = 90;

/// How many nights the scores are compared with: the first ones of the model.
pub const REFERENCE_NIGHTS: u32 = 30;

/// Fewer leavers, seen and expected, say nothing about a model.
const ENOUGH_LEAVERS: f64 = 25.0;

/// A population stability index above this is a large shift (Siddiqi, *Credit Risk Scorecards*, 2006).
const LARGE_SHIFT: f64 = 0.25;

/// 95 % quantile of chi-squared with one degree of freedom fewer than there are bins.
const CHANCE: f64 = 16.919;

/// The bin of a risk that lies so far above the usual one, in log-odds.
#[must_use]
pub fn score_bin(above_usual: f64) -> usize {
    LIMITS.partition_point(|limit| *limit <= above_usual)
}

/// What is kept of each night.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskNight {
    /// The day, in the workspace's zone.
    pub day: Date,
    /// The model's version.
    pub model: u32,
    /// Within how many days leaving counts.
    pub horizon_days: u16,
    /// The cumulative hazards of leaving within the horizon, added up, in millionths.
    pub hazard_millionths: u64,
    /// Customers at risk by score.
    pub bins: [u64; SCORE_BINS],
    /// The bins of the model's first nights, added up.
    pub reference: [u64; SCORE_BINS],
    /// How many nights those are; at most `REFERENCE_NIGHTS`.
    pub reference_nights: u32,
}

impl RiskNight {
    /// What a run has seen by this model; nothing to compare with yet.
    #[must_use]
    pub fn new(run: &NightRun, model: &Model) -> Self {
        Self {
            day: run.day,
            model: model.version,
            horizon_days: model.horizon_days,
            hazard_millionths: run.tally.hazard_millionths,
            bins: run.tally.bins,
            reference: [0; SCORE_BINS],
            reference_nights: 0,
        }
    }

    /// The same, with what the scores are compared with, which `before` carries: the night before, where it had the same model.
    #[must_use]
    pub fn after(self, before: Option<&Self>) -> Self {
        let known = before.filter(|night| (night.model, night.horizon_days) == (self.model, self.horizon_days));
        let (mut reference, nights) =
            known.map_or(([0; SCORE_BINS], 0), |night| (night.reference, night.reference_nights));
        let more = nights < REFERENCE_NIGHTS;
        if more {
            for (sum, count) in reference.iter_mut().zip(self.bins) {
                *sum += count;
            }
        }
        Self {
            reference,
            reference_nights: nights + u32::from(more),
            ..self
        }
    }

    /// Customers at risk.
    #[must_use]
    pub fn at_risk(&self) -> u64 {
        self.bins.iter().sum()
    }

    /// How many are expected to leave in a day. From hazards and not from chances, since new customers come for those who leave:
    /// a day always has as many at risk as the first one.
    #[must_use]
    pub fn leavers_a_day(&self) -> f64 {
        self.hazard_millionths as f64 / 1e6 / f64::from(self.horizon_days)
    }
}

/// What can be said of the model in use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watched {
    /// The model's version.
    pub model: u32,
    /// Days compared: those of the last [`WATCHED_DAYS`] on whose night this model was used.
    pub days: u32,
    /// Customers who left on them.
    pub left: u64,
    /// Customers who were expected to.
    pub expected: f64,
    /// Left over expected, between which values it truly lies (95 %, Poisson, exact); none where nobody was expected to.
    pub ratio: Option<Interval>,
    /// Population stability index of the newest night against the model's first nights; none before there are enough of these.
    pub shift: Option<Shift>,
}

/// How far scores have shifted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// The population stability index.
    pub index: f64,
    /// From where on it is large, and more than chance explains.
    pub large_from: f64,
}

impl Watched {
    /// Whether more or fewer leave than was expected, surely and by enough customers to say so.
    #[must_use]
    pub fn misses_leavers(&self) -> bool {
        let enough = self.expected.max(self.left as f64) >= ENOUGH_LEAVERS;
        enough && self.ratio.is_some_and(|ratio| !ratio.contains(1.0))
    }

    /// Whether the scores have shifted far.
    #[must_use]
    pub fn has_shifted(&self) -> bool {
        self.shift.is_some_and(|shift| shift.index > shift.large_from)
    }

    /// Whether somebody should be told: a learned model is off. A scorecard promises no number of leavers.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.model > 0 && (self.misses_leavers() || self.has_shifted())
    }
}

/// Nights and who left, over the same days.
#[derive(Debug, Clone, Copy)]
pub struct Nights<'a> {
    /// The nights, oldest first.
    pub nights: &'a [RiskNight],
    /// Who came and went, by day.
    pub flows: &'a [(Date, Flow)],
}

/// How well the newest night's model has done on the days before `today`, which are over. Nothing before the first night.
///
/// Sources: exact limits of a Poisson count, Garwood, "Fiducial limits for the Poisson distribution", *Biometrika* 28, 1936.
/// The index without a shift is about chi-squared times (1/N + 1/M): Yurdakul and Naranjo, "Statistical properties of the
/// population stability index", *Journal of Risk Model Validation* 14, 2020.
#[must_use]
pub fn watched(known: Nights<'_>, today: Date) -> Option<Watched> {
    let newest = known.nights.last()?;
    let compared = known
        .nights
        .iter()
        .filter(|night| night.model == newest.model && night.horizon_days == newest.horizon_days)
        .filter(|night| (shifted(today, -WATCHED_DAYS)..today).contains(&night.day));
    let (mut days, mut left, mut expected) = (0, 0, 0.0);
    for night in compared {
        let flow = known.flows.iter().find(|(day, _)| *day == night.day);
        days += 1;
        left += flow.map_or(0, |(_, flow)| flow.lost + flow.left_as_new + flow.left_again);
        expected += night.leavers_a_day();
    }
    Some(Watched {
        model: newest.model,
        days,
        left,
        expected,
        ratio: (expected > 0.0).then(|| poisson(left).times(1.0 / expected)),
        shift: (newest.reference_nights >= REFERENCE_NIGHTS)
            .then(|| shift(newest))
            .flatten(),
    })
}

/// Between which values the mean of a Poisson count lies, at 95 %.
fn poisson(count: u64) -> Interval {
    let tail = (1.0 - Confidence::NINETY_FIVE.level()) / 2.0;
    let quantile = |shape: f64, level: f64| Gamma::new(shape, 1.0).map_or(f64::NAN, |gamma| gamma.inverse_cdf(level));
    let count = count as f64;
    Interval {
        low: if count > 0.0 { quantile(count, tail) } else { 0.0 },
        high: quantile(count + 1.0, 1.0 - tail),
    }
}

/// The shift of a night's scores. Half a customer is added to each bin, so that an empty one has a share.
fn shift(night: &RiskNight) -> Option<Shift> {
    let (now, then) = (night.at_risk() as f64, night.reference.iter().sum::<u64>() as f64);
    // The same customers are counted every night: that many there were, not so many times more.
    let customers_then = then / f64::from(night.reference_nights);
    let padding = 0.5 * SCORE_BINS as f64;
    let share = |count: f64, all: f64| (count + 0.5) / (all + padding);
    let index = night.bins.iter().zip(night.reference).map(|(now_in, then_in)| {
        let then_in = then_in as f64 / f64::from(night.reference_nights);
        let (now, then) = (share(*now_in as f64, now), share(then_in, customers_then));
        (now - then) * (now / then).ln()
    });
    (now > 0.0 && then > 0.0).then(|| Shift {
        index: index.sum(),
        large_from: LARGE_SHIFT.max(CHANCE * (1.0 / now + 1.0 / customers_then)),
    })
}

#[cfg(test)]
mod tests;
