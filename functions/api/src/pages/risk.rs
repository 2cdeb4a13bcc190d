//! A risk of leaving as pages show it: how high, why, and what would lower it.

use shared::risk_report::{ReasonRow, RiskRow};
use shared::text::TeamWords;

use super::display::plain;

/// How high a risk is, in words.
pub(crate) struct RiskWords {
    /// As in `+20 points`.
    pub points: String,
    /// As in `23% risk of leaving within 90 days`, where there is one.
    pub probability: Option<String>,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Why {
    pub text: String,
    /// What would take it away; none of a reason that lowers the risk.
    pub lowers: Option<String>,
}

impl RiskWords {
    pub(crate) fn of(risk: &RiskRow, words: TeamWords) -> Self {
        Self {
            points: words.points(risk.above_usual()),
            probability: risk
                .probability
                .zip(risk.horizon_days)
                .map(|(chance, days)| words.probability(chance, days)),
        }
    }
}

impl Why {
    pub(crate) fn all(reasons: &[ReasonRow]) -> Vec<Self> {
        let safe = |reason: &ReasonRow| Self {
            text: plain(&reason.text),
            lowers: reason.what_lowers.as_deref().map(plain),
        };
        reasons.iter().map(safe).collect()
    }

    /// Those that raise the risk.
    pub(crate) fn raising(reasons: &[ReasonRow]) -> Vec<Self> {
        let mut all = Self::all(reasons);
        all.retain(|reason| reason.lowers.is_some());
        all
    }
}
