//! `GET /dashboard/runs`: what the nights did, and what waits for the next one.

use std::borrow::Cow;

use askama::Template;
use http::StatusCode;
use lambda_http::{Body, Request, Response};
use shared::domain::day::Calendar;
use shared::runs_report::{self, CustomersRun, DayRun, Runs, WaitingDay, WaitsFor};
use shared::text::TeamWords;

use crate::access::Caller;
use crate::pages::moment::Moment;
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

#[derive(Template)]
#[template(path = "runs.html")]
struct Page {
    shell: Shell,
    settled: String,
    days: Vec<Day>,
    waiting: Vec<Waiting>,
    customers: Option<Customers>,
    learning: String,
    /// Why nothing was learned.
    reason: Option<String>,
    /// The same with its numbers, as the night wrote it down in English.
    why_not: Option<String>,
}

struct Day {
    day: Moment,
    computed: Option<Moment>,
    answers: String,
    settled: bool,
    state: String,
}

struct Waiting {
    day: Moment,
    waits_for: String,
}

struct Customers {
    moment: Moment,
    finished: bool,
    customers: String,
    flagged: String,
    days_merged: String,
    damaged: String,
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let calendar = app.calendar().await?;
    let runs = runs_report::runs(&app.store, &calendar, app.clock.now()).await?;
    let shell = Shell::of(app, request, caller, Section::Runs);
    respond::page(StatusCode::OK, &page(shell, &calendar, runs))
}

fn page(shell: Shell, calendar: &Calendar, runs: Runs) -> Page {
    let words = shell.words();
    let settled = match runs.settled_through {
        Some(day) => words.with("runs-settled", &[("day", &words.day(day))]),
        None => words.get("runs-none").into_owned(),
    };
    let reason = runs.learning.as_ref().and_then(|learning| learning.reason);
    let reason = reason.map(|reason| words.get(&format!("runs-why-{}", reason.name().replace('_', "-"))));
    let (learning, why_not) = match runs.learning {
        None => (words.get("runs-never-learned").into_owned(), None),
        Some(learning) => {
            let key = if learning.nothing.is_some() {
                "runs-not-learned"
            } else {
                "runs-learned"
            };
            let day = Moment::at(learning.at, calendar, words).text;
            (words.with(key, &[("day", &day)]), learning.nothing)
        }
    };
    Page {
        settled,
        days: runs.days.iter().map(|day| Day::of(day, calendar, words)).collect(),
        waiting: runs.waiting.iter().map(|day| Waiting::of(day, words)).collect(),
        customers: runs.customers.as_ref().map(|run| Customers::of(run, calendar, words)),
        learning,
        reason: reason.map(Cow::into_owned),
        why_not,
        shell,
    }
}

impl Day {
    fn of(day: &DayRun, calendar: &Calendar, words: TeamWords) -> Self {
        let state = match (day.sealed, day.settled) {
            (true, _) => "runs-sealed-short",
            (false, true) => "runs-settled-short",
            (false, false) => "runs-open-short",
        };
        Self {
            day: Moment::day(day.day, words),
            computed: day.computed_at.map(|at| Moment::at(at, calendar, words)),
            answers: words.count(day.answers),
            settled: day.settled,
            state: words.get(state).into_owned(),
        }
    }
}

impl Waiting {
    fn of(waiting: &WaitingDay, words: TeamWords) -> Self {
        let key = match waiting.waits_for {
            WaitsFor::Scores => "runs-waits-scores",
            WaitsFor::Customers => "runs-waits-customers",
        };
        Self {
            day: Moment::day(waiting.day, words),
            waits_for: words.get(key).into_owned(),
        }
    }
}

impl Customers {
    fn of(run: &CustomersRun, calendar: &Calendar, words: TeamWords) -> Self {
        Self {
            moment: Moment::at(run.moment, calendar, words),
            finished: run.finished,
            customers: words.count(run.customers),
            flagged: words.count(run.flagged),
            days_merged: words.count(run.days_merged),
            damaged: words.count(run.damaged),
        }
    }
}
