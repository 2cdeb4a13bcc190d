//! What a person decides about a suspect answer, and how it is taken back.

use jiff::Timestamp;

use super::{Answer, Content, Response};

/// What a person may do about a response's suspect answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(rename_all = "snake_case"))]
pub enum Decision {
    /// The suspect answer is a person's: it counts.
    Apply,
    /// The suspect answers are a machine's: they wait no longer.
    Drop,
    /// Take the last decision back.
    Undo,
}

/// What was decided about an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(rename_all = "snake_case"))]
pub enum Decided {
    /// It counts, whatever speaks against it.
    Applied,
    /// It does not.
    Dropped,
}

impl Decided {
    /// The name in storage and in answers of the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Dropped => "dropped",
        }
    }
}

/// A decision about an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What was decided.
    pub decided: Decided,
    /// When, to the millisecond.
    pub at: Timestamp,
    /// Who: an API key's name, or who used the command line.
    pub by: String,
}

/// Why a decision cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// No answer of it waits.
    #[error("no answer of this response waits for a decision")]
    NothingToDecide,
    /// Two held answers cannot both be applied.
    #[error("a held answer has been applied here before: undo that first, or drop this one")]
    AppliedBefore,
    /// There is no decision to take back.
    #[error("nothing was decided about this response, or a later answer has replaced what was")]
    NothingToUndo,
}

/// The response after a decision. Ratings and comments stay as they are; which of the answers counts changes.
///
/// *Apply* is about the content where that is suspect, else about the held answer, which becomes the content; what counted
/// before is set aside. *Drop* is about both. *Undo* takes back the latest of the decisions that stand. Where a newer
/// answer has come to be held meanwhile, an applied answer gives way to it, as it would have had nobody applied it.
///
/// # Errors
/// There is nothing to decide or to undo, or a held answer is applied already.
pub fn review(response: &Response, decision: Decision, at: Timestamp, by: &str) -> Result<Response, ReviewError> {
    let mut next = response.clone();
    let Content::Answered(content) = &mut next.content else {
        return Err(match decision {
            Decision::Apply | Decision::Drop => ReviewError::NothingToDecide,
            Decision::Undo => ReviewError::NothingToUndo,
        });
    };
    let parts = Parts {
        content,
        held: &mut next.held,
        set_aside: &mut next.set_aside,
    };
    let stamp = |decided| stamped(decided, at, by);
    match decision {
        // An answer through a test link counts nowhere, whatever is decided.
        Decision::Apply | Decision::Drop if response.occasion.is_test() => return Err(ReviewError::NothingToDecide),
        Decision::Apply => parts.apply(stamp(Decided::Applied))?,
        Decision::Drop => parts.drop_all(&stamp(Decided::Dropped))?,
        Decision::Undo => parts.undo()?,
    }
    next.revision += 1;
    Ok(next)
}

/// Whether a response is as this decision of `by` at the moment `at` has left it. What was taken back leaves no name behind: it
/// is told by something waiting again.
#[must_use]
pub fn is_decided(response: &Response, decision: Decision, at: Timestamp, by: &str) -> bool {
    let decided = match decision {
        Decision::Apply => Decided::Applied,
        Decision::Drop => Decided::Dropped,
        Decision::Undo => return response.standing().waits(),
    };
    let sought = stamped(decided, at, by);
    let answers = response.answer().into_iter().chain(&response.held);
    answers
        .into_iter()
        .any(|answer| answer.review.as_ref() == Some(&sought))
}

fn stamped(decided: Decided, at: Timestamp, by: &str) -> Review {
    Review {
        decided,
        // As precise as it is stored.
        at: Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at),
        by: by.to_owned(),
    }
}

/// The answers of a response that decisions are about.
struct Parts<'a> {
    content: &'a mut Answer,
    held: &'a mut Option<Answer>,
    set_aside: &'a mut Option<Answer>,
}

impl Parts<'_> {
    fn apply(self, review: Review) -> Result<(), ReviewError> {
        if waits(self.content) {
            self.content.review = Some(review);
            return Ok(());
        }
        if self.held.as_ref().is_none_or(|held| held.review.is_some()) {
            return Err(ReviewError::NothingToDecide);
        }
        if self.set_aside.is_some() {
            return Err(ReviewError::AppliedBefore);
        }
        if let Some(mut applied) = self.held.take() {
            applied.review = Some(review);
            *self.set_aside = Some(std::mem::replace(self.content, applied));
        }
        Ok(())
    }

    fn drop_all(self, review: &Review) -> Result<(), ReviewError> {
        let content = Some(self.content).filter(|content| waits(content));
        let held = self.held.as_mut().filter(|held| held.review.is_none());
        if content.is_none() && held.is_none() {
            return Err(ReviewError::NothingToDecide);
        }
        for dropped in content.into_iter().chain(held) {
            dropped.review = Some(review.clone());
        }
        Ok(())
    }

    fn undo(self) -> Result<(), ReviewError> {
        let of_held = self.held.as_ref().and_then(|held| held.review.clone());
        let last = [of_held, self.content.review.clone()].into_iter().flatten();
        // Of two at the same time the first, the held answer's, which can only have been decided last.
        let last = last.reduce(|last, other| if other.at > last.at { other } else { last });
        let last = last.ok_or(ReviewError::NothingToUndo)?;
        if let Some(held) = self.held.as_mut().filter(|held| held.review.as_ref() == Some(&last)) {
            held.review = None;
        }
        if self.content.review.as_ref() == Some(&last) {
            self.content.review = None;
            if let Some(before) = self.set_aside.take() {
                let applied = std::mem::replace(self.content, before);
                self.held.get_or_insert(applied);
            }
        }
        Ok(())
    }
}

/// Whether nobody has decided about a suspect answer.
fn waits(answer: &Answer) -> bool {
    answer.review.is_none() && !answer.suspicions.is_empty()
}
