//! `POST /v1/flags/{customer}/close`: somebody has dealt with a flagged customer.

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use shared::closing::{NotClosed, Note, close_flag};
use shared::domain::response::Respondent;
use shared::export::ClosedItem;
use shared::link::{CustomerId, Pseudonym, RawIds};

use crate::body::{MOST_BYTES, json};
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CloseRequest))]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The flag that was looked at; where another was opened since, nothing is closed.
    #[cfg_attr(feature = "openapi", schema(value_type = Timestamp))]
    opened_at: Option<Timestamp>,
    /// What was done. An erasure of the customer removes it.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    note: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct ClosedFlag<'a> {
    customer: &'a str,
    opened_at: Timestamp,
    closed: ClosedItem,
}

/// Close a flag that somebody has dealt with
///
/// A closed flag is opened again only for something newer than what it was about. Sending the same again changes nothing. A flag
/// that is held out, so that the effect of calling can be learned, is as if there were none.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/flags/{customer}/close", operation_id = "closeFlag", tag = "customers",
    params(("customer" = String, Path, description = crate::openapi::words::CUSTOMER, min_length = 1, max_length = 64)),
    request_body = Asked,
    responses(
        (status = 200, body = ClosedFlag, description = "The flag is closed."),
        (status = 404, description = "There is no such flagged customer."),
        (status = 409, description = "It is closed already, or another flag was opened since. Nothing was changed, and sending it again changes nothing either."),
    )
))]
pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request, id: &str) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let asked: Asked = json(request, MOST_BYTES)?;
    let Some(opened_at) = asked.opened_at else {
        let reason = "give opened_at of the flag that was looked at, as GET /v1/flags lists it";
        return Err(Problem::invalid("opened_at", reason));
    };
    let note = Note::new(asked.note.as_deref().unwrap_or_default());
    let note = note.map_err(|too_long| Problem::invalid("note", too_long.to_string()))?;
    let id = CustomerId::new(id, RawIds::Allow).map_err(|_| Problem::no_flag())?;
    let customer = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, &id));
    let calendar = app.calendar().await?;
    let closed = close_flag(
        &app.store,
        customer,
        Some(opened_at),
        &note,
        &calendar,
        app.clock.as_ref(),
    )
    .await;
    let flag = closed.map_err(|error| match error {
        NotClosed::Unknown => Problem::no_flag(),
        NotClosed::Before { .. } | NotClosed::Another(_) => Problem::conflict(&error),
        NotClosed::Busy => Problem::overtaken(&error),
        NotClosed::Store(error) => error.into(),
    })?;
    let closed = flag.closed.as_ref().map(ClosedItem::of).ok_or_else(Problem::no_flag)?;
    let answer = ClosedFlag {
        customer: id.as_str(),
        opened_at: flag.opened_at,
        closed,
    };
    respond::json(StatusCode::OK, &answer)
}
