//! `GET /v1/flags`: customers with an open flag, highest risk first.

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use shared::risk_report::flag_list;
use shared::store::risk_settings::ReadRiskSettings as _;
use shared::text::TeamWords;

use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

const USUAL_LIMIT: u64 = 50;
const HIGHEST_LIMIT: u64 = 200;

pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["limit", "language"])?;
    let limit = query.number("limit", &(1..=HIGHEST_LIMIT))?.unwrap_or(USUAL_LIMIT);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (words, calendar) = futures::try_join!(team_words(app, &query), app.calendar())?;
    let list = flag_list(&app.risks(), limit, words, &calendar).await?;
    respond::json(StatusCode::OK, &list)
}

/// The words in the language that `language` names, else in the team's own.
pub(crate) async fn team_words<S: ApiStore>(app: &App<S>, query: &Query) -> Result<TeamWords, Problem> {
    let Some(tag) = query.get("language") else {
        return Ok(TeamWords::of(&app.risks().read_risk_settings().await?.language));
    };
    TeamWords::find(tag).map_err(|none| Problem::invalid("language", none.to_string()))
}
