//! Groups of like risk: what was said of each, and how many of it left.

use serde::Serialize;

use crate::domain::interval::{Confidence, Interval, wilson};

use super::{Prediction, base_rate, leavers};

/// Groups that predictions are divided into: deciles.
pub const BINS: usize = 10;

/// A group of customers with probabilities next to each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Customers.
    pub n: u64,
    /// The mean probability said, from 0 to 1.
    pub said: f64,
    /// The share that left.
    pub left: f64,
    /// The 95 % interval of that share (Wilson).
    pub interval: Interval,
}

/// The predictions in groups of equal size as far as may be, the lowest probabilities first. Customers with one probability are not
/// divided, so that there may be fewer groups than asked for, and no order among equals decides.
#[must_use]
pub fn reliability(predictions: &[Prediction], bins: usize) -> Vec<Bin> {
    let mut sorted = predictions.to_vec();
    sorted.sort_by(|one, other| one.score.total_cmp(&other.score));
    let mut groups = Vec::with_capacity(bins);
    let mut from = 0;
    let mut seen = 0;
    for same in sorted.chunk_by(|one, other| one.score == other.score) {
        seen += same.len();
        let full = seen * bins >= sorted.len() * (groups.len() + 1);
        if full || seen == sorted.len() {
            groups.extend(bin(&sorted[from..seen]));
            from = seen;
        }
    }
    groups
}

fn bin(predictions: &[Prediction]) -> Option<Bin> {
    let n = predictions.len() as u64;
    Some(Bin {
        n,
        said: predictions.iter().map(|prediction| prediction.score).sum::<f64>() / n as f64,
        left: base_rate(predictions)?,
        interval: wilson(leavers(predictions), n, Confidence::NINETY_FIVE)?,
    })
}

/// The mean distance between what was said of a group and what came of it, weighted by size, from 0 to 1. Groups of equal size:
/// with groups of equal width, whose size differs, it is unstable under about a thousand predictions. Nothing without
/// predictions.
#[must_use]
pub fn expected_calibration_error(bins: &[Bin]) -> Option<f64> {
    let n: u64 = bins.iter().map(|bin| bin.n).sum();
    let distances = bins.iter().map(|bin| bin.n as f64 * (bin.said - bin.left).abs());
    (n > 0).then(|| distances.sum::<f64>() / n as f64)
}
