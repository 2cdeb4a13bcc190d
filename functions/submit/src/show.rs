//! Showing the form, and the thanks after it.

use http::{Method, Response};
use lambda_http::{Body, Request};
use shared::domain::measure::Rating;
use shared::domain::survey::FollowUpAnswers;
use shared::link::Stage;
use shared::store::answered::Answered;
use shared::telemetry::{Words, log};

use crate::accept::AnswerStore;
use crate::asked::Asked;
use crate::handle::{Visit, query};
use crate::logged::Logged;
use crate::open::VIEW;
use crate::page::{Another, Done, Form, More, MoreState, Scene, State, Thanks};
use crate::post::whole_number;

impl<S: AnswerStore> Visit<'_, S> {
    /// The page that a link leads to.
    pub(crate) async fn show(&self, request: &Request, asked: &Asked) -> Response<Body> {
        let chosen = query(request, "r").and_then(whole_number);
        let rating = chosen.and_then(|rating| asked.survey.measure.accept(rating).ok());
        if let Some(done) = query(request, "done").and_then(Done::read) {
            return self.thanks(asked, done, rating);
        }
        // Whoever asks for the head alone shows nobody a page, and nothing was said through a form that is made now.
        let fresh = asked.open().is_some_and(|visit| visit.stage == Stage::Fresh);
        let answered = if fresh || request.method() == Method::HEAD {
            Answered::No
        } else {
            self.answered(asked).await
        };
        let answered = match answered {
            Answered::No => false,
            Answered::Yes => true,
            Answered::Erased => return self.closed(asked),
        };
        let state = State::Fresh { answered };
        self.form(&self.scene(asked), &self.new_ticket(asked), rating, "", state)
    }

    /// Whether there is an answer already. The question is asked all the same where that cannot be known.
    pub(crate) async fn answered(&self, asked: &Asked) -> Answered {
        let app = self.app;
        let read = app.store.read_answered(asked.respondent(&app.keys), asked.invitation());
        read.await.unwrap_or_else(|error| {
            log(&Logged::AnswerNotRead {
                error: Words::of(&error),
            });
            Answered::No
        })
    }

    /// The thanks, and the further questions after a rating that has just been saved.
    fn thanks(&self, asked: &Asked, done: Done, rating: Option<Rating>) -> Response<Body> {
        // An address that names no answer may be anybody's: what its form sent would be an answer of its own.
        let follows_answer = asked.open().is_none_or(|visit| visit.stage == Stage::Answered);
        let rating = rating.filter(|rating| follows_answer && done != Done::More && asked.asks_more_after(*rating));
        let ticket = rating.map(|_| self.new_ticket(asked)).unwrap_or_default();
        let more = rating.map(|rating| More {
            ticket: &ticket,
            rating,
            given: const { &FollowUpAnswers::new() },
            state: MoreState::Fresh,
        });
        let scene = self.scene(asked);
        Thanks {
            another: self.another(asked),
            scene,
            done,
            more,
        }
        .render()
    }

    /// The way to an answer of somebody else, where anybody may answer.
    pub(crate) fn another(&self, asked: &Asked) -> Option<Another> {
        asked.open().map(|visit| Another {
            trail: self.trail.without(VIEW),
            beside_change: visit.offers_change(),
        })
    }

    /// What the pages of this survey are made from, in the language that is wanted.
    pub(crate) fn scene<'a>(&'a self, asked: &'a Asked) -> Scene<'a> {
        Scene {
            survey: &asked.survey,
            look: &asked.look,
            shown: self.wanted.of_survey(&asked.survey, asked.language()),
            trail: &self.trail,
            who: asked.who(),
        }
    }

    /// The ticket of a form that is shown now.
    pub(crate) fn new_ticket(&self, asked: &Asked) -> String {
        asked.sign(&self.app.keys, self.now, self.app.new_submission())
    }

    /// The form with what is in it.
    pub(crate) fn form(
        &self,
        scene: &Scene<'_>,
        ticket: &str,
        rating: Option<Rating>,
        comment: &str,
        state: State,
    ) -> Response<Body> {
        Form {
            scene: *scene,
            ticket,
            rating,
            comment,
            state,
            months: self.app.retention_months(),
        }
        .render()
    }
}
