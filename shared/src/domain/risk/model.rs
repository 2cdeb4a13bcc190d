//! A logistic regression whose prior is an expert scorecard.

use super::feature::Feature;
use super::features::Features;

/// Standard deviation of every prior, of the intercept's too, in log-odds.
pub const PRIOR_SD: f64 = 0.5;

/// What turns features into a risk.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// 0 is the scorecard itself; each learned one has the next number.
    pub version: u32,
    /// Within how many days after the moment leaving counts.
    pub horizon_days: u16,
    /// The log-odds that a customer of whom nothing more is known leaves within the horizon: what a line is drawn from.
    pub base: f64,
    /// Log-odds where no feature is there.
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
        let covariance = (0..=Feature::COUNT)
            .flat_map(|row| (0..=row).map(move |column| if row == column { PRIOR_SD * PRIOR_SD } else { 0.0 }));
        Self {
            version: 0,
            horizon_days,
            base,
            intercept: base,
            weights: Feature::ALL.map(Feature::prior),
            covariance: covariance.collect(),
            shows_probability: false,
        }
    }

    /// What a feature adds where its value is this.
    #[must_use]
    pub fn contribution(&self, feature: Feature, features: &Features) -> f64 {
        self.weights[feature.index()] * features.values()[feature.index()]
    }

    /// The intercept and what every feature adds.
    #[must_use]
    pub fn log_odds(&self, features: &Features) -> f64 {
        let weighted = self.weights.iter().zip(features.values());
        self.intercept + weighted.map(|(weight, value)| weight * value).sum::<f64>()
    }
}
