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

/// Less than this share of a step is less than rounding.
const SHORTEST: f64 = 1e-18;

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
    /// Their covariance: the lower triangle, row by row.
    pub covariance: Vec<f64>,
}

impl Posterior {
    /// The standard deviation of one weight.
    #[must_use]
    pub fn sd(&self, weight: usize) -> f64 {
        variance_of_weight(&self.covariance, weight).sqrt()
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

/// The variance of a row's log-odds, `xᵀ·C·x`, given the lower triangle of the weights' covariance.
#[must_use]
pub fn quadratic(covariance: &[f64], row: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (at, x) in row.iter().enumerate().filter(|(_, x)| **x != 0.0) {
        let first = at * (at + 1) / 2;
        let below = &covariance[first..=first + at];
        sum += x * (2.0 * dot(&below[..at], row) + below[at] * x);
    }
    sum
}

/// The variance of one weight, given the lower triangle of the covariance.
#[must_use]
pub fn variance_of_weight(covariance: &[f64], weight: usize) -> f64 {
    covariance[weight * (weight + 3) / 2]
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
    let mut here = Point::at(rows, priors, priors.iter().map(|prior| prior.mean).collect());
    for _ in 0..STEPS {
        let step = here.step()?;
        let there = here.along(rows, priors, &step);
        if longest(&step) <= LAST_STEP * (1.0 + longest(&there.weights)) {
            return there.posterior();
        }
        here = there;
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

fn longest(step: &[f64]) -> f64 {
    step.iter().fold(0.0, |longest, by| by.abs().max(longest))
}

/// Weights, and the shape of the posterior's logarithm there.
struct Point {
    weights: Vec<f64>,
    /// The logarithm itself, up to a constant.
    height: f64,
    gradient: Vec<f64>,
    /// The second derivatives with their sign turned; lower triangle.
    curvature: Vec<f64>,
}

impl Point {
    fn at(rows: Rows<'_>, priors: &[Prior], weights: Vec<f64>) -> Self {
        let mut point = Self::of_prior(priors, weights);
        let size = priors.len();
        // Most features of most customers are 0, so that a row touches a few cells of many.
        let mut present: Vec<(usize, f64)> = Vec::with_capacity(size);
        for (at, outcome) in rows.outcomes.iter().enumerate() {
            let row = &rows.design[at * size..][..size];
            present.clear();
            present.extend(row.iter().copied().enumerate().filter(|(_, x)| *x != 0.0));
            let offset = rows.offsets.map_or(0.0, |offsets| offsets[at]);
            let learned: f64 = present.iter().map(|(column, x)| point.weights[*column] * x).sum();
            point.add(&present, offset + learned, *outcome);
        }
        point
    }

    fn of_prior(priors: &[Prior], weights: Vec<f64>) -> Self {
        let size = priors.len();
        let mut curvature = vec![0.0; size * size];
        let (mut height, mut gradient) = (0.0, Vec::with_capacity(size));
        for (at, (prior, weight)) in priors.iter().zip(&weights).enumerate() {
            let (precision, away) = (prior.precision(), weight - prior.mean);
            height -= precision * away * away / 2.0;
            gradient.push(-precision * away);
            curvature[at * (size + 1)] = precision;
        }
        Self {
            weights,
            height,
            gradient,
            curvature,
        }
    }

    /// Adds a row, given its columns that are not 0 and its log-odds.
    fn add(&mut self, present: &[(usize, f64)], log_odds: f64, outcome: bool) {
        let probability = logistic(log_odds);
        let error = f64::from(u8::from(outcome)) - probability;
        let certainty = probability * (1.0 - probability);
        let against = if outcome { -log_odds } else { log_odds };
        // ln(1 + eᶻ) without overflow.
        self.height -= against.max(0.0) + (-against.abs()).exp().ln_1p();
        let size = self.weights.len();
        for (nth, (column, x)) in present.iter().enumerate() {
            self.gradient[*column] += error * x;
            let weighted = certainty * x;
            let of_column = &mut self.curvature[column * size..][..size];
            for (other, y) in &present[..=nth] {
                of_column[*other] += weighted * y;
            }
        }
    }

    fn factor(&self) -> Result<Cholesky, FitError> {
        Cholesky::of(self.curvature.clone(), self.weights.len()).ok_or(FitError::Undetermined)
    }

    /// Newton's step: to the top, were the posterior exactly normal.
    fn step(&self) -> Result<Vec<f64>, FitError> {
        let step = self.factor()?.solve(&self.gradient);
        let finite = step.iter().all(|by| by.is_finite());
        finite.then_some(step).ok_or(FitError::Undetermined)
    }

    /// Where the step leads, halved until that is no lower.
    fn along(&self, rows: Rows<'_>, priors: &[Prior], step: &[f64]) -> Self {
        let to = |share: f64| {
            let moved = self.weights.iter().zip(step).map(|(weight, by)| weight + share * by);
            Self::at(rows, priors, moved.collect())
        };
        let (mut share, mut there) = (1.0, to(1.0));
        // Close to the top it is as flat as sums of many rows are exact, and the step may be taken.
        while there.height < self.height - self.height.abs() * ROUNDING && share > SHORTEST {
            share /= 2.0;
            there = to(share);
        }
        there
    }

    fn posterior(self) -> Result<Posterior, FitError> {
        Ok(Posterior {
            covariance: self.factor()?.inverse(),
            weights: self.weights,
        })
    }
}

#[cfg(test)]
mod tests;
