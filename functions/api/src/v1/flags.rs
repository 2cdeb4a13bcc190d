//! `GET /v1/flags`: customers with an open flag, highest risk first.

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::risk_report::{FlagList, FlagPlace, flag_page};
use shared::store::risk_settings::ReadRiskSettings as _;
use shared::text::TeamWords;

use crate::problem::Problem;
use crate::query::Query;
use crate::v1::cursor::{self, Question};
use crate::v1::paging::per_page;
use crate::{ApiStore, App, respond};

/// The queue of flagged customers
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Flags))]
struct Listing {
    /// The flags, and what their risks are and are not.
    #[serde(flatten)]
    list: FlagList,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

/// The queue of flagged customers
///
/// Those with an open flag, highest risk first. The nightly run changes risks: a flag that moves between two pages may be
/// listed twice or not at all.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/flags", operation_id = "listFlags", tag = "customers",
    params(
        ("language" = inline(Option<crate::openapi::TeamLanguage>), Query, description = crate::openapi::words::LANGUAGE),
        ("per_page" = Option<u32>, Query, description = "Flags on a page, 50 by default.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = crate::openapi::words::CURSOR),
    ),
    responses((status = 200, body = Listing, description = "A page of the queue."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["language", "per_page", "cursor"])?;
    let limit = per_page(&query)?;
    let question = Question {
        list: "flags",
        query: &query,
    };
    let from: Option<FlagPlace> = question.place()?;
    if from.as_ref().is_some_and(|from| !from.after.is_possible()) {
        return Err(cursor::refused());
    }
    let (words, calendar) = futures::try_join!(team_words(app, &query), app.calendar())?;
    let (list, next) = flag_page(&app.risks(), (from.as_ref(), limit), words, &calendar).await?;
    let next_cursor = next.map(|place| question.cursor(&place)).transpose()?;
    respond::json(StatusCode::OK, &Listing { list, next_cursor })
}

/// The words in the language that `language` names, else in the team's own.
pub(crate) async fn team_words<S: ApiStore>(app: &App<S>, query: &Query) -> Result<TeamWords, Problem> {
    let Some(tag) = query.get("language") else {
        return Ok(TeamWords::of(&app.risks().read_risk_settings().await?.language));
    };
    TeamWords::find(tag).map_err(|none| Problem::invalid("language", none.to_string()))
}
