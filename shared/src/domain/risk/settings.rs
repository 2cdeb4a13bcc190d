//! What a team has set about risk.

use super::line::Line;

/// The share of customers taken to leave within the horizon where the team has stated none.
pub const USUAL_CHURN: f64 = 0.10;

/// The horizons there are, in days.
pub const HORIZONS: [u16; 4] = [30, 60, 90, 180];

/// What a team has set about risk.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskSettings {
    /// Within how many days leaving counts: one of [`HORIZONS`].
    pub horizon_days: u16,
    /// The share that leaves within the horizon, as the team states it.
    pub churn: Option<f64>,
    /// Whom the team is told of.
    pub line: Line,
    /// Whether one in ten flagged customers is held out.
    pub hold_out: bool,
    /// The language that reasons are told in: a tag.
    pub language: String,
}

/// A setting breaks a rule.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SettingsError {
    /// Another horizon.
    #[error("leaving is looked for within 30, 60, 90 or 180 days, not {0}")]
    Horizon(u16),
    /// No share, or one that cannot be.
    #[error("the share that leaves lies between 0.1 % and 90 %, not at {0} %")]
    Churn(f64),
}

impl Default for RiskSettings {
    fn default() -> Self {
        Self {
            horizon_days: 90,
            churn: None,
            line: Line::default(),
            hold_out: false,
            language: "en".to_owned(),
        }
    }
}

impl RiskSettings {
    /// With another horizon.
    ///
    /// # Errors
    /// There is no such one.
    pub fn with_horizon(self, days: u16) -> Result<Self, SettingsError> {
        if HORIZONS.contains(&days) {
            Ok(Self {
                horizon_days: days,
                ..self
            })
        } else {
            Err(SettingsError::Horizon(days))
        }
    }

    /// With a stated share of leavers, or without.
    ///
    /// # Errors
    /// It lies outside 0.001 to 0.9.
    pub fn with_churn(self, share: Option<f64>) -> Result<Self, SettingsError> {
        match share {
            Some(share) if !(0.001..=0.9).contains(&share) => Err(SettingsError::Churn(share * 100.0)),
            churn => Ok(Self { churn, ..self }),
        }
    }

    /// The share that leaves within the horizon, stated or usual.
    #[must_use]
    pub fn churn(&self) -> f64 {
        self.churn.unwrap_or(USUAL_CHURN)
    }
}
