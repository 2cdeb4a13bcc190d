//! `GET /v1/scores`: a survey's scores with their n and interval, the whole and by one cut.

use http::StatusCode;
use jiff::civil::Date;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::cut::Cut;
use shared::domain::fold::Excluded;
use shared::domain::step::{Step, UnknownStep};
use shared::report::{Asked, ListTooShort, ScoreRow, SurveyDays, score_rows};

use crate::problem::Problem;
use crate::query::{Query, no_such_survey};
use crate::{ApiStore, App, respond};

/// The longest closed list: nobody has more customers.
const MOST_CUSTOMERS: u64 = 10_000_000_000;

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct Scores {
    survey: String,
    from: Date,
    to: Date,
    /// The days that each score is compared with; null where none were asked for.
    against: Option<Days>,
    /// Up to this day the scores are final but for announced changes; null before the first night.
    settled_through: Option<Date>,
    scores: Vec<ScoreRow>,
    excluded: Excluded,
}

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DayRange))]
struct Days {
    from: Date,
    to: Date,
}

/// A survey's scores with their n and 95 % interval
///
/// No score without its n and its interval. Under 5 answers nothing is shown but how many there are, from 5 on the counts, from
/// 10 on the score marked as one of few answers, from 30 on everything. `docs/metrics.md` has every formula.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/scores", operation_id = "getScores", tag = "scores",
    params(
        ("survey" = String, Query, description = crate::openapi::words::SURVEY),
        ("window" = Option<String>, Query, pattern = "^([0-9]{1,3}d|month|quarter|ytd)$",
            description = "Instead of `from` and `to`, days by name, whole ones alone: so many days up to yesterday (`1d` to `366d`), the last whole `month` or `quarter`, or the year up to yesterday (`ytd`)."),
        ("from" = Option<jiff::civil::Date>, Query, description = crate::openapi::words::FROM),
        ("to" = Option<jiff::civil::Date>, Query, description = crate::openapi::words::TO),
        ("against" = inline(Option<shared::domain::window::Against>), Query,
            description = "Days to compare with. `before`: the whole month or quarter before for those windows, else as many days just before. `year_ago`: the same dates a year earlier, 28 February for the 29th. Refused where the two share days."),
        ("by" = Option<String>, Query, pattern = "^(touchpoint|language|channel|attribute:.+)$",
            description = "One more row for each value of this cut, the best first. Groups of 1 to 4 answers are no rows, those with none are where 5 or more were invited; where the total would tell what such a group says, the next smallest is none either. `hidden` of the total says how many are not shown."),
        ("trend" = inline(Option<Step>), Query,
            description = "One more row for each day, or week from Monday, oldest first. Not together with `by`, `against` or `population`."),
        ("population" = Option<u64>, Query, minimum = 1, maximum = 10_000_000_000_u64,
            description = "Takes the answers as those of a closed list of so many customers, each asked once: the interval narrows with the share who answered. Not together with `by`, `against` or `trend`; refused where there are more answers."),
    ),
    responses((status = 200, body = Scores, description = "The whole first, then the values of the cut by their shrunk score, or the steps of the trend."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(
        request,
        &[
            "survey",
            "window",
            "from",
            "to",
            "against",
            "by",
            "trend",
            "touchpoint",
            "population",
        ],
    )?;
    let surveys = app.surveys().await?;
    let survey = query.survey(&surveys)?.ok_or_else(|| no_such_survey(&surveys))?;
    let cut: Option<Cut> = match query.get("by") {
        None => None,
        Some(by) => Some(by.parse().map_err(|_| {
            Problem::invalid(
                "by",
                "scores are cut by touchpoint, language, channel or attribute:NAME; give one of these",
            )
        })?),
    };
    let step: Option<Step> = match query.get("trend") {
        None => None,
        Some(step) => Some(
            step.parse()
                .map_err(|unknown: UnknownStep| Problem::invalid("trend", unknown.to_string()))?,
        ),
    };
    let population = query.number("population", &(1..=MOST_CUSTOMERS))?;
    stands_alone(&query, "trend", &["by", "against", "population"])?;
    stands_alone(&query, "population", &["by", "against"])?;
    let touchpoint = query.get("touchpoint");
    if touchpoint.is_some() && step.is_none() {
        let reason = "give trend, too: by=touchpoint tells each touchpoint on its own";
        return Err(Problem::invalid("touchpoint", reason));
    }
    let calendar = app.calendar().await?;
    let (range, against) = query.compared_range(calendar.day_of(app.clock.now()))?;
    let asked = Asked {
        range,
        against,
        by: cut.as_ref(),
    };
    let rows = async {
        match step {
            Some(step) => {
                let read = SurveyDays::read(&app.store, survey, &[range]).await?;
                Ok(match touchpoint {
                    None => read.trend(range, step),
                    // One that is too small to be shown has no rows, as by=touchpoint has none of it.
                    Some(name) => read.trend_of_touchpoint(name, range, step).unwrap_or_default(),
                })
            }
            None => score_rows(&app.store, survey, asked).await,
        }
    };
    let (mut rows, book) = futures::try_join!(rows, app.store.read_days(range.from, range.to))?;
    if let Some(population) = population {
        let of_list = |row: ScoreRow| row.of_closed_list(survey.measure, population);
        rows = rows
            .into_iter()
            .map(of_list)
            .collect::<Result<_, _>>()
            .map_err(|short: ListTooShort| Problem::invalid("population", short.to_string()))?;
    }
    let excluded = rows.first().map_or_else(Excluded::default, |whole| whole.excluded);
    let scores = Scores {
        survey: survey.definition.id.clone(),
        from: range.from,
        to: range.to,
        against: against.map(|earlier| Days {
            from: earlier.from,
            to: earlier.to,
        }),
        settled_through: book.settled_through(range.from, range.to, &calendar),
        scores: rows,
        excluded,
    };
    respond::json(StatusCode::OK, &scores)
}

/// Refuses a parameter beside others that it has no meaning with.
fn stands_alone(query: &Query, name: &'static str, others: &[&str]) -> Result<(), Problem> {
    let beside: Vec<&str> = others
        .iter()
        .copied()
        .filter(|other| query.get(other).is_some())
        .collect();
    if query.get(name).is_none() || beside.is_empty() {
        return Ok(());
    }
    let reason = format!("it does not go together with {}; leave one out", beside.join(" and "));
    Err(Problem::invalid(name, reason))
}
