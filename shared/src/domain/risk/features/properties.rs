//! What holds for all features, whatever is known.

use jiff::civil::date;
use proptest::prelude::*;

use super::tests::{USUAL, day};
use super::*;
use crate::domain::risk::{Answered, History};
use crate::domain::service::event::{Event, Kind};
use crate::domain::signal::Outcome;
use crate::link::{ConversationId, EventId, InvitationId};

fn seconds() -> impl Strategy<Value = Timestamp> {
    let second = |second: i64| day(0) + SignedDuration::from_secs(second);
    // Now and then on the second of the moment itself, or beside it.
    prop_oneof![
        8 => (-700 * 86_400_i64..300 * 86_400).prop_map(second),
        1 => (-2_i64..=2).prop_map(second),
    ]
}

fn answers() -> impl Strategy<Value = Answered> {
    let rating = (crate::domain::testing::measures(), 0..=10_u8);
    (any::<[u8; 16]>(), seconds(), rating).prop_map(|(id, at, (measure, place))| {
        let scale = measure.scale();
        let rating = scale.min() + place % (scale.max() - scale.min() + 1);
        let rating = measure.accept(rating.into()).unwrap();
        let signal = Signal::new(InvitationId::from_bytes(id), at, measure, rating);
        Answered { signal, said: at }
    })
}

fn events() -> impl Strategy<Value = Event> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    (
        any::<[u8; 16]>(),
        kind,
        seconds(),
        0_u8..4,
        any::<bool>(),
        -100..400_i32,
    )
        .prop_map(|(id, kind, at, conversation, complaint, until)| Event {
            id: EventId::from_bytes(id),
            kind,
            at,
            conversation: kind
                .is_of_conversation()
                .then(|| ConversationId::from_bytes([conversation; 16])),
            automatic: false,
            complaint,
            until: (kind == Kind::CustomerRenewed).then(|| crate::domain::day::shifted(date(2026, 1, 1), until)),
        })
}

fn histories() -> impl Strategy<Value = History> {
    let invitations = (any::<[u8; 16]>(), seconds()).prop_map(|(id, at)| (InvitationId::from_bytes(id), at));
    let lists = (
        prop::collection::vec(answers(), 0..12),
        prop::collection::vec(invitations, 0..8),
        prop::collection::vec(events(), 0..16),
    );
    lists.prop_map(|(answers, invitations, events)| History {
        answers,
        invitations,
        events,
    })
}

/// The one history up to the moment, and the other from it on.
fn spliced(past: &History, future: &History, moment: Timestamp) -> History {
    fn splice<T: Clone>(past: &[T], future: &[T], moment: Timestamp, at: impl Fn(&T) -> Timestamp) -> Vec<T> {
        let past = past.iter().filter(|fact| at(fact) < moment);
        let future = future.iter().filter(|fact| at(fact) >= moment);
        past.chain(future).cloned().collect()
    }
    History {
        answers: splice(&past.answers, &future.answers, moment, |answered| answered.said),
        invitations: splice(&past.invitations, &future.invitations, moment, |(_, at)| *at),
        events: splice(&past.events, &future.events, moment, |event| event.at),
    }
}

/// What is known once all of it has happened.
fn known_later(history: &History) -> Signals {
    history.before(Timestamp::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_from_the_moment_on_has_any_influence(past in histories(), one in histories(), other in histories()) {
        let moment = day(0);
        let of = |future: &History| features(&spliced(&past, future, moment).before(moment), moment, &USUAL);
        prop_assert_eq!(of(&one), of(&other));
    }

    #[test]
    fn every_value_is_a_share_and_rests_on_something_from_before(history in histories()) {
        for signals in [history.before(day(0)), known_later(&history)] {
            let features = features(&signals, day(0), &USUAL);
            for feature in Feature::ALL {
                let value = features.values()[feature.index()];
                prop_assert!((0.0..=1.0).contains(&value), "{:?} {}", feature, value);
                let shown = features.evidence(feature).is_some();
                prop_assert_eq!(shown, value > 0.0 && !feature.is_missing_knowledge(), "{:?}", feature);
            }
            prop_assert!(features.newest().is_none_or(|(_, at)| at < day(0)));
        }
    }

    #[test]
    fn a_record_that_has_grown_meanwhile_tells_the_same_of_an_earlier_moment(past in histories(), ends in prop::collection::vec(0_u32..400 * 86_400, 16)) {
        let moment = day(0);
        let before = past.before(moment);
        let mut contacts = before.contacts().to_vec();
        for (contact, after) in contacts.iter_mut().zip(ends) {
            let lies_ahead = contact.at + SignedDuration::from_secs(after.into()) >= moment;
            if lies_ahead && contact.ended.is_none() {
                contact.ended = Some(after);
            }
            if lies_ahead && contact.outcome == Outcome::Waiting {
                contact.outcome = Outcome::Abandoned(after);
            }
        }
        let mut grown = before.clone();
        grown.set_events(contacts, before.stay());
        prop_assert_eq!(features(&grown, moment, &USUAL), features(&before, moment, &USUAL));
    }

    #[test]
    fn time_alone_changes_each_value_on_a_few_nights_in_two_years(history in histories()) {
        let signals = known_later(&history);
        let first = 301;
        let nights: Vec<Features> = (first..first + 730).map(|number| features(&signals, day(number), &USUAL)).collect();
        for feature in Feature::ALL {
            let changes = nights.windows(2).filter(|pair| {
                pair[0].values()[feature.index()] != pair[1].values()[feature.index()]
            });
            // It fades twice, begins, and an invitation of the last week begins it once more.
            prop_assert!(changes.count() <= 4, "{:?}", feature);
        }
    }
}
