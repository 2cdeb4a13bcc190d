//! `GET /v1/runs`: what the nights did.

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use shared::runs_report::runs;

use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

/// Show what the nights did
///
/// The last days and when their scores were computed, what waits for the next night, the last run over the customers, and
/// what became of learning.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/runs", operation_id = "getRuns", tag = "administration",
    responses((status = 200, body = shared::runs_report::Runs, description = "The runs."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let calendar = app.calendar().await?;
    respond::json(StatusCode::OK, &runs(&app.store, &calendar, app.clock.now()).await?)
}
