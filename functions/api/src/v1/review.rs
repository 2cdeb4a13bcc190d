//! `GET /v1/held`: suspect answers that wait for a person's decision. `POST /v1/held/{day}/{response}`: such a decision.

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use shared::domain::answer_filter::Only;
use shared::domain::response::Decision;
use shared::export::ResponseRow;
use shared::review::{Decider, NotReviewed, Reference, decide_about};

use crate::access::Caller;
use crate::body::{MOST_BYTES, json};
use crate::once::Once;
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::questions;
use crate::v1::responses::{items, list};
use crate::{ApiStore, App, respond};

/// Suspect answers that wait for a decision
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Held))]
struct Listing {
    /// Answers of this moment and later ones.
    since: Option<Timestamp>,
    /// Answers before this moment.
    until: Option<Timestamp>,
    /// The answers, each with what waits beside it.
    held: Vec<ResponseRow>,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

/// Suspect answers that wait for a decision
///
/// In the order and the pages of `GET /v1/responses`.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/held", operation_id = "listHeld", tag = "responses",
    params(
        ("survey" = Option<String>, Query, description = "Answers to this survey."),
        ("since" = Option<String>, Query, description = "First given at this time or later: ISO 8601 with an offset, Unix seconds, or a day of the workspace's calendar."),
        ("until" = Option<String>, Query, description = "First given before this time; a day is included whole."),
        ("per_page" = Option<u32>, Query, description = "Answers on a page, 50 by default.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = crate::openapi::words::CURSOR),
    ),
    responses((status = 200, body = Listing, description = "A page of answers."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["survey", "since", "until", "per_page", "cursor"])?;
    let page = list(app, &query, Some(Only::Waiting)).await?;
    let listing = Listing {
        since: page.since,
        until: page.until,
        held: items(app, &page.responses, &page.versions),
        next_cursor: page.next_cursor,
    };
    respond::json(StatusCode::OK, &listing)
}

#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DecisionRequest))]
#[serde(deny_unknown_fields)]
struct Asked {
    #[cfg_attr(feature = "openapi", schema(value_type = Decision))]
    decision: Option<String>,
    /// The revision that was looked at; where it has changed since, nothing is decided.
    #[cfg_attr(feature = "openapi", schema(value_type = u32))]
    revision: Option<u32>,
}

/// Decide about a suspect answer, or take that back
///
/// `apply`: the suspect answer is a person's and counts; where it was held beside another, that one is set aside. `drop`: it is a
/// machine's and waits no longer. `undo`: the last decision is taken back, and everything is as it was. The next night has it in
/// the scores. A later answer of the person replaces what was decided.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/held/{day}/{response}", operation_id = "decideAboutHeld", tag = "responses",
    params(
        ("day" = jiff::civil::Date, Path, description = "The response's day."),
        ("response" = String, Path, min_length = 22, max_length = 22, description = "The response's id."),
    ),
    request_body = Asked,
    responses(
        (status = 200, body = ResponseRow, description = "The response as it is now."),
        (status = 404, description = "There is no such response on that day."),
        (status = 409, description = "Nothing of it waits, or was decided; it has changed meanwhile; or its day is sealed. Nothing was changed."),
    )
))]
pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    (day, id): (&str, &str),
    caller: &Caller,
    once: &Once,
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
    let decider = Decider {
        by: &by,
        at: once.at,
        again: once.again,
    };
    let decided = decide_about(&app.store, about, decision, decider, app.clock.as_ref()).await;
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
