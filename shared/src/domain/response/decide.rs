//! What happens to a response when a submission arrives.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::{Answer, Content, Occasion, Receipt, Response, Submission, expiry};
use crate::domain::suspicion::{BURST, Suspicion};

/// What a stored submission did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is the first answer.
    First,
    /// It is the answer now.
    Replaced,
    /// It is suspect and kept beside the answer.
    Held,
    /// It is suspect, and more so than the suspect answer whose place it would have taken. It is remembered, so that it is
    /// not applied later, and is otherwise as if it had not come; whoever sent it is told the same.
    PassedOver,
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
        let first = first(occasion, submission, open_day, retention);
        return Verdict::Store(Box::new(first), Effect::First);
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
    next.receipts = submission.remembered(&existing.receipts, &answer.suspicions);
    let effect = match current {
        _ if answer.suspicions.is_empty() => {
            next.take_leave_of(current, existing, submission);
            next.content = Content::Answered(answer.keeping(current, occasion.measure));
            Effect::Replaced
        }
        Some(current) if stays_beside_a_suspect(current) => {
            if answer.suspicions.contains(&Suspicion::ManyRatings) && existing.may_be_of_burst(current, submission) {
                next.lose_what_counts();
            }
            let held = existing.held.as_ref();
            if held.is_some_and(|held| held.is_likelier_a_persons_than(&answer)) {
                Effect::PassedOver
            } else {
                next.held = Some(answer.keeping(held, occasion.measure));
                Effect::Held
            }
        }
        Some(current) if current.is_likelier_a_persons_than(&answer) => Effect::PassedOver,
        _ => {
            next.content = Content::Answered(answer.keeping(current, occasion.measure));
            Effect::Replaced
        }
    };
    Verdict::Store(Box::new(next), effect)
}

/// Whether a suspect submission is held beside this answer, and does not replace it: it counts, or it did until a burst
/// took that from it. That may have been wrong, and then nothing is lost.
fn stays_beside_a_suspect(current: &Answer) -> bool {
    current.is_trusted() || (current.review.is_none() && current.suspicions == [Suspicion::ManyRatings])
}

impl Answer {
    /// Whether whoever sent this answer may have said what `before` says, so that it stays where this says nothing in its
    /// place. What counts may always stay, as an unsuspicious answer alone replaces it.
    pub(super) fn may_go_on_from(&self, before: &Self) -> bool {
        before.is_trusted()
            || (before.review.is_none()
                && !before.never_a_persons()
                && !self.never_a_persons()
                && !self.is_elsewhere_of(before.origin))
    }

    /// Whether a suspect answer came in a way in which no person sends one.
    fn never_a_persons(&self) -> bool {
        [Suspicion::Decoy, Suspicion::Unseen]
            .iter()
            .any(|sign| self.suspicions.contains(sign))
    }

    /// Whether this suspect answer, about which nobody has decided, stays where the suspect `newer` would take its place.
    /// Haste alone, or another place alone, is often a person's. The decoy, a form without a view and a burst are not; from
    /// elsewhere, neither are more signs than one, nor silence in the place of words.
    fn is_likelier_a_persons_than(&self, newer: &Self) -> bool {
        let mildly_suspect = matches!(self.suspicions[..], [Suspicion::TooQuick | Suspicion::Elsewhere]);
        let silences = self.comment.is_some() && newer.comment.is_none();
        let worse = newer.never_a_persons()
            || newer.suspicions.contains(&Suspicion::ManyRatings)
            || (newer.is_elsewhere_of(self.origin) && (newer.suspicions.len() > 1 || silences));
        self.review.is_none() && mildly_suspect && worse
    }
}

impl Response {
    /// The answer that counts, or would but for a test link.
    pub(in crate::domain) fn trusted(&self) -> Option<&Answer> {
        self.answer().filter(|answer| answer.is_trusted())
    }

    fn has_applied(&self, submission: &Submission) -> bool {
        self.receipts
            .iter()
            .any(|receipt| receipt.submission == submission.id && receipt.fingerprint == submission.fingerprint)
    }

    /// Whether the content may have been sent by the machine that sends `submission`: a short time before, without words of
    /// its own, not from elsewhere, and nobody has decided about it.
    fn may_be_of_burst(&self, current: &Answer, submission: &Submission) -> bool {
        let silent = current.comment.is_none() || self.replaced.is_some();
        let lately = submission.at.duration_since(current.at).abs() <= BURST;
        current.review.is_none() && silent && lately && !current.is_elsewhere_of(submission.origin)
    }

    /// The content turned out to be part of a burst: what it replaced counts again, and where that was nothing, nothing does.
    fn lose_what_counts(&mut self) {
        match (self.replaced.take(), &mut self.content) {
            (Some(before), content) => *content = Content::Answered(before),
            (None, Content::Answered(answer)) => answer.suspicions.push(Suspicion::ManyRatings),
            (None, Content::Unrated { .. } | Content::Erased { .. }) => {}
        }
    }

    /// An unsuspicious submission takes the place of `current`. What was decided before goes. What counted is kept where the
    /// submission says nothing that a machine could not have said.
    fn take_leave_of(&mut self, current: Option<&Answer>, existing: &Self, submission: &Submission) {
        self.set_aside = None;
        self.held.take_if(|held| held.review.is_some());
        self.replaced = match existing.trusted() {
            None => None,
            Some(_) if submission.comment.is_some() => None,
            Some(counted) if existing.may_be_of_burst(counted, submission) => existing.replaced.clone(),
            Some(counted) => Some(counted.clone()),
        };
        if current.is_some_and(|current| !current.is_trusted()) {
            // The ratings of a machine before say nothing about whoever answers now.
            let own = self.receipts.len().saturating_sub(1);
            for receipt in &mut self.receipts[..own] {
                receipt.rating = None;
            }
        }
    }
}

fn first(occasion: &Occasion, submission: &Submission, open_day: Date, retention: SignedDuration) -> Response {
    let answer = submission.answer(None);
    let receipts: Vec<Receipt> = submission.remembered(&[], &answer.suspicions);
    Response {
        occasion: occasion.clone(),
        day: open_day,
        first_answered: submission.at,
        invited: None,
        revision: 1,
        content: Content::Answered(answer),
        held: None,
        set_aside: None,
        replaced: None,
        receipts,
        expires: expiry(open_day, None, retention),
    }
}
