//! Erasing a customer: written down first, then every answer becomes an empty tombstone, then the record goes, then every
//! event is emptied.
//!
//! May stop half-way and run again: what is erased already is left alone.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::announce::Announced;
use crate::clock::Clock;
use crate::domain::response::{Content, Respondent, Response};
use crate::events::erase_events;
use crate::link::{MAX_VALID_DAYS, Pseudonym};
use crate::store::StoreError;
use crate::store::customers::EraseCustomer;
use crate::store::days::{Touch, TouchDay};
use crate::store::events::{ReadEvents, UpdateEvent};
use crate::store::ledger::{ReadErasures, RecordErasure};
use crate::store::responses::{Put, PutResponse, ReadRespondent};

/// What an erasure does to storage.
pub trait ErasureStore:
    EraseCustomer + PutResponse + ReadEvents + ReadRespondent + RecordErasure + TouchDay + UpdateEvent
{
}

impl<S> ErasureStore for S where
    S: EraseCustomer + PutResponse + ReadEvents + ReadRespondent + RecordErasure + TouchDay + UpdateEvent
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
    store.record_erasure(key, clock.now()).await?;
    carry_out(store, key, Timestamp::MAX, clock).await
}

/// Carries out every erasure of the ledger again: after a restore, which brings erased answers back, or after one that
/// stopped half-way. Answers given after their customer was erased stay. Gives what was erased this time.
///
/// # Errors
/// Storage fails. Running it again goes on.
pub async fn replay<S: ErasureStore + ReadErasures>(store: &S, clock: &dyn Clock) -> Result<Erased, StoreError> {
    let mut whole = Erased::default();
    for (key, at) in latest(store.read_erasures().await?) {
        let part = carry_out(store, key, at, clock).await?;
        whole.erased += part.erased;
        whole.events += part.events;
        whole.sealed += part.sealed;
    }
    Ok(whole)
}

/// When each customer was erased last.
#[must_use]
pub fn latest(erasures: impl IntoIterator<Item = (Respondent, Timestamp)>) -> BTreeMap<Respondent, Timestamp> {
    let mut latest = BTreeMap::new();
    for (key, at) in erasures {
        let known = latest.entry(key).or_insert(at);
        *known = at.max(*known);
    }
    latest
}

/// Buries every answer first given by `until`, removes the record, and empties every event: nothing that happens to an erased
/// customer is taken in any more.
async fn carry_out<S: ErasureStore>(
    store: &S,
    key: Respondent,
    until: Timestamp,
    clock: &dyn Clock,
) -> Result<Erased, StoreError> {
    let mut report = Erased::default();
    // Answers that arrive while this runs are found by reading again, until nothing is left.
    loop {
        let left: Vec<Response> = store
            .read_respondent(key)
            .await?
            .into_iter()
            .filter(|response| response.answer().is_some() && response.first_answered <= until)
            .collect();
        if left.is_empty() {
            break;
        }
        for response in left {
            report.sealed += u64::from(bury(store, response, clock).await?);
            report.erased += 1;
        }
    }
    // Before the events: whoever stores one looks for this mark once it is stored.
    store.erase_customer(key).await?;
    let (events, sealed) = erase_events(store, key, &Announced::default(), clock).await?;
    report.events = events;
    report.sealed += sealed;
    Ok(report)
}

/// Replaces an answer by its tombstone; whether its day is sealed.
async fn bury<S: ErasureStore>(store: &S, mut response: Response, clock: &dyn Clock) -> Result<bool, StoreError> {
    loop {
        if matches!(response.content, Content::Erased { .. }) {
            return Ok(false);
        }
        // Announced first, whether or not the day is still open: it may close before the write arrives.
        let now = clock.now();
        let sealed = store.touch_day(response.day, now).await? == Touch::Sealed;
        let tombstone = response.erased(now, outlives_links(now));
        match store.put_response(&tombstone, Some(response.revision)).await? {
            Put::Stored | Put::Gone => return Ok(sealed),
            Put::Found(newer) => response = *newer,
        }
    }
}

/// A link made today is valid for so long at most; a month more than that covers every clock and queue.
pub(crate) fn outlives_links(now: Timestamp) -> Timestamp {
    let longest = SignedDuration::from_hours(24 * (i64::from(MAX_VALID_DAYS) + 30));
    now.saturating_add(longest).unwrap_or(Timestamp::MAX)
}
