//! `GET /dashboard/audit`: who did what.

use askama::Template;
use lambda_http::{Body, Request, Response};
use shared::domain::access::Scope;
use shared::domain::audit::{AuditEntry, BY_TABLE};
use shared::domain::day::Calendar;
use shared::text::TeamWords;

use crate::access::Caller;
use crate::pages::display::plain;
use crate::pages::moment::Moment;
use crate::pages::refused::{Refused, Sifted, sift};
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::audit::{Read, days, read};
use crate::{ApiStore, App, respond};

#[derive(Template)]
#[template(path = "audit.html")]
struct Page {
    shell: Shell,
    may_erase: bool,
    refused: Refused,
    since: String,
    until: String,
    lines: Vec<Line>,
    older: Option<String>,
}

struct Line {
    at: Moment,
    by: String,
    /// What whoever signed in is called.
    name: Option<String>,
    deed: String,
    about: Option<String>,
}

impl Line {
    fn of(entry: &AuditEntry, calendar: &Calendar, words: TeamWords) -> Self {
        let by = match entry.by.split_once(':') {
            Some(("key", id)) => words.with("audit-key", &[("id", id)]),
            Some(("person", subject)) => plain(subject),
            _ if entry.by == BY_TABLE => words.get("audit-table").into_owned(),
            _ => plain(&entry.by),
        };
        Self {
            at: Moment::at(entry.at, calendar, words),
            by,
            name: entry.name.as_deref().map(plain),
            deed: words.deed(entry.deed),
            about: entry.about.as_deref().map(plain),
        }
    }
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    const ASKED: [&str; 2] = ["since", "until"];
    let query = Query::of(request, &["since", "until", "per_page", "cursor"])?;
    let shell = Shell::of(app, request, caller, Section::Audit);
    let Sifted {
        rest: query, refused, ..
    } = sift(query, shell.words(), |query| days(app, query))?;
    let Read {
        days: (since, until),
        page,
        next_cursor,
    } = read(app, &query).await?;
    let calendar = app.calendar().await?;
    let older = next_cursor.map(|cursor| {
        // A cursor fits the very question that it was given for.
        let asked = ASKED.iter().filter_map(|name| Some((*name, query.get(name)?)));
        let pairs: Vec<(&str, &str)> = asked.chain([("cursor", cursor.as_str())]).collect();
        // Pairs of texts can always be written.
        format!(
            "/dashboard/audit?{}",
            serde_urlencoded::to_string(pairs).unwrap_or_default()
        )
    });
    let page = Page {
        may_erase: caller.may(Scope::Erase),
        since: refused.typed("since", since.to_string()),
        until: refused.typed("until", until.to_string()),
        lines: page
            .lines
            .iter()
            .map(|entry| Line::of(entry, &calendar, shell.words()))
            .collect(),
        older,
        shell,
        refused,
    };
    respond::page(page.refused.status(), &page)
}
