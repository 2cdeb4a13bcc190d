//! The risk of one customer at one moment.

use jiff::Timestamp;

use super::feature::Feature;
use super::features::{Usual, features};
use super::model::Model;
use super::reason::Reason;
use crate::domain::signal::Signals;

/// How many reasons are given.
pub const MOST_REASONS: usize = 4;

/// How likely a customer is to leave, relative to others.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// Log-odds: the model's intercept and every feature's contribution.
    pub log_odds: f64,
    /// What weighs most, heaviest first; at most [`MOST_REASONS`].
    pub reasons: Vec<Reason>,
}

impl Risk {
    /// Since when the newest of the reasons that raise the risk has been there: what a flag would be opened for.
    #[must_use]
    pub fn evidence(&self) -> Option<Timestamp> {
        let raising = self.reasons.iter().filter(|reason| reason.contribution > 0.0);
        raising.map(|reason| reason.evidence.since).max()
    }
}

/// The risk at `moment`. A customer of whom nothing is known has the model's intercept and no reasons.
#[must_use]
pub fn assess(model: &Model, signals: &Signals, moment: Timestamp, usual: &Usual) -> Risk {
    let features = features(signals, moment, usual);
    let mut reasons: Vec<Reason> = Feature::ALL
        .into_iter()
        .filter(|feature| !feature.is_missing_knowledge())
        .filter_map(|feature| {
            Some(Reason {
                feature,
                contribution: model.contribution(feature, &features),
                evidence: features.evidence(feature)?,
            })
        })
        .filter(|reason| reason.contribution != 0.0)
        .collect();
    reasons.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
    reasons.truncate(MOST_REASONS);
    Risk {
        log_odds: model.log_odds(&features),
        reasons,
    }
}
