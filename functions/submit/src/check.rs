//! What was sent, against the survey.

use std::collections::BTreeMap;

use shared::domain::comment::{self, TooLong};
use shared::domain::measure::Rating;
use shared::domain::survey::{FollowUpAnswers, Survey, WrongFollowUp};

use crate::post::{Media, Posted, SubmissionGiven};

/// An answer that can be taken.
pub(crate) struct Checked {
    pub(crate) rating: Rating,
    pub(crate) comment: Option<String>,
    pub(crate) follow_ups: FollowUpAnswers,
}

/// What is wrong with an answer.
#[derive(Debug, Default)]
pub(crate) struct Wrong {
    pub(crate) rating: bool,
    pub(crate) comment: Option<TooLong>,
    pub(crate) submission: bool,
    /// By the question's id; nothing where the rating is wrong, which says who is asked what.
    pub(crate) follow_ups: BTreeMap<String, WrongFollowUp>,
}

pub(crate) fn check(survey: &Survey, posted: &Posted) -> Result<Checked, Wrong> {
    let rating = posted.rating.and_then(|rating| survey.measure.accept(rating).ok());
    let comment = comment::clean(&posted.comment);
    let submission = posted.submission == SubmissionGiven::Wrong;
    let follow_ups = rating.map_or_else(|| Ok(FollowUpAnswers::new()), |rating| said(survey, posted, rating));
    match (rating, comment, follow_ups) {
        (Some(rating), Ok(comment), Ok(follow_ups)) if !submission => Ok(Checked {
            rating,
            comment,
            follow_ups,
        }),
        (rating, comment, follow_ups) => Err(Wrong {
            rating: rating.is_none(),
            comment: comment.err(),
            submission,
            follow_ups: follow_ups.err().unwrap_or_default(),
        }),
    }
}

/// A form may have been open while the survey changed, and nobody can answer a question that is gone: it is passed over.
/// A program is told.
fn said(survey: &Survey, posted: &Posted, rating: Rating) -> Result<FollowUpAnswers, BTreeMap<String, WrongFollowUp>> {
    let taken = survey
        .definition
        .take_follow_ups(survey.measure.band(rating), &posted.follow_ups);
    match taken {
        Err(wrong) if posted.media == Media::Form => {
            let gone = |id: &String| wrong.get(id) == Some(&WrongFollowUp::NoSuchQuestion);
            let left: FollowUpAnswers = posted
                .follow_ups
                .iter()
                .filter(|(id, _)| !gone(id))
                .map(|(id, said)| (id.clone(), said.clone()))
                .collect();
            survey.definition.take_follow_ups(survey.measure.band(rating), &left)
        }
        taken => taken,
    }
}
