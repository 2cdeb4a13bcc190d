//! `GET /dashboard/surveys/{survey}`: one survey, by the same functions as `GET /v1/scores`.

mod about;
mod choice;
mod parts;
mod ratings;
pub(crate) mod series;
pub(crate) mod shifts;
mod whole;

use askama::Template;
use jiff::civil::Date;
use lambda_http::{Body, Request, Response};
use shared::domain::access::Scope;
use shared::domain::cut::Cut;
use shared::domain::step::Step;
use shared::domain::survey::Survey;
use shared::domain::window::DayRange;
use shared::report::{Asked, ScoreRow, SurveyDays};
use shared::signals::SignalRow;
use shared::store::StoreError;

use crate::access::Caller;
use crate::pages::display::plain;
use crate::pages::parts::Choice;
use crate::pages::plot::NotDrawn;
use crate::pages::refused::{Refused, Sifted, sift};
use crate::pages::shell::{Section, Shell};
use crate::pages::told::Told;
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

use about::About;
use choice::{Chosen, PARAMETERS, Way, name, steps};
use parts::{Part, parts};
use ratings::Ratings;
use series::Series;
use shifts::Shift;
use whole::Whole;

/// What stands in a cell where a number is not shown.
const NOT_SHOWN: &str = "\u{2013}";

/// The page, as its template takes it: every text ready to be shown.
#[derive(Template)]
#[template(path = "survey.html")]
struct Page {
    shell: Shell,
    title: String,
    lead: Vec<String>,
    periods: Vec<Way>,
    path: String,
    own_days: bool,
    from: String,
    to: String,
    refused: Refused,
    beside_days: Vec<(&'static str, String)>,
    of_days: Vec<(&'static str, String)>,
    comparisons: Vec<Choice>,
    steps: Vec<Choice>,
    cuts: Vec<Choice>,
    touchpoints: Vec<Choice>,
    touchpoint: Option<String>,
    of_all_touchpoints: String,
    /// None where the touchpoint is too small to be shown.
    seen: Option<Seen>,
    shifts: Vec<Shift>,
    may_acknowledge: bool,
    /// Whether a division is asked for that there is not of one touchpoint.
    divided: bool,
    parts: Parts,
    about: About,
}

/// The scores that are shown first: of the survey, or of one touchpoint.
struct Seen {
    whole: Whole,
    series: Series,
    ratings: Option<Ratings>,
}

/// The answers by value of a cut.
struct Parts {
    name: String,
    rows: Vec<Part>,
    compared: bool,
    hidden: Option<String>,
}

pub(crate) async fn get<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    id: &str,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let (surveys, calendar) = futures::try_join!(app.surveys(), app.calendar())?;
    let survey = surveys.current.get(id).ok_or_else(Problem::no_survey)?;
    let today = calendar.day_of(app.clock.now());
    let shell = Shell::of(app, request, caller, Section::Overview);
    let Sifted {
        wanted: choice,
        refused,
        ..
    } = sift(Query::of(request, &PARAMETERS)?, shell.words(), |query| {
        Chosen::of(query, id, today)
    })?;
    let open_day = DayRange { from: today, to: today };
    let ranges: Vec<DayRange> = [choice.range, open_day].into_iter().chain(choice.against).collect();
    let (read, book, signals) = futures::try_join!(
        SurveyDays::read(&app.store, survey, &ranges),
        app.store.read_days_from(choice.range.from),
        app.store.read_signals(),
    )?;
    let cuts = async {
        match read.last_day() {
            Some(day) => app.store.read_cuts(id, day).await,
            None => Ok(Vec::new()),
        }
    };
    let (cuts, scores) = futures::try_join!(cuts, Scores::of(app, &choice, &read))?;
    let told = Told {
        words: shell.words(),
        metric: survey.measure.metric(),
    };
    let settled = book.settled_through(choice.range.from, choice.range.to, &calendar);
    let touchpoint = choice.touchpoint.as_deref();
    let signals: Vec<SignalRow> = signals
        .iter()
        .filter(|signal| signal.survey == id)
        .map(SignalRow::of)
        .filter(|signal| touchpoint.is_none() || signal.touchpoint.as_deref() == touchpoint)
        .collect();
    let seen = Seen::of(told, survey, &choice, &scores, &signals, read.answers_on(today));
    let page = Page {
        title: plain(&survey.definition.title),
        lead: lead(told, &choice, settled),
        periods: choice.periods(told.words),
        path: choice.path().to_owned(),
        own_days: choice.own_days() || ["from", "to"].iter().any(|day| refused.text(day).is_some()),
        from: refused.typed("from", choice.range.from.to_string()),
        to: refused.typed("to", choice.range.to.to_string()),
        beside_days: owned(choice.beside_days()),
        of_days: owned(choice.of_days()),
        comparisons: choice.comparisons(told.words),
        steps: steps(told.words, scores.step),
        touchpoints: choice.touchpoints(told.words, scores.touchpoints()),
        cuts: choice.cuts(told.words, cuts),
        touchpoint: touchpoint.map(plain),
        of_all_touchpoints: choice.of_all_touchpoints(),
        seen: seen.map_err(|error| Problem::internal(&error))?,
        shifts: Shift::to_show(told, &calendar, choice.range, &signals),
        may_acknowledge: caller.may(Scope::Write),
        divided: touchpoint.is_some() && choice.cut != Cut::Touchpoint,
        parts: Parts::of(told, &choice, &scores).map_err(|error| Problem::internal(&error))?,
        about: About::of(told, survey),
        shell,
        refused,
    };
    respond::page(page.refused.status(), &page)
}

/// The rows that the page is made of, as the API gives them.
struct Scores {
    by_touchpoint: Vec<ScoreRow>,
    /// By another cut, where one is chosen.
    by_other: Option<Vec<ScoreRow>>,
    /// The steps of the trend.
    step: Step,
    /// The row that the trend is of, and one a step; none where the touchpoint is too small to be shown.
    trend: Option<Vec<ScoreRow>>,
}

impl Scores {
    async fn of<S: ApiStore>(app: &App<S>, choice: &Chosen, read: &SurveyDays<'_>) -> Result<Self, StoreError> {
        let asked = |by| Asked {
            range: choice.range,
            against: choice.against,
            by: Some(by),
        };
        let by_other = async {
            match &choice.cut {
                Cut::Touchpoint => Ok(None),
                cut => read.scores(&app.store, asked(cut)).await.map(Some),
            }
        };
        let (by_touchpoint, by_other) = futures::try_join!(read.scores(&app.store, asked(&Cut::Touchpoint)), by_other)?;
        let trend = |step| match &choice.touchpoint {
            None => Some(read.trend(choice.range, step)),
            Some(touchpoint) => read.trend_of_touchpoint(touchpoint, choice.range, step),
        };
        let days_told = || {
            let rows = trend(Step::Day).unwrap_or_default();
            let days = || rows.iter().skip(1).filter(|row| row.n > 0);
            (days().count(), days().filter(|row| row.score.is_some()).count())
        };
        let step = choice.step.unwrap_or_else(|| Step::usual(choice.range, days_told));
        Ok(Self {
            by_touchpoint,
            by_other,
            trend: trend(step),
            step,
        })
    }

    /// The whole first, then the values of the chosen cut.
    fn by_cut(&self) -> &[ScoreRow] {
        self.by_other.as_ref().unwrap_or(&self.by_touchpoint)
    }

    /// The touchpoints that have answers and may be shown.
    fn touchpoints(&self) -> impl Iterator<Item = &str> {
        let answered = self.by_touchpoint.iter().filter(|row| row.n > 0);
        answered.filter_map(|row| row.value.as_deref())
    }

    /// The row of the whole, or of the touchpoint that is chosen.
    fn first(&self, touchpoint: Option<&str>) -> Option<&ScoreRow> {
        self.by_touchpoint.iter().find(|row| row.value.as_deref() == touchpoint)
    }
}

impl Seen {
    fn of(
        told: Told,
        survey: &Survey,
        choice: &Chosen,
        scores: &Scores,
        signals: &[SignalRow],
        today: u64,
    ) -> Result<Option<Self>, NotDrawn> {
        let touchpoint = choice.touchpoint.as_deref();
        let steps = scores.trend.as_deref().and_then(<[ScoreRow]>::split_first);
        let Some((first, (_, steps))) = scores.first(touchpoint).zip(steps) else {
            return Ok(None);
        };
        let of_the_same = signals
            .iter()
            .filter(|signal| signal.touchpoint.as_deref() == touchpoint);
        Ok(Some(Self {
            whole: Whole::of(
                told,
                survey,
                first,
                &choice.before(told.words),
                if touchpoint.is_none() { today } else { 0 },
            ),
            series: Series::of(told, scores.step, choice.range, steps, of_the_same)?,
            ratings: Ratings::of(told, survey, first)?,
        }))
    }
}

impl Parts {
    fn of(told: Told, choice: &Chosen, scores: &Scores) -> Result<Self, NotDrawn> {
        let (whole, rows) = scores.by_cut().split_first().unzip();
        Ok(Self {
            name: name(&choice.cut, told.words),
            rows: parts(told, choice, rows.unwrap_or_default(), choice.cut == Cut::Touchpoint)?,
            compared: choice.against.is_some(),
            hidden: whole.and_then(|whole| Some(told.hidden(whole.hidden?))),
        })
    }
}

/// Which days these are, with which they are compared, and how far they are final.
fn lead(told: Told, choice: &Chosen, settled: Option<Date>) -> Vec<String> {
    let words = told.words;
    let days = |key: &str, range: DayRange| {
        let (from, to) = (words.day(range.from), words.day(range.to));
        words.with(key, &[("from", &from), ("to", &to)])
    };
    let settled = match settled {
        Some(day) => words.with("survey-settled", &[("day", &words.day(day))]),
        None => words.get("days-unsettled").into_owned(),
    };
    let compared = choice.against.map(|against| days("survey-compared", against));
    [Some(days("survey-days", choice.range)), compared, Some(settled)]
        .into_iter()
        .flatten()
        .collect()
}

fn owned(pairs: Vec<(&'static str, &str)>) -> Vec<(&'static str, String)> {
    pairs
        .into_iter()
        .map(|(name, value)| (name, value.to_owned()))
        .collect()
}
