//! `GET /dashboard/queue`: customers with an open flag, highest risk first, and what one can do about each.

pub(crate) mod close;
mod row;

use askama::Template;
use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response as Answered};
use shared::closing::LONGEST_NOTE;
use shared::domain::access::Scope;
use shared::domain::day::Calendar;
use shared::domain::response::{Respondent, Response};
use shared::domain::risk::Cause;
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::risk_report::{FlagPlace, flag_page};
use shared::text::TeamWords;

use crate::access::Caller;
use crate::pages::answer::CustomerLink;
use crate::pages::display::plain;
use crate::pages::moment::Moment;
use crate::pages::parts::Notice;
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::cursor::{self, Question};
use crate::{ApiStore, App, respond};

use row::Row;

pub(crate) const PATH: &str = "/dashboard/queue";
/// Customers on a page.
const A_PAGE: usize = 25;

#[derive(Template)]
#[template(path = "queue.html")]
struct Page {
    shell: Shell,
    may_close: bool,
    note: String,
    rows: Vec<Row>,
    /// Whether this is the first page.
    first: bool,
    /// Where the next one is.
    next: Option<String>,
    notice: Option<OfFlag>,
    longest_note: usize,
}

/// What came of closing a flag.
pub(crate) struct OfFlag {
    pub told: Notice,
    pub customer: CustomerLink,
    /// What was written: stored, or to be sent again.
    pub note: Option<String>,
}

/// A form that was sent and did nothing: shown again, with what was written.
pub(crate) struct Attempt {
    pub status: StatusCode,
    pub customer: String,
    pub note: String,
    /// Why nothing was changed.
    pub why: String,
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Answered<Body>, Problem> {
    let query = Query::of(request, &["closed", "cursor"])?;
    let shell = Shell::of(app, request, caller, Section::Queue);
    let closed = match query.get("closed") {
        Some(id) => closed_notice(app, id, shell.words()).await?,
        None => None,
    };
    let question = Question {
        list: "queue",
        query: &query,
    };
    let from: Option<FlagPlace> = question.place()?;
    if from.as_ref().is_some_and(|from| !from.after.is_possible()) {
        return Err(cursor::refused());
    }
    page(app, caller, (shell, question), from.as_ref(), (closed, None)).await
}

/// The page, after a form that did nothing.
pub(crate) async fn again<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    attempt: Attempt,
) -> Result<Answered<Body>, Problem> {
    let shell = Shell::of(app, request, caller, Section::Queue).back_at(PATH);
    let query = Query::of(request, &[])?;
    let question = Question {
        list: "queue",
        query: &query,
    };
    page(app, caller, (shell, question), None, (None, Some(attempt))).await
}

async fn page<S: ApiStore>(
    app: &App<S>,
    caller: &Caller,
    (shell, question): (Shell, Question<'_>),
    from: Option<&FlagPlace>,
    (closed, attempt): (Option<OfFlag>, Option<Attempt>),
) -> Result<Answered<Body>, Problem> {
    let words = shell.words();
    let calendar = app.calendar().await?;
    let (list, next) = flag_page(&app.store, (from, A_PAGE), words, &calendar).await?;
    let next = next.map(|place| question.cursor(&place)).transpose()?;
    let keys: Vec<_> = list.flags.iter().filter_map(|flag| flag.latest).collect();
    let latest = app.store.get_responses(&keys, false).await?;
    let said = |key: Option<(Respondent, _)>| {
        let key = key?;
        latest
            .iter()
            .find(|response: &&Response| (response.occasion.respondent, response.occasion.invitation) == key)
    };
    let mut rows: Vec<Row> = list
        .flags
        .iter()
        .map(|flag| Row::of(flag, said(flag.latest), words, &calendar))
        .collect();
    let status = attempt.as_ref().map_or(StatusCode::OK, |attempt| attempt.status);
    let notice = attempt
        .map(|attempt| {
            let row = rows
                .iter_mut()
                .find(|row| row.sent_id.as_deref() == Some(attempt.customer.as_str()));
            let kept = row.map(|row| row.note = plain(&attempt.note)).is_some();
            OfFlag {
                told: Notice::bad(attempt.why),
                customer: CustomerLink::of(&attempt.customer),
                note: (!kept && !attempt.note.is_empty()).then(|| plain(&attempt.note)),
            }
        })
        .or(closed);
    let page = Page {
        may_close: caller.may(Scope::Write),
        note: list.note,
        first: from.is_none(),
        next: next.map(|cursor| format!("{PATH}?cursor={cursor}")),
        rows,
        notice,
        longest_note: LONGEST_NOTE,
        shell,
    };
    respond::page(status, &page)
}

/// Says that a customer's flag was closed, where that is so: the address alone says nothing.
async fn closed_notice<S: ApiStore>(app: &App<S>, id: &str, words: TeamWords) -> Result<Option<OfFlag>, Problem> {
    let Ok(id) = CustomerId::new(id, RawIds::Allow) else {
        return Ok(None);
    };
    let customer = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, &id));
    let known = app.store.read_customer(customer).await?;
    let flag = known.and_then(|known| known.flag).filter(|flag| !flag.held_out);
    let closed = flag
        .and_then(|flag| flag.closed)
        .filter(|closed| closed.cause == Cause::Person);
    Ok(closed.map(|closed| OfFlag {
        told: Notice::good(words.get("queue-closed")),
        customer: CustomerLink::of(id.as_str()),
        note: closed.note.as_deref().map(plain),
    }))
}

/// The moment of a flag, as forms carry it: exact, so that it is the same when it comes back.
pub(crate) fn exact(at: Timestamp) -> String {
    at.to_string()
}

/// Since when a flag has been open.
fn since(at: Timestamp, calendar: &Calendar, words: TeamWords) -> Moment {
    Moment::day(calendar.day_of(at), words)
}
