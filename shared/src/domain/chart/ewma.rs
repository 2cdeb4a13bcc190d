//! The chart's arithmetic, in standard deviations of a night's score.

/// How much the newest night counts in the average.
pub const LAMBDA: f64 = 0.2;

/// How many standard deviations of the average its limits lie from the centre.
pub const WIDTH: f64 = 2.86;

/// The mean difference of two neighbours is so many standard deviations of a normal series: d₂ for two.
const MOVING_RANGE: f64 = 1.128;

/// How far a night's score lies from a mean, in standard errors of `n` answers whose variance is `variance` each.
/// Score and mean in one unit, the variance in its square.
///
/// Because it knows n, a night with three answers does not shout.
#[must_use]
pub fn standardised(score: f64, n: f64, mean: f64, variance: f64) -> f64 {
    (score - mean) / (variance / n).sqrt()
}

/// The average after one more night: λ of the new, 1 − λ of what was. Its centre is 0, where it begins.
///
/// Source: Roberts, "Control Chart Tests Based on Geometric Moving Averages", Technometrics 1(3), 1959.
#[must_use]
pub fn moved(average: f64, z: f64) -> f64 {
    LAMBDA * z + (1.0 - LAMBDA) * average
}

/// How far from the centre the average may lie after so many nights (from 1 on), for a series whose standard deviation
/// is 1: `width`·√(λ/(2 − λ)·(1 − (1 − λ)^2i)).
///
/// Source: Lucas and Saccucci, "Exponentially Weighted Moving Average Control Schemes", Technometrics 32(1), 1990.
#[must_use]
pub fn limit(width: f64, nights: u32) -> f64 {
    let settling = 1.0 - (1.0 - LAMBDA).powi(i32::try_from(nights.saturating_mul(2)).unwrap_or(i32::MAX));
    width * (LAMBDA / (2.0 - LAMBDA) * settling).sqrt()
}

/// How many times wider than chance alone the nights scatter, at least 1: the mean moving range of their standardised
/// scores over 1.128. Answers come in clusters (a gate, a campaign, a bad afternoon), and so nights differ by more than
/// their n explains: 1.6 times in a real airport survey.
///
/// Source: Laney, "Improved Control Charts for Attributes", Quality Engineering 14(4), 2002.
#[must_use]
pub fn spread(standardised: &[f64]) -> f64 {
    let ranges = standardised.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    let count = standardised.len().saturating_sub(1).max(1);
    (ranges.sum::<f64>() / count as f64 / MOVING_RANGE).max(1.0)
}
