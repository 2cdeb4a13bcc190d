//! One event as it comes in, and what is refused at once.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::link::{
    ConversationId, CustomerId, EventId, EventKey, FactsError, Pseudonym, PseudonymKey, RawIds, Reference,
};

/// How far a clock elsewhere may be ahead of ours.
pub const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `customer.started`: became a customer, or came back.
    CustomerStarted,
    /// `customer.ended`: left.
    CustomerEnded,
    /// `customer.renewal`: made or renewed a contract.
    CustomerRenewed,
    /// `conversation.started`: asked something.
    ConversationStarted,
    /// `conversation.first_response`: got a reply.
    FirstResponse,
    /// `conversation.abandoned`: left before a reply.
    ConversationAbandoned,
    /// `conversation.ended`: the conversation is over.
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
#[serde(deny_unknown_fields)]
pub struct EventDraft {
    /// The team's own id of the event: what makes sending it twice harmless.
    pub id: String,
    /// The name of its kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// The customer's id, as in links.
    pub customer: String,
    /// When it happened: `2026-11-21T14:03:00Z`, or with another offset.
    pub at: String,
    /// The team's own id of the conversation.
    #[serde(default)]
    pub conversation: Option<String>,
    /// Whether a machine wrote the reply.
    #[serde(default)]
    pub automatic: bool,
}

/// Why an event does not count, as a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is no object with the fields of an event.
    Unreadable,
    /// Its id breaks a rule.
    BadId,
    /// No kind has this name.
    UnknownType,
    /// The customer id breaks a rule, or is an address or a telephone number.
    BadCustomer,
    /// The moment cannot be read.
    BadTime,
    /// It lies more than five minutes ahead.
    InFuture,
    /// It is older than what is kept.
    TooOld,
    /// It is about a conversation and does not say which.
    MissingConversation,
    /// The conversation's id breaks a rule.
    BadConversation,
    /// It says something that this kind of event cannot say.
    UnexpectedField,
    /// Another event has its id.
    Conflict,
    /// The customer was erased.
    Erased,
    /// Its day takes no more changes.
    SealedDay,
    /// A reply before the question.
    ReplyBeforeStart,
    /// A conversation that ended before it started.
    EndBeforeStart,
    /// A conversation that was abandoned before it started.
    AbandonedBeforeStart,
    /// A customer who left before becoming one.
    LeftBeforeStart,
}

impl Reason {
    /// The code, as in answers, summaries and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::BadId => "bad_id",
            Self::UnknownType => "unknown_type",
            Self::BadCustomer => "bad_customer",
            Self::BadTime => "bad_time",
            Self::InFuture => "in_future",
            Self::TooOld => "too_old",
            Self::MissingConversation => "missing_conversation",
            Self::BadConversation => "bad_conversation",
            Self::UnexpectedField => "unexpected_field",
            Self::Conflict => "conflict",
            Self::Erased => "erased",
            Self::SealedDay => "sealed_day",
            Self::ReplyBeforeStart => "reply_before_start",
            Self::EndBeforeStart => "end_before_start",
            Self::AbandonedBeforeStart => "abandoned_before_start",
            Self::LeftBeforeStart => "left_before_start",
        }
    }
}

/// A reason with the words that say what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Which.
    pub reason: Reason,
    /// What is wrong and what to do about it. Never repeats a customer's id.
    pub words: String,
}

impl Refusal {
    /// A refusal.
    pub fn new(reason: Reason, words: impl Into<String>) -> Self {
        Self {
            reason,
            words: words.into(),
        }
    }
}

/// The keys that ids of customers, conversations and events are made with.
#[derive(Debug, Clone)]
pub struct EventKeys {
    /// Of customers' pseudonyms.
    pub pseudonym: PseudonymKey,
    /// Of events and conversations.
    pub event: EventKey,
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
    ) -> Result<(Pseudonym, Event), Refusal> {
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
        let event = Event {
            id: EventId::of(&keys.event, &customer, &id),
            kind,
            at,
            conversation: conversation.map(|text| ConversationId::of(&keys.event, &customer, &text)),
            automatic: self.automatic,
            complaint: false,
            until: None,
        };
        Ok((Pseudonym::of(&keys.pseudonym, &customer), event))
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

/// The rule that a text breaks, about a text of an event and not of a link.
fn shorter(error: &FactsError, what: &str) -> String {
    match error {
        FactsError::Text { problem, .. } => format!("the {what} {problem}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
