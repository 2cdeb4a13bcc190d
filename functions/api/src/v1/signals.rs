//! `GET /v1/signals`: scores that have shifted. `POST /v1/signals/{signal}/acknowledge`: a person has dealt with one.

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::chart::Acknowledged;
use shared::signals::SignalRow;
use shared::store::signals::Acknowledgement;

use crate::access::Caller;
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, body, respond};

/// Scores that have shifted.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Signals))]
pub(crate) struct Listing {
    signals: Vec<SignalRow>,
}

/// Scores that have shifted, latest noticed first
///
/// Every night each survey and each busy touchpoint is held against its own baseline. A shift is noticed once and stays open
/// until somebody acknowledges it. `docs/metrics.md` has the rule.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/signals", operation_id = "listSignals", tag = "scores",
    params(("all" = Option<bool>, Query, description = "The acknowledged ones, too.")),
    responses((status = 200, body = Listing, description = "The open signals, or all."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["all"])?;
    let all = match query.get("all") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => {
            return Err(Problem::invalid(
                "all",
                "give true, or leave it out for the open ones alone",
            ));
        }
    };
    let signals = app.store.read_signals().await?;
    let listing = Listing {
        signals: signals
            .iter()
            .filter(|signal| all || signal.acknowledged.is_none())
            .map(SignalRow::of)
            .collect(),
    };
    respond::json(StatusCode::OK, &listing)
}

/// Clear a signal that somebody has dealt with
///
/// It stays, with when and by whom. From the next night on, what the score was since the shift began is what is usual. Asking
/// twice changes nothing: the first stays. The request is sent as application/json; its body may be empty.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/signals/{signal}/acknowledge", operation_id = "acknowledgeSignal", tag = "scores",
    params(("signal" = String, Path, min_length = 1, description = "The signal's id.")),
    request_body(content = body::Nothing, description = "An empty object. No body at all is taken, too."),
    responses(
        (status = 200, body = SignalRow, description = "The signal, acknowledged."),
        (status = 404, description = "There is no such signal."),
    )
))]
pub(crate) async fn acknowledge<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    id: &str,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    body::nothing(request)?;
    respond::json(StatusCode::OK, &mark_as_dealt_with(app, id, caller).await?)
}

/// Notes that the caller has dealt with a signal; where somebody has before, that stays.
pub(crate) async fn mark_as_dealt_with<S: ApiStore>(
    app: &App<S>,
    id: &str,
    caller: &Caller,
) -> Result<SignalRow, Problem> {
    let by = Acknowledged {
        at: app.clock.now(),
        by: caller.by(),
    };
    match app.store.acknowledge_signal(id, &by).await? {
        Acknowledgement::Done(signal) | Acknowledgement::Before(signal) => Ok(SignalRow::of(&signal)),
        Acknowledgement::Unknown => Err(Problem::no_signal()),
    }
}
