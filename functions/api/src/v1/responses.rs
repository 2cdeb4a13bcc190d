//! `GET /v1/responses`: answers with their comments, newest day first.

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::measure::Rating;
use shared::export::ResponseRow;

use crate::problem::Problem;
use crate::query::{MOST_DAYS, Query, Range};
use crate::v1::answers::{Position, Wanted, newest_first};
use crate::v1::cursor::{self, Question};
use crate::v1::questions;
use crate::{ApiStore, App, respond};

pub(crate) const USUAL_LIMIT: u64 = 50;
pub(crate) const HIGHEST_LIMIT: u64 = 200;
/// Days read for one page: sixteen queries each.
pub(crate) const DAYS_A_PAGE: usize = 31;

#[derive(Serialize)]
struct Listing {
    from: jiff::civil::Date,
    to: jiff::civil::Date,
    responses: Vec<ResponseRow>,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["survey", "from", "to", "max_score", "limit", "cursor"])?;
    let max_score = query.number("max_score", &(0..=10))?;
    let limit = query.number("limit", &(1..=HIGHEST_LIMIT))?.unwrap_or(USUAL_LIMIT);
    let surveys = app.store.read_surveys().await?;
    let survey = query.survey(&surveys)?.map(|survey| survey.definition.id.as_str());
    let calendar = app.calendar().await?;
    let question = Question {
        survey,
        max_score,
        waiting: false,
    };
    let (range, after) = place(&query, &question, calendar.day_of(app.clock.now()))?;
    let wanted = Wanted {
        survey,
        range,
        after,
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        most_days: DAYS_A_PAGE,
    };
    let low_enough = |rating: Rating| max_score.is_none_or(|max| u64::from(rating.get()) <= max);
    let book = app.store.read_days(range.from, range.to).await?;
    let page = newest_first(&app.store, &book, &calendar, &wanted, |row| {
        row.rating.is_some_and(low_enough)
    })
    .await?;
    let versions = questions::of(&app.store, &page.responses).await?;
    let still_wanted = page
        .responses
        .iter()
        .filter(|response| response.answer().is_some_and(|answer| low_enough(answer.rating)));
    let listing = Listing {
        from: range.from,
        to: range.to,
        responses: still_wanted
            .filter_map(|response| ResponseRow::of(response, &app.keys.seal))
            .map(|item| item.with_question(&versions))
            .collect(),
        next_cursor: page.next.map(|position| cursor::write(&question, range, &position)),
    };
    respond::json(StatusCode::OK, &listing)
}

/// The range asked for and where in it to go on.
pub(crate) fn place(
    query: &Query,
    question: &Question<'_>,
    today: jiff::civil::Date,
) -> Result<(Range, Option<Position>), Problem> {
    let Some(text) = query.get("cursor") else {
        return Ok((query.range(today)?, None));
    };
    let refused = || {
        let reason =
            "it was not given for these parameters; send next_cursor back with the same ones, or begin without";
        Problem::invalid("cursor", reason)
    };
    let (range, position) = cursor::read(question, text).ok_or_else(refused)?;
    let same = |name: &str, day| Ok::<_, Problem>(query.day(name)?.is_none_or(|given| given == day));
    let short_enough = shared::domain::day::shifted(range.to, 1 - MOST_DAYS) <= range.from;
    if same("from", range.from)? && same("to", range.to)? && short_enough {
        Ok((range, Some(position)))
    } else {
        Err(refused())
    }
}
