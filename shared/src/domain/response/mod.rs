//! The current answer to an invitation, and what happens to it when a submission arrives.

#[cfg(test)]
mod burst_tests;
mod decide;
#[cfg(test)]
mod machine_tests;
mod review;
#[cfg(test)]
mod review_tests;
mod submission;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::measure::{Measure, Rating};
use super::registered::Invited;
use super::standing::Standing;
use super::suspicion::Suspicion;
use crate::link::{Channel, InvitationId, Pseudonym, SubmissionId, says_test};

pub use decide::{Effect, Verdict, decide};
pub use review::{Decided, Decision, Review, ReviewError, is_decided, review};
pub use submission::Submission;

/// How many of the latest submissions an answer remembers, so that none is applied twice.
pub const RECEIPTS_KEPT: usize = 8;

/// Whose response it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Respondent {
    /// A customer, by pseudonym.
    Customer(Pseudonym),
    /// Nobody in particular: known by the invitation alone.
    Anonymous(InvitationId),
}

/// Where a response came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A survey link.
    Link,
    /// A file of past answers.
    Import,
}

/// What is fixed about a response from its first answer on.
#[derive(Debug, Clone, PartialEq)]
pub struct Occasion {
    /// The invitation, and so the response's id.
    pub invitation: InvitationId,
    /// Whose it is.
    pub respondent: Respondent,
    /// Survey id.
    pub survey: String,
    /// Version of the survey that was shown.
    pub version: u32,
    /// What its rating is measured in.
    pub measure: Measure,
    /// Where in the journey it was asked.
    pub touchpoint: String,
    /// How the link was sent, where known.
    pub channel: Option<Channel>,
    /// Up to ten text facts.
    pub attributes: BTreeMap<String, String>,
    /// The customer's id, encrypted.
    pub sealed_customer: Option<Vec<u8>>,
    /// A link or a file.
    pub source: Source,
}

/// One rating with its comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// A point of the occasion's scale.
    pub rating: Rating,
    /// In the customer's words.
    pub comment: Option<String>,
    /// The language it was given in.
    pub language: Option<String>,
    /// The version of the survey that the respondent saw.
    pub version: u32,
    /// The answers to follow-up questions, by the question's id: ids of choices, or the respondent's own words.
    pub follow_ups: BTreeMap<String, Vec<String>>,
    /// When it was sent.
    pub at: Timestamp,
    /// Why it may be a machine's; empty for an answer that counts.
    pub suspicions: Vec<Suspicion>,
    /// Keyed tags of the network (4 bytes) and the browser (4 bytes) it came from.
    pub origin: Option<[u8; 8]>,
    /// What a person decided about it, being suspect; none while nobody has.
    pub review: Option<Review>,
}

/// What a response holds now.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The current answer.
    Answered(Answer),
    /// A row of a file that holds no rating.
    Unrated {
        /// Why.
        why: Unrated,
        /// When it was given.
        at: Timestamp,
    },
    /// An empty tombstone: the person was erased.
    Erased {
        /// When.
        at: Timestamp,
        /// Whether what was erased was in the score.
        counted: bool,
    },
}

/// Why a row of a file holds no rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unrated {
    /// It was left blank.
    Skipped,
    /// It is not on the scale.
    OutOfRange,
}

/// That a submission has been applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The submission's id.
    pub submission: SubmissionId,
    /// Keyed digest of its content.
    pub fingerprint: [u8; 8],
    /// The rating it carried; none where that tells nothing of whoever answers now: it was another's, or a machine's before.
    pub rating: Option<u8>,
    /// When it arrived, in whole seconds.
    pub at: Timestamp,
}

/// The current answer to one invitation.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// What never changes.
    pub occasion: Occasion,
    /// The calendar day it counts in, fixed by its first answer.
    pub day: Date,
    /// When it was first answered.
    pub first_answered: Timestamp,
    /// What the invitation's registration says, if it was registered.
    pub invited: Option<Invited>,
    /// Grows by one with every change, from 1.
    pub revision: u32,
    /// The answer that counts, or a tombstone.
    pub content: Content,
    /// A suspect answer kept beside the content.
    pub held: Option<Answer>,
    /// What counted before a person applied a held answer; only while that is the content.
    pub set_aside: Option<Answer>,
    /// What counted before it was changed without a word. It counts again where the change turns out to be part of a burst.
    pub replaced: Option<Answer>,
    /// The latest submissions, oldest first, at most [`RECEIPTS_KEPT`].
    pub receipts: Vec<Receipt>,
    /// When it may be deleted.
    pub expires: Timestamp,
}

impl Occasion {
    /// Whether the answer is a team's own, to try a link: it is stored and shown, and counts nowhere.
    #[must_use]
    pub fn is_test(&self) -> bool {
        says_test(&self.attributes)
    }
}

impl Answer {
    /// Whether it counts where it is a response's content: nothing speaks against it, or a person has applied it.
    #[must_use]
    pub fn is_trusted(&self) -> bool {
        match &self.review {
            Some(review) => review.decided == Decided::Applied,
            None => self.suspicions.is_empty(),
        }
    }

    /// Whether it came from another network and another browser than `origin`; not where either is unknown.
    #[must_use]
    pub fn is_elsewhere_of(&self, origin: Option<[u8; 8]>) -> bool {
        let (Some(here), Some(there)) = (self.origin, origin) else {
            return false;
        };
        here[..4] != there[..4] && here[4..] != there[4..]
    }

    /// This answer in place of `before`: an empty comment blanks none, and what was said to follow-up questions stays while
    /// the rating is in the band whose questions they are. Only where whoever sent this may have said it.
    fn keeping(mut self, before: Option<&Self>, measure: Measure) -> Self {
        let Some(before) = before.filter(|before| self.may_go_on_from(before)) else {
            return self;
        };
        if self.comment.is_none() {
            self.comment.clone_from(&before.comment);
        }
        if self.follow_ups.is_empty() && measure.band(self.rating) == measure.band(before.rating) {
            self.follow_ups.clone_from(&before.follow_ups);
        }
        self
    }
}

impl Response {
    /// The tombstone of an erased response: nothing of the person stays, and the revision rises.
    #[must_use]
    pub fn erased(&self, at: Timestamp, outlives: Timestamp) -> Self {
        let mut tombstone = self.clone();
        tombstone.occasion.sealed_customer = None;
        tombstone.occasion.attributes = BTreeMap::new();
        tombstone.revision += 1;
        tombstone.invited = self.invited.as_ref().map(Invited::erased);
        tombstone.content = Content::Erased {
            at,
            counted: self.standing().counts(),
        };
        tombstone.held = None;
        tombstone.set_aside = None;
        tombstone.replaced = None;
        tombstone.receipts = Vec::new();
        tombstone.expires = self.expires.max(outlives);
        tombstone
    }

    /// The answer, unless it was erased or never held one.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match &self.content {
            Content::Answered(answer) => Some(answer),
            Content::Unrated { .. } | Content::Erased { .. } => None,
        }
    }

    /// The answer, and those that are kept beside it.
    pub fn every_answer(&self) -> impl Iterator<Item = &Answer> {
        [self.answer(), self.held.as_ref(), self.set_aside.as_ref()]
            .into_iter()
            .flatten()
    }

    /// The survey, and the versions of it that all of those were given to.
    pub fn versions_answered(&self) -> impl Iterator<Item = (&str, u32)> {
        let survey = self.occasion.survey.as_str();
        self.every_answer().map(move |answer| (survey, answer.version))
    }

    /// Whether it counts, and why not.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match &self.content {
            Content::Erased { counted: true, .. } => Standing::Erased,
            Content::Erased { counted: false, .. } => Standing::ErasedUncounted,
            Content::Unrated {
                why: Unrated::Skipped, ..
            } => Standing::Skipped,
            Content::Unrated {
                why: Unrated::OutOfRange,
                ..
            } => Standing::OutOfRange,
            Content::Answered(_) if self.occasion.is_test() => Standing::Test,
            Content::Answered(answer) if !answer.is_trusted() => {
                if answer.review.is_none() || self.waits_beside() {
                    Standing::Suspect
                } else {
                    Standing::Dropped
                }
            }
            Content::Answered(_) if self.waits_beside() => Standing::CountedBesideHeld,
            Content::Answered(_) => Standing::Counted,
        }
    }

    /// The day whose response rate changes with this response in place of `before`, if there is one. A registration and
    /// an answer that does not count are the same to it.
    #[must_use]
    pub fn changes_cohort_of(&self, before: Option<&Self>) -> Option<Date> {
        let answers = |response: &Self| response.standing().answers_invitation();
        let invited = self.invited.as_ref()?;
        (answers(self) != before.is_some_and(answers)).then_some(invited.day)
    }

    /// The answer, if it counts in the scores.
    #[must_use]
    pub fn counted(&self) -> Option<&Answer> {
        self.answer().filter(|_| self.standing().counts())
    }

    /// Whether a held answer waits for a decision.
    fn waits_beside(&self) -> bool {
        self.held.as_ref().is_some_and(|held| held.review.is_none())
    }
}

/// When a response of `day` expires: the day, or the moment of import where that is later, plus the retention.
#[must_use]
pub fn expiry(day: Date, imported: Option<Timestamp>, retention: SignedDuration) -> Timestamp {
    let start = day
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map_or(Timestamp::MAX, |start| start.timestamp());
    let from = imported.map_or(start, |imported| start.max(imported));
    from.saturating_add(retention).unwrap_or(Timestamp::MAX)
}
