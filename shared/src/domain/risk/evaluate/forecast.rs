//! What a model said of a customer, both ways: the order and the probability need not agree.

use super::Prediction;

/// What a model said, and what came of it. The chance is drawn towards one half as far as the weights are uncertain, so it can
/// put customers in another order than the log-odds do. Flags and the ranks of the team go by the log-odds: they are what
/// measures of order are taken of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// What customers are ordered by.
    pub log_odds: f64,
    /// The probability of leaving, from 0 to 1.
    pub chance: f64,
    /// Whether the customer left.
    pub left: bool,
}

impl Forecast {
    /// As measures of order take it.
    #[must_use]
    pub fn by_order(&self) -> Prediction {
        Prediction {
            score: self.log_odds,
            left: self.left,
        }
    }

    /// As measures of probability take it.
    #[must_use]
    pub fn by_chance(&self) -> Prediction {
        Prediction {
            score: self.chance,
            left: self.left,
        }
    }
}

/// All of these as measures of order take them.
#[must_use]
pub fn in_order(forecasts: &[Forecast]) -> Vec<Prediction> {
    forecasts.iter().map(Forecast::by_order).collect()
}

/// All of these as measures of probability take them.
#[must_use]
pub fn as_chances(forecasts: &[Forecast]) -> Vec<Prediction> {
    forecasts.iter().map(Forecast::by_chance).collect()
}
