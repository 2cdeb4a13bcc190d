//! What there is to know of one person.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::traits::Traits;

/// A made-up customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// `demo-0001` and so on.
    pub id: String,
    /// Plan and country, by name.
    pub attributes: [(&'static str, &'static str); 2],
    /// As in surveys: `en`, `fr` or `zh-Hant`.
    pub language: &'static str,
    /// When they became a customer; it may lie years before the company's first moment.
    pub started: Timestamp,
    /// Whether the team knows when that was.
    pub start_known: bool,
    /// When they left.
    pub ended: Option<Timestamp>,
    /// What was agreed on, in order of time; the newest before the first moment and everything since.
    pub renewals: Vec<Renewal>,
    /// What they were asked, in order of time.
    pub questions: Vec<Question>,
    /// What they asked, in order of time.
    pub conversations: Vec<Conversation>,
    /// What nobody can observe.
    pub traits: Traits,
    /// The chance of leaving on each day of the company, from its first.
    pub(crate) hazards: Vec<f64>,
}

impl Person {
    /// The true chance of leaving on a day, counted from the company's first as 0: what the end was drawn from. 0 for days on
    /// which the person is no customer, and from 0 to 1 otherwise.
    #[must_use]
    pub fn hazard(&self, day: u32) -> f64 {
        self.hazards.get(day as usize).copied().unwrap_or(0.0)
    }
}

/// A contract, or the next of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal {
    /// When it was agreed on.
    pub at: Timestamp,
    /// The day it runs to (UTC).
    pub until: Date,
}

/// A question by survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// When.
    pub asked_at: Timestamp,
    /// `recommend`, `satisfaction` or `ease`.
    pub survey: &'static str,
    /// Where in the journey.
    pub touchpoint: &'static str,
    /// How the link was sent: a channel's name.
    pub channel: &'static str,
    /// What it was about; no two questions have the same.
    pub reference: String,
    /// What came back; nothing from most.
    pub answer: Option<Answered>,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answered {
    /// When.
    pub at: Timestamp,
    /// Where on the scale, from 0 (the worst) to 1.
    pub satisfaction: f64,
    /// In the customer's words.
    pub comment: Option<&'static str>,
}

/// A conversation that the person began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// The team's own id; no two conversations have the same.
    pub id: String,
    /// When.
    pub started_at: Timestamp,
    /// Whether it is a complaint.
    pub complaint: bool,
    /// When a person replied.
    pub first_reply: Option<Timestamp>,
    /// When the customer gave up waiting; there is no reply then.
    pub abandoned_at: Option<Timestamp>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
}
