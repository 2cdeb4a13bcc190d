//! `GET /dashboard`: one page that a person reads, without script.

mod card;
mod change;
mod chart;
mod people;
mod shifts;

use askama::Template;
use futures::future::try_join_all;
use http::StatusCode;
use lambda_http::{Body, Request, Response};
use shared::domain::Band;
use shared::domain::chart::ScoreSignal;
use shared::domain::cut::Cut;
use shared::domain::day::{Calendar, before};
use shared::domain::day_book::DayBook;
use shared::domain::survey::Survey;
use shared::domain::window::{Against, Window};
use shared::report::{Asked, answers_on, score_rows};
use shared::risk_report::flag_list;
use shared::store::StoreError;
use shared::store::responses::IndexedResponse;
use shared::store::settings::Surveys;

use crate::access::Caller;
use crate::pages::display;
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::answers::{Wanted, last_days, newest_first};
use crate::v1::flags::team_words;
use crate::{ApiStore, App, respond};

use card::Card;
use people::{Flagged, LowAnswer};
use shifts::Shift;

/// The periods one can choose from, in days.
const PERIODS: [u64; 3] = [7, 28, 90];
const USUAL_PERIOD: u64 = 28;
const MOST_FLAGGED: usize = 20;
const MOST_COMMENTS: usize = 8;
/// Low answers read for their comments, and the days they are looked for on.
const LOW_ANSWERS_READ: usize = 60;
const COMMENT_DAYS: usize = 14;

/// The page, as its template takes it: every text ready to be shown.
#[derive(Template)]
#[template(path = "overview.html")]
struct Page {
    shell: Shell,
    from: Moment,
    to: Moment,
    compared_from: Moment,
    compared_to: Moment,
    periods: Vec<Period>,
    settled_through: Option<Moment>,
    cards: Vec<Card>,
    flagged: Vec<Flagged>,
    /// About the flagged, in the team's language, as are their reasons.
    queue: QueueWords,
    all_flagged_shown: bool,
    low_answers: Vec<LowAnswer>,
    comment_days: usize,
}

/// Words about the flagged.
struct QueueWords {
    language: &'static str,
    note: String,
    points_note: String,
    lowers: String,
}

/// A day for people and for machines.
struct Moment {
    text: String,
    iso: String,
}

struct Period {
    days: u64,
    current: bool,
}

impl Moment {
    fn of(day: jiff::civil::Date) -> Self {
        Self {
            text: display::day(day),
            iso: day.to_string(),
        }
    }
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
    let (words, calendar) = futures::try_join!(team_words(app, &query), app.calendar())?;
    let today = calendar.day_of(app.clock.now());
    let window = Window::Days(u16::try_from(days).unwrap_or(1));
    let closed = before(today);
    let (range, compared) = window
        .compared(closed, Against::Before)
        .map(|compared| (window.ending(closed), compared))
        .map_err(|overlap| Problem::internal(&overlap))?;
    // The comments may come from days before the period.
    let first_read = range.from.min(last_days(today, COMMENT_DAYS).from);
    let (surveys, book, queue, signals) = futures::try_join!(
        app.store.read_surveys(),
        app.store.read_days(first_read, today),
        flag_list(&app.store, MOST_FLAGGED + 1, words, &calendar),
        app.store.read_signals(),
    )?;
    let asked = Asked {
        range,
        against: Some(compared),
        by: Some(&Cut::Touchpoint),
    };
    let all_cards = try_join_all(
        surveys
            .current
            .values()
            .map(|survey| card(app, survey, days, asked, today, &signals)),
    );
    let (cards, low_answers) = futures::try_join!(all_cards, low_answers(app, &surveys, &book, &calendar, today))?;
    let page = Page {
        shell: Shell::of(app, request, caller, Section::Overview),
        from: Moment::of(range.from),
        to: Moment::of(range.to),
        compared_from: Moment::of(compared.from),
        compared_to: Moment::of(compared.to),
        periods: PERIODS
            .into_iter()
            .map(|period| Period {
                days: period,
                current: period == days,
            })
            .collect(),
        settled_through: book.settled_through(range.from, range.to, &calendar).map(Moment::of),
        cards,
        all_flagged_shown: queue.flags.len() <= MOST_FLAGGED,
        flagged: queue
            .flags
            .iter()
            .take(MOST_FLAGGED)
            .map(|row| Flagged::of(row, words, &calendar))
            .collect(),
        queue: QueueWords {
            language: queue.language,
            note: queue.note,
            points_note: words.get("points-note").into_owned(),
            lowers: words.get("lowers").into_owned(),
        },
        low_answers,
        comment_days: COMMENT_DAYS,
    };
    respond::page(StatusCode::OK, &page)
}

async fn card<S: ApiStore>(
    app: &App<S>,
    survey: &Survey,
    days: u64,
    asked: Asked<'_>,
    today: jiff::civil::Date,
    signals: &[ScoreSignal],
) -> Result<Card, StoreError> {
    let (rows, so_far) = futures::try_join!(
        score_rows(&app.store, survey, asked),
        answers_on(&app.store, survey, today)
    )?;
    let shifts = Shift::of_survey(&survey.definition.id, signals);
    Ok(Card::of(survey, days, &rows, so_far, shifts))
}

/// The latest low answers that count and say something.
async fn low_answers<S: ApiStore>(
    app: &App<S>,
    surveys: &Surveys,
    book: &DayBook,
    calendar: &Calendar,
    today: jiff::civil::Date,
) -> Result<Vec<LowAnswer>, StoreError> {
    let wanted = Wanted {
        survey: None,
        range: last_days(today, COMMENT_DAYS),
        after: None,
        limit: LOW_ANSWERS_READ,
        most_days: COMMENT_DAYS,
    };
    let low = |row: &IndexedResponse| {
        row.standing.counts() && row.rating.is_some_and(|rating| row.measure.band(rating) == Band::Low)
    };
    let page = newest_first::<S>(&app.store, book, calendar, &wanted, low).await?;
    let comments = page
        .responses
        .iter()
        .filter_map(|response| LowAnswer::of(response, surveys, &app.keys.seal));
    Ok(comments.take(MOST_COMMENTS).collect())
}
