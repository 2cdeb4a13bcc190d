//! `/dashboard/exports`: the files that were asked for, a form to ask for one, and the way to each.

use std::borrow::Cow;

use askama::Template;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use shared::domain::day::Calendar;
use shared::domain::export::{Failure, Format, Job, What};
use shared::text::TeamWords;

use super::display::plain;
use super::parts::Choice;
use super::refused::Refused;
use super::shell::{Section, Shell};
use crate::access::Caller;
use crate::access::forms::Form;
use crate::once::Once;
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::exports::{ExportItem, MOST_DAYS, Wanted, ask, fetch, find, needs, visible};
use crate::{ApiStore, App, respond};

/// The page itself.
const HERE: &str = "/dashboard/exports";
/// Exports on the page.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "exports.html")]
struct Page {
    shell: Shell,
    /// Those that the caller may ask for.
    kinds: Vec<Choice>,
    formats: Vec<Choice>,
    surveys: Vec<Choice>,
    from: String,
    to: String,
    refused: Refused,
    rows: Vec<Row>,
    /// Whether one is still being written.
    under_way: bool,
    today: String,
}

/// The survey of an export.
struct SurveyCell {
    /// What it is called now; none where it is there no more.
    title: Option<String>,
    id: String,
}

/// One export.
struct Row {
    what: &'static str,
    format: &'static str,
    covers: String,
    survey: Option<SurveyCell>,
    asked: String,
    asked_iso: String,
    asked_by: String,
    state: &'static str,
    /// Why there is no file, where there is none.
    reason: Option<&'static str>,
    rows: String,
    /// Where to fetch it; none where there is nothing to fetch.
    href: Option<String>,
    until: Option<String>,
}

impl Page {
    fn t(&self, key: &str) -> Cow<'static, str> {
        self.shell.t(key)
    }
}

/// Shows the page.
pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let shell = Shell::of(app, request, caller, Section::Exports);
    page(app, caller, shell, &Wanted::default(), Refused::default()).await
}

/// The page, with the form as `sent` and what was refused of it.
async fn page<S: ApiStore>(
    app: &App<S>,
    caller: &Caller,
    shell: Shell,
    sent: &Wanted,
    refused: Refused,
) -> Result<Response<Body>, Problem> {
    let surveys = app.store.read_surveys();
    let (surveys, calendar, (jobs, _)) = futures::try_join!(
        async { surveys.await.map_err(Problem::from) },
        app.calendar(),
        visible(app, caller, None, SHOWN)
    )?;
    let now = app.clock.now();
    let about = |job: &Job| {
        let survey = job.export.survey.as_deref().map(|id| SurveyCell {
            title: surveys.current.get(id).map(|survey| plain(&survey.definition.title)),
            id: plain(id),
        });
        row(
            job,
            survey,
            asked_by(&job.by, caller, shell.words()),
            now,
            &shell,
            &calendar,
        )
    };
    let rows: Vec<Row> = jobs.iter().map(about).collect();
    let given = |field: &Option<String>| plain(field.as_deref().unwrap_or_default());
    let (survey, format) = (given(&sent.survey), given(&sent.format));
    let page = Page {
        kinds: What::ALL
            .into_iter()
            .filter(|what| caller.may(needs(*what)))
            .map(|what| {
                Choice::of(
                    what.name(),
                    shell.t(&format!("exports-what-{}", what.name())),
                    &sent.what,
                )
            })
            .collect(),
        formats: Format::ALL
            .map(|one| Choice::of(one.name(), shell.t(&format!("exports-format-{}", one.name())), &format))
            .into(),
        surveys: (surveys.current.values())
            .map(|one| Choice::of(&one.definition.id, plain(&one.definition.title), &survey))
            .collect(),
        from: given(&sent.from),
        to: given(&sent.to),
        under_way: rows.iter().any(|row| matches!(row.state, "waiting" | "running")),
        rows,
        today: calendar.day_of(now).to_string(),
        shell,
        refused,
    };
    respond::page(page.refused.status(), &page)
}

/// Asks for an export and leads back to the page; where it is refused, shows the form again as it was sent.
pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    once: &Once,
) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &["what", "format", "survey", "from", "to", "by"])?;
    let field = |name: &str| form.get(name).map(str::to_owned);
    let wanted = Wanted {
        what: field("what").unwrap_or_default(),
        format: field("format"),
        survey: field("survey"),
        from: field("from"),
        to: field("to"),
        by: field("by"),
        language: None,
    };
    let Err(problem) = ask(app, request, caller, once, &wanted).await else {
        return respond::see_other(HERE);
    };
    let Some(field) = problem.refused().and_then(field_of) else {
        return Err(problem);
    };
    let shell = Shell::of(app, request, caller, Section::Exports).back_at(HERE);
    let mut refused = Refused::default();
    let days = shell.words().count(u64::from(MOST_DAYS.unsigned_abs()));
    let text = shell.with(&format!("exports-refused-{field}"), &[("days", &days)]);
    refused.tell(field, form.get(field).unwrap_or_default(), text);
    page(app, caller, shell, &wanted, refused).await
}

/// The field of the form that a refusal is about.
fn field_of(refused: &str) -> Option<&'static str> {
    ["what", "format", "survey", "from", "to"]
        .into_iter()
        .find(|field| *field == refused)
}

/// Leads to the file.
pub(crate) async fn open<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    id: &str,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let job = find(app, caller, id).await?;
    let link = fetch(app, request, caller, &job)
        .await?
        .ok_or_else(Problem::no_export)?;
    respond::see_other(&link.url)
}

/// Who asked, as the reader knows them: themselves, a key by its id, or another person by what they sign in as.
fn asked_by(by: &str, reader: &Caller, words: TeamWords) -> String {
    if by == reader.by() {
        return words.get("exports-by-you").into_owned();
    }
    match by.split_once(':') {
        Some(("key", id)) => words.with("audit-key", &[("id", id)]),
        Some(("person", subject)) => plain(subject),
        _ => plain(by),
    }
}

fn row(
    job: &Job,
    survey: Option<SurveyCell>,
    asked_by: String,
    now: Timestamp,
    shell: &Shell,
    calendar: &Calendar,
) -> Row {
    let item = ExportItem::of(job, now);
    let words = shell.words();
    let covers = match (item.from, item.to) {
        (Some(from), Some(to)) => words.with("exports-days", &[("from", &words.day(from)), ("to", &words.day(to))]),
        _ => words.get("exports-now").into_owned(),
    };
    let day = |at: Timestamp| words.day(calendar.day_of(at));
    Row {
        what: item.what.name(),
        format: item.format.name(),
        covers,
        survey,
        asked: day(item.created_at),
        asked_iso: item.created_at.to_string(),
        asked_by,
        state: item.state,
        reason: item.reason.map(Failure::name),
        rows: words.count(item.rows),
        href: (item.state == "done").then(|| format!("{HERE}/{}", item.id)),
        until: item.expires_at.filter(|_| item.state == "done").map(day),
    }
}
