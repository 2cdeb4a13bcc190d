//! One customer: risk and flag, from the signals.

use jiff::{SignedDuration, Timestamp};
use shared::domain::risk::{Cause, Closed, Flag, Line, Model, Risk, RiskSettings, Usual, assess};
use shared::store::customers::{Customer, StoredRisk};

/// What risk is computed by.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The model in use.
    pub model: Model,
    /// Whom the team is told of.
    pub line: Line,
    /// What is usual in the workspace.
    pub usual: Usual,
}

impl Terms {
    /// As set by the team.
    #[must_use]
    pub fn of(settings: &RiskSettings) -> Self {
        Self {
            model: Model::scorecard(settings.churn(), settings.horizon_days),
            line: settings.line,
            usual: Usual::default(),
        }
    }
}

/// The customer with risk and flag as of `now`; equal to what came in where nothing changed, so that nothing is
/// written. Signals are forgotten after the retention, and with the last one everything that is known. An erased
/// customer has neither risk nor flag.
#[must_use]
pub fn reassessed(customer: &Customer, terms: &Terms, now: Timestamp, retention: SignedDuration) -> Customer {
    if customer.erased {
        return customer.clone();
    }
    let mut signals = customer.signals.clone();
    signals.forget_before(now.saturating_sub(retention).unwrap_or(Timestamp::MIN));
    if signals.is_empty() {
        return Customer {
            revision: customer.revision,
            asked: customer.asked.clone(),
            attributes: customer.attributes.clone(),
            ..Customer::new(customer.key)
        };
    }
    let risk = assess(&terms.model, &signals, now, &terms.usual);
    let flag = flagged(customer, terms, &risk, now);
    Customer {
        signals,
        risk: Some(StoredRisk {
            log_odds: risk.log_odds,
            reasons: risk.reasons,
            model: terms.model.version,
            probability: risk.probability,
            rest: risk.rest,
        }),
        flag,
        ..customer.clone()
    }
}

fn flagged(customer: &Customer, terms: &Terms, risk: &Risk, now: Timestamp) -> Option<Flag> {
    let crosses = risk.log_odds >= terms.line.log_odds(terms.model.base);
    match (customer.flag.as_ref(), risk.evidence().filter(|_| crosses)) {
        (Some(flag), None) if flag.closed.is_none() => Some(Flag {
            closed: Some(Closed {
                at: now,
                cause: Cause::Recovered,
                note: None,
            }),
            ..flag.clone()
        }),
        (Some(flag), Some(evidence)) if flag.closed.is_some() && flag.evidence < evidence => {
            Some(opened(evidence, risk, now))
        }
        (None, Some(evidence)) => Some(opened(evidence, risk, now)),
        (known, _) => known.cloned(),
    }
}

fn opened(evidence: Timestamp, risk: &Risk, now: Timestamp) -> Flag {
    Flag {
        opened_at: now,
        evidence,
        held_out: false,
        reasons: risk.reasons.clone(),
        closed: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::domain::fatigue::Asked;
    use shared::domain::measure::Measure;
    use shared::domain::response::Respondent;
    use shared::domain::risk::Feature;
    use shared::domain::signal::Signal;
    use shared::link::{Channel, InvitationId, Pseudonym};

    fn on(day: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap()
    }

    fn answering(customer: &Customer, id: u8, day: i64, rating: i64) -> Customer {
        let invitation = InvitationId::from_bytes([id; 16]);
        let mut next = customer.clone();
        next.signals.merge(
            invitation,
            Some(Signal::new(
                invitation,
                on(day),
                Measure::nps(),
                Measure::nps().accept(rating).unwrap(),
            )),
        );
        next
    }

    fn assessed(customer: &Customer, now: Timestamp) -> Customer {
        reassessed(
            customer,
            &Terms::of(&RiskSettings::default()),
            now,
            SignedDuration::from_hours(24 * 396),
        )
    }

    fn somebody() -> Customer {
        Customer::new(Respondent::Customer(Pseudonym::from_bytes([1; 16])))
    }

    #[test]
    fn a_low_answer_opens_a_flag_with_its_reasons_and_the_next_night_changes_nothing() {
        let flagged = assessed(&answering(&somebody(), 1, 0, 2), on(1));
        let flag = flagged.open_flag().unwrap();
        assert_eq!(flag.evidence, on(0));
        assert_eq!(flag.reasons[0].feature, Feature::LowScore);
        assert_eq!(assessed(&flagged, on(2)), flagged);
    }

    #[test]
    fn a_better_answer_closes_the_flag_and_the_same_low_answer_never_opens_it_again() {
        let flagged = assessed(&answering(&somebody(), 1, 0, 2), on(1));
        let recovered = assessed(&answering(&flagged, 2, 5, 10), on(6));
        assert_eq!(
            recovered.flag.as_ref().unwrap().closed.as_ref().unwrap().cause,
            Cause::Recovered
        );
        let withdrawn = {
            let mut back = recovered.clone();
            back.signals.merge(InvitationId::from_bytes([2; 16]), None);
            back
        };
        assert!(
            assessed(&withdrawn, on(7)).open_flag().is_none(),
            "the evidence is the same as before"
        );
    }

    #[test]
    fn a_new_low_answer_opens_a_new_flag() {
        let flagged = assessed(&answering(&somebody(), 1, 0, 2), on(1));
        let recovered = assessed(&answering(&flagged, 2, 5, 10), on(6));
        let again = assessed(&answering(&recovered, 3, 9, 1), on(10));
        assert_eq!(again.open_flag().unwrap().evidence, on(9));
    }

    #[test]
    fn an_erased_customer_gets_neither_risk_nor_flag() {
        let erased = Customer {
            erased: true,
            ..somebody()
        };
        assert_eq!(assessed(&erased, on(1)), erased);
    }

    #[test]
    fn after_the_retention_nothing_of_a_silent_customer_is_known_any_more() {
        let known = Customer {
            id: Some("C-1".into()),
            ..answering(&somebody(), 1, 0, 2)
        };
        let flagged = assessed(&known, on(1));
        assert!(flagged.open_flag().is_some());
        assert_eq!(assessed(&flagged, on(396)).id.as_deref(), Some("C-1"));
        assert_eq!(assessed(&flagged, on(397)), somebody());
        let asked = Asked {
            at: on(390),
            invitation: InvitationId::from_bytes([9; 16]),
            survey: "recommend".into(),
            channel: Channel::Email,
        };
        let asked_lately = Customer {
            asked: Some(asked),
            ..somebody()
        };
        assert_eq!(
            assessed(&asked_lately, on(397)),
            asked_lately,
            "so that it is not written every night"
        );
    }
}
