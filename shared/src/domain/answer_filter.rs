//! Which answers of a list are wanted.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::fold::{Row, Standing};
use super::measure::{Band, Measure, Rating};
use super::response::Response;
use crate::link::Channel;

/// What is to be decided about an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// It counts.
    Counted,
    /// It is suspect, or one beside it is, and nobody has decided.
    Waiting,
}

/// What is wanted of answers: everything that is named here. By default, all there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AnswerFilter {
    /// Of this survey.
    pub survey: Option<String>,
    /// First answered at this moment or later.
    pub since: Option<Timestamp>,
    /// First answered before this moment.
    pub until: Option<Timestamp>,
    /// With this rating or a higher one.
    pub min_score: Option<u8>,
    /// With this rating or a lower one.
    pub max_score: Option<u8>,
    /// In this part of the scale.
    pub band: Option<Band>,
    /// Asked here.
    pub touchpoint: Option<String>,
    /// Answered in this language: a tag.
    pub language: Option<String>,
    /// Sent so.
    pub channel: Option<String>,
    /// With all of these attributes.
    pub attributes: BTreeMap<String, String>,
    /// With words of their own.
    pub with_comment: bool,
    /// In this state.
    pub only: Option<Only>,
}

/// What can be told of an answer from the index and from the whole alike.
struct Seen<'a> {
    survey: &'a str,
    measure: Measure,
    rating: Rating,
    standing: Standing,
    touchpoint: &'a str,
    language: Option<&'a str>,
    channel: Option<&'a str>,
    attributes: &'a BTreeMap<String, String>,
    at: Timestamp,
}

impl AnswerFilter {
    /// Whether an answer may be wanted, by what the index tells of it and when it was first given. The index knows no comments.
    #[must_use]
    pub fn may_want(&self, row: &Row, first_answered: Timestamp) -> bool {
        let seen = row.rating.map(|rating| Seen {
            survey: &row.survey,
            measure: row.measure,
            rating,
            standing: row.standing,
            touchpoint: &row.touchpoint,
            language: row.language.as_deref(),
            channel: row.channel.as_deref(),
            attributes: &row.attributes,
            at: first_answered,
        });
        seen.is_some_and(|seen| self.wants_seen(&seen))
    }

    /// Whether an answer is wanted. What has none, or was erased, never is.
    #[must_use]
    pub fn wants(&self, response: &Response) -> bool {
        let Some(answer) = response.answer() else {
            return false;
        };
        let occasion = &response.occasion;
        let seen = Seen {
            survey: &occasion.survey,
            measure: occasion.measure,
            rating: answer.rating,
            standing: response.standing(),
            touchpoint: &occasion.touchpoint,
            language: answer.language.as_deref(),
            channel: occasion.channel.map(Channel::as_str),
            attributes: &occasion.attributes,
            at: response.first_answered,
        };
        self.wants_seen(&seen) && (!self.with_comment || answer.comment.is_some())
    }

    fn wants_seen(&self, seen: &Seen<'_>) -> bool {
        let score = seen.rating.get();
        let is =
            |wanted: &Option<String>, found: Option<&str>| wanted.as_deref().is_none_or(|wanted| found == Some(wanted));
        is(&self.survey, Some(seen.survey))
            && self.since.is_none_or(|since| seen.at >= since)
            && self.until.is_none_or(|until| seen.at < until)
            && self.min_score.is_none_or(|min| score >= min)
            && self.max_score.is_none_or(|max| score <= max)
            && self.band.is_none_or(|band| seen.measure.band(seen.rating) == band)
            && is(&self.touchpoint, Some(seen.touchpoint))
            && is(&self.language, seen.language)
            && is(&self.channel, seen.channel)
            && (self.attributes.iter()).all(|(name, value)| seen.attributes.get(name) == Some(value))
            && match self.only {
                None => true,
                Some(Only::Counted) => seen.standing.counts(),
                Some(Only::Waiting) => seen.standing.waits(),
            }
    }
}
