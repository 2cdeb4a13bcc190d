//! What predictions were worth, held against what came of them.
//!
//! Each measure takes what was predicted before the outcome and the outcome, and gives nothing where it has none: without
//! predictions, or where it compares leavers with stayers and there are only one kind. Customers with the same score
//! have no order among themselves, so whatever depends on an order is the expected value over all orders of theirs.

mod auc_interval;
mod calibration;
mod forecast;
mod order;
mod probability;
mod reliability;
mod segment;
mod top;

pub use auc_interval::auc_within;
pub use calibration::{Calibration, Estimate, in_the_large, recalibration};
pub use forecast::{Forecast, as_chances, in_order};
pub use order::{auc, average_precision};
pub use probability::{brier, brier_skill, log_loss};
pub use reliability::{BINS, Bin, expected_calibration_error, reliability};
pub use segment::{SegmentRate, segment_rate};
pub use top::{Top, lift_at, top};

/// A prediction, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// How likely leaving was said to be: a probability from 0 to 1, or for measures of order any number that grows with it.
    pub score: f64,
    /// Whether the customer left.
    pub left: bool,
}

/// How many left.
#[must_use]
pub fn leavers(predictions: &[Prediction]) -> u64 {
    predictions.iter().filter(|prediction| prediction.left).count() as u64
}

/// The share that left, from 0 to 1. Nothing without predictions.
#[must_use]
pub fn base_rate(predictions: &[Prediction]) -> Option<f64> {
    (!predictions.is_empty()).then(|| leavers(predictions) as f64 / predictions.len() as f64)
}

/// Customers of one score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tie {
    left: u64,
    stayed: u64,
}

impl Tie {
    fn n(self) -> u64 {
        self.left + self.stayed
    }
}

/// Customers by score, the highest first.
fn ties(predictions: &[Prediction]) -> Vec<Tie> {
    let mut sorted = predictions.to_vec();
    sorted.sort_by(|one, other| other.score.total_cmp(&one.score));
    let of_score = |same: &[Prediction]| Tie {
        left: leavers(same),
        stayed: same.len() as u64 - leavers(same),
    };
    sorted
        .chunk_by(|one, other| one.score == other.score)
        .map(of_score)
        .collect()
}

#[cfg(test)]
mod tests;
