//! Deciding about a suspect answer: found by its day and id, decided, announced, stored.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::clock::Clock;
use crate::domain::registered::Record;
use crate::domain::response::{Decision, Response, ReviewError, is_decided, review};
use crate::link::InvitationId;
use crate::store::StoreError;
use crate::store::days::{Touch, TouchBeside, TouchDay};
use crate::store::responses::{FindResponse, GetResponses, Put, PutResponse};

/// What a decision does to storage.
pub trait ReviewStore: FindResponse + GetResponses + PutResponse + TouchDay + TouchBeside {}

impl<S: FindResponse + GetResponses + PutResponse + TouchDay + TouchBeside> ReviewStore for S {}

/// Why a decision was not taken. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotReviewed {
    /// No such response.
    #[error("there is no response {id} on {day}; an answer that has just come takes a moment to be listed")]
    Unknown {
        /// Its day, as given.
        day: Date,
        /// Its id, as given.
        id: InvitationId,
    },
    /// It is not what was looked at.
    #[error("it has changed since it was listed: list what waits again and look at it, then decide")]
    Changed,
    /// Its day can no longer be computed.
    #[error("{0} is sealed: its answers expire within 30 days, and its scores take no more changes")]
    Sealed(Date),
    /// The decision does not fit the response.
    #[error(transparent)]
    Refused(#[from] ReviewError),
    /// Storage fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A response, as whoever decides knows it.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The day it counts in.
    pub day: Date,
    /// Its invitation.
    pub id: InvitationId,
    /// The revision that was looked at: nothing is decided about another one.
    pub revision: u32,
}

/// Who decides, and when.
#[derive(Debug, Clone, Copy)]
pub struct Decider<'a> {
    /// Who: an API key's name, or who uses the command line.
    pub by: &'a str,
    /// When the decision was first sent.
    pub at: Timestamp,
    /// Whether it was sent before, and so may have been taken.
    pub again: bool,
}

/// Takes a decision about a response. The next night has it in the scores. One that is sent again, and that the first sending
/// has taken, is given as it stands.
///
/// # Errors
/// There is no such response, it has changed, nothing of it waits, its day is sealed, or storage fails.
pub async fn decide_about<S: ReviewStore>(
    store: &S,
    Reference { day, id, revision }: Reference,
    decision: Decision,
    Decider { by, at, again }: Decider<'_>,
    clock: &dyn Clock,
) -> Result<Response, NotReviewed> {
    let unknown = NotReviewed::Unknown { day, id };
    let Some(key) = store.find_response(day, id).await? else {
        return Err(unknown);
    };
    // An import may have moved the answer to another day since the index was written.
    let found = store.get_responses(&[key], true).await?.pop();
    let Some(response) = found.filter(|response| response.day == day) else {
        return Err(unknown);
    };
    let is_next = Some(response.revision) == revision.checked_add(1);
    if again && is_next && is_decided(&response, decision, at, by) {
        return Ok(response);
    }
    if response.revision != revision {
        return Err(NotReviewed::Changed);
    }
    let next = review(&response, decision, at, by)?;
    let now = clock.now();
    // Announced whether or not the day is still open: it may close before the write arrives.
    if store.touch_day(day, now).await? == Touch::Sealed {
        return Err(NotReviewed::Sealed(day));
    }
    // The response rate of a day that is sealed stays as it was counted.
    if let Some(invited) = next.changes_cohort_of(Some(&response)) {
        store.touch_beside(invited, now).await?;
    }
    // Somebody who decides has looked at the answers there were: one that has come meanwhile is looked at first.
    match store.put_response(&next, Some(response.revision)).await? {
        Put::Stored => Ok(next),
        // The first attempt of a request that was sent again has arrived after all.
        Put::Found(found) if matches!(&*found, Record::Answered(found) if **found == next) => Ok(next),
        Put::Found(_) => Err(NotReviewed::Changed),
        Put::Gone => Err(unknown),
    }
}

#[cfg(test)]
mod tests;
