//! Erasing a customer: written down first, then every answer becomes an empty tombstone, then the record goes.
//!
//! May stop half-way and run again: what is erased already is left alone.

use jiff::{SignedDuration, Timestamp};

use crate::clock::Clock;
use crate::domain::response::{Content, Respondent, Response};
use crate::link::{MAX_VALID_DAYS, Pseudonym};
use crate::store::StoreError;
use crate::store::customers::EraseCustomer;
use crate::store::days::{Touch, TouchDay};
use crate::store::ledger::RecordErasure;
use crate::store::responses::{Put, PutResponse, ReadRespondent};

/// What an erasure does to storage.
pub trait ErasureStore: EraseCustomer + PutResponse + ReadRespondent + RecordErasure + TouchDay {}

impl<S: EraseCustomer + PutResponse + ReadRespondent + RecordErasure + TouchDay> ErasureStore for S {}

/// What was erased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// Answers that are tombstones now.
    pub erased: u64,
    /// Of those, answers on sealed days, whose counts stay.
    pub sealed: u64,
}

/// Erases a customer. A tombstone outlives every link that could reach it.
///
/// # Errors
/// Storage fails. Running it again goes on.
pub async fn erase<S: ErasureStore>(store: &S, customer: Pseudonym, clock: &dyn Clock) -> Result<Erased, StoreError> {
    let key = Respondent::Customer(customer);
    let now = clock.now();
    store.record_erasure(key, now).await?;
    let mut report = Erased::default();
    // Answers that arrive while this runs are found by reading again, until nothing is left.
    loop {
        let left: Vec<Response> = store
            .read_respondent(key)
            .await?
            .into_iter()
            .filter(|response| response.answer().is_some())
            .collect();
        if left.is_empty() {
            break;
        }
        for response in left {
            report.sealed += u64::from(bury(store, response, clock).await?);
            report.erased += 1;
        }
    }
    store.erase_customer(key).await?;
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
fn outlives_links(now: Timestamp) -> Timestamp {
    let longest = SignedDuration::from_hours(24 * (i64::from(MAX_VALID_DAYS) + 30));
    now.saturating_add(longest).unwrap_or(Timestamp::MAX)
}
