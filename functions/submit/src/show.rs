//! Showing the form, and the thanks after it.

use http::{Method, Response, StatusCode};
use lambda_http::{Body, Request};
use shared::domain::measure::Rating;
use shared::domain::survey::FollowUpAnswers;
use shared::store::answered::Answered;

use crate::accept::AnswerStore;
use crate::asked::Asked;
use crate::handle::{Visit, query};
use crate::page::{Done, Form, More, MoreState, Scene, State, Thanks};
use crate::post::whole_number;

impl<S: AnswerStore> Visit<'_, S> {
    /// The page that a link leads to.
    pub(crate) async fn show(&self, request: &Request, asked: &Asked) -> Response<Body> {
        let chosen = query(request, "r").and_then(whole_number);
        let rating = chosen.and_then(|rating| asked.survey.measure.accept(rating).ok());
        if let Some(done) = query(request, "done").and_then(Done::read) {
            return self.thanks(asked, done, rating);
        }
        // Whoever asks for the head alone shows nobody a page.
        let answered = if request.method() == Method::HEAD {
            Answered::No
        } else {
            self.answered(asked).await
        };
        let answered = match answered {
            Answered::No => false,
            Answered::Yes => true,
            Answered::Erased => return self.says(StatusCode::GONE, "closed", Some(asked)),
        };
        let state = State::Fresh { answered };
        self.form(asked, &self.scene(asked), &self.new_ticket(asked), rating, "", state)
    }

    /// Whether there is an answer already. The question is asked all the same where that cannot be known.
    async fn answered(&self, asked: &Asked) -> Answered {
        let app = self.app;
        let read = app.store.read_answered(asked.respondent(&app.keys), asked.invitation());
        read.await.unwrap_or_else(|error| {
            tracing::warn!(%error, "it could not be read whether a link was answered");
            Answered::No
        })
    }

    /// The thanks, and the further questions after a rating that has just been saved.
    fn thanks(&self, asked: &Asked, done: Done, rating: Option<Rating>) -> Response<Body> {
        let rating = rating.filter(|rating| done != Done::More && asked.asks_more_after(*rating));
        let ticket = rating.map(|_| self.new_ticket(asked)).unwrap_or_default();
        let more = rating.map(|rating| More {
            ticket: &ticket,
            rating,
            given: const { &FollowUpAnswers::new() },
            state: MoreState::Fresh,
        });
        let scene = self.scene(asked);
        Thanks { scene, done, more }.render()
    }

    /// What the pages of this survey are made from, in the language that is wanted.
    pub(crate) fn scene<'a>(&'a self, asked: &'a Asked) -> Scene<'a> {
        Scene {
            survey: &asked.survey,
            look: &asked.look,
            shown: self.wanted.of_survey(&asked.survey, asked.language()),
            trail: &self.trail,
        }
    }

    /// The ticket of a form that is shown now.
    pub(crate) fn new_ticket(&self, asked: &Asked) -> String {
        asked.sign(&self.app.keys, self.now, self.app.new_submission())
    }

    /// The form with what is in it.
    pub(crate) fn form(
        &self,
        asked: &Asked,
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
            of_customer: asked.of_customer(),
            months: self.app.retention_months(),
        }
        .render()
    }
}
