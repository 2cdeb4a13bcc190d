//! Whether those who left were ranked above those who stayed.

use super::{Prediction, Tie, ties};

/// The chance that somebody who left had a higher score than somebody who stayed; equal scores count half. One half is
/// no better than a coin, 1 is perfect.
///
/// Source: the Mann-Whitney statistic; Hanley and McNeil, Radiology 143, 1982.
#[must_use]
pub fn auc(predictions: &[Prediction]) -> Option<f64> {
    let ties = ties(predictions);
    let (left, stayed) = totals(&ties)?;
    let mut above = 0;
    let mut won = 0.0;
    for tie in &ties {
        won += tie.stayed as f64 * (above as f64 + tie.left as f64 / 2.0);
        above += tie.left;
    }
    Some(won / (left as f64 * stayed as f64))
}

/// The precision at each score, weighted by the leavers found there: `Σ (Rₙ − Rₙ₋₁)·Pₙ`, in steps and not joined by
/// straight lines, which would flatter it. Nothing where nobody left.
///
/// Source: Davis and Goadrich, ICML 2006.
#[must_use]
pub fn average_precision(predictions: &[Prediction]) -> Option<f64> {
    let (mut found, mut seen, mut sum) = (0, 0, 0.0);
    for tie in ties(predictions) {
        found += tie.left;
        seen += tie.n();
        sum += tie.left as f64 * found as f64 / seen as f64;
    }
    (found > 0).then(|| sum / found as f64)
}

/// Leavers and stayers; nothing where there are not both.
fn totals(ties: &[Tie]) -> Option<(u64, u64)> {
    let left = ties.iter().map(|tie| tie.left).sum();
    let stayed = ties.iter().map(|tie| tie.stayed).sum();
    (left > 0 && stayed > 0).then_some((left, stayed))
}
