//! What is set about the risk of leaving, as the API gives and takes it.

use serde::{Deserialize, Serialize};
use shared::domain::risk::{Line, RiskSettings};
use shared::text::TeamWords;

use crate::problem::Problem;

/// All of it: who sends it says each.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RiskSettings))]
#[serde(deny_unknown_fields)]
pub(crate) struct RiskItem {
    /// Within how many days leaving counts.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::HorizonDays))]
    pub(crate) horizon_days: u16,
    /// The share that leaves within them, in percent; null where it is not known: 10 % within 90 days is assumed then, and
    /// converted to them.
    #[serde(deserialize_with = "Option::deserialize")]
    #[cfg_attr(feature = "openapi", schema(required, minimum = 0.1, maximum = 90))]
    pub(crate) churn_percent: Option<f64>,
    /// Who is flagged.
    pub(crate) line: LineItem,
    /// Whether one flagged customer in ten is kept from the list, so that the effect of calling can be learned. Where not, the
    /// next night lists whoever was.
    pub(crate) hold_out: bool,
    /// The language that the team reads reasons in.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::TeamLanguage))]
    pub(crate) language: String,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RiskLine))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum LineItem {
    /// Whose odds of leaving are so many times the usual ones: from 1.1 to 50.
    Times(f64),
    /// The highest risks above the usual, at most so many new flags a day: from 1 to 10,000.
    Top(u32),
}

impl RiskItem {
    pub(crate) fn of(settings: &RiskSettings) -> Self {
        // A share times a hundred has digits that nobody has set.
        let percent = |share: f64| (share * 1e8).round() / 1e6;
        Self {
            horizon_days: settings.horizon_days,
            churn_percent: settings.churn.map(percent),
            line: match settings.line {
                Line::Times(times) => LineItem::Times(times),
                Line::Top(count) => LineItem::Top(count),
            },
            hold_out: settings.hold_out,
            language: settings.language.clone(),
        }
    }

    pub(crate) fn settings(self) -> Result<RiskSettings, Problem> {
        let invalid = |name: &'static str, why: &dyn std::error::Error| Problem::invalid(name, why.to_string());
        let settings = RiskSettings::default()
            .with_horizon(self.horizon_days)
            .map_err(|error| invalid("risk.horizon_days", &error))?
            .with_churn(self.churn_percent.map(|percent| percent / 100.0))
            .map_err(|error| invalid("risk.churn_percent", &error))?;
        let line = match self.line {
            LineItem::Times(times) => Line::times(times),
            LineItem::Top(count) => Line::top(count),
        };
        let words = TeamWords::find(&self.language).map_err(|error| invalid("risk.language", &error))?;
        Ok(RiskSettings {
            line: line.map_err(|error| invalid("risk.line", &error))?,
            hold_out: self.hold_out,
            language: words.tag().to_owned(),
            ..settings
        })
    }
}
