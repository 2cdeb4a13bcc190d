//! One survey on the overview: its score with n and interval, what has changed, its weeks and its touchpoints.

use shared::domain::Metric;
use shared::domain::survey::Survey;
use shared::report::ScoreRow;
use shared::text::TeamWords;

use crate::pages::display::plain;
use crate::pages::plot::{NotDrawn, interval, spark};
use crate::pages::score::{self, ChangeWords, Moved, RateWords, Reading, excluded, hidden, in_a_cell, metric_name};
use crate::pages::survey::series::{axis, reading, scale};

/// So many touchpoints are shown at once; of more, the list is opened by whoever wants it.
const TOUCHPOINTS_AT_ONCE: usize = 4;

/// A survey's part of the page.
pub(super) struct Card {
    pub id: String,
    pub title: String,
    /// The key of the metric's name.
    pub metric: &'static str,
    pub language: String,
    pub question: String,
    /// None where nobody has answered.
    pub whole: Option<Whole>,
    pub change: Option<ChangeWords>,
    /// The score week by week.
    pub weeks: Option<String>,
    pub touchpoints: Vec<Touchpoint>,
    /// Where they are not all shown at once: how many there are, in words.
    pub all_touchpoints: Option<String>,
    /// Touchpoints too small to show, as a sentence.
    pub hidden: Option<String>,
    /// None where nobody was invited.
    pub rate: Option<RateWords>,
    /// Why answers are left out, each with how many.
    pub left_out: Vec<String>,
    /// How many of those wait for a person's decision, in words.
    pub waiting: Option<String>,
    /// Answers of the day that is still open, as a sentence; they are in no score yet.
    pub today: Option<String>,
}

/// A score in words, and drawn with its interval on the metric's scale.
pub(super) struct Whole {
    pub reading: Reading,
    pub picture: Option<String>,
}

/// One touchpoint's row.
pub(super) struct Touchpoint {
    pub name: String,
    pub whole: Whole,
    pub moved: Option<Moved>,
    /// The key of what is said where it has not moved.
    pub unmoved: &'static str,
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
    /// `before` names the days that the score is compared with.
    pub(super) fn of(words: TeamWords, survey: &Survey, before: &str, rows: Rows<'_>) -> Result<Self, NotDrawn> {
        let metric = survey.measure.metric();
        let (language, text) = survey.text([words.tag()]);
        let total = rows.scores.first();
        let answered = total.filter(|row| row.n > 0);
        let touchpoints = rows.scores.iter().skip(1).filter(|row| row.n > 0);
        let touchpoints = touchpoints.map(|row| Touchpoint::of(words, metric, row));
        let touchpoints: Vec<Touchpoint> = touchpoints.collect::<Result<_, _>>()?;
        let count = touchpoints.len();
        let with_count = |key, n: u64| words.with(key, &[("count", &n.to_string())]);
        Ok(Self {
            id: survey.definition.id.clone(),
            title: plain(&survey.definition.title),
            metric: metric_name(metric),
            language: language.to_owned(),
            question: plain(&text.question),
            whole: answered.map(|row| Whole::of(words, metric, row)).transpose()?,
            change: answered
                .filter(|row| row.shown.shows_score())
                .and_then(|row| Some(ChangeWords::of(words, metric, row.change.as_ref()?, before))),
            weeks: weeks(words, metric, rows.weeks)?,
            touchpoints,
            all_touchpoints: (count > TOUCHPOINTS_AT_ONCE)
                .then(|| with_count("overview-all-touchpoints", u64::try_from(count).unwrap_or(u64::MAX))),
            hidden: total.and_then(|row| Some(hidden(words, row.hidden?))),
            rate: total.and_then(|row| RateWords::of(words, row.response_rate?)),
            left_out: total.map(|row| excluded(words, row.excluded)).unwrap_or_default(),
            waiting: total
                .map(|row| row.excluded.waiting())
                .filter(|waiting| *waiting > 0)
                .map(|waiting| with_count("excluded-waiting", waiting)),
            today: (rows.today > 0).then(|| with_count("overview-today", rows.today)),
        })
    }
}

impl Whole {
    fn of(words: TeamWords, metric: Metric, row: &ScoreRow) -> Result<Self, NotDrawn> {
        let picture = reading(row).map(|reading| interval::picture(reading, scale(metric)));
        Ok(Self {
            reading: Reading::of(words, metric, row),
            picture: picture.transpose()?,
        })
    }
}

impl Touchpoint {
    fn of(words: TeamWords, metric: Metric, row: &ScoreRow) -> Result<Self, NotDrawn> {
        let change = row.change.as_ref();
        Ok(Self {
            name: plain(row.value.as_deref().unwrap_or_default()),
            whole: Whole::of(words, metric, row)?,
            moved: change.and_then(|change| Moved::of(words, metric, change)),
            unmoved: in_a_cell(change),
        })
    }
}

/// The score week by week, each of its numbers in its name. None without two weeks that can be shown.
fn weeks(words: TeamWords, metric: Metric, rows: &[ScoreRow]) -> Result<Option<String>, NotDrawn> {
    let readings: Vec<_> = rows.iter().map(reading).collect();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok(None);
    };
    if readings.iter().flatten().count() < 2 {
        return Ok(None);
    }
    let value = |row: &ScoreRow| match row.score {
        Some(value) => score::score(words, metric, value),
        None => words.get("overview-no-score").into_owned(),
    };
    let values: Vec<String> = rows.iter().map(value).collect();
    let (from, to) = (words.day(first.from), words.day(last.to));
    let name = words.with(
        "overview-weeks",
        &[("from", &from), ("to", &to), ("values", &values.join("; "))],
    );
    let axis = axis(metric, readings.iter().flatten().copied());
    spark::picture(&name, &readings, axis).map(Some)
}
