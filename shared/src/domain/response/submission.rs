//! An answer on its way in.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Answer, RECEIPTS_KEPT, Receipt, Response};
use crate::domain::measure::Rating;
use crate::domain::suspicion::{Suspicion, suspicions};
use crate::link::SubmissionId;

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
    /// The version of the survey that the page showed last: one that was sent back with something wrong was shown again.
    pub version: u32,
    /// The answers to follow-up questions, checked against the survey as it is when they arrive.
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

impl Submission {
    /// The answer it gives, judged by what is stored.
    pub(super) fn answer(&self, existing: Option<&Response>) -> Answer {
        Answer {
            rating: self.rating,
            comment: self.comment.clone(),
            language: self.language.clone(),
            version: self.version,
            follow_ups: self.follow_ups.clone(),
            at: self.at,
            suspicions: suspicions(existing, self),
            origin: self.origin,
            review: None,
        }
    }

    /// The receipts with this submission's, the oldest beyond [`RECEIPTS_KEPT`] forgotten.
    pub(super) fn remembered(&self, receipts: &[Receipt], suspicions: &[Suspicion]) -> Vec<Receipt> {
        let mut kept = receipts.to_vec();
        kept.push(Receipt {
            submission: self.id,
            fingerprint: self.fingerprint,
            rating: (!suspicions.contains(&Suspicion::Elsewhere)).then_some(self.rating.get()),
            at: Timestamp::from_second(self.at.as_second()).unwrap_or(self.at),
        });
        let surplus = kept.len().saturating_sub(RECEIPTS_KEPT);
        kept.drain(..surplus);
        kept
    }
}
