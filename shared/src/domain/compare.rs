//! How far two scores lie apart, and whether that is more than chance.
//!
//! A change is always the later less the earlier. The score of every measure is better when higher (points of an NPS,
//! percent satisfied), so a positive change of a score is an improvement.

use super::histogram::{Histogram, NpsCounts};
use super::interval::{Confidence, Interval, wilson};
use super::measure::{Metric, Rating};
use super::{p_value, score};

/// A difference with its interval and the p value of "nothing changed". In the unit of what was compared, not rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The later less the earlier, as observed.
    pub delta: f64,
    /// Lower limit of the difference.
    pub low: f64,
    /// Upper limit of the difference.
    pub high: f64,
    /// Two-sided, of the test that belongs to the measure.
    pub p: f64,
}

/// The change of a survey's score: points for an NPS, percentage points for every other metric.
///
/// Nothing where either side has no answers or the two are measured differently.
#[must_use]
pub fn score_change(before: &Histogram, after: &Histogram, confidence: Confidence) -> Option<Change> {
    if before.measure() != after.measure() {
        return None;
    }
    match before.nps_counts().zip(after.nps_counts()) {
        Some((before, after)) => nps_change(before, after, confidence),
        None => share_change(
            (before.satisfied(), before.n()),
            (after.satisfied(), after.n()),
            confidence,
        )
        .map(|share| share.times(100.0)),
    }
}

/// The change of an NPS in points, from −200 to 200. Interval and test add three answers to each side as the
/// interval of one NPS does (¾ detractor, 1½ passives, ¾ promoter); the difference itself is of the answers alone, so
/// it is not in the middle of its interval.
///
/// Nothing where either side has no answers.
///
/// Source: as [`super::interval::nps_adjusted_wald`], on both sides.
#[must_use]
pub fn nps_change(before: NpsCounts, after: NpsCounts, confidence: Confidence) -> Option<Change> {
    let delta = after.points()? - before.points()?;
    let (before, after) = (AdjustedNps::of(before), AdjustedNps::of(after));
    let centre = after.points - before.points;
    let standard_error = (after.squared_error + before.squared_error).sqrt();
    let half_width = confidence.z() * standard_error;
    Some(Change {
        delta,
        low: (centre - half_width).max(-200.0),
        high: (centre + half_width).min(200.0),
        p: p_value::of_z(centre / standard_error),
    })
}

/// An NPS with three answers added.
#[derive(Debug, Clone, Copy)]
pub(super) struct AdjustedNps {
    points: f64,
    /// Variance of the points.
    pub(super) squared_error: f64,
}

impl AdjustedNps {
    pub(super) fn of(counts: NpsCounts) -> Self {
        let detractors = counts.detractors as f64 + 0.75;
        let promoters = counts.promoters as f64 + 0.75;
        let n = counts.n() as f64 + 3.0;
        let net = (promoters - detractors) / n;
        Self {
            points: 100.0 * net,
            squared_error: 100.0 * 100.0 * ((promoters + detractors) / n - net * net) / n,
        }
    }
}

/// The change of a share, from −1 to 1; each side as (hits, answers). The interval is Newcombe's hybrid score interval,
/// the p value that of the N − 1 two-proportion test, which differs a little: near the level one may see a change
/// and the other not. The test decides.
///
/// Nothing where a side has no answers or more hits than answers.
///
/// Sources: Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
/// Medicine 17, 1998, method 10. Campbell, "Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample
/// recommendations", Statistics in Medicine 26, 2007.
#[must_use]
pub fn share_change(before: (u64, u64), after: (u64, u64), confidence: Confidence) -> Option<Change> {
    let (limits_before, limits_after) = (
        wilson(before.0, before.1, confidence)?,
        wilson(after.0, after.1, confidence)?,
    );
    let share = |(hits, n): (u64, u64)| hits as f64 / n as f64;
    let (share_before, share_after) = (share(before), share(after));
    let delta = share_after - share_before;
    Some(Change {
        delta,
        low: delta - (share_after - limits_after.low).hypot(limits_before.high - share_before),
        high: delta + (limits_after.high - share_after).hypot(share_before - limits_before.low),
        p: n_minus_1_test(before, after),
    })
}

fn n_minus_1_test(before: (u64, u64), after: (u64, u64)) -> f64 {
    let (n_before, n_after) = (before.1 as f64, after.1 as f64);
    let n = n_before + n_after;
    let hits = (before.0 + after.0) as f64;
    let spread = hits * (n - hits);
    if spread <= 0.0 {
        return 1.0;
    }
    let cross = after.0 as f64 * n_before - before.0 as f64 * n_after;
    p_value::of_z(cross * ((n - 1.0) / (spread * n_before * n_after)).sqrt())
}

/// The change of the mean on the scale's own numbers, by Welch's t test. Where high is bad, a rise is no improvement.
///
/// Nothing where a side has fewer than two answers, where on each side all answers are equal, or where the two are
/// measured differently.
///
/// Source: Welch, "The generalization of Student's problem when several different population variances are
/// involved", Biometrika 34, 1947.
#[must_use]
pub fn mean_change(before: &Histogram, after: &Histogram, confidence: Confidence) -> Option<Change> {
    if before.measure() != after.measure() {
        return None;
    }
    let squared_error = |answers: &Histogram| score::sd_sample(answers).map(|sd| sd * sd / answers.n() as f64);
    let (error_before, error_after) = (squared_error(before)?, squared_error(after)?);
    let delta = score::mean(after)? - score::mean(before)?;
    let both = error_before + error_after;
    if both <= 0.0 {
        return None;
    }
    let part = |error: f64, answers: &Histogram| error * error / (answers.n() - 1) as f64;
    let freedom = both * both / (part(error_before, before) + part(error_after, after));
    Change::by_t(delta, both.sqrt(), freedom, confidence)
}

/// The mean change of customers who answered both times, from the (earlier, later) ratings of each: points for an
/// NPS, percentage points else, by the paired t test. It sees smaller changes than two separate samples do.
///
/// Nothing with fewer than two customers, or where all changed alike.
#[must_use]
pub fn paired_change(
    pairs: &[(Rating, Rating)],
    points: impl Fn(Rating) -> f64,
    confidence: Confidence,
) -> Option<Change> {
    let n = pairs.len() as f64;
    let differences = || pairs.iter().map(|(before, after)| points(*after) - points(*before));
    let delta = differences().sum::<f64>() / n;
    let squares: f64 = differences().map(|difference| (difference - delta).powi(2)).sum();
    if pairs.len() < 2 || squares <= 0.0 {
        return None;
    }
    let standard_error = (squares / (n - 1.0) / n).sqrt();
    Change::by_t(delta, standard_error, n - 1.0, confidence)
}

/// What one answer adds to the score: −100, 0 or 100 for an NPS, 0 or 100 for every other metric. The score is the
/// mean of these.
pub fn points_of(measure: super::Measure) -> impl Fn(Rating) -> f64 {
    move |rating| match measure.metric() {
        Metric::Nps if rating.get() <= 6 => -100.0,
        _ if measure.is_satisfied(rating) => 100.0,
        _ => 0.0,
    }
}

impl Change {
    fn by_t(delta: f64, standard_error: f64, freedom: f64, confidence: Confidence) -> Option<Self> {
        let limits = Interval::around(delta, confidence.t_of(freedom)? * standard_error);
        Some(Self {
            delta,
            low: limits.low,
            high: limits.high,
            p: p_value::of_t(delta / standard_error, freedom)?,
        })
    }

    fn times(self, factor: f64) -> Self {
        Self {
            delta: self.delta * factor,
            low: self.low * factor,
            high: self.high * factor,
            p: self.p,
        }
    }
}

#[cfg(test)]
mod tests;
