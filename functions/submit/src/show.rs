//! Showing the form.

use http::Response;
use lambda_http::{Body, Request};
use shared::domain::measure::Rating;
use shared::link::Stage;

use crate::accept::AnswerStore;
use crate::asked::Asked;
use crate::handle::{Visit, query};
use crate::language::Shown;
use crate::page::{self, Form, State};
use crate::post::whole_number;

impl<S: AnswerStore> Visit<'_, S> {
    /// The page that a link leads to.
    pub(crate) fn show(&self, request: &Request, asked: &Asked) -> Response<Body> {
        let shown = self.wanted.of_survey(&asked.survey, asked.language());
        if query(request, "done") == Some("1") {
            return self.thanks(asked, shown);
        }
        let chosen = query(request, "r").and_then(whole_number);
        let rating = chosen.and_then(|rating| asked.survey.measure.accept(rating).ok());
        self.form(asked, shown, &self.new_ticket(asked), rating, "", State::Fresh)
    }

    /// The page after an answer, and the ways on from it.
    fn thanks(&self, asked: &Asked, shown: Shown<'_>) -> Response<Body> {
        let (tag, said) = (shown.tag, asked.said());
        let change = || (format!("?lang={tag}{}", self.said_after(asked)), "thanks-change");
        let links = match asked.open() {
            None => vec![change()],
            Some(visit) => {
                let mine = visit.stage == Stage::Answered && !visit.is_shared_screen();
                let another = (format!("?lang={tag}{said}"), "thanks-another");
                mine.then(change).into_iter().chain([another]).collect()
            }
        };
        page::thanks(&asked.survey, shown, asked.who(), links)
    }

    /// What leads back to the response that was just answered.
    pub(crate) fn said_after(&self, asked: &Asked) -> String {
        asked.said_after(&self.app.keys, self.now, self.app.new_submission())
    }

    /// The ticket of a form that is shown now.
    pub(crate) fn new_ticket(&self, asked: &Asked) -> String {
        asked.sign(&self.app.keys, self.now, self.app.new_submission())
    }

    /// The form with what is in it.
    pub(crate) fn form(
        &self,
        asked: &Asked,
        shown: Shown<'_>,
        ticket: &str,
        rating: Option<Rating>,
        comment: &str,
        state: State,
    ) -> Response<Body> {
        Form {
            survey: &asked.survey,
            shown,
            ticket,
            rating,
            comment,
            state,
            who: asked.who(),
            said: asked.said(),
            months: self.app.retention_months(),
        }
        .render()
    }
}
