//! Erasing a customer: written down first, then every answer becomes an empty tombstone and every invitation without
//! one loses what it says of the person, then the record goes, then every event is emptied. Answers and invitations stay
//! counted in the response rate.
//!
//! May stop half-way and run again: what is erased already is left alone.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::announce::Announced;
use crate::clock::Clock;
use crate::domain::registered::Record;
use crate::domain::response::Respondent;
use crate::events::erase_events;
use crate::link::{MAX_VALID_DAYS, Pseudonym};
use crate::store::StoreError;
use crate::store::customers::EraseCustomer;
use crate::store::days::{Touch, TouchBeside, TouchDay};
use crate::store::events::{ReadEvents, UpdateEvent};
use crate::store::invitations::PutRegistered;
use crate::store::ledger::{Erasure, ReadErasures, RecordErasure};
use crate::store::responses::{Put, PutResponse, ReadRespondent};

/// What an erasure does to storage.
pub trait ErasureStore:
    EraseCustomer
    + PutRegistered
    + PutResponse
    + ReadEvents
    + ReadRespondent
    + RecordErasure
    + TouchDay
    + TouchBeside
    + UpdateEvent
{
}

impl<S> ErasureStore for S where
    S: EraseCustomer
        + PutRegistered
        + PutResponse
        + ReadEvents
        + ReadRespondent
        + RecordErasure
        + TouchDay
        + TouchBeside
        + UpdateEvent
{
}

/// What was erased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// Answers that are tombstones now.
    pub erased: u64,
    /// Events that are empty now.
    pub events: u64,
    /// Of both, those on sealed days, whose counts stay.
    pub sealed: u64,
}

/// Erases a customer. A tombstone outlives every link that could reach it.
///
/// # Errors
/// Storage fails. Running it again goes on.
pub async fn erase<S: ErasureStore>(store: &S, customer: Pseudonym, clock: &dyn Clock) -> Result<Erased, StoreError> {
    let key = Respondent::Customer(customer);
    let erasure = Erasure {
        at: clock.now(),
        customer: key,
    };
    store.record_erasure(&erasure).await?;
    carry_out(store, key, Timestamp::MAX, clock).await
}

/// Carries out every erasure of the ledger again: after a restore, which brings erased answers back, or after one that
/// stopped half-way. Answers given after their customer was erased stay. Gives what was erased this time.
///
/// # Errors
/// Storage fails. Running it again goes on.
pub async fn replay<S: ErasureStore + ReadErasures>(store: &S, clock: &dyn Clock) -> Result<Erased, StoreError> {
    let mut whole = Erased::default();
    for (key, at) in latest(store.read_erasures(None, usize::MAX).await?) {
        let part = carry_out(store, key, at, clock).await?;
        whole.erased += part.erased;
        whole.events += part.events;
        whole.sealed += part.sealed;
    }
    Ok(whole)
}

/// When each customer was erased last.
#[must_use]
pub fn latest(erasures: impl IntoIterator<Item = Erasure>) -> BTreeMap<Respondent, Timestamp> {
    let mut latest = BTreeMap::new();
    for Erasure { at, customer } in erasures {
        let known = latest.entry(customer).or_insert(at);
        *known = at.max(*known);
    }
    latest
}

/// Buries every answer first given by `until` and every invitation registered by then, removes the record, and empties every
/// event: nothing that happens to an erased customer is taken in any more.
async fn carry_out<S: ErasureStore>(
    store: &S,
    key: Respondent,
    until: Timestamp,
    clock: &dyn Clock,
) -> Result<Erased, StoreError> {
    let mut report = Erased::default();
    // Answers that arrive while this runs are found by reading again, until nothing is left.
    loop {
        let left: Vec<Record> = store
            .read_respondent(key)
            .await?
            .into_iter()
            .filter(|record| record.has_personal_content() && record.begun() <= until)
            .collect();
        if left.is_empty() {
            break;
        }
        for record in left {
            if let Some(sealed) = bury(store, record, until, clock).await? {
                report.sealed += u64::from(sealed);
                report.erased += 1;
            }
        }
    }
    // Before the events: whoever stores one looks for this mark once it is stored.
    store.erase_customer(key).await?;
    let (events, sealed) = erase_events(store, key, &Announced::default(), clock).await?;
    report.events = events;
    report.sealed += sealed;
    Ok(report)
}

/// Replaces an answer by its tombstone, or takes from an invitation what it says of the person. Whether the day of the
/// answer is sealed; none where no answer was erased.
async fn bury<S: ErasureStore>(
    store: &S,
    mut record: Record,
    until: Timestamp,
    clock: &dyn Clock,
) -> Result<Option<bool>, StoreError> {
    while record.has_personal_content() && record.begun() <= until {
        // Announced first, whether or not the day is still open: it may close before the write arrives. The counts of a
        // sealed day stay.
        let now = clock.now();
        if let Some(invited) = record.invited().filter(|invited| !invited.attributes.is_empty()) {
            store.touch_beside(invited.day, now).await?;
        }
        let (put, sealed) = match tombstone(&record, now) {
            Record::Registered(erased) => (store.put_registered(&erased, Some(record.revision())).await?, None),
            Record::Answered(erased) => {
                let sealed = store.touch_day(erased.day, now).await? == Touch::Sealed;
                let put = store.put_response(&erased, Some(record.revision())).await?;
                (put, Some(sealed))
            }
        };
        match put {
            Put::Stored | Put::Gone => return Ok(sealed),
            Put::Found(newer) => record = *newer,
        }
    }
    Ok(None)
}

/// What stays of a record whose customer was erased: an answer's empty tombstone, which outlives every link that could reach
/// it, or an invitation that says nothing of the person.
#[must_use]
pub fn tombstone(record: &Record, now: Timestamp) -> Record {
    match record {
        Record::Registered(registered) => Record::Registered(registered.erased()),
        Record::Answered(response) => Record::Answered(Box::new(response.erased(now, outlives_links(now)))),
    }
}

/// A link made today is valid for so long at most; a month more than that covers every clock and queue.
pub(crate) fn outlives_links(now: Timestamp) -> Timestamp {
    let longest = SignedDuration::from_hours(24 * (i64::from(MAX_VALID_DAYS) + 30));
    now.saturating_add(longest).unwrap_or(Timestamp::MAX)
}
