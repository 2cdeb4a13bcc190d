//! What merging leaves is what is known: whatever the order, however often, and whoever else merges.

#[path = "memory.rs"]
mod memory;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use memory::Memory;
use proptest::prelude::*;
use shared::clock::Clock;
use shared::domain::day::shifted;
use shared::domain::measure::Measure;
use shared::domain::registered::{Invited, Record, Registered};
use shared::domain::response::{Answer, Content, Occasion, Response, Source};
use shared::domain::risk::{History, Model, RiskSettings, Usual};
use shared::domain::service::event::Kind;
use shared::domain::service::role::{Placement, Role};
use shared::domain::signal::Outcome;
use shared::domain::suspicion::Suspicion;
use shared::link::{Channel, ConversationId, CustomerId, EventId, InvitationId, PseudonymKey, RawIds, RootKeys, seal};
use shared::store::events::{EventOwner, StoredEvent};

use super::*;

const NOW: Timestamp = Timestamp::constant(1_795_262_400, 0);
const FIRST_DAY: Date = jiff::civil::date(2026, 11, 10);
const DAYS: i32 = 6;
const RETENTION: SignedDuration = SignedDuration::from_hours(24 * 396);

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW
    }
}

fn keys() -> RootKeys {
    RootKeys::parse(r#"{"1": "TEST ONLY root one, known to everyone, never deploy it"}"#).unwrap()
}

fn customer_id() -> CustomerId {
    CustomerId::new("C-0007", RawIds::Refuse).unwrap()
}

fn pseudonym() -> Pseudonym {
    let key: PseudonymKey = keys().pseudonym_key();
    Pseudonym::of(&key, &customer_id())
}

fn key() -> Respondent {
    Respondent::Customer(pseudonym())
}

fn sealed() -> Option<Vec<u8>> {
    Some(seal(&keys().seal_key(), &pseudonym(), &customer_id()))
}

fn day(number: i32) -> Date {
    shifted(FIRST_DAY, number)
}

fn at(number: i32, second: i64) -> Timestamp {
    let start = day(number).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
    start + SignedDuration::from_secs(second)
}

/// What has become of an invitation.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Silent,
    Answered(i64),
    Suspect,
    Erased,
}

/// An invitation: the day it was registered on, if it was, the day it was answered on, and what has become of it.
type Asked = (Option<i32>, i32, State);

fn record(number: u8, (invited, answered, state): Asked) -> Option<Record> {
    let measure = Measure::nps();
    let invitation = InvitationId::from_bytes([number; 16]);
    let invited = invited.map(|invited| Invited {
        day: day(invited),
        at: at(invited, i64::from(number)),
        channel: Channel::Email,
        language: None,
        attributes: BTreeMap::new(),
    });
    let rating = match state {
        State::Silent => {
            return Some(Record::Registered(Registered {
                invitation,
                respondent: key(),
                survey: "recommend".into(),
                measure,
                touchpoint: "delivery".into(),
                invited: invited?,
                sealed_customer: sealed(),
                revision: 0,
                expires: NOW,
            }));
        }
        State::Answered(rating) => rating,
        State::Suspect | State::Erased => 1,
    };
    let response = Response {
        occasion: Occasion {
            invitation,
            respondent: key(),
            survey: "recommend".into(),
            version: 1,
            measure,
            touchpoint: "delivery".into(),
            channel: None,
            attributes: BTreeMap::new(),
            sealed_customer: sealed(),
            source: Source::Link,
        },
        day: day(answered),
        first_answered: at(answered, 40_000 + i64::from(number)),
        invited,
        revision: 1,
        content: Content::Answered(Answer {
            rating: measure.accept(rating).unwrap(),
            comment: None,
            language: None,
            version: 1,
            follow_ups: BTreeMap::new(),
            at: at(answered, 40_000 + i64::from(number)),
            suspicions: match state {
                State::Suspect => vec![Suspicion::Decoy],
                _ => Vec::new(),
            },
            origin: None,
            review: None,
        }),
        held: None,
        set_aside: None,
        replaced: None,
        receipts: Vec::new(),
        expires: NOW,
    };
    Some(Record::Answered(Box::new(match state {
        State::Erased => response.erased(NOW, NOW),
        _ => response,
    })))
}

/// An event on a day, of a kind, in a conversation.
type Happened = (i32, usize, u8);

fn event(number: u8, (on, kind, conversation): Happened) -> (EventOwner, StoredEvent) {
    let kind = Kind::ALL[kind];
    let id = EventId::from_bytes([number; 16]);
    let event = Event {
        id,
        kind,
        at: at(on, 100 + i64::from(number)),
        conversation: kind
            .is_of_conversation()
            .then(|| ConversationId::from_bytes([conversation; 16])),
        automatic: false,
        complaint: kind == Kind::ConversationStarted && conversation == 0,
        until: (kind == Kind::CustomerRenewed).then(|| day(100)),
    };
    let stored = StoredEvent {
        id,
        day: day(on),
        event: Some(event),
        placement: Placement {
            role: Role::Part,
            expires: None,
        },
    };
    let owner = EventOwner {
        customer: key(),
        sealed_id: sealed(),
    };
    (owner, stored)
}

fn memory(asked: &[Asked], happened: &[Happened]) -> Memory {
    Memory {
        records: (0..)
            .zip(asked)
            .filter_map(|(number, asked)| record(number, *asked))
            .collect(),
        events: (0..).zip(happened).map(|(number, one)| event(number, *one)).collect(),
        ..Memory::default()
    }
}

fn merge(store: &Memory, days: &[Date]) -> u64 {
    let settings = RiskSettings::default();
    let terms = Terms::of(
        Model::scorecard(settings.churn(), settings.horizon_days),
        &settings,
        Usual::default(),
    );
    let moment = Moment::new(&Still, RETENTION, None, "UTC");
    let seal = keys().seal_key();
    let merging = async {
        let mut written = 0;
        for day in days {
            for shard in DayShard::all(*day) {
                written += merge_shard(store, &seal, shard, &terms, moment).await.unwrap().written;
            }
        }
        written
    };
    futures::executor::block_on(merging)
}

/// A conversation started and abandoned, an invitation without an answer and one with a 2, all on one day.
fn eventful() -> Memory {
    memory(
        &[(Some(0), 0, State::Silent), (Some(0), 0, State::Answered(2))],
        &[(0, 3, 0), (0, 5, 0)],
    )
}

#[test]
fn what_a_day_brings_of_a_customer_is_read_once_a_shard_and_written_at_most_once_each() {
    assert_eq!(Kind::ALL[3], Kind::ConversationStarted);
    let store = eventful();
    merge(&store, &[day(0)]);
    assert_eq!(
        (*store.reads.lock().unwrap(), *store.writes.lock().unwrap()),
        (2, 2),
        "the two invitations lie in two shards, and each of the events in one of them"
    );
    let customer = store.customer(key()).unwrap();
    assert_eq!(customer.id.as_deref(), Some("C-0007"));
    let signals = &customer.signals;
    assert_eq!((signals.answers().len(), signals.unanswered().len()), (1, 1));
    assert_eq!(signals.contacts()[0].outcome, Outcome::Abandoned(1));
    assert!(signals.contacts()[0].complaint);
    assert_eq!(merge(&store, &[day(0)]), 0, "again, nothing is written");
}

#[test]
fn whoever_is_known_by_events_or_by_an_invitation_alone_has_a_name() {
    for store in [memory(&[], &[(0, 0, 0)]), memory(&[(Some(0), 0, State::Silent)], &[])] {
        merge(&store, &[day(0)]);
        assert_eq!(store.customer(key()).unwrap().id.as_deref(), Some("C-0007"));
    }
}

#[test]
fn an_answer_that_ceases_to_count_opens_its_invitation_again_on_its_own_day() {
    let mut store = memory(&[(Some(0), 2, State::Answered(9))], &[]);
    merge(&store, &store.days());
    assert!(store.customer(key()).unwrap().signals.unanswered().is_empty());
    store.records = memory(&[(Some(0), 2, State::Suspect)], &[]).records;
    merge(&store, &[day(2)]);
    let signals = store.customer(key()).unwrap().signals;
    assert_eq!((signals.answers().len(), signals.unanswered().len()), (0, 1));
}

#[test]
fn an_erased_customer_is_not_followed_again() {
    let store = eventful();
    let erased = Customer {
        erased: true,
        ..Customer::new(key())
    };
    store.customers.lock().unwrap().insert(key(), erased.clone());
    merge(&store, &[day(0)]);
    assert_eq!(store.customer(key()), Some(erased));
}

#[test]
fn attributes_are_forgotten_with_the_last_signal_that_merging_takes_away_and_not_before() {
    let plan = BTreeMap::from([("plan".to_owned(), "pro".to_owned())]);
    let mut store = memory(&[(Some(0), 0, State::Silent), (Some(1), 1, State::Silent)], &[]);
    merge(&store, &store.days());
    store.customers.lock().unwrap().get_mut(&key()).unwrap().attributes = plan.clone();
    for (second, left) in [(State::Silent, &plan), (State::Erased, &BTreeMap::new())] {
        store.records = memory(&[(Some(0), 0, State::Erased), (Some(1), 1, second)], &[]).records;
        merge(&store, &store.days());
        let customer = store.customer(key()).unwrap();
        assert_eq!(customer.signals.is_empty(), left.is_empty());
        assert_eq!(customer.attributes, *left);
    }
}

#[test]
fn another_run_in_between_loses_nothing() {
    let whole = eventful();
    merge(&whole, &[day(0)]);
    let store = eventful();
    let mut other = Customer::new(key());
    other.revision = 1;
    let elsewhere = InvitationId::from_bytes([99; 16]);
    other.signals.merge_unanswered(elsewhere, Some(at(1, 0)));
    *store.meanwhile.lock().unwrap() = Some(other);
    merge(&store, &[day(0)]);
    let mut signals = store.customer(key()).unwrap().signals;
    assert_eq!(signals.unanswered().len(), 2);
    signals.merge_unanswered(elsewhere, None);
    assert_eq!(signals, whole.customer(key()).unwrap().signals);
}

fn states() -> impl Strategy<Value = State> {
    prop_oneof![
        Just(State::Silent),
        (0_i64..=10).prop_map(State::Answered),
        Just(State::Suspect),
        Just(State::Erased),
    ]
}

fn asked() -> impl Strategy<Value = Vec<(Option<i32>, i32, State, State)>> {
    let one = (prop::option::of(0..DAYS), 0..DAYS, states(), states()).prop_map(|(invited, on, before, now)| {
        // What was answered stays so, in some way, and what was erased stays erased.
        let now = match (before, now) {
            (State::Erased, _) => State::Erased,
            (State::Answered(_) | State::Suspect, State::Silent) => State::Suspect,
            _ => now,
        };
        (invited, on, before, now)
    });
    prop::collection::vec(one, 0..40)
}

fn happened() -> impl Strategy<Value = Vec<Happened>> {
    prop::collection::vec((0..DAYS, 0..Kind::ALL.len(), 0_u8..25), 0..60)
}

fn order() -> impl Strategy<Value = Vec<Date>> {
    let twice = (0..DAYS).chain(0..DAYS).map(day).collect::<Vec<_>>();
    Just(twice).prop_shuffle()
}

proptest! {
    #[test]
    fn a_record_made_by_merging_is_the_history_of_what_is_stored(
        asked in asked(), happened in happened(), earlier in 0_usize..60, first in order(), then in order(), last in order(),
    ) {
        let before: Vec<Asked> = asked.iter().map(|(invited, on, before, _)| (*invited, *on, *before)).collect();
        let now: Vec<Asked> = asked.iter().map(|(invited, on, _, now)| (*invited, *on, *now)).collect();
        let mut store = memory(&before, &happened[..earlier.min(happened.len())]);
        merge(&store, &first);
        let latest = memory(&now, &happened);
        (store.records, store.events) = (latest.records, latest.events);
        merge(&store, &then);
        merge(&store, &last);

        let events: Vec<Event> = store.events.iter().filter_map(|(_, stored)| stored.event).collect();
        let mut known = History::of(&store.records, events).before(NOW);
        known.forget_before(NOW - RETENTION);
        let merged = store.customer(key()).map(|customer| customer.signals).unwrap_or_default();
        prop_assert_eq!(merged, known);
    }
}
