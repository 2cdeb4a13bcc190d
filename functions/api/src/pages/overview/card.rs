//! One survey on the overview: its score with n and interval, what has changed, its weeks and its touchpoints.

use shared::domain::Shown;
use shared::domain::survey::Survey;
use shared::report::ScoreRow;

use crate::pages::display::plain;
use crate::pages::plot::trend::Reading;
use crate::pages::plot::{Axis, NotDrawn, interval, spark};
use crate::pages::survey::series::{axis, reading, scale};
use crate::pages::told::{ChangeTold, Told};

/// So many touchpoints are shown at once; of more, the list is opened by whoever wants it.
const TOUCHPOINTS_AT_ONCE: usize = 4;

/// A survey's part of the page.
pub(super) struct Card {
    pub id: String,
    pub title: String,
    pub metric: String,
    pub language: String,
    pub question: String,
    /// None where nobody has answered.
    pub whole: Option<Whole>,
    pub change: Option<ChangeTold>,
    /// The score week by week.
    pub weeks: Option<String>,
    pub touchpoints: Vec<Touchpoint>,
    /// Where they are not all shown at once: how many there are, in words.
    pub all_touchpoints: Option<String>,
    /// Touchpoints too small to show, as a sentence.
    pub hidden: Option<String>,
    /// None where nobody was invited.
    pub rate: Option<String>,
    /// Why answers are left out, each with how many.
    pub left_out: Vec<String>,
    /// How many of those wait for a person's decision, in words.
    pub waiting: Option<String>,
    /// Answers of the day that is still open, as a sentence; they are in no score yet.
    pub today: Option<String>,
}

/// A score, as far as it may be shown.
pub(super) struct Whole {
    pub answers: String,
    /// The score, and what it is in.
    pub score: Option<(String, String)>,
    pub interval: Option<String>,
    /// The interval on the metric's scale.
    pub picture: Option<String>,
    pub few: bool,
    /// Why there is no score, or why to be careful with it.
    pub caution: Option<String>,
}

/// One touchpoint's row.
pub(super) struct Touchpoint {
    pub name: String,
    pub whole: Whole,
    pub change: Option<ChangeTold>,
}

/// What was read of a survey.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    /// The whole and the touchpoints, compared.
    pub scores: &'a [ScoreRow],
    /// One row a week, oldest first.
    pub weeks: &'a [ScoreRow],
    /// The answers of the day that is still open.
    pub today: u64,
}

impl Card {
    pub(super) fn of(told: Told, survey: &Survey, rows: Rows<'_>) -> Result<Self, NotDrawn> {
        let words = told.words;
        let (language, text) = survey.text([words.tag()]);
        let total = rows.scores.first();
        let answered = total.filter(|row| row.n > 0);
        let touchpoints = rows.scores.iter().skip(1).filter(|row| row.n > 0);
        let touchpoints: Vec<Touchpoint> = touchpoints
            .map(|row| Touchpoint::of(told, row))
            .collect::<Result<_, _>>()?;
        let count = touchpoints.len();
        let with_count = |key, n: u64| words.with(key, &[("count", &n.to_string())]);
        Ok(Self {
            id: survey.definition.id.clone(),
            title: plain(&survey.definition.title),
            metric: told.name(),
            language: language.to_owned(),
            question: plain(&text.question),
            whole: answered.map(|row| Whole::of(told, row)).transpose()?,
            change: answered
                .filter(|row| row.shown.shows_score())
                .and_then(|row| Some(told.change(row.change.as_ref()?))),
            weeks: weeks(told, rows.weeks)?,
            touchpoints,
            all_touchpoints: (count > TOUCHPOINTS_AT_ONCE)
                .then(|| with_count("overview-all-touchpoints", u64::try_from(count).unwrap_or(u64::MAX))),
            hidden: total.and_then(|row| Some(told.hidden(row.hidden?))),
            rate: total.and_then(|row| told.rate(row.response_rate.as_ref()?)),
            left_out: total.map(|row| told.left_out(row.excluded)).unwrap_or_default(),
            waiting: total
                .map(|row| row.excluded.waiting())
                .filter(|waiting| *waiting > 0)
                .map(|waiting| with_count("overview-waiting", waiting)),
            today: (rows.today > 0).then(|| with_count("overview-today", rows.today)),
        })
    }
}

impl Whole {
    fn of(told: Told, row: &ScoreRow) -> Result<Self, NotDrawn> {
        let picture = reading(row).map(|reading| interval::picture(reading, scale(told.metric)));
        Ok(Self {
            answers: told.answers(row.n),
            score: row.score.map(|score| (told.value(score), told.unit())),
            interval: told.interval(row),
            picture: picture.transpose()?,
            few: row.shown == Shown::FewAnswers,
            caution: told.caution(row.shown),
        })
    }
}

impl Touchpoint {
    fn of(told: Told, row: &ScoreRow) -> Result<Self, NotDrawn> {
        Ok(Self {
            name: plain(row.value.as_deref().unwrap_or_default()),
            whole: Whole::of(told, row)?,
            change: row.change.as_ref().map(|change| told.change(change)),
        })
    }
}

/// The score week by week, each of its numbers in its name. None without two weeks that can be shown.
fn weeks(told: Told, rows: &[ScoreRow]) -> Result<Option<String>, NotDrawn> {
    let readings: Vec<Option<Reading>> = rows.iter().map(reading).collect();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok(None);
    };
    if readings.iter().flatten().count() < 2 {
        return Ok(None);
    }
    let words = told.words;
    let value = |reading: &Option<Reading>| match reading {
        Some(reading) => told.value(reading.score),
        None => words.get("overview-no-score").into_owned(),
    };
    let values: Vec<String> = readings.iter().map(value).collect();
    let (from, to) = (words.day(first.from), words.day(last.to));
    let name = words.with(
        "overview-weeks",
        &[("from", &from), ("to", &to), ("values", &values.join("; "))],
    );
    let axis: Axis = axis(told.metric, readings.iter().flatten().copied());
    spark::picture(&name, &readings, axis).map(Some)
}
