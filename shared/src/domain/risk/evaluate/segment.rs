//! The share that leaves in a small segment, drawn towards the whole.

use statrs::distribution::{Beta, ContinuousCDF};

use crate::domain::interval::{Confidence, Interval};
use crate::domain::shrink::PRIOR_ANSWERS;

/// A segment's share of leavers, with some customers like the whole's added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SegmentRate {
    /// The share to expect, from 0 to 1.
    pub rate: f64,
    /// Its posterior standard deviation.
    pub sd: f64,
    /// Where it lies at 95 %.
    pub interval: Interval,
}

/// The share that leaves of a segment in which `left` of `n` did, given [`PRIOR_ANSWERS`] customers of whom as many left as of the
/// whole (`whole`, above 0 and below 1). A handful of leavers does not make the worst segment. Nothing where `left` is more than
/// `n`, or the whole has only leavers or only stayers.
///
/// Source: the Beta distribution with parameters `10·whole + left` and `10·(1 − whole) + n − left`; any textbook.
#[must_use]
pub fn segment_rate(left: u64, n: u64, whole: f64) -> Option<SegmentRate> {
    let stayed = n.checked_sub(left)?;
    let a = PRIOR_ANSWERS * whole + left as f64;
    let b = PRIOR_ANSWERS * (1.0 - whole) + stayed as f64;
    let posterior = Beta::new(a, b).ok().filter(|_| whole > 0.0 && whole < 1.0)?;
    let tail = (1.0 - Confidence::NINETY_FIVE.level()) / 2.0;
    Some(SegmentRate {
        rate: a / (a + b),
        sd: (a * b / (a + b + 1.0)).sqrt() / (a + b),
        interval: Interval {
            low: posterior.inverse_cdf(tail),
            high: posterior.inverse_cdf(1.0 - tail),
        },
    })
}
