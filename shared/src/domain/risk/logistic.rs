//! Bayesian logistic regression: weights that begin at a prior and are moved by outcomes.
//!
//! `ln(p / (1 − p)) = Σ bⱼ·xⱼ`, each `bⱼ` normal around a mean of its own before any outcome is seen. The weights are the
//! maximum of the posterior, found by Newton's method; their covariance is the inverse of the posterior's curvature
//! there (Laplace). Source: MacKay, "The evidence framework applied to classification networks", Neural Computation 4,
//! 1992; Bishop, *Pattern Recognition and Machine Learning*, 2006, 4.5.

use thiserror::Error;

use super::cholesky::Cholesky;

/// A convex problem that takes more steps than this has no finite answer.
const STEPS: usize = 100;

/// Halvings of one step; 2⁻⁶⁰ of it is less than rounding.
const HALVINGS: usize = 60;

/// A step this small, relative to the weights, is the last one: the error after it is of the order of its square.
const LAST_STEP: f64 = 1e-9;

/// How exact a sum over very many rows is, relative to it.
const ROUNDING: f64 = 1e-12;

/// What is known of one weight before any outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// The most likely weight, in log-odds.
    pub mean: f64,
    /// How far it may well be from that, in log-odds. Infinite where nothing is known.
    pub sd: f64,
}

impl Prior {
    /// Nothing is known: the outcomes alone decide.
    pub const FLAT: Self = Self {
        mean: 0.0,
        sd: f64::INFINITY,
    };

    fn precision(self) -> f64 {
        self.sd.powi(-2)
    }
}

/// What was seen: one row an outcome.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// The values of the columns, row after row. A constant is a column like any other.
    pub design: &'a [f64],
    /// What came of each row.
    pub outcomes: &'a [bool],
    /// A part of each row's log-odds that is not to be learned; none where there is no such part.
    pub offsets: Option<&'a [f64]>,
}

/// Why there are no weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FitError {
    /// The lists do not fit together.
    #[error("{values} values are not {rows} rows of {columns} columns with as many offsets")]
    Shape {
        /// Values in the design.
        values: usize,
        /// Outcomes.
        rows: usize,
        /// Weights.
        columns: usize,
    },
    /// A value, an offset or a prior mean is infinite or not a number, or a prior sd is not above 0.
    #[error("a value, an offset or a prior is not a usable number")]
    NotFinite,
    /// With a flat prior only: no finite weights explain the outcomes best.
    #[error(
        "the outcomes do not determine the weights: a column is constant, or tells the outcomes apart without error"
    )]
    Undetermined,
}

/// What is known of the weights once the outcomes are seen: a normal distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    /// The most likely weights, in log-odds.
    pub weights: Vec<f64>,
    /// Their covariance, row-major.
    pub covariance: Vec<f64>,
}

impl Posterior {
    /// The standard deviation of one weight.
    #[must_use]
    pub fn sd(&self, weight: usize) -> f64 {
        self.covariance[weight * (self.weights.len() + 1)].sqrt()
    }

    /// The log-odds of a row.
    #[must_use]
    pub fn log_odds(&self, row: &[f64]) -> f64 {
        dot(&self.weights, row)
    }

    /// How uncertain the log-odds of a row are: their variance.
    #[must_use]
    pub fn variance(&self, row: &[f64]) -> f64 {
        quadratic(&self.covariance, row)
    }
}

/// `xᵀ·C·x` of a row-major symmetric matrix: the variance of a row's log-odds, given the covariance of the weights.
#[must_use]
pub fn quadratic(covariance: &[f64], row: &[f64]) -> f64 {
    if row.is_empty() {
        return 0.0;
    }
    let rows = covariance.chunks_exact(row.len());
    row.iter()
        .zip(rows)
        .filter(|(x, _)| **x != 0.0)
        .map(|(x, of_weight)| x * dot(of_weight, row))
        .sum()
}

fn dot(weights: &[f64], row: &[f64]) -> f64 {
    weights.iter().zip(row).map(|(weight, x)| weight * x).sum()
}

/// The probability that log-odds stand for.
#[must_use]
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The log-odds of a probability above 0 and below 1.
#[must_use]
pub fn logit(probability: f64) -> f64 {
    probability.ln() - (-probability).ln_1p()
}

/// The probability to expect where log-odds are known with this variance: nearer to one half the less they are known.
///
/// Source: `σ(η / √(1 + π·var / 8))`, MacKay 1992.
#[must_use]
pub fn predictive(log_odds: f64, variance: f64) -> f64 {
    logistic(log_odds / (1.0 + std::f64::consts::PI * variance / 8.0).sqrt())
}

/// The weights that the outcomes leave most likely, one a prior, with their covariance.
///
/// Without rows it is the prior. With a proper prior on every weight there is always an answer.
///
/// # Errors
/// The shapes do not match, a number is none, or a flat prior is left undetermined.
pub fn fit(rows: Rows<'_>, priors: &[Prior]) -> Result<Posterior, FitError> {
    check(rows, priors)?;
    let mut weights: Vec<f64> = priors.iter().map(|prior| prior.mean).collect();
    for _ in 0..STEPS {
        let slope = Slope::at(rows, priors, &weights);
        let curvature = Cholesky::of(slope.curvature, priors.len()).ok_or(FitError::Undetermined)?;
        let step = curvature.solve(&slope.gradient);
        if !step.iter().all(|by| by.is_finite()) {
            return Err(FitError::Undetermined);
        }
        if longest(&step) <= LAST_STEP * (1.0 + longest(&weights)) {
            moved(&mut weights, &step, 1.0);
            let there = Slope::at(rows, priors, &weights);
            let curvature = Cholesky::of(there.curvature, priors.len()).ok_or(FitError::Undetermined)?;
            return Ok(Posterior {
                weights,
                covariance: curvature.inverse(),
            });
        }
        climb(rows, priors, &mut weights, &step);
    }
    Err(FitError::Undetermined)
}

fn check(rows: Rows<'_>, priors: &[Prior]) -> Result<(), FitError> {
    let n = rows.outcomes.len();
    if rows.design.len() != n * priors.len() || rows.offsets.is_some_and(|offsets| offsets.len() != n) {
        return Err(FitError::Shape {
            values: rows.design.len(),
            rows: n,
            columns: priors.len(),
        });
    }
    let mut values = rows.design.iter().chain(rows.offsets.unwrap_or_default());
    let usable = |prior: &Prior| prior.mean.is_finite() && prior.sd > 0.0 && prior.precision().is_finite();
    if values.all(|value| value.is_finite()) && priors.iter().all(usable) {
        Ok(())
    } else {
        Err(FitError::NotFinite)
    }
}

/// Goes along the step, as far as the posterior rises: half as far each time it does not.
fn climb(rows: Rows<'_>, priors: &[Prior], weights: &mut Vec<f64>, step: &[f64]) {
    let here = log_posterior(rows, priors, weights);
    let mut share = 1.0;
    for _ in 0..HALVINGS {
        let mut there = weights.clone();
        moved(&mut there, step, share);
        // Close to the top the posterior is as flat as sums of many rows are exact, and the step may be taken.
        if log_posterior(rows, priors, &there) >= here - here.abs() * ROUNDING {
            *weights = there;
            return;
        }
        share /= 2.0;
    }
}

fn moved(weights: &mut [f64], step: &[f64], share: f64) {
    for (weight, by) in weights.iter_mut().zip(step) {
        *weight += share * by;
    }
}

fn longest(step: &[f64]) -> f64 {
    step.iter().fold(0.0, |longest, by| by.abs().max(longest))
}

/// The logarithm of the posterior, up to a constant.
fn log_posterior(rows: Rows<'_>, priors: &[Prior], weights: &[f64]) -> f64 {
    let mut sum = 0.0;
    each_row(rows, weights, |_, log_odds, outcome| {
        let against = if outcome { -log_odds } else { log_odds };
        // ln(1 + eᶻ) without overflow.
        sum -= against.max(0.0) + (-against.abs()).exp().ln_1p();
    });
    let penalty = priors
        .iter()
        .zip(weights)
        .map(|(prior, weight)| prior.precision() * (weight - prior.mean).powi(2));
    sum - penalty.sum::<f64>() / 2.0
}

/// The first two derivatives of the logarithm of the posterior.
struct Slope {
    gradient: Vec<f64>,
    /// The second derivatives with their sign turned; lower triangle.
    curvature: Vec<f64>,
}

impl Slope {
    fn at(rows: Rows<'_>, priors: &[Prior], weights: &[f64]) -> Self {
        let size = priors.len();
        let mut gradient: Vec<f64> = priors
            .iter()
            .zip(weights)
            .map(|(prior, weight)| prior.precision() * (prior.mean - weight))
            .collect();
        let mut curvature = vec![0.0; size * size];
        for (weight, prior) in priors.iter().enumerate() {
            curvature[weight * (size + 1)] = prior.precision();
        }
        // Most features of most customers are 0, so that a row touches a few cells of many.
        let mut present: Vec<(usize, f64)> = Vec::with_capacity(size);
        each_row(rows, weights, |row, log_odds, outcome| {
            let probability = logistic(log_odds);
            let (error, certainty) = (
                f64::from(u8::from(outcome)) - probability,
                probability * (1.0 - probability),
            );
            present.clear();
            present.extend(row.iter().copied().enumerate().filter(|(_, x)| *x != 0.0));
            for (nth, (column, x)) in present.iter().enumerate() {
                gradient[*column] += error * x;
                let weighted = certainty * x;
                for (other, y) in &present[..=nth] {
                    curvature[column * size + other] += weighted * y;
                }
            }
        });
        Self { gradient, curvature }
    }
}

fn each_row(rows: Rows<'_>, weights: &[f64], mut each: impl FnMut(&[f64], f64, bool)) {
    for (at, outcome) in rows.outcomes.iter().enumerate() {
        let row = &rows.design[at * weights.len()..][..weights.len()];
        let offset = rows.offsets.map_or(0.0, |offsets| offsets[at]);
        each(row, offset + dot(weights, row), *outcome);
    }
}

#[cfg(test)]
mod tests;
