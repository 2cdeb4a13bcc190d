//! What a histogram is worth: scores with their intervals, and how much of them may be shown.
//!
//! The functions are the definitions; tile, series, export and alert all use them. None of them rounds (a score made
//! of rounded shares is another score), and none says anything where nobody answered.

use serde::Serialize;

use super::{
    histogram::Histogram,
    interval::{self, Confidence, Interval},
    measure::{Band, Direction, Metric},
};

/// How much may be shown of so many answers.
///
/// A few answers swing from −100 to 100 by themselves, and tell who gave them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Under 5 answers: nothing but how many there are.
    Hidden,
    /// 5 to 9: the counts, no score.
    CountsOnly,
    /// 10 to 29: the score and its interval, marked "few answers", without a trend.
    FewAnswers,
    /// 30 and more.
    Full,
}

impl Shown {
    /// The rule.
    pub const fn of(n: u64) -> Self {
        match n {
            0..5 => Self::Hidden,
            5..10 => Self::CountsOnly,
            10..30 => Self::FewAnswers,
            30.. => Self::Full,
        }
    }

    /// Whether the counts per rating may be shown.
    pub const fn shows_counts(self) -> bool {
        !matches!(self, Self::Hidden)
    }

    /// Whether a score may be shown, always with its interval.
    pub const fn shows_score(self) -> bool {
        matches!(self, Self::FewAnswers | Self::Full)
    }
}

/// A score with its number of answers and its 95 % intervals, as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// How many answers.
    pub n: u64,
    /// The NPS in points from −100 to 100; for every other metric the percentage of satisfied answers.
    pub value: Option<f64>,
    /// The lower limit of `value`: adjusted Wald for an NPS, Wilson for a percentage.
    pub low: Option<f64>,
    /// The upper limit of `value`.
    pub high: Option<f64>,
    /// The mean on the scale's own numbers. For CES 1.0 high is bad.
    pub mean: Option<f64>,
    /// The lower limit of `mean`: Student's t. None where all answers are equal.
    pub mean_low: Option<f64>,
    /// The upper limit of `mean`.
    pub mean_high: Option<f64>,
    /// How much of it may be shown; what may not is not here.
    pub shown: Shown,
}

impl Score {
    /// What may be shown of a histogram.
    pub fn of(histogram: &Histogram) -> Self {
        let raw = Self::raw(histogram);
        if raw.shown.shows_score() {
            raw
        } else {
            Self::without_numbers(raw.n)
        }
    }

    /// The score whatever the number of answers: for computations that follow, never for eyes.
    pub fn raw(histogram: &Histogram) -> Self {
        let (value, limits) = headline(histogram);
        let mean = mean(histogram);
        let mean_limits = mean_interval(histogram);
        Self {
            value,
            low: limits.map(|limits| limits.low),
            high: limits.map(|limits| limits.high),
            mean,
            mean_low: mean_limits.map(|limits| limits.low),
            mean_high: mean_limits.map(|limits| limits.high),
            ..Self::without_numbers(histogram.n())
        }
    }

    const fn without_numbers(n: u64) -> Self {
        Self {
            n,
            value: None,
            low: None,
            high: None,
            mean: None,
            mean_low: None,
            mean_high: None,
            shown: Shown::of(n),
        }
    }
}

/// The counts, lowest rating first, where there are enough answers to show them.
pub fn displayed_histogram(histogram: &Histogram) -> Option<&[u64]> {
    Shown::of(histogram.n()).shows_counts().then(|| histogram.counts())
}

/// Net Promoter Score in points, −100 to 100. Nothing for any other metric: a likelihood to recommend on 1 to 10 is
/// not an NPS.
pub fn nps(histogram: &Histogram) -> Option<f64> {
    histogram.nps_counts()?.points()
}

/// Percentage of satisfied answers: top boxes, promoters, those who found it easy.
pub fn satisfied_percent(histogram: &Histogram) -> Option<f64> {
    percent(histogram.satisfied(), histogram.n())
}

/// Percentage of answers in the low band: detractors, the dissatisfied, those who found it hard.
pub fn low_percent(histogram: &Histogram) -> Option<f64> {
    percent(low_count(histogram), histogram.n())
}

/// Satisfied less low, in points from −100 to 100: net ease for the effort scores, and for an NPS the NPS.
pub fn net_percent(histogram: &Histogram) -> Option<f64> {
    let n = histogram.n();
    (n > 0).then(|| 100.0 * (histogram.satisfied() as f64 - low_count(histogram) as f64) / n as f64)
}

/// Arithmetic mean on the scale's own numbers.
pub fn mean(histogram: &Histogram) -> Option<f64> {
    let n = histogram.n();
    (n > 0).then(|| sum_of_powers(histogram, 1) as f64 / n as f64)
}

/// The mean from 0 (everybody at the bad end) to 100 (everybody at the good end), whatever the direction: for the
/// effort scores the ease. For display beside other scales; not the mean as a share of the highest rating, which
/// would give 20 to the worst of five.
pub fn goodness_percent(histogram: &Histogram) -> Option<f64> {
    let scale = histogram.measure().scale();
    let (min, max) = (f64::from(scale.min()), f64::from(scale.max()));
    let mean = mean(histogram)?;
    let from_bad_end = match scale.direction() {
        Direction::HighIsGood => mean - min,
        Direction::HighIsBad => max - mean,
    };
    Some(100.0 * from_bad_end / (max - min))
}

/// Sample standard deviation (divisor n − 1) on the scale's own numbers. Nothing with fewer than two answers.
pub fn sd_sample(histogram: &Histogram) -> Option<f64> {
    let n = u128::from(histogram.n());
    if n < 2 {
        return None;
    }
    let sum = sum_of_powers(histogram, 1);
    // In integers the difference is exact, so equal answers give exactly 0.
    let n_times_squares = n * sum_of_powers(histogram, 2) - sum * sum;
    Some((n_times_squares as f64 / (n * (n - 1)) as f64).sqrt())
}

fn headline(histogram: &Histogram) -> (Option<f64>, Option<Interval>) {
    match histogram.measure().metric() {
        Metric::Nps => (
            nps(histogram),
            histogram
                .nps_counts()
                .and_then(|counts| interval::nps_adjusted_wald(counts, Confidence::NINETY_FIVE)),
        ),
        Metric::Csat | Metric::Ces | Metric::Ces1 => (
            satisfied_percent(histogram),
            interval::wilson(histogram.satisfied(), histogram.n(), Confidence::NINETY_FIVE)
                .map(|share| share.times(100.0)),
        ),
    }
}

fn mean_interval(histogram: &Histogram) -> Option<Interval> {
    interval::mean_t(
        histogram.n(),
        mean(histogram)?,
        sd_sample(histogram)?,
        histogram.measure().scale(),
        Confidence::NINETY_FIVE,
    )
}

fn low_count(histogram: &Histogram) -> u64 {
    histogram.count_where(|rating| histogram.measure().band(rating) == Band::Low)
}

fn percent(part: u64, n: u64) -> Option<f64> {
    (n > 0).then(|| 100.0 * part as f64 / n as f64)
}

/// At most 2^46 answers of at most 10²: far inside.
fn sum_of_powers(histogram: &Histogram, power: u32) -> u128 {
    histogram
        .iter()
        .map(|(rating, count)| u128::from(rating.get()).pow(power) * u128::from(count))
        .sum()
}

#[cfg(test)]
mod tests;
