//! What could not be taken goes back to whoever sent it, with nothing lost.

use http::{Response, StatusCode};
use lambda_http::Body;
use shared::domain::comment::{LONGEST, TooLong};
use shared::domain::measure::Rating;
use shared::link::ViewTicket;

use crate::accept::AnswerStore;
use crate::asked::Asked;
use crate::check::Wrong;
use crate::handle::Visit;
use crate::open::VIEW;
use crate::page::{Done, More, MoreState, Scene, State, Thanks, reason};
use crate::post::Posted;
use crate::reply::{self, InvalidParam};

/// An answer as it was sent, and what its page is made from.
pub(crate) struct SentBack<'a> {
    pub(crate) asked: &'a Asked,
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) posted: &'a Posted,
    /// The ticket it came with, if that is genuine.
    pub(crate) ticket: Option<ViewTicket>,
    /// Whether it came from the form of the further questions.
    pub(crate) more: bool,
}

impl<S: AnswerStore> Visit<'_, S> {
    /// An answer with something wrong in it: the form again with all that was typed, or a list.
    pub(crate) fn wrong(&self, sent: &SentBack<'_>, wrong: &Wrong) -> Response<Body> {
        let SentBack { asked, posted, .. } = *sent;
        let words = sent.scene.shown.words;
        let scale = asked.survey.measure.scale();
        let (min, max) = (scale.min().to_string(), scale.max().to_string());
        let rating = wrong
            .rating
            .then(|| words.with("rating-missing", &[("min", &min), ("max", &max)]));
        let comment = wrong.comment.map(|TooLong(count)| {
            let (max, count) = (LONGEST.to_string(), count.to_string());
            words.with("comment-too-long", &[("max", &max), ("count", &count)])
        });
        if self.json {
            let submission = wrong
                .submission
                .then(|| "expected a UUID or 22 characters of base64url".to_owned());
            let reasons = [("rating", rating), ("comment", comment), ("submission_id", submission)];
            let reasons = reasons
                .into_iter()
                .filter_map(|(name, reason)| Some((name.into(), reason?)));
            let follow_ups = wrong
                .follow_ups
                .iter()
                .map(|(id, wrong)| (format!("follow_ups.{id}").into(), reason(words, *wrong)));
            let invalid: Vec<InvalidParam> = reasons
                .chain(follow_ups)
                .map(|(name, reason)| InvalidParam { name, reason })
                .collect();
            return reply::problem(StatusCode::UNPROCESSABLE_ENTITY, &words.get("problem"), &invalid);
        }
        let kept = posted
            .rating
            .and_then(|rating| asked.survey.measure.accept(rating).ok());
        match kept {
            Some(rating) if !wrong.follow_ups.is_empty() => {
                self.more_again(sent, rating, MoreState::Wrong(&wrong.follow_ups))
            }
            kept => self.form_again(sent, kept, State::Wrong { rating, comment }),
        }
    }

    /// An answer that storage did not take: the form again, with its own ticket, so that sending it again is a replay
    /// if it was stored all the same.
    pub(crate) fn not_saved(&self, sent: &SentBack<'_>, rating: Rating) -> Response<Body> {
        if self.json {
            self.unavailable(None)
        } else if sent.more {
            self.more_again(sent, rating, MoreState::NotSaved)
        } else {
            self.form_again(sent, Some(rating), State::NotSaved)
        }
    }

    pub(crate) fn form_again(&self, sent: &SentBack<'_>, rating: Option<Rating>, state: State) -> Response<Body> {
        let ticket = self.ticket_again(sent);
        self.form(sent.scene, &ticket, rating, &sent.posted.comment, state)
    }

    fn more_again(&self, sent: &SentBack<'_>, rating: Rating, state: MoreState<'_>) -> Response<Body> {
        let ticket = self.ticket_again(sent);
        let mut trail = sent.scene.trail.clone();
        if sent.asked.open().is_some() && sent.ticket.is_some() {
            // What leads from here to the answer has to name it, or it would lead to one of somebody else.
            trail.keep(VIEW, ticket.as_str());
        }
        let more = More {
            ticket: &ticket,
            rating,
            given: &sent.posted.follow_ups,
            state,
        };
        Thanks {
            another: self.another(sent.asked),
            scene: Scene {
                trail: &trail,
                ..*sent.scene
            },
            done: Done::More,
            more: Some(more),
        }
        .render()
    }

    /// The same showing of the form, so that sending it again is no other answer, with the version that it shows now.
    fn ticket_again(&self, sent: &SentBack<'_>) -> String {
        match sent.ticket {
            Some(ticket) => {
                let (shown, submission) = (ticket.viewed_at(), ticket.submission());
                sent.asked.sign(&self.app.keys, shown, submission)
            }
            None => self.new_ticket(sent.asked),
        }
    }
}
