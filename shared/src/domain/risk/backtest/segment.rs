//! To which segment a customer belonged at a moment.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::registered::Record;
use crate::domain::response::Response;

/// What customers are divided by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The language of their latest answer.
    Language,
    /// An attribute, by its name.
    Attribute(String),
}

impl By {
    /// `language`, or the name of an attribute, with or without `attribute:` before it.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name.strip_prefix("attribute:") {
            Some(attribute) => Self::Attribute(attribute.to_owned()),
            None if name == "language" => Self::Language,
            None => Self::Attribute(name.to_owned()),
        }
    }

    /// The segment at a moment: what the customer's latest answer before the moment said, else what their own record says today.
    /// Today's record comes last, since it can tell who left: a plan that is "cancelled" names the leavers of every month before.
    #[must_use]
    pub fn segment<'a>(
        &self,
        attributes: &'a BTreeMap<String, String>,
        records: &'a [Record],
        moment: Timestamp,
    ) -> Option<&'a str> {
        let own = match self {
            Self::Language => attributes.get("language"),
            Self::Attribute(name) => attributes.get(name),
        };
        let latest = answers(records)
            .filter_map(|response| Some((response.counted()?.at, self.of_answer(response)?)))
            .filter(|(at, _)| *at < moment)
            .max_by_key(|(at, _)| *at);
        latest.map(|(_, told)| told).or(own.map(String::as_str))
    }

    fn of_answer<'a>(&self, response: &'a Response) -> Option<&'a str> {
        match self {
            Self::Language => response.counted()?.language.as_deref(),
            Self::Attribute(name) => response.occasion.attributes.get(name).map(String::as_str),
        }
    }
}

fn answers(records: &[Record]) -> impl Iterator<Item = &Response> {
    records.iter().filter_map(|record| match record {
        Record::Answered(response) => Some(&**response),
        Record::Registered(_) => None,
    })
}
