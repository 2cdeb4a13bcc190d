//! Everything a link says.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::layout;
use super::parts::{CustomerId, FactsError, Field, Language, RawIds, Reference, SurveyId, Touchpoint, clean, is_name};

/// The most attributes of a link.
pub const MAX_ATTRIBUTES: usize = 10;

/// The longest validity of a link, in days after its issue date.
pub const MAX_VALID_DAYS: u8 = 90;

/// The fewest bytes of the reference of a link without a customer.
pub const MIN_ANONYMOUS_REFERENCE_BYTES: usize = 16;

/// The most bytes that the facts may take, which makes a token of 1024 characters.
pub const MAX_FACTS_BYTES: usize = 751;

/// The attribute that marks a link as a test where it says [`TEST_VALUE`]: its answers are stored and shown, and count
/// nowhere.
pub const TEST_ATTRIBUTE: &str = "test";

/// What [`TEST_ATTRIBUTE`] says of a test.
pub const TEST_VALUE: &str = "true";

const EPOCH: Date = date(1970, 1, 1);

/// Facts as they come in, unchecked. The JSON of `docs/mint.py`, of the vectors and of whoever asks for a link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactsDraft {
    /// The survey's id.
    pub survey: String,
    /// The customer's id, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Where in the journey the question is asked.
    pub touchpoint: String,
    /// What it is about (an order, a ticket, a wave); random where there is no customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Text facts to compare by, name to value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// How the link reaches the customer.
    pub channel: Channel,
    /// The language to show first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The date of issue, in UTC.
    pub issued: Date,
    /// For how many days after that date the link is valid, 1 to 90.
    pub valid_days: u8,
}

impl fmt::Debug for FactsDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FactsDraft")
            .field("survey", &self.survey)
            .field("customer", &self.customer.as_ref().map(|_| "…"))
            .field("touchpoint", &self.touchpoint)
            .field("reference", &self.reference)
            .field("attributes", &self.attributes)
            .field("channel", &self.channel)
            .field("language", &self.language)
            .field("issued", &self.issued)
            .field("valid_days", &self.valid_days)
            .finish()
    }
}

/// The facts of a link, checked and normalised. Whatever is in here fits in a token, in exactly one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFacts {
    survey: SurveyId,
    customer: Option<CustomerId>,
    touchpoint: Touchpoint,
    reference: Option<Reference>,
    attributes: BTreeMap<String, String>,
    channel: Channel,
    language: Option<Language>,
    issued_day: u16,
    valid_days: u8,
}

impl LinkFacts {
    /// Checks and normalises facts. `raw` says whether customer ids may look like contact data.
    ///
    /// # Errors
    /// The first rule that is broken, and what to do about it.
    pub fn new(draft: &FactsDraft, raw: RawIds) -> Result<Self, FactsError> {
        let customer = draft
            .customer
            .as_deref()
            .map(|id| CustomerId::new(id, raw))
            .transpose()?;
        let reference = draft.reference.as_deref().map(Reference::new).transpose()?;
        let random = reference
            .as_ref()
            .is_some_and(|text| text.as_str().len() >= MIN_ANONYMOUS_REFERENCE_BYTES);
        if customer.is_none() && !random {
            return Err(FactsError::NoReference);
        }
        if !(1..=MAX_VALID_DAYS).contains(&draft.valid_days) {
            return Err(FactsError::ValidDays(draft.valid_days));
        }
        let facts = Self {
            survey: SurveyId::new(&draft.survey)?,
            customer,
            touchpoint: Touchpoint::new(&draft.touchpoint)?,
            reference,
            attributes: checked_attributes(&draft.attributes)?,
            channel: draft.channel,
            language: draft.language.as_deref().map(Language::new).transpose()?,
            issued_day: day_number(draft.issued).ok_or(FactsError::Issued)?,
            valid_days: draft.valid_days,
        };
        match layout::encode(&facts).len() {
            bytes if bytes > MAX_FACTS_BYTES => Err(FactsError::TooLong { bytes }),
            _ => Ok(facts),
        }
    }

    /// The facts as a draft again, to change one and check them anew.
    #[must_use]
    pub fn to_draft(&self) -> FactsDraft {
        FactsDraft {
            survey: self.survey.as_str().to_owned(),
            customer: self.customer.as_ref().map(|id| id.as_str().to_owned()),
            touchpoint: self.touchpoint.as_str().to_owned(),
            reference: self.reference.as_ref().map(|text| text.as_str().to_owned()),
            attributes: self.attributes.clone(),
            channel: self.channel,
            language: self.language.as_ref().map(|tag| tag.as_str().to_owned()),
            issued: self.issued(),
            valid_days: self.valid_days,
        }
    }

    /// The survey.
    #[must_use]
    pub fn survey(&self) -> &SurveyId {
        &self.survey
    }

    /// The customer; a link without one is anonymous.
    #[must_use]
    pub fn customer(&self) -> Option<&CustomerId> {
        self.customer.as_ref()
    }

    /// The touchpoint.
    #[must_use]
    pub fn touchpoint(&self) -> &Touchpoint {
        &self.touchpoint
    }

    /// The reference; at least 16 bytes where there is no customer.
    #[must_use]
    pub fn reference(&self) -> Option<&Reference> {
        self.reference.as_ref()
    }

    /// Up to ten attributes, name to value, in the order of their names' bytes.
    #[must_use]
    pub fn attributes(&self) -> &BTreeMap<String, String> {
        &self.attributes
    }

    /// The channel.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// The language to show first.
    #[must_use]
    pub fn language(&self) -> Option<&Language> {
        self.language.as_ref()
    }

    /// The date of issue, in UTC.
    #[must_use]
    pub fn issued(&self) -> Date {
        date_of(self.issued_day)
    }

    /// Days from 1970-01-01 to the date of issue.
    pub(crate) fn issued_day(&self) -> u16 {
        self.issued_day
    }

    /// For how many days after the date of issue the link is valid, 1 to 90.
    #[must_use]
    pub fn valid_days(&self) -> u8 {
        self.valid_days
    }

    /// The first moment at which the link is no longer valid: midnight UTC at the end of the day that is `valid_days`
    /// after the date of issue. A link of 2026-11-21 for 1 day is valid until 2026-11-23T00:00:00Z, that is for one full
    /// day at least, at whatever hour it was issued.
    #[must_use]
    pub fn expires_at(&self) -> Timestamp {
        let days = i64::from(self.issued_day) + i64::from(self.valid_days) + 1;
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * days)
    }
}

/// Whether attributes mark a test.
#[must_use]
pub fn says_test(attributes: &BTreeMap<String, String>) -> bool {
    attributes.get(TEST_ATTRIBUTE).is_some_and(|value| value == TEST_VALUE)
}

/// Days from 1970-01-01 to a date; `None` where they are negative or over 65535.
fn day_number(date: Date) -> Option<u16> {
    u16::try_from((date - EPOCH).get_days()).ok()
}

/// The date so many days after 1970-01-01.
pub(crate) fn date_of(day: u16) -> Date {
    EPOCH + SignedDuration::from_hours(24 * i64::from(day))
}

/// Checks and normalises attributes, of a link or of a customer.
///
/// # Errors
/// The first rule that is broken, and what to do about it.
pub fn checked_attributes(draft: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, FactsError> {
    if draft.len() > MAX_ATTRIBUTES {
        return Err(FactsError::TooManyAttributes(draft.len()));
    }
    draft
        .iter()
        .map(|(name, value)| {
            let later = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            if !is_name(name, |byte| byte.is_ascii_lowercase(), later) {
                return Err(FactsError::AttributeName(name.chars().take(40).collect()));
            }
            Ok((name.clone(), clean(Field::Attribute(name.clone()), value, 64)?))
        })
        .collect()
}

#[cfg(test)]
mod tests;
