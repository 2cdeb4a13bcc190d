//! What is asked for, checked and made a job.

use jiff::civil::Date;
use lambda_http::Request;
use serde::Deserialize;
use shared::domain::access::Scopes;
use shared::domain::audit::Deed;
use shared::domain::cut::Cut;
use shared::domain::day::shifted;
use shared::domain::export::{Export, Format, Job, JobId, UnknownFormat, UnknownWhat, What};
use shared::export::first_day;
use shared::telemetry;
use shared::text::TeamWords;

use super::needs;
use crate::access::{Caller, audit};
use crate::once::Once;
use crate::problem::{InvalidParam, Problem};
use crate::query::no_such_survey;
use crate::{ApiStore, App};

/// The longest range of days that somebody may ask for: most of a longer one would be a mistake in its year.
pub(crate) const MOST_DAYS: i32 = 3_660;

/// What to export.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NewExport))]
pub(crate) struct Wanted {
    /// `responses`, `scores`, `customers` or `flags`.
    pub what: String,
    /// `csv`, or `ndjson` for all there is to say of each row; `csv` where nothing is said.
    pub format: Option<String>,
    /// Responses and scores: of this survey alone.
    pub survey: Option<String>,
    /// Responses and scores: the first day, as 2026-11-01; where nothing is said, the first of which anything is known.
    pub from: Option<String>,
    /// The last day; where nothing is said, today.
    pub to: Option<String>,
    /// Scores: beside the whole of each day, those by `touchpoint`, `language`, `channel` or `attribute:NAME`.
    pub by: Option<String>,
    /// The language of the reasons of risks; where nothing is said, the team's.
    pub language: Option<String>,
}

/// Asks for an export: checks it, notes in the audit trail who does, and leaves it for whoever writes it.
pub(crate) async fn ask<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    once: &Once,
    wanted: &Wanted,
) -> Result<Job, Problem> {
    let export = checked(app, once, wanted).await?;
    let scope = needs(export.what);
    if !caller.may(scope) {
        return Err(Problem::forbidden(Scopes::of(&[scope])));
    }
    let job = Job::new(JobId::new(export.asked_at, once.random()), export, caller.by()).traced(telemetry::trace());
    audit::record(app, request, caller, Deed::Export, Some(job.id.to_string())).await?;
    if app.store.put_export_job(&job).await? {
        return Ok(job);
    }
    // The same request again: what it asked for is there, and maybe further.
    let known = app.store.read_export_job(job.id, app.clock.now()).await?;
    let same = |known: &Job| known.export == job.export && known.by == job.by;
    known.filter(same).ok_or_else(Problem::no_export)
}

async fn checked<S: ApiStore>(app: &App<S>, once: &Once, wanted: &Wanted) -> Result<Export, Problem> {
    let given = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let (survey, by) = (given(&wanted.survey), given(&wanted.by));
    let (from, to) = (given(&wanted.from), given(&wanted.to));
    let what: What = wanted
        .what
        .parse()
        .map_err(|unknown: UnknownWhat| Problem::invalid("what", unknown.to_string()))?;
    let format = match given(&wanted.format) {
        None => Format::Csv,
        Some(name) => name
            .parse()
            .map_err(|unknown: UnknownFormat| Problem::invalid("format", unknown.to_string()))?,
    };
    let filters = [
        ("survey", survey.is_some()),
        ("from", from.is_some()),
        ("to", to.is_some()),
        ("by", by.is_some()),
    ];
    let filters = filters.into_iter().filter_map(|(name, given)| given.then_some(name));
    Export::allows(what, filters).map_err(|wrong| Problem::invalid(wrong.parameter, wrong.to_string()))?;
    let by: Option<Cut> = by.map(|by| by.parse()).transpose().map_err(|_| {
        let reason = "scores are cut by touchpoint, language, channel or attribute:NAME; give one of these";
        Problem::invalid("by", reason)
    })?;
    if let Some(id) = &survey {
        let surveys = app.store.read_surveys().await?;
        if !surveys.current.contains_key(id) {
            return Err(no_such_survey(&surveys));
        }
    }
    let language = match given(&wanted.language) {
        None => TeamWords::of(&app.store.read_risk_settings().await?.language),
        Some(tag) => TeamWords::find(&tag).map_err(|none| Problem::invalid("language", none.to_string()))?,
    };
    let asked_at = once.at;
    let calendar = app.calendar().await?;
    let today = calendar.day_of(asked_at);
    let (from, to) = (day("from", from)?, day("to", to)?.unwrap_or(today).min(today));
    let wrong = |reason: String| {
        Err(Problem::all_invalid(vec![InvalidParam {
            name: "from".to_owned(),
            reason,
        }]))
    };
    if from.is_some_and(|from| from > to) {
        return wrong(format!("it is after the last day, {to}; give an earlier day"));
    }
    if from.is_some_and(|from| from < shifted(to, 1 - MOST_DAYS)) {
        return wrong(format!(
            "a range may have {MOST_DAYS} days at most; ask for it in parts"
        ));
    }
    let from = match from {
        Some(from) => from,
        None if what.is_by_day() => first_day(&app.store, &calendar, to).await?,
        // What is of now has no first day.
        None => to,
    };
    Ok(Export {
        what,
        format,
        survey,
        from,
        to,
        by,
        language: language.tag().to_owned(),
        asked_at,
    })
}

fn day(name: &'static str, text: Option<String>) -> Result<Option<Date>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let day = text.parse::<Date>().ok().filter(|day| day.to_string() == text);
    let reason = "give a calendar day as YYYY-MM-DD, such as 2026-11-21";
    day.map(Some).ok_or_else(|| Problem::invalid(name, reason))
}
