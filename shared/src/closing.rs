//! A person has dealt with a flagged customer: the flag is closed, with what they have to say about it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::clock::Clock;
use crate::domain::comment::tidied;
use crate::domain::day::Calendar;
use crate::domain::response::Respondent;
use crate::domain::risk::{Cause, Closed, Flag};
use crate::store::StoreError;
use crate::store::customers::{Customer, ReadCustomer, SaveCustomer};
use crate::telemetry::{Metric, count};

/// The longest note, in characters. A longer one is refused, never cut.
pub const LONGEST_NOTE: usize = 500;

/// How often it is tried to close the flag of a customer whom somebody else writes at the same time.
const TRIES: usize = 5;

/// What a person says about a flag: at most [`LONGEST_NOTE`] characters, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note(Option<String>);

impl Note {
    /// The note, without control characters and white space at its ends.
    ///
    /// # Errors
    /// It is too long.
    pub fn new(text: &str) -> Result<Self, NoteTooLong> {
        let kept = tidied(text);
        match kept.chars().count() {
            0 => Ok(Self(None)),
            count if count > LONGEST_NOTE => Err(NoteTooLong(count)),
            _ => Ok(Self(Some(kept))),
        }
    }
}

/// The note has so many characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a note has at most {LONGEST_NOTE} characters, and this one has {0}")]
pub struct NoteTooLong(pub usize);

/// Why a flag was not closed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotClosed {
    /// There is no such customer, or no flag that the team is told of.
    #[error("there is no such flagged customer")]
    Unknown,
    /// It is closed already.
    #[error("the flag was closed on {day} ({})", closed.cause)]
    Before {
        /// When, why and with what note.
        closed: Closed,
        /// On which day, in the workspace's zone.
        day: Date,
    },
    /// It is another flag than the one that was looked at.
    #[error("another flag was opened since, at {0}: look at its reasons first")]
    Another(Timestamp),
    /// The customer kept changing.
    #[error("the customer is being written by the nightly run; try again in a moment")]
    Busy,
    /// Storage fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Closes a customer's flag in the name of a person: the one opened at `opened_at`, where that is said. Closing it again with
/// the same note changes nothing. Days are those of `calendar`. A flag that is kept from the team is as if there were none.
///
/// # Errors
/// There is no flag, it is closed, it is another one, or storage fails.
pub async fn close_flag<S: ReadCustomer + SaveCustomer>(
    store: &S,
    customer: Respondent,
    opened_at: Option<Timestamp>,
    note: &Note,
    calendar: &Calendar,
    clock: &dyn Clock,
) -> Result<Flag, NotClosed> {
    for _ in 0..TRIES {
        let known = store.read_customer(customer).await?.filter(|known| !known.erased);
        let Some((known, flag)) = known.and_then(|known| known.flag.clone().map(|flag| (known, flag))) else {
            return Err(NotClosed::Unknown);
        };
        if flag.held_out {
            return Err(NotClosed::Unknown);
        }
        if opened_at.is_some_and(|looked_at| looked_at != flag.opened_at) {
            return Err(NotClosed::Another(flag.opened_at));
        }
        if let Some(closed) = flag.closed.clone() {
            // The answer to a first attempt may have been lost.
            let same = closed.cause == Cause::Person && closed.note == note.0;
            let day = calendar.day_of(closed.at);
            return if same {
                Ok(flag)
            } else {
                Err(NotClosed::Before { closed, day })
            };
        }
        let closed = Flag {
            closed: Some(Closed {
                at: clock.now(),
                cause: Cause::Person,
                note: note.0.clone(),
            }),
            ..flag
        };
        let next = Customer {
            flag: Some(closed.clone()),
            ..known
        };
        if store.save_customer(&next).await? {
            count(Metric::FlagsClosed, 1);
            return Ok(closed);
        }
    }
    Err(NotClosed::Busy)
}

#[cfg(test)]
mod tests;
