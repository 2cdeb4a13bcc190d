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
use crate::{ApiStore, App, origin, respond};

/// Scores that have shifted.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Signals))]
pub(crate) struct Listing {
    signals: Vec<SignalRow>,
}

/// Scores that have shifted
///
/// The newest first; without `all` those that nobody has dealt with.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/signals", operation_id = "listSignals", tag = "scores",
    params(("all" = Option<bool>, Query, description = "Those that were dealt with, too.")),
    responses((status = 200, body = Listing, description = "The signals."))
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

pub(crate) async fn acknowledge<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    id: &str,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    if !origin::says_json(request) {
        return Err(Problem::not_json());
    }
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
