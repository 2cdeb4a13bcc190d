//! Risk of leaving as a team reads it: one definition for the command line, the API and the overview.
//!
//! Everything told is from what was stored when the risk was computed, so that it stays right when another model is used
//! since; of a risk's model only its horizon and its checks are read.

mod evidence;
mod flags;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::domain::day::Calendar;
use crate::domain::risk::gate::{Calibrated, WhyNot};
use crate::domain::risk::learn::Learned;
use crate::domain::risk::points::in_points;
use crate::domain::risk::{Feature, Reason};
use crate::store::StoreError;
use crate::store::customers::StoredRisk;
use crate::store::risk_models::ReadRiskModel;
use crate::text::TeamWords;

pub use evidence::EvidenceRow;
pub use flags::{FlagList, FlagPlace, FlagRow, flag_list, flag_page};

/// A risk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Risk))]
pub struct RiskRow {
    /// Log-odds.
    pub log_odds: f64,
    /// What the reasons and the rest come to, in points: above 0 the risk is higher than the usual one; 20 more double the odds.
    pub points: f64,
    /// The chance of leaving within the horizon, from 0 to 1; none where it is not shown.
    pub probability: Option<f64>,
    /// Within how many days; none without a probability.
    pub horizon_days: Option<u16>,
    /// The version of the model that computed it; 0 is the expert scorecard.
    pub model: u32,
    /// What weighs most, heaviest first.
    pub reasons: Vec<ReasonRow>,
    /// Everything else, as one sum: with the reasons and the usual risk it is the log-odds.
    pub rest: Part,
}

/// A part of a risk.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RiskPart))]
pub struct Part {
    /// What it adds, in log-odds.
    pub contribution: f64,
    /// The same in points.
    pub points: f64,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RiskReason))]
pub struct ReasonRow {
    /// Which feature.
    pub feature: Feature,
    /// What it adds.
    #[serde(flatten)]
    pub part: Part,
    /// In the team's language, with its evidence.
    pub text: String,
    /// What would take it away, in the team's language; none where it lowers the risk.
    pub what_lowers: Option<String>,
    /// What shows it.
    pub evidence: EvidenceRow,
}

impl RiskRow {
    /// What the reasons and the rest add together, in log-odds: how far the risk lies above the usual one, or below.
    #[must_use]
    pub fn above_usual(&self) -> f64 {
        let reasons = self.reasons.iter().map(|reason| reason.part.contribution);
        reasons.sum::<f64>() + self.rest.contribution
    }
}

impl Part {
    fn of(log_odds: f64) -> Self {
        Self {
            contribution: log_odds,
            points: (10.0 * in_points(log_odds)).round() / 10.0,
        }
    }
}

/// How risks are told: in which language, by which calendar, and by what is known of the models that computed them.
pub struct Telling<'a> {
    words: TeamWords,
    calendar: &'a Calendar,
    models: BTreeMap<u32, Learned>,
}

impl<'a> Telling<'a> {
    /// Of these risks.
    ///
    /// # Errors
    /// Storage fails.
    pub async fn of<S: ReadRiskModel>(
        store: &S,
        risks: impl Iterator<Item = &StoredRisk>,
        words: TeamWords,
        calendar: &'a Calendar,
    ) -> Result<Self, StoreError> {
        let versions: BTreeSet<u32> = risks.map(|risk| risk.model).filter(|version| *version > 0).collect();
        let mut models = BTreeMap::new();
        for version in versions {
            if let Some(learned) = store.read_risk_model(version).await? {
                models.insert(version, learned);
            }
        }
        Ok(Self {
            words,
            calendar,
            models,
        })
    }

    /// What one of the risks is and is not, in the team's language: by the model that computed it.
    #[must_use]
    pub fn note(&self, risk: &StoredRisk) -> String {
        note(self.models.get(&risk.model), self.words)
    }

    /// A risk.
    #[must_use]
    pub fn risk(&self, risk: &StoredRisk) -> RiskRow {
        let horizon = self.models.get(&risk.model).map(|learned| learned.model.horizon_days);
        // A probability says nothing without the time it is for.
        let told = risk.probability.zip(horizon);
        let reasons: f64 = risk.reasons.iter().map(|reason| reason.contribution).sum();
        RiskRow {
            log_odds: risk.log_odds,
            points: Part::of(reasons + risk.rest).points,
            probability: told.map(|(probability, _)| probability),
            horizon_days: told.map(|(_, days)| days),
            model: risk.model,
            reasons: self.reasons(&risk.reasons),
            rest: Part::of(risk.rest),
        }
    }

    /// Reasons.
    #[must_use]
    pub fn reasons(&self, reasons: &[Reason]) -> Vec<ReasonRow> {
        reasons.iter().map(|reason| self.reason(reason)).collect()
    }

    fn reason(&self, reason: &Reason) -> ReasonRow {
        ReasonRow {
            feature: reason.feature,
            part: Part::of(reason.contribution),
            text: self.words.reason(reason, self.calendar),
            what_lowers: self.words.lowers(reason),
            evidence: EvidenceRow::of(&reason.evidence),
        }
    }
}

/// What risks by this model are and are not; by the scorecard, where none was learned.
fn note(learned: Option<&Learned>, words: TeamWords) -> String {
    let Some(learned) = learned else {
        return words.get("note-scorecard").into_owned();
    };
    let key = match learned.what {
        Calibrated::Learned => "note-learned",
        Calibrated::Recalibrated => "note-recalibrated",
    };
    let (outcomes, leavers) = (
        learned.evidence.outcomes.to_string(),
        learned.evidence.leavers.to_string(),
    );
    let what = words.with(key, &[("outcomes", &outcomes), ("leavers", &leavers)]);
    let chance = if learned.model.shows_probability {
        let days = learned.model.horizon_days.to_string();
        words.with("note-probability", &[("days", &days)])
    } else {
        let why = words.why_not(learned.why_not.as_ref().unwrap_or(&WhyNot::Unchecked));
        words.with("note-no-probability", &[("why", &why)])
    };
    format!("{what} {chance}")
}
