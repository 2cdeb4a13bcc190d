//! The change of a score since other days, as far as the answers allow saying anything.

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::compare::{mean_change, paired_change, points_of, score_change};
use crate::domain::power::smallest_detectable_change;
use crate::domain::window::DayRange;
use crate::domain::{Confidence, Histogram, Measure, Metric, Rating, Score, Shown};

/// The level of the one test of a survey's score.
const LEVEL: f64 = 0.05;
/// The share of false changes among those called real in a table of segments.
const LEVEL_OF_A_TABLE: f64 = 0.1;

/// What a score was compared with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ComparedScore))]
pub struct Compared {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Answers counted then.
    pub n: u64,
    /// The score then; none under 10 answers.
    pub score: Option<f64>,
}

/// The change of the mean rating, on the survey's own scale; for CES 1.0 a rise is no improvement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeanChange {
    /// The later less the earlier mean.
    pub delta: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// By Welch's test; none under 30 answers on either side.
    pub p: Option<f64>,
}

/// The change of a score, in its unit; up is better on every metric.
///
/// With fewer than 10 answers on either side it says what it was compared with and nothing else; with fewer than 30
/// there is no test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreChange {
    /// The other days.
    pub against: Compared,
    /// The later less the earlier score.
    pub delta: Option<f64>,
    /// Lower end of the 95 % interval of the difference.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// How often chance alone would bring such a change; none under 30 answers on either side.
    pub p: Option<f64>,
    /// Of a segment: `p` adjusted for the number of segments tested.
    pub p_adjusted: Option<f64>,
    /// Whether the test passed: 5 % for the whole, 10 % of the adjusted p for a segment. None without a test.
    pub significant: Option<bool>,
    /// The smallest change that so many answers would show in four cases of five.
    pub smallest_detectable: Option<f64>,
    /// The change of the mean; none for an NPS, and where all answers are equal.
    pub mean: Option<MeanChange>,
    /// The change of the customers who answered both times, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub paired: Option<PairedChange>,
}

/// The mean change of the customers who answered in both ranges, each by the latest answer of each; in the unit of the
/// score. It sees smaller changes than the whole does, and says nothing of those who answered once.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairedChange {
    /// Customers who answered both times.
    pub customers: u64,
    /// The mean of their changes; none under 10 of them.
    pub delta: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// By the paired t test; none under 30 of them, and where all changed alike.
    pub p: Option<f64>,
    /// Whether the test passed at 5 %.
    pub significant: Option<bool>,
}

impl PairedChange {
    /// From the (earlier, later) rating of each customer.
    #[must_use]
    pub fn of(measure: Measure, pairs: &[(Rating, Rating)]) -> Self {
        let customers = pairs.len() as u64;
        let shown = Shown::of(customers);
        let change = paired_change(pairs, points_of(measure), Confidence::NINETY_FIVE).filter(|_| shown.shows_score());
        let p = change.filter(|_| shown == Shown::Full).map(|change| change.p);
        Self {
            customers,
            delta: change.map(|change| change.delta),
            low: change.map(|change| change.low),
            high: change.map(|change| change.high),
            p,
            significant: p.map(|p| p < LEVEL),
        }
    }
}

/// What may be said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Better, beyond chance.
    Up,
    /// Worse, beyond chance.
    Down,
    /// Nothing that chance would not bring.
    NoRealChange,
    /// Fewer than 30 answers on a side: the difference and its interval, no verdict.
    FewAnswers,
    /// Fewer than 10 answers on a side: nothing.
    TooFew,
}

impl ScoreChange {
    /// The change of the whole, or of a segment before its p value is adjusted.
    pub(super) fn of(earlier_days: DayRange, earlier: &Histogram, now: &Histogram) -> Self {
        let shown = Shown::of(earlier.n().min(now.n()));
        let tested = shown == Shown::Full;
        let level = Confidence::NINETY_FIVE;
        let shows = |histogram| shown.shows_score().then_some(histogram);
        let change = shows(now).and_then(|now| score_change(earlier, now, level));
        let of_mean = shows(now).filter(|now| now.measure().metric() != Metric::Nps);
        let p = change.filter(|_| tested).map(|change| change.p);
        Self {
            against: Compared {
                from: earlier_days.from,
                to: earlier_days.to,
                n: earlier.n(),
                score: Score::of(earlier).value,
            },
            delta: change.map(|change| change.delta),
            low: change.map(|change| change.low),
            high: change.map(|change| change.high),
            p,
            p_adjusted: None,
            significant: p.map(|p| p < LEVEL),
            smallest_detectable: shows(now).and_then(|now| smallest_detectable_change(earlier, now)),
            mean: of_mean
                .and_then(|now| mean_change(earlier, now, level))
                .map(|mean| MeanChange {
                    delta: mean.delta,
                    low: mean.low,
                    high: mean.high,
                    p: tested.then_some(mean.p),
                }),
            paired: None,
        }
    }

    /// Judges a segment by its p value among those of all segments.
    pub(super) fn adjust(&mut self, p: f64) {
        self.p_adjusted = Some(p);
        self.significant = Some(p <= LEVEL_OF_A_TABLE);
    }

    /// What may be said of it.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.delta, self.significant) {
            (None, _) => Verdict::TooFew,
            (Some(_), None) => Verdict::FewAnswers,
            (Some(_), Some(false)) => Verdict::NoRealChange,
            (Some(delta), Some(true)) if delta > 0.0 => Verdict::Up,
            (Some(_), Some(true)) => Verdict::Down,
        }
    }
}
