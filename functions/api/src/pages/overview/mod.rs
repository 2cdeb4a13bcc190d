//! `GET /dashboard`: every survey at a glance, and who to look at first.

mod card;
mod people;
mod shifts;

use askama::Template;
use futures::future::{OptionFuture, try_join_all};
use http::StatusCode;
use jiff::civil::Date;
use lambda_http::{Body, Request, Response};
use shared::domain::access::Scope;
use shared::domain::cut::Cut;
use shared::domain::day::before;
use shared::domain::step::Step;
use shared::domain::survey::Survey;
use shared::domain::window::{Against, DayRange, Window};
use shared::report::{Asked, SurveyDays};
use shared::risk_report::flag_list;
use shared::text::TeamWords;

use crate::access::Caller;
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

use card::{Card, Rows};
use people::Flagged;
use shifts::ShiftOf;

/// The periods one can choose from, in days.
const PERIODS: [u64; 3] = [7, 28, 90];
const USUAL_PERIOD: u64 = 28;
/// How many of the queue are shown; the queue's own page has them all.
const TOP_OF_THE_QUEUE: usize = 5;

/// The page, as its template takes it: every text ready to be shown.
#[derive(Template)]
#[template(path = "overview.html")]
struct Page {
    shell: Shell,
    period: String,
    settled: String,
    periods: Vec<Period>,
    shifts: Vec<ShiftOf>,
    /// The days shown, for links to what is of them.
    from: Date,
    to: Date,
    cards: Vec<Card>,
    /// None for whoever may not see individuals.
    queue: Option<Queue>,
    /// Whether the caller may read what customers say.
    may_read_comments: bool,
    may_acknowledge: bool,
}

/// The top of the queue.
struct Queue {
    /// What the risks are and are not.
    note: String,
    flagged: Vec<Flagged>,
    /// Whether the queue has more.
    more: bool,
}

struct Period {
    days: u64,
    words: String,
    current: bool,
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["days"])?;
    let days = query.number("days", &(1..=400))?.unwrap_or(USUAL_PERIOD);
    if !PERIODS.contains(&days) {
        return Err(Problem::invalid(
            "days",
            "the overview shows 7, 28 or 90 days; give one of these",
        ));
    }
    let shell = Shell::of(app, request, caller, Section::Overview);
    let words = shell.words();
    let calendar = app.calendar().await?;
    let today = calendar.day_of(app.clock.now());
    let window = Window::Days(u16::try_from(days).unwrap_or(1));
    let closed = before(today);
    let (range, compared) = window
        .compared(closed, Against::Before)
        .map(|compared| (window.ending(closed), compared))
        .map_err(|overlap| Problem::internal(&overlap))?;
    let may_see_people = caller.may(Scope::Comments);
    let risks = app.risks();
    let flags = OptionFuture::from(may_see_people.then(|| flag_list(&risks, TOP_OF_THE_QUEUE + 1, words, &calendar)));
    let (surveys, book, flags, signals) = futures::try_join!(
        app.surveys(),
        async { Ok(app.store.read_days_from(range.from).await?) },
        async { Ok(flags.await.transpose()?) },
        async { Ok(app.store.read_signals().await?) },
    )?;
    let asked = Asked {
        range,
        against: Some(compared),
        by: Some(&Cut::Touchpoint),
    };
    let days_before = words.with("before-days", &[("days", &days.to_string())]);
    let cards = surveys
        .current
        .values()
        .map(|survey| card(app, words, survey, &days_before, (asked, today)));
    let page = Page {
        period: period(words, range, compared),
        settled: settled(words, book.settled_through(range.from, range.to, &calendar)),
        periods: PERIODS.map(|period| Period::of(words, period, days)).into(),
        shifts: shifts::open(words, &surveys, &signals),
        from: range.from,
        to: range.to,
        cards: try_join_all(cards).await?,
        queue: flags.map(|list| Queue {
            note: list.note,
            more: list.flags.len() > TOP_OF_THE_QUEUE,
            flagged: list
                .flags
                .iter()
                .take(TOP_OF_THE_QUEUE)
                .map(|row| Flagged::of(row, words, &calendar))
                .collect(),
        }),
        may_read_comments: may_see_people,
        may_acknowledge: caller.may(Scope::Write),
        shell,
    };
    respond::page(StatusCode::OK, &page)
}

async fn card<S: ApiStore>(
    app: &App<S>,
    words: TeamWords,
    survey: &Survey,
    before: &str,
    (asked, today): (Asked<'_>, Date),
) -> Result<Card, Problem> {
    let open_day = DayRange { from: today, to: today };
    let ranges: Vec<DayRange> = [asked.range, open_day].into_iter().chain(asked.against).collect();
    let read = SurveyDays::read(&app.store, survey, &ranges).await?;
    let both = DayRange {
        from: asked.against.map_or(asked.range.from, |before| before.from),
        to: asked.range.to,
    };
    let weeks = read.trend(both, Step::Week);
    let rows = Rows {
        scores: &read.scores(&app.store, asked).await?,
        // The first row is the whole.
        weeks: weeks.get(1..).unwrap_or_default(),
        today: read.answers_on(today),
    };
    Card::of(words, survey, before, rows).map_err(|error| Problem::internal(&error))
}

impl Period {
    fn of(words: TeamWords, days: u64, chosen: u64) -> Self {
        Self {
            days,
            words: words.with("time-days", &[("count", &days.to_string())]),
            current: days == chosen,
        }
    }
}

fn period(words: TeamWords, range: DayRange, compared: DayRange) -> String {
    let [from, to, before_from, before_to] =
        [range.from, range.to, compared.from, compared.to].map(|day| words.day(day));
    let days = [
        ("from", &*from),
        ("to", &to),
        ("before-from", &before_from),
        ("before-to", &before_to),
    ];
    words.with("overview-period", &days)
}

fn settled(words: TeamWords, through: Option<Date>) -> String {
    match through {
        None => words.get("days-unsettled").into_owned(),
        Some(day) => words.with("overview-settled", &[("day", &words.day(day))]),
    }
}
