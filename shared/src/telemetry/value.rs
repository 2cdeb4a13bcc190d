//! What a field of a logged event may be. None of these types can hold a token, a comment, an address or a customer's id, so
//! that none can be logged by mistake: there is none for text.

use std::collections::BTreeMap;
use std::panic::Location;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use crate::domain::chart::ScoreSignal;
use crate::domain::day::{UnknownZone, ZoneChange};
use crate::domain::export::JobId;
use crate::domain::response::Respondent;
use crate::domain::risk::learn::NotLearned;
use crate::export::FileError;
use crate::learning::LearningError;
use crate::link::{Pseudonym, SurveyId};
use crate::store::StoreError;
use crate::store::error::chain;
use crate::store::keys::DayShard;

/// A value that may stand in a log.
pub trait Loggable {
    /// What values are, as `docs/logging.md` has it.
    const KIND: &'static str;

    /// The value as JSON; none where there is nothing to say.
    fn value(&self) -> Option<Json>;
}

/// An error whose words may stand in a log: they are put together from fixed words, numbers, settings, keys of items and what
/// AWS says of a failed request, never from what somebody sent.
pub trait LogWords: std::error::Error {}

impl LogWords for StoreError {}
impl LogWords for UnknownZone {}
impl LogWords for FileError {}
impl LogWords for LearningError {}
impl LogWords for NotLearned {}

/// What an error says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(String);

impl Words {
    /// Of an error that may be logged.
    #[must_use]
    pub fn of(error: &impl LogWords) -> Self {
        Self(error.to_string())
    }

    /// Of any error, where nobody has sent anything yet.
    pub(super) fn before_any_request(error: &(dyn std::error::Error + 'static)) -> Self {
        Self(chain(error))
    }
}

/// The key of a stored item, under which a damaged one is found. Of a customer it is the pseudonym, which says nothing to
/// whoever has no key of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemKey(String);

impl From<Pseudonym> for ItemKey {
    fn from(customer: Pseudonym) -> Self {
        Self(Respondent::Customer(customer).to_string())
    }
}

/// The id of a signal: survey, day and a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalId(String);

impl From<&ScoreSignal> for SignalId {
    fn from(signal: &ScoreSignal) -> Self {
        Self(signal.id())
    }
}

/// The name of the workspace's time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneName(String);

impl From<&ZoneChange> for ZoneName {
    fn from(change: &ZoneChange) -> Self {
        Self(change.zone.clone())
    }
}

/// A place in the code, of ours or of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site(String);

impl Site {
    /// Where this is called, or the function around it that is marked `#[track_caller]`.
    #[must_use]
    #[track_caller]
    pub fn here() -> Self {
        Self::of(Location::caller())
    }

    pub(super) fn of(place: &Location<'_>) -> Self {
        Self(format!("{}:{}", place.file(), place.line()))
    }
}

macro_rules! loggable {
    ($($kind:ty: $name:literal, $value:expr;)+) => {
        $(impl Loggable for $kind {
            const KIND: &'static str = $name;

            fn value(&self) -> Option<Json> {
                let as_json: fn(&Self) -> Json = $value;
                Some(as_json(self))
            }
        })+
    };
}

loggable! {
    u32: "number", |number| json!(number);
    u64: "number", |number| json!(number);
    usize: "number", |number| json!(number);
    f64: "number", |number| json!(number);
    bool: "true or false", |is| json!(is);
    &'static str: "one of a few words", |word| json!(word);
    BTreeMap<&'static str, u64>: "numbers by word", |counts| json!(counts);
    Date: "day", |day| json!(day);
    DayShard: "day and shard", |shard| json!(shard.to_string());
    JobId: "id of an export", |id| json!(id.to_string());
    SurveyId: "id of a survey", |id| json!(id.as_str());
    SignalId: "id of a signal", |id| json!(id.0);
    ItemKey: "key of an item", |key| json!(key.0);
    ZoneName: "time zone", |zone| json!(zone.0);
    Site: "place in the code", |site| json!(site.0);
    Words: "words of an error", |words| json!(words.0);
}

impl<T: Loggable> Loggable for Option<T> {
    const KIND: &'static str = T::KIND;

    fn value(&self) -> Option<Json> {
        self.as_ref().and_then(Loggable::value)
    }
}
