//! `GET /v1/surveys/{survey}` and `PUT /v1/surveys/{survey}`: one survey, whole.

use http::{Method, StatusCode};
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::survey::{Problem as Wrong, SurveyDefinition};
use shared::store::settings::StoredSurvey;
use shared::surveys::{Applied, LARGEST_DEFINITION, NotApplied, apply};

use crate::problem::{InvalidParam, Problem};
use crate::query::Query;
use crate::{ApiStore, App, links, respond};

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

/// Shows the survey, or stores a new version of it where that is asked for.
pub(crate) async fn answer<S: ApiStore>(app: &App<S>, request: &Request, id: &str) -> Result<Response<Body>, Problem> {
    if request.method() == Method::PUT {
        put(app, request, id).await
    } else {
        get(app, request, id).await
    }
}

async fn get<S: ApiStore>(app: &App<S>, request: &Request, id: &str) -> Result<Response<Body>, Problem> {
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

async fn put<S: ApiStore>(app: &App<S>, request: &Request, id: &str) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let mut definition: SurveyDefinition = links::json(request, LARGEST_DEFINITION)?;
    if definition.id.is_empty() {
        id.clone_into(&mut definition.id);
    } else if definition.id != id {
        let reason = format!("the address is that of '{id}': send the same id, or leave it out");
        return Err(Problem::invalid("id", reason));
    }
    let applied = apply(&app.store, definition, app.clock.now()).await.map_err(refused)?;
    let status = match applied {
        Applied::First(_) => StatusCode::CREATED,
        Applied::Next(_) | Applied::Unchanged(_) => StatusCode::OK,
    };
    respond::json(status, &Whole::of(applied.stored()))
}

fn refused(error: NotApplied) -> Problem {
    match error {
        NotApplied::Wrong(problems) => Problem::all_invalid(problems.into_iter().map(parameter).collect()),
        NotApplied::OtherMeasure(_) | NotApplied::Overtaken(_) => Problem::conflict(error.to_string()),
        NotApplied::Store(error) => error.into(),
    }
}

fn parameter(wrong: Wrong) -> InvalidParam {
    InvalidParam {
        name: wrong.path.join("."),
        reason: wrong.message,
    }
}
