//! Confidence intervals.
//!
//! Each is the one that holds its promise where dashboards look best and data are thinnest: few answers, and hardly
//! any bad ones. Limits are in the unit of the function (points, a share from 0 to 1, or the scale's own numbers) and
//! are never rounded.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
use thiserror::Error;

use super::{histogram::NpsCounts, measure::Scale};

/// Between which values the truth lies, at some confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Interval {
    pub(super) fn around(centre: f64, half_width: f64) -> Self {
        Self {
            low: centre - half_width,
            high: centre + half_width,
        }
    }

    pub(super) fn clipped(self, min: f64, max: f64) -> Self {
        Self {
            low: self.low.clamp(min, max),
            high: self.high.clamp(min, max),
        }
    }

    /// The same limits in a unit so many times smaller.
    pub fn times(self, factor: f64) -> Self {
        Self {
            low: self.low * factor,
            high: self.high * factor,
        }
    }

    /// Whether a value is inside, the limits included.
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// How often an interval made this way holds the truth.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// What everything shown uses.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// A level from 0.5 to 0.999.
    pub fn new(level: f64) -> Result<Self, ConfidenceOutOfRange> {
        if (0.5..=0.999).contains(&level) {
            Ok(Self(level))
        } else {
            Err(ConfidenceOutOfRange { level })
        }
    }

    /// The level, as a share.
    pub const fn level(self) -> f64 {
        self.0
    }

    /// The two-sided standard normal quantile: 1.959963984… at 95 %.
    pub fn z(self) -> f64 {
        Normal::standard().inverse_cdf(self.upper_tail_starts_at())
    }

    /// The two-sided quantile of Student's t. Nothing without degrees of freedom.
    ///
    /// `statrs` 0.19 inverts it well up to a thousand degrees of freedom, is wrong in the eighth digit at two
    /// thousand, and had not returned after minutes at 10⁹. Fisher's expansion in 1/freedom (Abramowitz and Stegun
    /// 26.7.5) has eleven digits from 500 on.
    pub fn t(self, degrees_of_freedom: u64) -> Option<f64> {
        self.t_of(degrees_of_freedom as f64)
    }

    /// The same for degrees of freedom that are not whole, as Welch's test has them.
    pub fn t_of(self, degrees_of_freedom: f64) -> Option<f64> {
        if degrees_of_freedom >= EXPANDED_FROM {
            return Some(fisher_expansion_of_t(self.z(), degrees_of_freedom));
        }
        let students_t = StudentsT::new(0.0, 1.0, degrees_of_freedom).ok()?;
        Some(students_t.inverse_cdf(self.upper_tail_starts_at()))
    }

    fn upper_tail_starts_at(self) -> f64 {
        f64::midpoint(1.0, self.0)
    }
}

/// Degrees of freedom from which both ways to t agree to eleven digits at every confidence used.
const EXPANDED_FROM: f64 = 500.0;

fn fisher_expansion_of_t(z: f64, freedom: f64) -> f64 {
    let z2 = z * z;
    let terms = [
        (z2 + 1.0) / 4.0,
        ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0,
        (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0,
        ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92160.0,
    ];
    let correction = terms.iter().rev().fold(0.0, |sum, term| (sum + term) / freedom);
    z * (1.0 + correction)
}

/// A level at which no interval is given.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("a confidence of {level} is not used: give a share from 0.5 to 0.999, such as 0.95")]
pub struct ConfidenceOutOfRange {
    level: f64,
}

/// NPS, in points from −100 to 100 and clipped to them: the adjusted Wald interval, which adds ¾ of a detractor, 1½
/// passives and ¾ of a promoter.
///
/// It is centred on the adjusted score, so the NPS itself is not in its middle (and for a single answer can be
/// outside). Nothing where nobody answered.
///
/// Source: Rocks, "Interval Estimation for the Net Promoter Score", The American Statistician 70(4), 2016.
pub fn nps_adjusted_wald(counts: NpsCounts, confidence: Confidence) -> Option<Interval> {
    nps_adjusted_wald_of_z(counts, confidence.z())
}

pub(super) fn nps_adjusted_wald_of_z(counts: NpsCounts, z: f64) -> Option<Interval> {
    (counts.n() > 0).then(|| {
        wald_points(
            counts.detractors as f64 + 0.75,
            counts.passives as f64 + 1.5,
            counts.promoters as f64 + 0.75,
            z,
        )
        .clipped(-100.0, 100.0)
    })
}

/// NPS, in points: the textbook interval, `Var = P + D − (P − D)²`. Not clipped, so it runs past ±100.
///
/// For comparison with other tools. It has no width where all answers fall in one group, and at 10 answers holds the
/// truth as rarely as 65 times in 100; what is shown is [`nps_adjusted_wald`]. Nothing where nobody answered.
pub fn nps_wald(counts: NpsCounts, confidence: Confidence) -> Option<Interval> {
    (counts.n() > 0).then(|| {
        wald_points(
            counts.detractors as f64,
            counts.passives as f64,
            counts.promoters as f64,
            confidence.z(),
        )
    })
}

fn wald_points(detractors: f64, passives: f64, promoters: f64, z: f64) -> Interval {
    let outspoken = detractors + promoters;
    let n = outspoken + passives;
    // n²·(P + D − (P − D)²), multiplied out: every term is positive, so nothing cancels when nearly all agree.
    let scaled_variance = 4.0 * promoters * detractors + passives * outspoken;
    let standard_error = (scaled_variance / n).sqrt() / n;
    Interval::around((promoters - detractors) / n, z * standard_error).times(100.0)
}

/// A share, from 0 to 1: the Wilson score interval of `hits` among `n`. Nothing where `n` is 0 or less than `hits`.
///
/// No hit at all gives a lower limit of exactly 0, and nothing but hits an upper one of exactly 1.
///
/// Source: Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998,
/// method 3.
pub fn wilson(hits: u64, n: u64, confidence: Confidence) -> Option<Interval> {
    wilson_of_z(hits, n, confidence.z())
}

pub(super) fn wilson_of_z(hits: u64, n: u64, z: f64) -> Option<Interval> {
    let misses = n.checked_sub(hits)?;
    (n > 0).then(|| Interval {
        low: wilson_lower(hits as f64, misses as f64, z),
        high: 1.0 - wilson_lower(misses as f64, hits as f64, z),
    })
}

/// The smaller root of Newcombe's quadratic, in the form without a difference: exact at no hits, and with all its
/// digits where hits are rare.
fn wilson_lower(hits: f64, misses: f64, z: f64) -> f64 {
    let n = hits + misses;
    let z2 = z * z;
    2.0 * hits * hits / n / (2.0 * hits + z2 + z * (z2 + 4.0 * hits * misses / n).sqrt())
}

/// A mean, in the scale's own numbers and clipped to the scale: Student's t interval of `n` answers with this mean
/// and this sample standard deviation.
///
/// Nothing with fewer than two answers, and nothing where all answers are equal: t would give an interval without
/// width, as if the next answer were certain. Below ten answers the Wilson interval of the satisfied share is the
/// better one.
///
/// Source: any textbook; `mean ± t(n−1)·sd/√n`.
pub fn mean_t(n: u64, mean: f64, sd_sample: f64, scale: Scale, confidence: Confidence) -> Option<Interval> {
    if n < 2 || sd_sample.is_nan() || sd_sample <= 0.0 {
        return None;
    }
    let half_width = confidence.t(n - 1)? * sd_sample / (n as f64).sqrt();
    Some(Interval::around(mean, half_width).clipped(scale.min().into(), scale.max().into()))
}

#[cfg(test)]
mod tests;
