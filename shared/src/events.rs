//! Storing customers' events, so that sending them twice, in another order or at the same time as others changes nothing.
//!
//! An event is put once. What it counts as depends on its customer's other events, so whoever has put one reads all of
//! them and writes what changed, until there is nothing to change. Of two writers at once, the one who reads last sees both
//! events; one that stops half-way has not answered, and is tried again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::announce::Announced;
use crate::clock::Clock;
use crate::domain::day::Calendar;
use crate::domain::response::{Respondent, expiry};
use crate::domain::service::event::{Event, Reason, Refusal, Subject};
use crate::domain::service::role::{Dated, Placement, Role, placements};
use crate::link::EventId;
use crate::store::StoreError;
use crate::store::customers::ReadCustomer;
use crate::store::days::{Touch, TouchBeside};
use crate::store::events::{PutEvent, ReadEvents, StoredEvent, UpdateEvent};

/// What storing events does to storage.
pub trait EventStore: PutEvent + ReadCustomer + ReadEvents + TouchBeside + UpdateEvent {}

impl<S: PutEvent + ReadCustomer + ReadEvents + TouchBeside + UpdateEvent> EventStore for S {}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored.
    Stored,
    /// It was stored before.
    Known,
    /// It does not count. One that cannot have happened is kept all the same, for what makes it impossible may be wrong and
    /// not it.
    Refused(Refusal),
}

/// Stores events.
pub struct Recorder<'a, S> {
    /// Where.
    pub store: &'a S,
    /// Days announced already.
    pub announced: &'a Announced,
    /// The workspace's calendar.
    pub calendar: &'a Calendar,
    /// The real clock.
    pub clock: &'a dyn Clock,
    /// How long events are kept.
    pub retention: SignedDuration,
}

/// What is known of one customer's events while new ones are stored.
struct Known {
    stored: BTreeMap<EventId, StoredEvent>,
    /// What every event should be placed as, the missing ones included.
    placed: BTreeMap<EventId, Placement>,
    missing: BTreeMap<EventId, Event>,
}

impl<S: EventStore> Recorder<'_, S> {
    /// Stores events of one customer. Says what became of each, in their order.
    ///
    /// # Errors
    /// Storage fails. What is stored stays; doing it again goes on.
    pub async fn record(&self, subject: &Subject, events: &[Event]) -> Result<Vec<Outcome>, StoreError> {
        let key = Respondent::Customer(subject.customer);
        let mut new = BTreeSet::new();
        let mut sealed = BTreeSet::new();
        loop {
            // After every write again: an erasure that began in between finds what was put, or is found here.
            let (record, stored) = futures::try_join!(self.store.read_customer(key), self.store.read_events(key))?;
            if record.is_some_and(|record| record.erased) {
                erase_events(self.store, key, self.announced, self.clock).await?;
                return Ok(events.iter().map(|_| erased_customer()).collect());
            }
            let known = self.known(stored, events, &sealed);
            let mut changed = false;
            for event in known.missing.values() {
                let day = self.calendar.day_of(event.at);
                changed = true;
                if self.announced.announce_beside(self.store, day, self.clock).await? == Touch::Sealed {
                    sealed.insert(event.id);
                    continue;
                }
                let placement = known.placed[&event.id];
                if self.store.put_event(subject, day, event, placement).await? {
                    new.insert(event.id);
                }
            }
            for stored in known.stored.values().filter(|stored| stored.event.is_some()) {
                let placement = known.placed[&stored.id];
                if placement == stored.placement || !self.may_place(stored, placement).await? {
                    continue;
                }
                self.store.place_event(key, stored.id, placement).await?;
                changed = true;
            }
            if !changed {
                return Ok(outcomes(events, &known, &mut new, &sealed));
            }
        }
    }

    fn known(&self, stored: Vec<StoredEvent>, events: &[Event], sealed: &BTreeSet<EventId>) -> Known {
        let stored: BTreeMap<EventId, StoredEvent> = stored.into_iter().map(|stored| (stored.id, stored)).collect();
        let mut missing = BTreeMap::new();
        for event in events
            .iter()
            .filter(|event| !stored.contains_key(&event.id) && !sealed.contains(&event.id))
        {
            missing.entry(event.id).or_insert(*event);
        }
        let now = self.clock.now();
        let there = stored.values().filter_map(|stored| {
            let expires = stored.placement.expires;
            stored.event.map(|event| Dated { event, expires })
        });
        let to_come = missing.values().map(|event| {
            let day = self.calendar.day_of(event.at);
            // What a contract says is of use until it has run out.
            let day = event.until.map_or(day, |until| until.max(day));
            let expires = Some(whole_second(expiry(day, Some(now), self.retention)));
            Dated { event: *event, expires }
        });
        let all: Vec<Dated> = there.chain(to_come).collect();
        Known {
            placed: placements(&all, self.calendar),
            stored,
            missing,
        }
    }

    /// Whether the event may be placed otherwise than it is: a sealed day's counts stay as they are.
    async fn may_place(&self, stored: &StoredEvent, placement: Placement) -> Result<bool, StoreError> {
        let touch = self
            .announced
            .announce_beside(self.store, stored.day, self.clock)
            .await?;
        Ok(touch == Touch::Announced || placement.role == stored.placement.role)
    }
}

/// Storage keeps whole seconds, and compares with them.
fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

fn outcomes(events: &[Event], known: &Known, new: &mut BTreeSet<EventId>, sealed: &BTreeSet<EventId>) -> Vec<Outcome> {
    let outcome = |event: &Event| {
        let refused = |reason, words: &str| Outcome::Refused(Refusal::new(reason, words));
        if sealed.contains(&event.id) {
            let words = "its day takes no more changes, as what is kept of it is about to expire: leave it out";
            return refused(Reason::SealedDay, words);
        }
        match known.stored.get(&event.id).and_then(|stored| stored.event) {
            None => refused(Reason::Erased, "this event was erased: leave it out"),
            Some(other) if other != *event => {
                let words = "another event of this customer has the same id and says something else: give each event its own id";
                refused(Reason::Conflict, words)
            }
            Some(_) => match known.placed[&event.id].role {
                Role::Impossible(what) => {
                    let reason = what.reason();
                    refused(reason, impossible_words(reason))
                }
                _ if new.remove(&event.id) => Outcome::Stored,
                _ => Outcome::Known,
            },
        }
    };
    events.iter().map(outcome).collect()
}

fn erased_customer() -> Outcome {
    let words = "the customer was erased and is not followed again: leave the event out";
    Outcome::Refused(Refusal::new(Reason::Erased, words))
}

fn impossible_words(reason: Reason) -> &'static str {
    match reason {
        Reason::EndBeforeStart => {
            "the conversation ended before it started, so it does not count: check both times, and send it right under a new id"
        }
        Reason::AbandonedBeforeStart => {
            "the conversation was abandoned before it started, so it does not count: check both times, and send it right under a new id"
        }
        Reason::LeftBeforeStart => {
            "the customer left before becoming one, so it does not count: check both times, and send it right under a new id"
        }
        _ => {
            "the reply lies before the question, so it does not count: check both times, and send it right under a new id"
        }
    }
}

/// Empties every event of a customer. How many there were, and how many of them lie on sealed days, whose counts stay.
pub(crate) async fn erase_events<S: ReadEvents + TouchBeside + UpdateEvent>(
    store: &S,
    customer: Respondent,
    announced: &Announced,
    clock: &dyn Clock,
) -> Result<(u64, u64), StoreError> {
    let (mut erased, mut sealed) = (0, 0);
    loop {
        let left: Vec<StoredEvent> = store
            .read_events(customer)
            .await?
            .into_iter()
            .filter(|stored| stored.event.is_some())
            .collect();
        if left.is_empty() {
            return Ok((erased, sealed));
        }
        for stored in left {
            let touch = announced.announce_beside(store, stored.day, clock).await?;
            sealed += u64::from(touch == Touch::Sealed);
            let longest = crate::erasure::outlives_links(clock.now());
            let expires = stored.placement.expires.map_or(longest, |own| own.max(longest));
            store.erase_event(customer, stored.id, expires).await?;
            erased += 1;
        }
    }
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
