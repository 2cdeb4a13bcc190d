//! A customer as nights go by.

use super::*;
use shared::domain::fatigue::Asked;
use shared::domain::measure::Measure;
use shared::domain::response::Respondent;
use shared::domain::risk::{Cause, Feature};
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

fn night(customer: &Customer, now: Timestamp) -> Customer {
    reassessed(
        customer,
        &Terms::of(Model::scorecard(0.1, 90), &RiskSettings::default(), Usual::default()),
        now,
        SignedDuration::from_hours(24 * 396),
    )
}

fn somebody() -> Customer {
    Customer::new(Respondent::Customer(Pseudonym::from_bytes([1; 16])))
}

#[test]
fn a_low_answer_opens_a_flag_with_its_reasons_and_the_next_night_changes_nothing() {
    let flagged = night(&answering(&somebody(), 1, 0, 2), on(1));
    let flag = flagged.open_flag().unwrap();
    assert_eq!(flag.evidence, on(0));
    assert_eq!(flag.reasons[0].feature, Feature::LowScore);
    assert_eq!(night(&flagged, on(2)), flagged);
}

#[test]
fn a_better_answer_closes_the_flag_and_the_same_low_answer_never_opens_it_again() {
    let flagged = night(&answering(&somebody(), 1, 0, 2), on(1));
    let recovered = night(&answering(&flagged, 2, 5, 10), on(6));
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
        night(&withdrawn, on(7)).open_flag().is_none(),
        "the evidence is the same as before"
    );
}

#[test]
fn a_new_low_answer_opens_a_new_flag() {
    let flagged = night(&answering(&somebody(), 1, 0, 2), on(1));
    let recovered = night(&answering(&flagged, 2, 5, 10), on(6));
    let again = night(&answering(&recovered, 3, 9, 1), on(10));
    assert_eq!(again.open_flag().unwrap().evidence, on(9));
}

#[test]
fn an_erased_customer_gets_neither_risk_nor_flag() {
    let erased = Customer {
        erased: true,
        ..somebody()
    };
    assert_eq!(night(&erased, on(1)), erased);
}

#[test]
fn after_the_retention_nothing_of_a_silent_customer_is_known_any_more() {
    let known = Customer {
        id: Some("C-1".into()),
        ..answering(&somebody(), 1, 0, 2)
    };
    let flagged = night(&known, on(1));
    assert!(flagged.open_flag().is_some());
    assert_eq!(night(&flagged, on(396)).id.as_deref(), Some("C-1"));
    assert_eq!(night(&flagged, on(397)), somebody());
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
        night(&asked_lately, on(397)),
        asked_lately,
        "so that it is not written every night"
    );
}
