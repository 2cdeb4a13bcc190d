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
struct Whole<'a> {
    id: &'a str,
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
