//! Why an event is refused.

use serde::Serialize;

/// Why an event does not count, as a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EventReason))]
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
    /// It is about a contract and does not say until when.
    MissingUntil,
    /// The day until which a contract runs cannot be read, or cannot be right.
    BadUntil,
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
            Self::MissingUntil => "missing_until",
            Self::BadUntil => "bad_until",
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
