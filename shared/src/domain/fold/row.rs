//! What the fold needs of a response.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::super::measure::{Measure, Rating};
use super::super::standing::Standing;

/// What the fold needs of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Survey id.
    pub survey: String,
    /// What the rating is measured in.
    pub measure: Measure,
    /// The rating; none once erased.
    pub rating: Option<Rating>,
    /// Whether it counts.
    pub standing: Standing,
    /// Touchpoint.
    pub touchpoint: String,
    /// Language, where known.
    pub language: Option<String>,
    /// Channel, where known.
    pub channel: Option<String>,
    /// Attributes.
    pub attributes: BTreeMap<String, String>,
    /// When the response expires.
    pub expires: Timestamp,
}

/// A [`Row`] that is read where it lies, but for its attributes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowRef<'a> {
    /// Survey id.
    pub survey: &'a str,
    /// What the rating is measured in.
    pub measure: Measure,
    /// The rating; none once erased.
    pub rating: Option<Rating>,
    /// Whether it counts.
    pub standing: Standing,
    /// Touchpoint.
    pub touchpoint: &'a str,
    /// Language, where known.
    pub language: Option<&'a str>,
    /// Channel, where known.
    pub channel: Option<&'a str>,
    /// When the response expires.
    pub expires: Timestamp,
}
