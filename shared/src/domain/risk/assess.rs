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
    /// Log-odds: the usual risk ([`Model::base`]), the contributions of the reasons, and the rest.
    pub log_odds: f64,
    /// The chance of leaving within the model's horizon; none where the model's probabilities may not be shown.
    pub probability: Option<f64>,
    /// What weighs most, heaviest first; at most [`MOST_REASONS`].
    pub reasons: Vec<Reason>,
    /// What everything else adds, in log-odds: lighter features, what is not known, and how far the model's intercept lies
    /// from the usual risk.
    pub rest: f64,
}

impl Risk {
    /// Since when the newest of the reasons that raise the risk has been there: what a flag would be opened for.
    #[must_use]
    pub fn evidence(&self) -> Option<Timestamp> {
        let raising = self.reasons.iter().filter(|reason| reason.contribution > 0.0);
        raising.map(|reason| reason.evidence.since).max()
    }
}

/// The risk at `moment`. A customer of whom nothing is known has no reasons; that nothing is known is part of the rest.
#[must_use]
pub fn assess(model: &Model, signals: &Signals, moment: Timestamp, usual: &Usual) -> Risk {
    let features = features(signals, moment, usual);
    let mut reasons: Vec<Reason> = Vec::with_capacity(MOST_REASONS + 1);
    // From the usual risk on, as the line is drawn: so the parts say by how much a customer is above it or below.
    let mut rest = model.intercept - model.base;
    for feature in Feature::ALL {
        let contribution = model.contribution(feature, &features);
        // Missing knowledge has no evidence, and is never a reason.
        let Some(evidence) = features.evidence(feature).filter(|_| contribution != 0.0) else {
            rest += contribution;
            continue;
        };
        let reason = Reason {
            feature,
            contribution,
            evidence,
        };
        // Of equal ones the earlier in the list of features comes first.
        let lighter = |kept: &Reason| kept.contribution.abs() < contribution.abs();
        let place = reasons.iter().position(lighter).unwrap_or(reasons.len());
        reasons.insert(place, reason);
        if reasons.len() > MOST_REASONS {
            rest += reasons.pop().map_or(0.0, |dropped| dropped.contribution);
        }
    }
    Risk {
        log_odds: model.log_odds(&features),
        probability: model.probability(&features),
        reasons,
        rest,
    }
}

#[cfg(test)]
mod tests;
