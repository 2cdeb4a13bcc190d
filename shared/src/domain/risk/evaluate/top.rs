//! What a team finds that looks at the highest scores alone.

use super::{Prediction, base_rate, leavers, ties};

/// What is found among the highest scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Top {
    /// How many are looked at: as many as were asked for, or all there are.
    pub looked_at: u64,
    /// Leavers expected among them.
    pub found: f64,
    /// The share of those looked at who left, from 0 to 1.
    pub precision: f64,
    /// The share of all leavers who are among them, from 0 to 1. Nothing where nobody left.
    pub recall: Option<f64>,
}

/// What whoever looks at the `k` highest scores finds. Nothing where nobody is looked at.
#[must_use]
pub fn top(predictions: &[Prediction], k: u64) -> Option<Top> {
    let looked_at = k.min(predictions.len() as u64);
    let left = leavers(predictions);
    let found = found(predictions, looked_at as f64);
    (looked_at > 0).then(|| Top {
        looked_at,
        found,
        precision: found / looked_at as f64,
        recall: (left > 0).then(|| found / left as f64),
    })
}

/// How many times the base rate is found among the highest scores, a share of all (above 0, at most 1): 1 is no better
/// than choosing by chance. Nothing where nobody left.
#[must_use]
pub fn lift_at(predictions: &[Prediction], share: f64) -> Option<f64> {
    let looked_at = share.clamp(0.0, 1.0) * predictions.len() as f64;
    let rate = base_rate(predictions)?;
    (rate > 0.0 && looked_at > 0.0).then(|| found(predictions, looked_at) / looked_at / rate)
}

/// The leavers expected among the `k` highest scores, where `k` ends amid customers of one score.
fn found(predictions: &[Prediction], k: f64) -> f64 {
    let (mut room, mut found) = (k, 0.0);
    for tie in ties(predictions) {
        let taken = room.min(tie.n() as f64);
        found += tie.left as f64 * taken / tie.n() as f64;
        room -= taken;
    }
    found
}
