//! A logistic regression whose prior is an expert scorecard.

use super::evaluate::Forecast;
use super::feature::Feature;
use super::features::Features;
use super::logistic::{predictive, quadratic};
use super::prior::scorecard_covariance;

/// What turns features into a risk.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// 0 is the scorecard itself; each learned one has the next number.
    pub version: u32,
    /// Within how many days after the moment leaving counts.
    pub horizon_days: u16,
    /// The usual risk: the log-odds that somebody leaves within the horizon of whom it is known only that they are a customer.
    /// A line is drawn from here, and points count from here.
    pub base: f64,
    /// Log-odds where no feature is there. Learned, it need not be the usual risk: most customers have some feature.
    pub intercept: f64,
    /// What each feature adds, in log-odds, in the order of [`Feature::ALL`].
    pub weights: [f64; Feature::COUNT],
    /// Covariance of the intercept and then the weights: the lower triangle, row by row.
    pub covariance: Vec<f64>,
    /// Whether its probabilities were held against outcomes and may be shown.
    pub shows_probability: bool,
}

impl Model {
    /// The scorecard, where so large a share leaves within the horizon.
    #[must_use]
    pub fn scorecard(churn: f64, horizon_days: u16) -> Self {
        let base = (churn / (1.0 - churn)).ln();
        let weights = Feature::ALL.map(Feature::prior);
        Self {
            version: 0,
            horizon_days,
            base,
            intercept: base,
            weights,
            covariance: scorecard_covariance(&weights),
            shows_probability: false,
        }
    }

    /// What a feature adds where its value is this.
    #[must_use]
    pub fn contribution(&self, feature: Feature, features: &Features) -> f64 {
        self.weights[feature.index()] * features.values()[feature.index()]
    }

    /// The chance of leaving within the horizon, drawn towards one half as far as the weights are uncertain; none where the
    /// model's probabilities may not be shown.
    #[must_use]
    pub fn probability(&self, features: &Features) -> Option<f64> {
        self.shows_probability.then(|| {
            let mut row = [1.0; Feature::COUNT + 1];
            row[1..].copy_from_slice(features.values());
            self.chance(&row)
        })
    }

    /// The chance that a row of outcomes stands for, whether or not it may be shown.
    #[must_use]
    pub fn chance(&self, row: &[f64]) -> f64 {
        predictive(self.log_odds_of(row), quadratic(&self.covariance, row))
    }

    /// The log-odds of a row of outcomes: a constant 1, and the value of every feature. What customers are ordered by.
    #[must_use]
    pub fn log_odds_of(&self, row: &[f64]) -> f64 {
        let weighted = self.weights.iter().zip(&row[1..]);
        self.intercept + weighted.map(|(weight, value)| weight * value).sum::<f64>()
    }

    /// What is said of a row of outcomes, beside whether the customer left.
    #[must_use]
    pub fn forecast(&self, row: &[f64], left: bool) -> Forecast {
        Forecast {
            log_odds: self.log_odds_of(row),
            chance: self.chance(row),
            left,
        }
    }

    /// The intercept and what every feature adds.
    #[must_use]
    pub fn log_odds(&self, features: &Features) -> f64 {
        let weighted = self.weights.iter().zip(features.values());
        self.intercept + weighted.map(|(weight, value)| weight * value).sum::<f64>()
    }
}
