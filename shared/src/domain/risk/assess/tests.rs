use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::domain::measure::Measure;
use crate::domain::risk::flag::FlagDates;
use crate::domain::risk::flagging::FlagRules;
use crate::domain::risk::line::Line;
use crate::domain::signal::{Contact, Outcome, Signal, Stay};
use crate::link::InvitationId;

const MOMENT: i64 = 1_790_000_000;

fn moment() -> Timestamp {
    Timestamp::from_second(MOMENT).unwrap()
}

fn days_ago(days: i64) -> Timestamp {
    moment() - SignedDuration::from_hours(24 * days)
}

fn answered(signals: &mut Signals, id: u8, days: i64, rating: i64) {
    let invitation = InvitationId::from_bytes([id; 16]);
    let rating = Measure::nps().accept(rating).unwrap();
    let signal = Signal::new(invitation, days_ago(days), Measure::nps(), rating);
    signals.merge(invitation, Some(signal));
}

/// A customer of whom much is known, none of it good.
fn troubled() -> Signals {
    let mut signals = Signals::default();
    for (id, days, rating) in [(1, 80, 9), (2, 50, 6), (3, 20, 2)] {
        answered(&mut signals, id, days, rating);
    }
    let contact = |days, outcome, complaint| Contact {
        at: days_ago(days),
        outcome,
        complaint,
        ended: None,
    };
    let contacts = vec![
        contact(12, Outcome::Abandoned(300), false),
        contact(10, Outcome::Waiting, true),
    ];
    let stay = Stay {
        started: Some(days_ago(85)),
        ..Stay::default()
    };
    signals.set_events(contacts, stay);
    signals
}

/// The scorecard with these numbers of its own.
fn model(weights: [f64; Feature::COUNT], intercept: f64) -> Model {
    Model {
        weights,
        intercept,
        ..Model::scorecard(0.1, 90)
    }
}

fn assessed(model: &Model, signals: &Signals) -> Risk {
    let usual = Usual {
        slow_reply: Some(3_600),
    };
    assess(model, signals, moment(), &usual)
}

/// What the parts add up to.
fn sum(model: &Model, risk: &Risk) -> f64 {
    let reasons: f64 = risk.reasons.iter().map(|reason| reason.contribution).sum();
    model.base + reasons + risk.rest
}

#[test]
fn the_four_heaviest_reasons_are_given_and_everything_else_is_one_sum() {
    let model = Model::scorecard(0.1, 90);
    let risk = assessed(&model, &troubled());
    let given: Vec<Feature> = risk.reasons.iter().map(|reason| reason.feature).collect();
    assert_eq!(
        given,
        [
            Feature::OpenComplaint,
            Feature::NewCustomer,
            Feature::LowScore,
            Feature::Fall
        ]
    );
    let [abandoned, slow, repeated] = [0.4, 0.3, 0.2];
    assert!(
        (risk.rest - (abandoned + slow + repeated)).abs() < 1e-12,
        "{}",
        risk.rest
    );
    assert!((sum(&model, &risk) - risk.log_odds).abs() < 1e-12);
    assert_eq!(risk.probability, None, "the scorecard's are not shown");
}

#[test]
fn of_a_customer_of_whom_nothing_is_known_there_is_no_reason_but_a_rest() {
    let mut weights = [0.0; Feature::COUNT];
    for (weight, feature) in weights.iter_mut().zip(Feature::ALL) {
        *weight = if feature.is_missing_knowledge() { 0.5 } else { 9.0 };
    }
    let model = model(weights, -2.0);
    let risk = assessed(&model, &Signals::default());
    assert_eq!((risk.reasons.len(), risk.log_odds), (0, -0.5));
    assert_eq!(
        risk.rest,
        -2.0 - model.base + 1.5,
        "an intercept above the usual risk is part of it"
    );
    assert_eq!(risk.evidence(), None);
}

#[test]
fn the_evidence_of_a_flag_is_the_newest_that_raises_the_risk() {
    let mut signals = Signals::default();
    answered(&mut signals, 1, 20, 9);
    let stay = Stay {
        started: Some(days_ago(30)),
        ..Stay::default()
    };
    signals.set_events(Vec::new(), stay);
    let risk = assessed(&Model::scorecard(0.1, 90), &signals);
    assert!(
        risk.reasons
            .iter()
            .any(|reason| reason.feature == Feature::HighScore && reason.contribution < 0.0)
    );
    assert_eq!(
        risk.evidence(),
        Some(days_ago(30)),
        "the high answer is newer, and speaks against it"
    );
}

#[test]
fn a_probability_is_given_where_the_model_may_show_it_and_is_drawn_towards_one_half() {
    let model = Model {
        shows_probability: true,
        ..Model::scorecard(0.1, 90)
    };
    let risk = assessed(&model, &troubled());
    let certain = Model {
        covariance: vec![0.0; model.covariance.len()],
        ..model
    };
    let plain = 1.0 / (1.0 + (-risk.log_odds).exp());
    let [probability, exact] = [risk.probability, assessed(&certain, &troubled()).probability].map(Option::unwrap);
    assert!((exact - plain).abs() < 1e-12, "with weights that are certain: {exact}");
    assert!(0.5 < probability && probability < plain, "{probability} and {plain}");
}

fn contacts() -> impl Strategy<Value = Vec<Contact>> {
    let outcome = (0_u8..4, 0_u32..20_000).prop_map(|(kind, after)| match kind {
        0 => Outcome::Answered(after),
        1 => Outcome::Abandoned(after),
        2 => Outcome::Unanswered(after),
        _ => Outcome::Waiting,
    });
    let contact = (0_i64..100 * 86_400, outcome, any::<bool>()).prop_map(|(ago, outcome, complaint)| Contact {
        at: moment() - SignedDuration::from_secs(ago),
        outcome,
        complaint,
        ended: None,
    });
    prop::collection::vec(contact, 0..6)
}

fn weights() -> impl Strategy<Value = [f64; Feature::COUNT]> {
    // Equal ones and none at all among them.
    prop::array::uniform20(prop_oneof![4 => -3.0..3.0, 1 => Just(0.0), 1 => Just(0.7), 1 => Just(-0.7)])
}

proptest! {
    #[test]
    fn a_flag_is_not_opened_again_as_replies_get_slower_in_general(
        mut contacts in contacts(),
        slow in 0_u32..20_000,
        slower in 0_u32..20_000,
    ) {
        contacts.sort_by_key(|contact| contact.at);
        let mut signals = Signals::default();
        signals.set_events(contacts, Stay::default());
        let risk = |slow_reply| assess(&Model::scorecard(0.1, 90), &signals, moment(), &Usual { slow_reply: Some(slow_reply) });
        let rules = FlagRules { line: Line::Times(f64::MIN_POSITIVE), base: -2.0, hold_out: false };
        let before = risk(slow.min(slower));
        let after = risk(slow.max(slower));
        if let Some(evidence) = before.evidence() {
            let closed = FlagDates { evidence, closed_at: Some(moment()) };
            prop_assert!(!rules.may_be_flagged(Some(closed), &after), "{:?} {:?}", before, after);
        } else {
            prop_assert_eq!(after.evidence(), None);
        }
    }

    #[test]
    fn whatever_the_model_the_parts_are_the_whole_and_the_reasons_the_heaviest(
        weights in weights(),
        intercept in -4.0..4.0,
    ) {
        let model = model(weights, intercept);
        let risk = assessed(&model, &troubled());
        prop_assert!((sum(&model, &risk) - risk.log_odds).abs() < 1e-12);
        prop_assert!(risk.reasons.len() <= MOST_REASONS);
        prop_assert!(risk.reasons.is_sorted_by(|one, next| one.contribution.abs() >= next.contribution.abs()));
        let known = features(&troubled(), moment(), &Usual { slow_reply: Some(3_600) });
        let lightest = risk.reasons.last().map_or(0.0, |reason| reason.contribution.abs());
        for feature in Feature::ALL.into_iter().filter(|feature| known.evidence(*feature).is_some()) {
            let given = risk.reasons.iter().any(|reason| reason.feature == feature);
            prop_assert!(given || model.contribution(feature, &known).abs() <= lightest);
        }
        for reason in &risk.reasons {
            prop_assert!(!reason.feature.is_missing_knowledge() && reason.contribution != 0.0);
            prop_assert_eq!(reason.contribution, model.contribution(reason.feature, &known));
        }
    }
}
