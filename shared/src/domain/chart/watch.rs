//! One chart: a baseline, an average, and at most one open signal.

use jiff::civil::Date;
use statrs::distribution::{ContinuousCDF, Normal};

use super::ewma::{WIDTH, limit, moved, spread, standardised};
use super::night::{Night, Tally};
use crate::domain::Shown;
use crate::domain::measure::Metric;

/// Nights with answers after which a chart begins to watch.
pub const LEAST_NIGHTS: usize = 30;

/// Nights with answers after which the baseline stands. Until then every night that raises no signal joins it after it
/// was judged: against a mean of 30 nights alone, false signals are nearly twice as frequent.
pub const BASELINE_NIGHTS: usize = 90;

/// Answers a night, on average over the baseline, below which a touchpoint is not watched alone.
pub const LEAST_A_NIGHT: u64 = 5;

/// How often a comparison is looked at before it may be believed: every night of a month. See [`Chart::p_value`].
pub const LOOKS: f64 = 30.0;

/// Which way a score went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SignalDirection, rename_all = "snake_case"))]
pub enum Direction {
    /// It is lower than before.
    Fell,
    /// It is higher than before.
    Rose,
}

impl Direction {
    /// The word for it: `fell` or `rose`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fell => "fell",
            Self::Rose => "rose",
        }
    }
}

/// A shift that was noticed and that nobody has acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSignal {
    /// Which way.
    pub direction: Direction,
    /// The first day after the average last stood on the other side of the baseline.
    pub began: Date,
    /// The day whose answers made it plain.
    pub noticed: Date,
    /// The baseline's answers.
    pub before: Tally,
    /// The answers from `began` to `noticed`.
    pub since: Tally,
    /// Sure enough, among all charts of the survey, to send somebody a message.
    pub alert: bool,
}

/// One chart's state. No more than 90 nights are kept in either list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chart {
    /// The nights that others are held against, oldest first.
    pub baseline: Vec<Night>,
    /// The moving average of the nights since the chart began to watch, in standard deviations of a night.
    pub average: f64,
    /// How many nights that average is of.
    pub watched: u32,
    /// The nights since the average last stood on the other side; once a signal is open, since that began.
    pub run: Vec<Night>,
    /// The open signal.
    pub signal: Option<OpenSignal>,
}

/// What nights are held against.
struct Reference {
    tally: Tally,
    mean: f64,
    variance: f64,
    spread: f64,
}

impl Reference {
    fn of(nights: &[Night], metric: Metric) -> Option<Self> {
        let tally = Night::total(nights);
        let (mean, variance) = (tally.score()?, tally.variance(metric));
        let each: Vec<f64> = nights
            .iter()
            .filter_map(|night| Some(standardised(night.tally.score()?, night.tally.n as f64, mean, variance)))
            .collect();
        Some(Self {
            tally,
            mean,
            variance,
            spread: spread(&each),
        })
    }

    /// How far answers lie from the mean, which is itself known from so many answers and no better.
    fn standardised(&self, tally: Tally) -> Option<f64> {
        let n = 1.0 / (1.0 / tally.n as f64 + 1.0 / self.tally.n as f64);
        Some(standardised(tally.score()?, n, self.mean, self.variance))
    }
}

impl Chart {
    /// Whether the chart watches: it has nights enough, and where it is `of_a_touchpoint` answers enough a night.
    #[must_use]
    pub fn watches(&self, of_a_touchpoint: bool) -> bool {
        let nights = self.baseline.len();
        nights >= LEAST_NIGHTS && (!of_a_touchpoint || Night::total(&self.baseline).n >= LEAST_A_NIGHT * nights as u64)
    }

    /// The last night it has seen.
    pub(super) fn last_night(&self) -> Option<Date> {
        let last = |nights: &[Night]| nights.last().map(|night| night.day);
        last(&self.baseline).max(last(&self.run))
    }

    /// Takes in the next night.
    pub(super) fn absorb(&mut self, night: Night, metric: Metric, of_a_touchpoint: bool) {
        if self.signal.is_some() {
            push(&mut self.run, night);
            return;
        }
        let watching = self.watches(of_a_touchpoint);
        if watching {
            self.judge(night, metric);
        } else {
            (self.average, self.watched) = (0.0, 0);
            self.run.clear();
        }
        if self.signal.is_none() && !(watching && self.baseline.len() >= BASELINE_NIGHTS) {
            push(&mut self.baseline, night);
        }
    }

    fn judge(&mut self, night: Night, metric: Metric) {
        let Some(reference) = Reference::of(&self.baseline, metric) else {
            return;
        };
        let Some(z) = reference.standardised(night.tally) else {
            return;
        };
        let average = moved(self.average, z);
        if average * self.average <= 0.0 {
            self.run.clear();
        }
        self.average = average;
        self.watched = self.watched.saturating_add(1);
        push(&mut self.run, night);
        let since = Night::total(&self.run);
        let beyond = average.abs() > reference.spread * limit(WIDTH, self.watched);
        if beyond && Shown::of(since.n) == Shown::Full {
            self.open(night.day, since);
        }
    }

    /// Opens a signal if the score moved the way the average did, and otherwise waits. Where nights differ much in size
    /// they may disagree: in the average a night weighs about √n, in the score n.
    fn open(&mut self, noticed: Date, since: Tally) {
        let Some(began) = self.run.first().map(|night| night.day) else {
            return;
        };
        let earlier = self.baseline.iter().copied().filter(|night| night.day < began);
        let earlier: Vec<Night> = earlier.collect();
        let before = Night::total(&earlier);
        let (Some(was), Some(is)) = (before.score(), since.score()) else {
            return;
        };
        let direction = match (self.average < 0.0, is - was) {
            (true, change) if change < 0.0 => Direction::Fell,
            (false, change) if change > 0.0 => Direction::Rose,
            _ => return,
        };
        self.baseline = earlier;
        self.signal = Some(OpenSignal {
            direction,
            began,
            noticed,
            before,
            since,
            alert: false,
        });
    }

    /// How surprising the nights of [`Self::run`] are if nothing has changed since the ones before: a two-sided normal
    /// test of their mean against the baseline's, widened as the limits are, and multiplied by [`LOOKS`] (Bonferroni),
    /// because the same comparison is made every night and its first day is chosen by the very nights it is made of.
    /// 1 where there is nothing to compare.
    ///
    /// Measured in months without any change, with Holm's correction at 5 %: a false message in 1 to 3 of 100 with one
    /// touchpoint, in 5 to 8 with 5 to 20. Without the factor it would be 5 to 39.
    #[must_use]
    pub fn p_value(&self, metric: Metric) -> f64 {
        let p = || {
            let began = self.run.first()?.day;
            let before: Vec<Night> = self
                .baseline
                .iter()
                .copied()
                .filter(|night| night.day < began)
                .collect();
            let reference = Reference::of(&before, metric)?;
            let z = reference.standardised(Night::total(&self.run))? / reference.spread;
            Some((LOOKS * 2.0 * Normal::standard().sf(z.abs())).min(1.0))
        };
        p().unwrap_or(1.0)
    }

    /// Begins again: the nights since the signal began are the new baseline.
    pub(super) fn start_again(&mut self) {
        *self = Self {
            baseline: std::mem::take(&mut self.run),
            ..Self::default()
        };
    }
}

/// Keeps the latest [`BASELINE_NIGHTS`].
fn push(nights: &mut Vec<Night>, night: Night) {
    nights.push(night);
    if nights.len() > BASELINE_NIGHTS {
        nights.remove(0);
    }
}
