//! `GET /dashboard/comments`: what customers say, newest first, and what of it waits for a decision.

pub(crate) mod decide;
pub(crate) mod decided;

use askama::Template;
use http::StatusCode;
use lambda_http::{Body, Request, Response as Answered};
use shared::domain::access::Scope;

use crate::access::Caller;
use crate::pages::answer::{AnswerView, Showing};
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::answers::{Wanted, newest_first};
use crate::v1::questions;
use crate::v1::responses::DAYS_A_PAGE;
use crate::{ApiStore, App, respond};

use decided::Decided;

/// Answers on a page.
const A_PAGE: usize = 25;

#[derive(Template)]
#[template(path = "comments.html")]
struct Page {
    shell: Shell,
    may_write: bool,
    answers: Vec<AnswerView>,
    decided: Option<Decided>,
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Answered<Body>, Problem> {
    let query = Query::of(request, &["survey", "from", "to", "decided", "outcome"])?;
    let shell = Shell::of(app, request, caller, Section::Comments);
    let surveys = app.store.read_surveys().await?;
    let survey = query.survey(&surveys)?.map(|survey| survey.definition.id.as_str());
    let calendar = app.calendar().await?;
    let range = query.range(calendar.day_of(app.clock.now()))?;
    let book = app.store.read_days(range.from, range.to).await?;
    let wanted = Wanted {
        survey,
        range,
        after: None,
        limit: A_PAGE,
        most_days: DAYS_A_PAGE,
    };
    let page = newest_first(&app.store, &book, &calendar, &wanted, |_| true).await?;
    let versions = questions::of(&app.store, &page.responses).await?;
    let showing = Showing {
        words: shell.words(),
        calendar: &calendar,
        surveys: &surveys,
        versions: &versions,
        seal: &app.keys.seal,
        now: app.clock.now(),
    };
    let page = Page {
        may_write: caller.may(Scope::Write),
        answers: page
            .responses
            .iter()
            .filter_map(|response| AnswerView::of(response, &showing))
            .collect(),
        decided: decided::notice(app, &query, shell.words()).await?,
        shell,
    };
    respond::page(StatusCode::OK, &page)
}
