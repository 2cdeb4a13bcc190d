//! `/v1/exports`: asking for everything of a kind as a file, and fetching it.
//!
//! Another function writes the file. Whoever may only read numbers gets files of numbers alone, and sees no others.

mod asked;

use std::iter;

use http::header::LOCATION;
use http::{HeaderValue, StatusCode};
use jiff::Timestamp;
use jiff::civil::Date;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::access::Scope;
use shared::domain::audit::Deed;
use shared::domain::export::{Failure, Format, Job, JobId, State, What};
use shared::export::FileLink;

use crate::access::{Caller, audit};
use crate::body::{MOST_BYTES, json};
use crate::once::Once;
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::cursor::{self, Question};
use crate::v1::paging::per_page;
use crate::{ApiStore, App, respond};

pub(crate) use asked::{MOST_DAYS, Wanted, ask};

/// Jobs read with one request where those read first were not enough that the caller may see.
const READ_AHEAD: usize = 100;
/// How often that is done for a page.
const MOST_READS: usize = 20;

/// An export.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Export))]
pub(crate) struct ExportItem {
    /// Its id.
    pub id: String,
    /// What its rows are: `responses`, `scores`, `customers` or `flags`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub what: What,
    /// How they are written: `csv`, safe to open in a spreadsheet, or `ndjson`, one JSON object a line.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub format: Format,
    /// Of this survey alone; null of all.
    pub survey: Option<String>,
    /// The first day; null where it is of all there was when it was asked for.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// How scores are divided, beside the whole.
    pub by: Option<String>,
    /// When it was asked for: what was first answered later is not in it.
    pub created_at: Timestamp,
    /// Who asked: `key:ID` or `person:SUBJECT`.
    pub created_by: String,
    /// `waiting`, `running`, `done`, `failed`, or `expired`: the file is gone.
    pub state: &'static str,
    /// Rows written so far.
    pub rows: u64,
    /// Bytes written so far.
    pub bytes: u64,
    /// Why there is no file, where it failed.
    pub reason: Option<Failure>,
    /// Until when the file is kept, once it is done.
    pub expires_at: Option<Timestamp>,
    /// Where the file is, for some minutes: given for one export that is done.
    pub url: Option<String>,
    /// Until when that address gives it.
    pub url_expires_at: Option<Timestamp>,
}

/// Exports, the latest first.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Exports))]
pub(crate) struct Listing {
    exports: Vec<ExportItem>,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

impl ExportItem {
    /// What is given of a job at `now`, without an address.
    pub(crate) fn of(job: &Job, now: Timestamp) -> Self {
        let export = &job.export;
        let expires_at = job.expires_at();
        let day = |day: Date| export.what.is_by_day().then_some(day);
        Self {
            id: job.id.to_string(),
            what: export.what,
            format: export.format,
            survey: export.survey.clone(),
            from: day(export.from),
            to: day(export.to),
            by: export.by.as_ref().map(ToString::to_string),
            created_at: export.asked_at,
            created_by: job.by.clone(),
            state: match &job.state {
                State::Waiting if job.progress.parts.is_empty() => "waiting",
                State::Waiting | State::Running => "running",
                State::Done(_) if expires_at.is_some_and(|end| end <= now) => "expired",
                State::Done(_) => "done",
                State::Failed(_) => "failed",
            },
            rows: job.progress.rows,
            bytes: job.progress.bytes,
            reason: match job.state {
                State::Failed(failure) => Some(failure),
                _ => None,
            },
            expires_at,
            url: None,
            url_expires_at: None,
        }
    }
}

/// Exports
///
/// Those asked for in the last thirty days, the latest first. Without the scope `comments`, those of scores alone.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/exports", operation_id = "listExports", tag = "exports",
    params(
        ("per_page" = Option<u32>, Query, description = "Exports on a page, 50 by default.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = crate::openapi::words::CURSOR),
    ),
    responses((status = 200, body = Listing, description = "The exports."))
))]
pub(crate) async fn list<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["per_page", "cursor"])?;
    let question = Question {
        list: "exports",
        query: &query,
    };
    let before: Option<String> = question.place()?;
    let before = before.map(|id| id.parse()).transpose().map_err(|_| cursor::refused())?;
    let (jobs, next) = visible(app, caller, before, per_page(&query)?).await?;
    let now = app.clock.now();
    let listing = Listing {
        exports: jobs.iter().map(|job| ExportItem::of(job, now)).collect(),
        next_cursor: next.map(|id| question.cursor(&id.to_string())).transpose()?,
    };
    respond::json(StatusCode::OK, &listing)
}

/// Ask for an export
///
/// The file is written soon after; what it covers is fixed now. `GET /v1/exports/{export}` says when it is done, and where it
/// is. Everything but scores takes the scope `comments`, as it is of individuals.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/exports", operation_id = "createExport", tag = "exports", request_body = Wanted,
    responses((status = 202, body = ExportItem, description = "It will be written."))
))]
pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    once: &Once,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let wanted: Wanted = json(request, MOST_BYTES)?;
    let job = ask(app, request, caller, once, &wanted).await?;
    let item = ExportItem::of(&job, app.clock.now());
    let mut response = respond::json(StatusCode::ACCEPTED, &item)?;
    let place = HeaderValue::try_from(format!("/v1/exports/{}", item.id));
    let place = place.map_err(|error| Problem::internal(&error))?;
    response.headers_mut().insert(LOCATION, place);
    Ok(response)
}

/// An export
///
/// How far it is. Once it is done, `url` is the address of the file for ten minutes: whoever has it can fetch the file.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/exports/{export}", operation_id = "getExport", tag = "exports",
    params(("export" = String, Path, description = "The id.")),
    responses(
        (status = 200, body = ExportItem, description = "The export."),
        (status = 404, description = "There is no such export, it has expired, or it is of individuals and the scope `comments` is missing."),
    )
))]
pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    id: &str,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let job = find(app, caller, id).await?;
    let mut item = ExportItem::of(&job, app.clock.now());
    if let Some(link) = fetch(app, request, caller, &job).await? {
        item.url = Some(link.url);
        item.url_expires_at = Some(link.expires_at);
    }
    respond::json(StatusCode::OK, &item)
}

/// What files of these rows take beside reading.
pub(crate) fn needs(what: What) -> Scope {
    if what.is_of_individuals() {
        Scope::Comments
    } else {
        Scope::Read
    }
}

/// A page of the jobs that the caller may have the files of, and before which the next one begins. It is shorter than asked for,
/// though there may be more, only where a very long row of jobs is of no concern to the caller.
pub(crate) async fn visible<S: ApiStore>(
    app: &App<S>,
    caller: &Caller,
    before: Option<JobId>,
    number: usize,
) -> Result<(Vec<Job>, Option<JobId>), Problem> {
    let (now, mut found, mut from) = (app.clock.now(), Vec::new(), before);
    let further = iter::repeat_n(number.max(READ_AHEAD), MOST_READS);
    for at_once in iter::once(number).chain(further) {
        let (jobs, next) = app.store.list_export_jobs(from, at_once, now).await?;
        let mut jobs = jobs.into_iter().peekable();
        while let Some(job) = jobs.next() {
            if !caller.may(needs(job.export.what)) {
                continue;
            }
            let id = job.id;
            found.push(job);
            if found.len() == number {
                let more = jobs.peek().is_some() || next.is_some();
                return Ok((found, more.then_some(id)));
            }
        }
        from = next;
        if from.is_none() {
            break;
        }
    }
    Ok((found, from))
}

/// The job of this id. One that the caller may not have the file of is none.
pub(crate) async fn find<S: ApiStore>(app: &App<S>, caller: &Caller, id: &str) -> Result<Job, Problem> {
    let id: JobId = id.parse().map_err(|_| Problem::no_export())?;
    let found = app.store.read_export_job(id, app.clock.now()).await?;
    let found = found.filter(|job| caller.may(needs(job.export.what)));
    found.ok_or_else(Problem::no_export)
}

/// The address of the file of a job, noted in the audit trail before it is given; none where there is no file.
pub(crate) async fn fetch<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    job: &Job,
) -> Result<Option<FileLink>, Problem> {
    let now = app.clock.now();
    if job.expires_at().is_none_or(|end| end <= now) {
        return Ok(None);
    }
    audit::record(app, request, caller, Deed::FetchExport, Some(job.id.to_string())).await?;
    let link = app.files.link(&job.file_key(), now);
    link.map(Some).map_err(|error| Problem::internal(&error))
}
