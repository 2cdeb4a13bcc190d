//! `GET /v1/signals`: scores that have shifted. `POST /v1/signals/{signal}/acknowledge`: a person has dealt with one.

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::chart::Acknowledged;
use shared::signals::SignalRow;
use shared::store::signals::Acknowledgement;

use crate::auth::Caller;
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, origin, respond};

#[derive(Serialize)]
struct Listing {
    signals: Vec<SignalRow>,
}

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
    let by = Acknowledged {
        at: app.clock.now(),
        by: format!("API key {}", caller.key),
    };
    match app.store.acknowledge_signal(id, &by).await? {
        Acknowledgement::Done(signal) | Acknowledgement::Before(signal) => {
            respond::json(StatusCode::OK, &SignalRow::of(&signal))
        }
        Acknowledgement::Unknown => Err(Problem::no_signal()),
    }
}
