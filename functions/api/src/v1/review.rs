//! `GET /v1/held`: suspect answers that wait for a person's decision. `POST /v1/held/{day}/{response}`: such a decision.

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use shared::domain::response::Decision;
use shared::export::ResponseRow;
use shared::review::{NotReviewed, Reference, decide_about};

use crate::access::Caller;
use crate::body::{MOST_BYTES, json};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::answers::{Wanted, newest_first};
use crate::v1::cursor::{self, Question};
use crate::v1::questions;
use crate::v1::responses::{DAYS_A_PAGE, HIGHEST_LIMIT, USUAL_LIMIT, place};
use crate::{ApiStore, App, respond};

#[derive(Serialize)]
struct Listing {
    from: jiff::civil::Date,
    to: jiff::civil::Date,
    held: Vec<ResponseRow>,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["survey", "from", "to", "limit", "cursor"])?;
    let limit = query.number("limit", &(1..=HIGHEST_LIMIT))?.unwrap_or(USUAL_LIMIT);
    let surveys = app.store.read_surveys().await?;
    let survey = query.survey(&surveys)?.map(|survey| survey.definition.id.as_str());
    let calendar = app.calendar().await?;
    let question = Question {
        survey,
        max_score: None,
        waiting: true,
    };
    let (range, after) = place(&query, &question, calendar.day_of(app.clock.now()))?;
    let wanted = Wanted {
        survey,
        range,
        after,
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        most_days: DAYS_A_PAGE,
    };
    let book = app.store.read_days(range.from, range.to).await?;
    let page = newest_first(&app.store, &book, &calendar, &wanted, |row| row.standing.waits()).await?;
    let versions = questions::of(&app.store, &page.responses).await?;
    // Somebody may have decided since the index was written.
    let still_wait = page.responses.iter().filter(|response| response.standing().waits());
    let listing = Listing {
        from: range.from,
        to: range.to,
        held: still_wait
            .filter_map(|response| ResponseRow::of(response, &app.keys.seal))
            .map(|item| item.with_question(&versions))
            .collect(),
        next_cursor: page.next.map(|position| cursor::write(&question, range, &position)),
    };
    respond::json(StatusCode::OK, &listing)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    decision: Option<String>,
    /// The revision that was looked at; where it has changed since, nothing is decided.
    revision: Option<u32>,
}

pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    (day, id): (&str, &str),
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let asked: Asked = json(request, MOST_BYTES)?;
    let decision = match asked.decision.as_deref() {
        Some("apply") => Decision::Apply,
        Some("drop") => Decision::Drop,
        Some("undo") => Decision::Undo,
        _ => return Err(Problem::invalid("decision", "give apply, drop or undo")),
    };
    let Some(revision) = asked.revision else {
        let reason = "give the revision of the response that was looked at, as GET /v1/held lists it";
        return Err(Problem::invalid("revision", reason));
    };
    let (Ok(day), Ok(id)) = (day.parse(), id.parse()) else {
        return Err(Problem::no_response());
    };
    let about = Reference { day, id, revision };
    let by = caller.by();
    let decided = decide_about(&app.store, about, decision, app.clock.as_ref(), &by).await;
    let response = decided.map_err(|error| match error {
        NotReviewed::Unknown { .. } => Problem::no_response(),
        NotReviewed::Changed | NotReviewed::Sealed(_) | NotReviewed::Refused(_) => Problem::conflict(&error),
        NotReviewed::Store(error) => error.into(),
    })?;
    let versions = questions::of(&app.store, std::slice::from_ref(&response)).await?;
    // An erased response takes no decision, so there is an item.
    let item = ResponseRow::of(&response, &app.keys.seal).ok_or_else(Problem::no_response)?;
    respond::json(StatusCode::OK, &item.with_question(&versions))
}
