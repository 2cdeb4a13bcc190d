use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use shared::domain::fatigue::Asked;
use shared::domain::measure::Measure;
use shared::domain::response::Respondent;
use shared::domain::risk::{Cause, Line, Model, RiskSettings, Usual};
use shared::domain::signal::{Contact, Outcome, Renewal, Signal, Stay};
use shared::link::{Channel, InvitationId, Pseudonym};
use shared::store::customers::{Customer, Packed};

use super::*;
use crate::assess::{Assessed, assessed};

const RETENTION: SignedDuration = SignedDuration::from_hours(24 * 396);

/// A moment so many hours before the night.
fn ago(hours: i64) -> Timestamp {
    Timestamp::from_second(1_795_262_400 - hours * 3_600).unwrap()
}

fn terms(line: Line) -> Terms {
    let settings = RiskSettings {
        line,
        ..RiskSettings::default()
    };
    let usual = Usual {
        slow_reply: Some(7_200),
    };
    Terms::of(Model::scorecard(0.1, 90), &settings, usual)
}

fn stay() -> impl Strategy<Value = Stay> {
    let hours = || option::of(0..30_000_i64);
    (hours(), option::weighted(0.2, 0..600_i64), hours()).prop_map(|(started, ended, renewed)| Stay {
        started: started.map(ago),
        ended: ended.map(ago),
        renewal: renewed.map(|hours| Renewal {
            at: ago(hours),
            until: jiff::civil::date(2026, 12, 1),
        }),
    })
}

/// Somebody of whom something is known, or was; all of it more than a week ago, and then perhaps an answer since.
fn customer() -> impl Strategy<Value = Customer> {
    let answers = vec((any::<[u8; 16]>(), 168..10_000_i64, 0..11_i64), 0..6);
    let silent = vec((any::<[u8; 16]>(), 168..10_000_i64), 0..4);
    let contacts = vec((168..9_000_i64, 60..90_000_u32, any::<bool>()), 0..4);
    let named = any::<bool>();
    (any::<[u8; 16]>(), answers, silent, contacts, option::of(stay()), named).prop_map(
        |(key, answers, silent, contacts, stay, named)| {
            let mut customer = Customer::new(Respondent::Customer(Pseudonym::from_bytes(key)));
            customer.revision = 1;
            customer.id = named.then(|| "C-1".to_owned());
            for (id, hours, rating) in answers {
                answer(&mut customer, id, hours, rating);
            }
            for (id, hours) in silent {
                customer
                    .signals
                    .merge_unanswered(InvitationId::from_bytes(id), Some(ago(hours)));
            }
            let contacts = contacts.into_iter().map(|(hours, after, complaint)| Contact {
                at: ago(hours),
                outcome: if complaint {
                    Outcome::Waiting
                } else {
                    Outcome::Abandoned(after)
                },
                complaint,
                ended: (after % 2 == 0).then_some(after),
            });
            customer
                .signals
                .set_events(contacts.collect(), stay.unwrap_or_default());
            customer
        },
    )
}

fn answer(customer: &mut Customer, id: [u8; 16], hours: i64, rating: i64) {
    let invitation = InvitationId::from_bytes(id);
    let rating = Measure::nps().accept(rating).unwrap();
    let signal = Signal::new(invitation, ago(hours), Measure::nps(), rating);
    customer.signals.merge(invitation, Some(signal));
}

/// What happens between two nights.
#[derive(Debug, Clone)]
enum Between {
    Nothing,
    Answer(i64),
    Left,
    DealtWith,
    NobodyHeldOutAnyMore,
    NewModel,
    OtherReasons,
    AskedAgo(i64),
    Erased,
}

fn between() -> impl Strategy<Value = Between> {
    prop_oneof![
        4 => Just(Between::Nothing),
        2 => (0..11_i64).prop_map(Between::Answer),
        1 => Just(Between::Left),
        1 => Just(Between::DealtWith),
        1 => Just(Between::NobodyHeldOutAnyMore),
        1 => Just(Between::NewModel),
        1 => Just(Between::OtherReasons),
        1 => (1..4_000_i64).prop_map(Between::AskedAgo),
        1 => Just(Between::Erased),
    ]
}

fn happens(customer: &mut Customer, terms: &mut Terms, what: &Between) {
    match what {
        Between::Nothing => {}
        Between::Answer(rating) => answer(customer, [9; 16], 3, *rating),
        Between::Left => {
            let stay = Stay {
                ended: Some(ago(2)),
                ..customer.signals.stay()
            };
            let contacts = customer.signals.contacts().to_vec();
            customer.signals.set_events(contacts, stay);
        }
        Between::DealtWith => {
            customer.flag = customer.flag.as_ref().map(|flag| flag.closed(ago(1), Cause::Person));
        }
        Between::NobodyHeldOutAnyMore => {
            terms.flags.hold_out = false;
            if let Some(flag) = &mut customer.flag {
                flag.held_out = true;
            }
        }
        Between::NewModel => terms.model.version += 1,
        Between::OtherReasons => {
            if let Some(risk) = &mut customer.risk {
                risk.reasons.pop();
            }
        }
        Between::AskedAgo(hours) => {
            customer.asked = Some(Asked {
                at: ago(*hours),
                invitation: InvitationId::from_bytes([8; 16]),
                survey: "recommend".into(),
                channel: Channel::Email,
            });
        }
        Between::Erased => customer.erased = true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn exactly_those_stay_whom_assessing_leaves_as_they_are(
        customer in customer(),
        line in select(vec![Line::Times(1.8), Line::Times(1.1), Line::Top(5)]),
        hours_between in select(vec![24, 167, 2_000]),
        what in between(),
    ) {
        let mut terms = terms(line);
        let earlier = ago(hours_between);
        let mut known = assessed(&customer, &terms, earlier, RETENTION).customer;
        // A flag opened by hand of the night's end, where the line compares.
        if let (Line::Top(_), Some(risk)) = (line, assessed(&customer, &terms, earlier, RETENTION).risk) {
            known.flag = Some(terms.flags.opened(&known.key, None, &risk, earlier));
        }
        happens(&mut known, &mut terms, &what);
        let packed = Packed::of(&known);
        let glance = Observer::new(&terms, ago(0), RETENTION).glance(&packed.glance(&known));
        let Assessed { customer: next, risk } = assessed(&known, &terms, ago(0), RETENTION);
        let asked_long_ago = known.asked.as_ref().is_some_and(|asked| asked.is_past_every_rule(ago(0)));
        let expected = if asked_long_ago || (next != known && !known.erased) {
            Glance::Closer
        } else if known.erased {
            Glance::Nobody
        } else {
            Glance::Stays(risk)
        };
        prop_assert_eq!(glance, expected, "{:?}", known);
    }
}

#[test]
fn what_cannot_be_read_is_looked_at_closer() {
    let terms = terms(Line::default());
    let mut observer = Observer::new(&terms, ago(0), RETENTION);
    let somebody = Customer {
        revision: 1,
        ..Customer::new(Respondent::Customer(Pseudonym::from_bytes([1; 16])))
    };
    let packed = Packed::of(&somebody);
    let glance = packed.glance(&somebody);
    assert_eq!(observer.glance(&glance), Glance::Stays(None));
    for signals in [&b"no signals"[..], &[]] {
        let damaged = CustomerRef {
            signals: Some(signals),
            ..glance
        };
        assert_eq!(observer.glance(&damaged), Glance::Closer);
    }
    let unheard_of = CustomerRef { revision: 0, ..glance };
    assert_eq!(observer.glance(&unheard_of), Glance::Nobody);
}
