//! Where a customer's answers stand and where they go, each by a robust or a recent mean.

use crate::domain::signal::SIGNALS_KEPT;

/// How many slopes so many points have.
const SLOPES: usize = SIGNALS_KEPT * (SIGNALS_KEPT - 1) / 2;

/// The mean of values, each with the weight `2^(-age / half-life)`; none without values.
///
/// Each point is an age and a value; ages and half-life are in the same unit. If everything gets older alike, the mean
/// stays, so that only a new value changes it.
#[must_use]
pub fn recency_weighted_mean(points: impl IntoIterator<Item = (f64, f64)>, half_life: f64) -> Option<f64> {
    let (mut weights, mut sum) = (0.0, 0.0);
    for (age, value) in points {
        let weight = (-age / half_life).exp2();
        weights += weight;
        sum += weight * value;
    }
    (weights > 0.0).then(|| sum / weights)
}

/// The median of the slopes of all pairs of points (time, value) that are apart in time, of the last
/// [`SIGNALS_KEPT`]; none where there is no such pair. One odd answer does not turn it.
///
/// Theil, "A rank-invariant method of linear and polynomial regression analysis", 1950; Sen, *JASA* 63, 1968.
#[must_use]
pub fn theil_sen(points: &[(f64, f64)]) -> Option<f64> {
    let points = &points[points.len().saturating_sub(SIGNALS_KEPT)..];
    let mut slopes = [0.0; SLOPES];
    let mut count = 0;
    for (index, (late, high)) in points.iter().enumerate() {
        for (early, low) in &points[..index] {
            if late != early {
                slopes[count] = (high - low) / (late - early);
                count += 1;
            }
        }
    }
    let slopes = &mut slopes[..count];
    slopes.sort_unstable_by(f64::total_cmp);
    let upper = *slopes.get(count / 2)?;
    let lower = slopes[(count - 1) / 2];
    Some(f64::midpoint(lower, upper))
}
