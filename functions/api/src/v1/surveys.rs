//! `GET /v1/surveys`: the surveys in their newest version.

use std::collections::BTreeMap;

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::survey::Survey;

use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Survey))]
struct SurveyItem<'a> {
    id: &'a str,
    version: u32,
    title: &'a str,
    #[cfg_attr(feature = "openapi", schema(value_type = shared::domain::Metric))]
    metric: String,
    scale: ScaleItem,
    default_language: &'a str,
    languages: Vec<&'a str>,
    /// Whether anybody may answer, without a link of their own.
    open: bool,
    /// Whether some respondents are asked further questions.
    follow_ups: bool,
    questions: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Scale))]
struct ScaleItem {
    min: u8,
    max: u8,
    /// From this point on towards the good end an answer is satisfied.
    satisfied_from: u8,
}

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Surveys))]
struct Listing<'a> {
    surveys: Vec<SurveyItem<'a>>,
}

/// The surveys in their newest version
///
/// By id.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/surveys", operation_id = "listSurveys", tag = "surveys",
    responses((status = 200, body = Listing, description = "All surveys, by id."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let surveys = app.surveys().await?;
    let listing = Listing {
        surveys: surveys.current.values().map(item).collect(),
    };
    respond::json(StatusCode::OK, &listing)
}

fn item(survey: &Survey) -> SurveyItem<'_> {
    let definition = &survey.definition;
    let scale = survey.measure.scale();
    SurveyItem {
        id: &definition.id,
        version: survey.version,
        title: &definition.title,
        metric: survey.measure.metric().to_string(),
        scale: ScaleItem {
            min: scale.min(),
            max: scale.max(),
            satisfied_from: scale.satisfied_from(),
        },
        default_language: &definition.default_language,
        languages: definition.text.keys().map(String::as_str).collect(),
        open: definition.open.is_some(),
        follow_ups: !definition.follow_up.is_empty(),
        questions: definition
            .text
            .iter()
            .map(|(language, text)| (language.as_str(), text.question.as_str()))
            .collect(),
    }
}
