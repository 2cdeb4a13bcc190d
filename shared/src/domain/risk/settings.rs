//! What a team has set about risk.

use super::line::Line;

/// The share of customers taken to leave within 90 days where the team has stated none.
pub const USUAL_CHURN: f64 = 0.10;

/// The horizon that nobody has set, in days.
const USUAL_DAYS: u16 = 90;

/// The least and the largest share that can be stated.
const STATED: std::ops::RangeInclusive<f64> = 0.001..=0.9;

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
            horizon_days: USUAL_DAYS,
            churn: None,
            line: Line::default(),
            hold_out: false,
            language: "en".to_owned(),
        }
    }
}

impl RiskSettings {
    /// With another horizon. A share that was stated for the one before is converted, as if as many left every day.
    ///
    /// # Errors
    /// There is no such one.
    pub fn with_horizon(self, days: u16) -> Result<Self, SettingsError> {
        if HORIZONS.contains(&days) {
            Ok(Self {
                horizon_days: days,
                churn: self
                    .churn
                    .map(|share| converted(share, self.horizon_days, days).clamp(*STATED.start(), *STATED.end())),
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
            Some(share) if !STATED.contains(&share) => Err(SettingsError::Churn(share * 100.0)),
            churn => Ok(Self { churn, ..self }),
        }
    }

    /// The share that leaves within the horizon, stated or usual.
    #[must_use]
    pub fn churn(&self) -> f64 {
        self.churn
            .unwrap_or_else(|| converted(USUAL_CHURN, USUAL_DAYS, self.horizon_days))
    }
}

/// The share that leaves within other days, if the same share of those who are left leaves every day.
fn converted(share: f64, from_days: u16, to_days: u16) -> f64 {
    if from_days == to_days {
        return share;
    }
    1.0 - (1.0 - share).powf(f64::from(to_days) / f64::from(from_days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(share: f64) -> RiskSettings {
        RiskSettings::default().with_churn(Some(share)).unwrap()
    }

    fn is_near(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-9
    }

    #[test]
    fn another_horizon_keeps_what_a_stated_share_means() {
        // Of a hundred 92 are still there after 90 days; as many of each remain after thrice 30.
        let within_30 = stated(0.08).with_horizon(30).unwrap();
        assert!(is_near((1.0 - within_30.churn()).powi(3), 0.92), "{within_30:?}");
        let within_180 = stated(0.08).with_horizon(180).unwrap();
        assert!(is_near(within_180.churn(), 1.0 - 0.92 * 0.92), "{within_180:?}");
        let there_and_back = within_30.with_horizon(90).unwrap();
        assert!(is_near(there_and_back.churn(), 0.08), "{there_and_back:?}");
        assert_eq!(stated(0.08).with_horizon(90).unwrap(), stated(0.08));
    }

    #[test]
    fn the_usual_share_is_meant_for_the_usual_horizon() {
        let usual = RiskSettings::default();
        assert_eq!(usual.churn().to_bits(), USUAL_CHURN.to_bits());
        let shorter = usual.with_horizon(30).unwrap();
        assert_eq!(shorter.churn, None, "it is still not stated");
        assert!(is_near((1.0 - shorter.churn()).powi(3), 0.9), "{shorter:?}");
    }

    #[test]
    fn a_converted_share_is_one_that_can_be_stated() {
        let least = stated(0.001).with_horizon(30).unwrap().churn;
        let largest = stated(0.9).with_horizon(180).unwrap().churn;
        for churn in [least, largest] {
            let stored_again = RiskSettings::default().with_churn(churn);
            assert_eq!(stored_again.unwrap().churn, churn);
        }
    }
}
