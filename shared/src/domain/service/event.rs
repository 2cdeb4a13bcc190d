//! One event as it comes in, and what is refused at once.

mod refusal;

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Deserialize;

use crate::link::{
    ConversationId, CustomerId, EventId, EventKey, FactsError, Pseudonym, PseudonymKey, RawIds, Reference, RootKeys,
    SealKey, seal,
};

pub use refusal::{Reason, Refusal};

/// How far a clock elsewhere may be ahead of ours.
pub const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// How many years ahead a contract may run.
pub const LONGEST_CONTRACT_YEARS: i16 = 20;

/// A contract that ended before this day is a mistake of writing, such as a year of two digits.
const EARLIEST_CONTRACT_END: Date = date(1970, 1, 1);

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EventType))]
pub enum Kind {
    /// `customer.started`: became a customer, or came back.
    #[cfg_attr(feature = "openapi", schema(rename = "customer.started"))]
    CustomerStarted,
    /// `customer.ended`: left.
    #[cfg_attr(feature = "openapi", schema(rename = "customer.ended"))]
    CustomerEnded,
    /// `customer.renewal`: made or renewed a contract.
    #[cfg_attr(feature = "openapi", schema(rename = "customer.renewal"))]
    CustomerRenewed,
    /// `conversation.started`: asked something.
    #[cfg_attr(feature = "openapi", schema(rename = "conversation.started"))]
    ConversationStarted,
    /// `conversation.first_response`: got a reply.
    #[cfg_attr(feature = "openapi", schema(rename = "conversation.first_response"))]
    FirstResponse,
    /// `conversation.abandoned`: left before a reply.
    #[cfg_attr(feature = "openapi", schema(rename = "conversation.abandoned"))]
    ConversationAbandoned,
    /// `conversation.ended`: the conversation is over.
    #[cfg_attr(feature = "openapi", schema(rename = "conversation.ended"))]
    ConversationEnded,
}

/// No kind of event has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such type of event")]
pub struct UnknownKind;

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::CustomerStarted,
        Self::CustomerEnded,
        Self::CustomerRenewed,
        Self::ConversationStarted,
        Self::FirstResponse,
        Self::ConversationAbandoned,
        Self::ConversationEnded,
    ];

    /// Its name in the API, in files and in storage.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CustomerStarted => "customer.started",
            Self::CustomerEnded => "customer.ended",
            Self::CustomerRenewed => "customer.renewal",
            Self::ConversationStarted => "conversation.started",
            Self::FirstResponse => "conversation.first_response",
            Self::ConversationAbandoned => "conversation.abandoned",
            Self::ConversationEnded => "conversation.ended",
        }
    }

    /// Whether it is about one conversation, and not the customer as such.
    #[must_use]
    pub const fn is_of_conversation(self) -> bool {
        !matches!(
            self,
            Self::CustomerStarted | Self::CustomerEnded | Self::CustomerRenewed
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or(UnknownKind)
    }
}

/// An event that was read and can be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub kind: Kind,
    /// When, in whole milliseconds.
    pub at: Timestamp,
    /// The conversation; none of a customer's start and end.
    pub conversation: Option<ConversationId>,
    /// A reply that no person wrote. It is no first response.
    pub automatic: bool,
    /// Of a conversation's start: it is a complaint.
    pub complaint: bool,
    /// Of a renewal: the day that the contract runs to, which may lie ahead.
    pub until: Option<Date>,
}

/// An event as it is sent, unchecked.
#[derive(Clone, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Event))]
#[serde(deny_unknown_fields)]
pub struct EventDraft {
    /// The team's own id of the event: what makes sending it twice harmless.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub id: String,
    /// The name of its kind.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(value_type = Kind))]
    pub kind: String,
    /// The customer's id, as in links: an opaque one of your own system, no e-mail address, no telephone number.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub customer: String,
    /// When it happened: `2026-11-21T14:03:00Z`, or with another offset. A conversation's events are refused once older than the
    /// retention; a customer's start, end and renewals may be of any year.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub at: String,
    /// The team's own id of the conversation; needed by its events and refused with the customer's.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub conversation: Option<String>,
    /// Whether a machine wrote the reply; it is no first response then.
    #[serde(default)]
    pub automatic: bool,
    /// Whether the conversation is a complaint; it is open until the conversation has ended. Said with `conversation.started`
    /// alone.
    #[serde(default)]
    pub complaint: bool,
    /// The day that a contract runs to, as `2027-01-31`: needed by `customer.renewal`, of which `at` is when it was agreed, and
    /// refused with any other. From 1970 to 20 years ahead.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(format = Date))]
    pub until: Option<String>,
}

/// The keys that ids of customers, conversations and events are made with.
#[derive(Debug, Clone)]
pub struct EventKeys {
    /// Of customers' pseudonyms.
    pub pseudonym: PseudonymKey,
    /// Of events and conversations.
    pub event: EventKey,
    /// Of the customer's id beside an event.
    pub seal: SealKey,
}

impl EventKeys {
    /// Those of a workspace with these root keys.
    #[must_use]
    pub fn of(roots: &RootKeys) -> Self {
        Self {
            pseudonym: roots.pseudonym_key(),
            event: roots.event_key(),
            seal: roots.seal_key(),
        }
    }
}

/// Whose event it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The pseudonym.
    pub customer: Pseudonym,
    /// The customer's id, encrypted: stored beside the event, so that whoever is known by events alone can be named.
    pub sealed_id: Vec<u8>,
}

impl Subject {
    /// The customer of this id.
    #[must_use]
    pub fn of(keys: &EventKeys, id: &CustomerId) -> Self {
        let customer = Pseudonym::of(&keys.pseudonym, id);
        Self {
            customer,
            sealed_id: seal(&keys.seal, &customer, id),
        }
    }
}

impl EventDraft {
    /// Checks an event. Customers' starts and ends may be of any age, as whoever became a customer years ago is one still;
    /// what happened in a conversation is kept no longer than `retention`.
    ///
    /// # Errors
    /// The first rule that is broken, and what to do about it.
    pub fn read(
        &self,
        keys: &EventKeys,
        now: Timestamp,
        retention: SignedDuration,
    ) -> Result<(Subject, Event), Refusal> {
        let id = Reference::new(&self.id).map_err(|error| Refusal::new(Reason::BadId, shorter(&error, "id")))?;
        let kind = self.kind()?;
        let customer = CustomerId::new(&self.customer, RawIds::Refuse)
            .map_err(|error| Refusal::new(Reason::BadCustomer, error.to_string()))?;
        let at = self.moment(kind, now, retention)?;
        let conversation = self.conversation(kind)?;
        if self.automatic && kind != Kind::FirstResponse {
            let words = format!("automatic says who replied, and {kind} is no reply: leave it out");
            return Err(Refusal::new(Reason::UnexpectedField, words));
        }
        if self.complaint && kind != Kind::ConversationStarted {
            let words = format!(
                "complaint is said when the conversation starts, not with {kind}: leave it out here and send it with {}",
                Kind::ConversationStarted
            );
            return Err(Refusal::new(Reason::UnexpectedField, words));
        }
        let event = Event {
            id: EventId::of(&keys.event, &customer, &id),
            kind,
            at,
            conversation: conversation.map(|text| ConversationId::of(&keys.event, &customer, &text)),
            automatic: self.automatic,
            complaint: self.complaint,
            until: self.until(kind, now)?,
        };
        Ok((Subject::of(keys, &customer), event))
    }

    fn kind(&self) -> Result<Kind, Refusal> {
        self.kind.parse().map_err(|_| {
            let names = Kind::ALL.map(Kind::name).join(", ");
            Refusal::new(
                Reason::UnknownType,
                format!("there is no such type of event; there are {names}"),
            )
        })
    }

    fn moment(&self, kind: Kind, now: Timestamp, retention: SignedDuration) -> Result<Timestamp, Refusal> {
        let at: Timestamp = self.at.parse().map_err(|_| {
            let words = "the time cannot be read: write it as in 2026-11-21T14:03:00Z, with Z or an offset";
            Refusal::new(Reason::BadTime, words)
        })?;
        let at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at);
        if at.duration_since(now) > SKEW {
            let words =
                "the event lies in the future: send it once it has happened, and check the clock and the offset";
            return Err(Refusal::new(Reason::InFuture, words));
        }
        if at < Timestamp::UNIX_EPOCH {
            let words = "the event lies before 1970: check how the time is written";
            return Err(Refusal::new(Reason::TooOld, words));
        }
        if kind.is_of_conversation() && now.duration_since(at) > retention {
            let days = retention.as_hours() / 24;
            let words =
                format!("what happened in a conversation is kept for {days} days, and this is older: leave it out");
            return Err(Refusal::new(Reason::TooOld, words));
        }
        Ok(at)
    }

    fn until(&self, kind: Kind, now: Timestamp) -> Result<Option<Date>, Refusal> {
        let text = match (&self.until, kind) {
            (None, Kind::CustomerRenewed) => {
                let words =
                    format!("{kind} must say to which day the contract runs: give it as until, as in 2027-01-31");
                return Err(Refusal::new(Reason::MissingUntil, words));
            }
            (Some(_), kind) if kind != Kind::CustomerRenewed => {
                let words = format!("until is the day that a contract runs to, and {kind} is about none: leave it out");
                return Err(Refusal::new(Reason::UnexpectedField, words));
            }
            (None, _) => return Ok(None),
            (Some(text), _) => text,
        };
        // Stricter than the parser, which would take the day of a moment and drop the rest.
        let day: Option<Date> = text.parse().ok().filter(|_| text.len() == 10);
        let unreadable = || {
            let words = "until is no day: write it as in 2027-01-31, without a time";
            Refusal::new(Reason::BadUntil, words)
        };
        contract_end(day.ok_or_else(unreadable)?, now).map(Some)
    }

    fn conversation(&self, kind: Kind) -> Result<Option<Reference>, Refusal> {
        match &self.conversation {
            None if kind.is_of_conversation() => {
                let words = format!("{kind} must say which conversation it belongs to: give its id as conversation");
                Err(Refusal::new(Reason::MissingConversation, words))
            }
            Some(_) if !kind.is_of_conversation() => {
                let words = format!("{kind} belongs to no conversation: leave conversation out");
                Err(Refusal::new(Reason::UnexpectedField, words))
            }
            Some(text) => Reference::new(text)
                .map(Some)
                .map_err(|error| Refusal::new(Reason::BadConversation, shorter(&error, "conversation"))),
            None => Ok(None),
        }
    }
}

/// The day that a contract runs to, where it can be one.
///
/// # Errors
/// It is before 1970, or more than [`LONGEST_CONTRACT_YEARS`] ahead.
pub fn contract_end(day: Date, now: Timestamp) -> Result<Date, Refusal> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let words = if day < EARLIEST_CONTRACT_END {
        format!("the contract runs to {day}, before 1970: check how the day is written")
    } else if day > today.saturating_add(LONGEST_CONTRACT_YEARS.years()) {
        format!(
            "the contract runs to {day}, more than {LONGEST_CONTRACT_YEARS} years ahead: check the year, or leave it out where the contract has no end"
        )
    } else {
        return Ok(day);
    };
    Err(Refusal::new(Reason::BadUntil, words))
}

/// The rule that a text breaks, about a text of an event and not of a link.
fn shorter(error: &FactsError, what: &str) -> String {
    match error {
        FactsError::Text { problem, .. } => format!("the {what} {problem}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
