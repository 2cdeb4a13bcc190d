//! Whether a customer stays as they are, told at a glance.
//!
//! On most nights nothing changes of most customers. This finds that out from what a page says of them; everybody else is
//! made whole and goes through [`assessed`](crate::assess::assessed), which alone decides what is written.

use jiff::{SignedDuration, Timestamp};
use shared::domain::fatigue::FatigueRule;
use shared::domain::risk::{FlagMoment, Risk, assess, pack};
use shared::domain::signal::Signals;
use shared::store::customers::{CustomerRef, RiskRef};

use crate::assess::Terms;

/// What a glance shows.
#[derive(Debug, PartialEq)]
pub(crate) enum Glance {
    /// Nobody to assess: erased, or asked and never heard of.
    Nobody,
    /// Assessing changes nothing. The risk, of a customer who has one.
    Stays(Option<Risk>),
    /// Something changes, or cannot be told at a glance.
    Closer,
}

/// Whoever looks at one customer after the other.
#[derive(Debug)]
pub(crate) struct Observer<'a> {
    terms: &'a Terms,
    at: FlagMoment,
    /// A last question as old as this is forgotten.
    asked_until: Timestamp,
    /// The signals of the customer looked at: one memory for all.
    signals: Signals,
}

impl<'a> Observer<'a> {
    pub(crate) fn new(terms: &'a Terms, now: Timestamp, retention: SignedDuration) -> Self {
        let kept_from = now.saturating_sub(retention).unwrap_or(Timestamp::MIN);
        Self {
            terms,
            at: FlagMoment { now, kept_from },
            asked_until: FatigueRule::longest().latest(now),
            signals: Signals::default(),
        }
    }

    /// Looks at a customer.
    pub(crate) fn glance(&mut self, customer: &CustomerRef<'_>) -> Glance {
        if customer.asked_at.is_some_and(|at| at <= self.asked_until) {
            return Glance::Closer;
        }
        if customer.erased || customer.revision == 0 {
            return Glance::Nobody;
        }
        let readable = match customer.signals {
            Some(packed) => self.signals.replace_by(packed),
            None => {
                self.signals = Signals::default();
                true
            }
        };
        if !readable || !self.signals.are_all_from(self.at.kept_from) {
            return Glance::Closer;
        }
        if self.signals.is_empty() {
            let forgotten = !customer.is_named && customer.risk.is_none() && customer.flag.is_none();
            return if forgotten { Glance::Stays(None) } else { Glance::Closer };
        }
        let terms = self.terms;
        let risk = (!self.signals.stay().is_over(self.at.now))
            .then(|| assess(&terms.model, &self.signals, self.at.now, &terms.usual));
        let flag = customer.flag.map(|flag| flag.dates);
        let held_out = customer.flag.is_some_and(|flag| flag.held_out);
        let leaves_flag = terms.flags.leaves(flag, held_out, risk.as_ref(), self.at);
        if leaves_flag && self.is_stored(risk.as_ref(), customer.risk) {
            Glance::Stays(risk)
        } else {
            Glance::Closer
        }
    }

    /// Whether what is stored of the risk is what [`assessed`](crate::assess::assessed) would keep.
    fn is_stored(&self, risk: Option<&Risk>, known: Option<RiskRef<'_>>) -> bool {
        match (risk, known) {
            (Some(risk), Some(known)) => {
                risk.log_odds == known.log_odds
                    && risk.rest == known.rest
                    && risk.probability == known.probability
                    && self.terms.model.version == known.model
                    && pack(&risk.reasons) == known.reasons
            }
            (None, None) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
