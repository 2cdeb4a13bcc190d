//! The current answer to an invitation, and what happens to it when a submission arrives.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::measure::{Measure, Rating};
use super::registered::Invited;
use super::standing::Standing;
use super::suspicion::{Suspicion, suspicions};
use crate::link::{Channel, InvitationId, Pseudonym, SubmissionId, says_test};

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
    /// The rating it carried.
    pub rating: u8,
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
    /// A suspect answer kept beside the one that counts.
    pub held: Option<Answer>,
    /// The latest submissions, oldest first, at most [`RECEIPTS_KEPT`].
    pub receipts: Vec<Receipt>,
    /// When it may be deleted.
    pub expires: Timestamp,
}

/// An answer on its way in.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// Made by the server for a form, by the caller for JSON.
    pub id: SubmissionId,
    /// Keyed digest of rating, comment and follow-up answers.
    pub fingerprint: [u8; 8],
    /// Checked against the survey's scale.
    pub rating: Rating,
    /// Trimmed; `None` when empty.
    pub comment: Option<String>,
    /// The language of the page.
    pub language: Option<String>,
    /// The version of the survey that the page showed.
    pub version: u32,
    /// The answers to follow-up questions, checked against that version.
    pub follow_ups: BTreeMap<String, Vec<String>>,
    /// When it arrived.
    pub at: Timestamp,
    /// When the page was shown, if it was and its ticket is genuine.
    pub viewed: Option<Timestamp>,
    /// Whether it came from the page's form, which always carries a ticket.
    pub from_form: bool,
    /// Whether the button that no person sees was pressed.
    pub decoy: bool,
    /// Keyed tags of network and browser.
    pub origin: Option<[u8; 8]>,
}

/// What a stored submission did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is the first answer.
    First,
    /// It is the answer now.
    Replaced,
    /// It is suspect and kept beside the answer.
    Held,
}

/// What to do about a submission.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It was applied before: answer as before, change nothing.
    Replay,
    /// Store this in place of what was there.
    Store(Box<Response>, Effect),
    /// The person was erased; the link is closed.
    Closed,
}

/// Decides what a submission does to what is stored. Pure: the same values give the same verdict, so a writer
/// that lost a race decides again from what it found.
#[must_use]
pub fn decide(
    existing: Option<&Response>,
    occasion: &Occasion,
    submission: &Submission,
    open_day: Date,
    retention: SignedDuration,
) -> Verdict {
    let Some(existing) = existing else {
        return Verdict::Store(
            Box::new(first(occasion, submission, open_day, retention)),
            Effect::First,
        );
    };
    let current = match &existing.content {
        Content::Answered(current) => Some(current),
        Content::Unrated { .. } => None,
        Content::Erased { .. } => return Verdict::Closed,
    };
    if existing.has_applied(submission) {
        return Verdict::Replay;
    }
    let answer = submission.answer(Some(existing));
    let mut next = existing.clone();
    next.revision += 1;
    next.receipts = remember(&existing.receipts, submission);
    let unsuspicious = current.is_some_and(|current| current.suspicions.is_empty());
    let effect = if !answer.suspicions.is_empty() && unsuspicious {
        next.held = Some(answer.keeping(existing.held.as_ref(), occasion.measure));
        Effect::Held
    } else {
        next.content = Content::Answered(answer.keeping(current, occasion.measure));
        Effect::Replaced
    };
    Verdict::Store(Box::new(next), effect)
}

impl Occasion {
    /// Whether the answer is a team's own, to try a link: it is stored and shown, and counts nowhere.
    #[must_use]
    pub fn is_test(&self) -> bool {
        says_test(&self.attributes)
    }
}

impl Answer {
    /// This answer in place of `before`: an empty comment blanks none, and what was said to follow-up questions stays while
    /// the rating is in the band whose questions they are.
    fn keeping(mut self, before: Option<&Self>, measure: Measure) -> Self {
        let Some(before) = before else { return self };
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
            Content::Answered(answer) if !answer.suspicions.is_empty() => Standing::Suspect,
            Content::Answered(_) if self.held.is_some() => Standing::CountedBesideHeld,
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

    fn has_applied(&self, submission: &Submission) -> bool {
        self.receipts
            .iter()
            .any(|receipt| receipt.submission == submission.id && receipt.fingerprint == submission.fingerprint)
    }
}

impl Submission {
    fn answer(&self, existing: Option<&Response>) -> Answer {
        Answer {
            rating: self.rating,
            comment: self.comment.clone(),
            language: self.language.clone(),
            version: self.version,
            follow_ups: self.follow_ups.clone(),
            at: self.at,
            suspicions: suspicions(existing, self),
            origin: self.origin,
        }
    }

    fn receipt(&self) -> Receipt {
        let at = Timestamp::from_second(self.at.as_second()).unwrap_or(self.at);
        Receipt {
            submission: self.id,
            fingerprint: self.fingerprint,
            rating: self.rating.get(),
            at,
        }
    }
}

fn first(occasion: &Occasion, submission: &Submission, open_day: Date, retention: SignedDuration) -> Response {
    Response {
        occasion: occasion.clone(),
        day: open_day,
        first_answered: submission.at,
        invited: None,
        revision: 1,
        content: Content::Answered(submission.answer(None)),
        held: None,
        receipts: remember(&[], submission),
        expires: expiry(open_day, None, retention),
    }
}

fn remember(receipts: &[Receipt], submission: &Submission) -> Vec<Receipt> {
    let mut kept = receipts.to_vec();
    kept.push(submission.receipt());
    let surplus = kept.len().saturating_sub(RECEIPTS_KEPT);
    kept.drain(..surplus);
    kept
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
