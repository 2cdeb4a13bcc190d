//! Whether so many left as was said: on the whole, and of high and low risks alike.

use serde::{Deserialize, Serialize};

use crate::domain::interval::{Confidence, Interval};
use crate::domain::risk::logistic::{Prior, Rows, fit, logit};

use super::{Prediction, base_rate};

/// A number with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// The lower limit at 95 %.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Estimate {
    /// With a normal interval of this standard error.
    fn normal(value: f64, standard_error: f64) -> Self {
        let Interval { low, high } = Interval::around(value, Confidence::NINETY_FIVE.z() * standard_error);
        Self { value, low, high }
    }

    /// Whether the interval holds a value, the limits included.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// The mean probability less the share that left, as shares: above 0, too many were expected to leave. The interval is that of
/// outcomes which happen with the very probabilities that were said, so the predictions pass where it holds 0.
///
/// Nothing without predictions, or where every probability is 0 or 1.
///
/// Source: `Var = Σ p·(1 − p) / n²`, Spiegelhalter, Statistics in Medicine 5, 1986.
#[must_use]
pub fn in_the_large(predictions: &[Prediction]) -> Option<Estimate> {
    let n = predictions.len() as f64;
    let expected: f64 = predictions.iter().map(|prediction| prediction.score).sum();
    let variance: f64 = predictions
        .iter()
        .map(|prediction| prediction.score * (1.0 - prediction.score))
        .sum();
    let rate = base_rate(predictions)?;
    (variance > 0.0).then(|| Estimate::normal(expected / n - rate, variance.sqrt() / n))
}

/// What would have to be done to the log-odds that were said so that they fit what came:
/// `ln(p / (1 − p)) = intercept + slope·ln(said / (1 − said))`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// 0 where the level is right and the slope is 1.
    pub intercept: Estimate,
    /// 1 where high and low risks are as far apart as was said. Below 1, risks were exaggerated both ways.
    pub slope: Estimate,
}

/// The recalibration that the outcomes ask for, by maximum likelihood with Wald intervals. Nothing where it cannot be told: only
/// leavers or only stayers, all of one probability, leavers and stayers told apart without error, or a probability of 0
/// or 1.
///
/// Source: Cox, Biometrika 45, 1958.
#[must_use]
pub fn recalibration(predictions: &[Prediction]) -> Option<Calibration> {
    let design: Vec<f64> = predictions
        .iter()
        .flat_map(|prediction| [1.0, logit(prediction.score)])
        .collect();
    let outcomes: Vec<bool> = predictions.iter().map(|prediction| prediction.left).collect();
    let rows = Rows {
        design: &design,
        outcomes: &outcomes,
        offsets: None,
    };
    let known = fit(rows, &[Prior::FLAT; 2]).ok()?;
    let estimate = |weight: usize| Estimate::normal(known.weights[weight], known.sd(weight));
    Some(Calibration {
        intercept: estimate(0),
        slope: estimate(1),
    })
}
