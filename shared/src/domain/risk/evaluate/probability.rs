//! How far probabilities were from what came of them.

use super::{Prediction, base_rate};

/// The mean squared distance between probability and outcome: 0 is perfect, and whoever always says the base rate `r`
/// has `r·(1 − r)`.
///
/// Source: Brier, Monthly Weather Review 78, 1950.
#[must_use]
pub fn brier(predictions: &[Prediction]) -> Option<f64> {
    mean(predictions, |prediction| {
        (prediction.score - f64::from(u8::from(prediction.left))).powi(2)
    })
}

/// How much of the Brier score of always saying the base rate is saved: 1 is perfect, 0 is worth nothing, below 0 is
/// worse than nothing. Nothing where all left or all stayed.
#[must_use]
pub fn brier_skill(predictions: &[Prediction]) -> Option<f64> {
    let rate = base_rate(predictions)?;
    let of_base_rate = rate * (1.0 - rate);
    (of_base_rate > 0.0).then_some(1.0 - brier(predictions)? / of_base_rate)
}

/// The mean of −ln of the probability given to what came. Infinite where that was 0 once.
#[must_use]
pub fn log_loss(predictions: &[Prediction]) -> Option<f64> {
    mean(predictions, |prediction| {
        if prediction.left {
            -prediction.score.ln()
        } else {
            -(-prediction.score).ln_1p()
        }
    })
}

fn mean(predictions: &[Prediction], of: impl Fn(&Prediction) -> f64) -> Option<f64> {
    (!predictions.is_empty()).then(|| predictions.iter().map(of).sum::<f64>() / predictions.len() as f64)
}
