use std::sync::{Mutex, MutexGuard};

use jiff::civil::Date;
use proptest::prelude::*;

use super::*;
use crate::domain::service::event::Kind;
use crate::link::{ConversationId, Pseudonym};
use crate::store::customers::Customer;

fn subject() -> Subject {
    Subject {
        customer: Pseudonym::from_bytes([1; 16]),
        sealed_id: vec![7; 20],
    }
}

/// What another writer does between this one's read and its write.
enum Meanwhile {
    Puts(StoredEvent),
    ErasesTheCustomer,
}

/// A store in memory.
#[derive(Default)]
struct Memory {
    events: Mutex<BTreeMap<EventId, StoredEvent>>,
    erased: Mutex<bool>,
    sealed: Option<Date>,
    meanwhile: Mutex<Option<Meanwhile>>,
}

impl Memory {
    fn events(&self) -> MutexGuard<'_, BTreeMap<EventId, StoredEvent>> {
        self.events.lock().unwrap()
    }

    fn roles(&self) -> BTreeMap<EventId, Role> {
        let events = self.events();
        events.iter().map(|(id, stored)| (*id, stored.placement.role)).collect()
    }
}

impl ReadCustomer for Memory {
    async fn read_customer(&self, key: Respondent) -> Result<Option<Customer>, StoreError> {
        let mut customer = Customer::new(key);
        customer.erased = *self.erased.lock().unwrap();
        Ok(Some(customer))
    }
}

impl ReadEvents for Memory {
    async fn read_events(&self, _: Respondent) -> Result<Vec<StoredEvent>, StoreError> {
        Ok(self.events().values().copied().collect())
    }
}

impl PutEvent for Memory {
    async fn put_event(&self, _: &Subject, day: Date, event: &Event, placement: Placement) -> Result<bool, StoreError> {
        match self.meanwhile.lock().unwrap().take() {
            Some(Meanwhile::Puts(other)) => {
                self.events().insert(other.id, other);
            }
            Some(Meanwhile::ErasesTheCustomer) => *self.erased.lock().unwrap() = true,
            None => {}
        }
        let stored = StoredEvent {
            id: event.id,
            day,
            event: Some(*event),
            placement,
        };
        Ok(self.events().insert(event.id, stored).is_none())
    }
}

impl UpdateEvent for Memory {
    async fn place_event(&self, _: Respondent, event: EventId, placement: Placement) -> Result<(), StoreError> {
        if let Some(stored) = self.events().get_mut(&event) {
            stored.placement = placement;
        }
        Ok(())
    }

    async fn erase_event(&self, _: Respondent, event: EventId, expires: Timestamp) -> Result<(), StoreError> {
        if let Some(stored) = self.events().get_mut(&event) {
            stored.event = None;
            stored.placement = Placement {
                role: Role::Erased,
                expires: Some(expires),
            };
        }
        Ok(())
    }
}

impl TouchBeside for Memory {
    async fn touch_beside(&self, day: Date, _: Timestamp) -> Result<Touch, StoreError> {
        Ok(if self.sealed == Some(day) {
            Touch::Sealed
        } else {
            Touch::Announced
        })
    }
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        at("2026-11-21T12:00:00Z")
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn event(id: u8, kind: Kind, when: &str) -> Event {
    Event {
        id: EventId::from_bytes([id; 16]),
        kind,
        at: at(when),
        conversation: kind.is_of_conversation().then(|| ConversationId::from_bytes([9; 16])),
        automatic: false,
        complaint: false,
        until: None,
    }
}

async fn record(store: &Memory, events: &[Event]) -> Vec<Outcome> {
    let recorder = Recorder {
        store,
        announced: &Announced::default(),
        calendar: &Calendar::new("UTC").unwrap(),
        clock: &Noon,
        retention: SignedDuration::from_hours(24 * 396),
    };
    recorder.record(&subject(), events).await.unwrap()
}

fn reason(outcome: &Outcome) -> Option<Reason> {
    match outcome {
        Outcome::Refused(refusal) => Some(refusal.reason),
        _ => None,
    }
}

#[tokio::test]
async fn an_event_that_another_writer_puts_in_between_is_seen_all_the_same() {
    let start = event(1, Kind::ConversationStarted, "2026-11-20T10:00:00Z");
    let alone = Memory::default();
    record(&alone, &[start]).await;
    let other = alone.events()[&start.id];

    let store = Memory::default();
    *store.meanwhile.lock().unwrap() = Some(Meanwhile::Puts(other));
    let reply = event(2, Kind::FirstResponse, "2026-11-20T10:01:00Z");
    assert_eq!(record(&store, &[reply]).await, [Outcome::Stored]);
    let roles: Vec<Role> = store.roles().into_values().collect();
    assert_eq!(roles, [Role::Answered(60), Role::Part]);
}

#[tokio::test]
async fn an_erasure_in_between_leaves_nothing_of_what_was_being_stored() {
    let store = Memory::default();
    *store.meanwhile.lock().unwrap() = Some(Meanwhile::ErasesTheCustomer);
    let outcomes = record(&store, &[event(1, Kind::CustomerStarted, "2026-11-20T10:00:00Z")]).await;
    assert_eq!(reason(&outcomes[0]), Some(Reason::Erased));
    assert!(store.events().values().all(|stored| stored.event.is_none()));
}

#[tokio::test]
async fn what_is_stored_on_a_sealed_day_stays_as_it_is_and_the_others_go_on() {
    let start = event(1, Kind::ConversationStarted, "2026-11-19T10:00:00Z");
    let mut store = Memory::default();
    record(&store, &[start]).await;
    store.sealed = Some(jiff::civil::date(2026, 11, 19));
    let late = event(3, Kind::ConversationStarted, "2026-11-19T11:00:00Z");
    let reply = event(2, Kind::FirstResponse, "2026-11-20T10:00:00Z");
    let outcomes = record(&store, &[late, reply]).await;
    assert_eq!(
        (reason(&outcomes[0]), &outcomes[1]),
        (Some(Reason::SealedDay), &Outcome::Stored)
    );
    let roles: Vec<Role> = store.roles().into_values().collect();
    assert_eq!(roles, [Role::Waiting, Role::Part]);
}

proptest! {
    #[test]
    fn however_events_are_sent_the_same_is_stored(events in proptest::collection::vec((0usize..Kind::ALL.len(), 0i64..6, 0u8..2), 1..10), sent in proptest::collection::vec((0usize..10, 1usize..4), 0..12)) {
        let events: Vec<Event> = (0u8..).zip(&events).map(|(id, (kind, hours, conversation))| {
            let kind = Kind::ALL[*kind];
            Event {
                at: at("2026-11-19T20:00:00Z") + SignedDuration::from_hours(*hours),
                conversation: kind.is_of_conversation().then(|| ConversationId::from_bytes([*conversation; 16])),
                until: (kind == Kind::CustomerRenewed).then(|| jiff::civil::date(2028, 1, 1)),
                ..event(id, kind, "2026-11-19T20:00:00Z")
            }
        }).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (at_once, in_parts) = (Memory::default(), Memory::default());
        runtime.block_on(async {
            record(&at_once, &events).await;
            for (from, length) in &sent {
                let from = from % events.len();
                record(&in_parts, &events[from..(from + length).min(events.len())]).await;
            }
            for event in events.iter().rev() {
                record(&in_parts, &[*event]).await;
            }
        });
        prop_assert_eq!(&*at_once.events(), &*in_parts.events());
    }
}
