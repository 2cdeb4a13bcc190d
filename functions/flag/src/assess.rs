//! One customer: risk and flag, from the signals.

use jiff::{SignedDuration, Timestamp};
use shared::domain::risk::{Basis, FlagMoment, FlagRules, Model, Risk, RiskSettings, Usual, assess};
use shared::store::customers::{Customer, StoredRisk};

/// What risk is computed by.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The model in use.
    pub model: Model,
    /// Whom the team is told of.
    pub flags: FlagRules,
    /// What is usual in the workspace.
    pub usual: Usual,
}

impl Terms {
    /// By this model, as set by the team.
    #[must_use]
    pub fn of(model: Model, settings: &RiskSettings, usual: Usual) -> Self {
        Self {
            flags: FlagRules {
                line: settings.line,
                base: model.base,
                hold_out: settings.hold_out,
            },
            model,
            usual,
        }
    }

    /// What a run that is stopped remembers of them.
    #[must_use]
    pub fn basis(&self) -> Basis {
        Basis {
            model: self.model.version,
            horizon_days: self.model.horizon_days,
            base: self.model.base,
            line: self.flags.line,
            usual: self.usual,
        }
    }
}

/// A customer as of a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessed {
    /// What is to be kept; equal to what there was where nothing changed, so that nothing is written.
    pub customer: Customer,
    /// The risk; none of whoever has left, is erased, or of whom nothing is known.
    pub risk: Option<Risk>,
}

/// The customer with risk and flag as of `now`. Signals are forgotten after the retention, and with the last one everything
/// that is known. Whoever has left or is erased has no risk.
#[must_use]
pub fn assessed(customer: &Customer, terms: &Terms, now: Timestamp, retention: SignedDuration) -> Assessed {
    if customer.erased {
        return Assessed {
            customer: customer.clone(),
            risk: None,
        };
    }
    let kept_from = now.saturating_sub(retention).unwrap_or(Timestamp::MIN);
    let mut signals = customer.signals.clone();
    signals.forget_before(kept_from);
    if signals.is_empty() {
        let nothing = Customer {
            revision: customer.revision,
            run: customer.run,
            asked: customer.asked.clone(),
            attributes: customer.attributes.clone(),
            ..Customer::new(customer.key)
        };
        return Assessed {
            customer: nothing,
            risk: None,
        };
    }
    let risk = (!signals.stay().is_over(now)).then(|| assess(&terms.model, &signals, now, &terms.usual));
    let at = FlagMoment { now, kept_from };
    let flag = terms
        .flags
        .decided(&customer.key, customer.flag.as_ref(), risk.as_ref(), at);
    let stored = risk.as_ref().map(|risk| StoredRisk {
        log_odds: risk.log_odds,
        reasons: risk.reasons.clone(),
        model: terms.model.version,
        probability: risk.probability,
        rest: risk.rest,
    });
    let customer = Customer {
        signals,
        risk: stored,
        flag,
        ..customer.clone()
    };
    Assessed { customer, risk }
}

/// `assessed`, of which the customer alone is wanted.
#[must_use]
pub fn reassessed(customer: &Customer, terms: &Terms, now: Timestamp, retention: SignedDuration) -> Customer {
    assessed(customer, terms, now, retention).customer
}

#[cfg(test)]
mod tests;
