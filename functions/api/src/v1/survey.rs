//! `GET /v1/surveys/{survey}` and `PUT /v1/surveys/{survey}`: one survey, whole.

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::survey::{Problem as Wrong, SurveyDefinition};
use shared::store::settings::StoredSurvey;
use shared::surveys::{Applied, LARGEST_DEFINITION, NotApplied, apply};

use crate::problem::{InvalidParam, Problem};
use crate::query::Query;
use crate::{ApiStore, App, body, respond};

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WholeSurvey))]
struct Whole<'a> {
    id: &'a str,
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    version: u32,
    stored_at: Timestamp,
    /// What `PUT` takes.
    definition: &'a SurveyDefinition,
}

impl<'a> Whole<'a> {
    fn of(stored: &'a StoredSurvey) -> Self {
        Self {
            id: &stored.survey.definition.id,
            version: stored.survey.version,
            stored_at: stored.stored,
            definition: &stored.survey.definition,
        }
    }
}

/// A survey's whole definition
///
/// As it was in one of its versions, or as it is now.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/surveys/{survey}", operation_id = "getSurvey", tag = "surveys",
    params(
        ("survey" = String, Path, description = crate::openapi::words::SURVEY, pattern = "^[a-z0-9][a-z0-9_-]{0,31}$"),
        ("version" = Option<u32>, Query, minimum = 1, description = "As it was in this version; the newest without it. A stored version never changes."),
    ),
    responses(
        (status = 200, body = Whole, description = "The survey."),
        (status = 404, description = "There is no such survey, or no such version of it."),
    )
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request, id: &str) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["version"])?;
    let wanted = query.number("version", &(1..=u64::from(u32::MAX)))?;
    let versions = app.store.read_survey_versions(id).await?;
    let found = match wanted {
        None => versions.last(),
        Some(number) => versions
            .iter()
            .find(|stored| u64::from(stored.survey.version) == number),
    };
    respond::json(StatusCode::OK, &Whole::of(found.ok_or_else(Problem::no_survey)?))
}

/// Define a survey, or change its words, look and ways in
///
/// The body is a definition, with the names that `docs/surveys.md` describes. A changed one is stored as the next version, one
/// that says the same changes nothing, and no version is ever written over. The page shows it within a minute. Metric and scale
/// never change, so that answers stay comparable. The body may have 256 KB.
#[cfg_attr(feature = "openapi", utoipa::path(
    put, path = "/v1/surveys/{survey}", operation_id = "putSurvey", tag = "surveys",
    params(("survey" = String, Path, description = crate::openapi::words::SURVEY, pattern = "^[a-z0-9][a-z0-9_-]{0,31}$")),
    request_body = SurveyDefinition,
    responses(
        (status = 200, body = Whole, description = "The survey as it is now, changed or not."),
        (status = 201, body = Whole, description = "There was none with this id; this is its first version."),
        (status = 409, description = "Metric or scale would change, or somebody else stored a version at the same moment."),
        (status = 422, description = "The definition cannot be used. `invalid_params` names every problem by its path, such as `follow_up.0.text.en.question`."),
    )
))]
pub(crate) async fn put<S: ApiStore>(app: &App<S>, request: &Request, id: &str) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let mut definition: SurveyDefinition = body::json(request, LARGEST_DEFINITION)?;
    if definition.id.is_empty() {
        id.clone_into(&mut definition.id);
    } else if definition.id != id {
        let reason = format!("the address is that of '{id}': send the same id, or leave it out");
        return Err(Problem::invalid("id", reason));
    }
    let applied = apply(&app.store, definition, app.clock.now()).await;
    app.kept.surveys.changed();
    let applied = applied.map_err(refused)?;
    let status = match applied {
        Applied::First(_) => StatusCode::CREATED,
        Applied::Next(_) | Applied::Unchanged(_) => StatusCode::OK,
    };
    respond::json(status, &Whole::of(applied.stored()))
}

fn refused(error: NotApplied) -> Problem {
    match error {
        NotApplied::Wrong(problems) => Problem::all_invalid(problems.into_iter().map(parameter).collect()),
        NotApplied::OtherMeasure(_) | NotApplied::Overtaken(_) => Problem::conflict(&error),
        NotApplied::Store(error) => error.into(),
    }
}

fn parameter(wrong: Wrong) -> InvalidParam {
    InvalidParam {
        name: wrong.path.join("."),
        reason: wrong.message,
    }
}
