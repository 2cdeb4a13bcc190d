//! The trend of a survey: its plot, and the table behind it, of the same rows.

use jiff::civil::Date;
use shared::domain::Metric;
use shared::domain::step::Step;
use shared::domain::window::DayRange;
use shared::report::ScoreRow;
use shared::signals::SignalRow;

use super::NOT_SHOWN;
use crate::pages::plot::trend::{Mark, Reading, Step as Drawn, Trend};
use crate::pages::plot::{Axis, NotDrawn, Plot};
use crate::pages::told::Told;

/// The trend, ready to be shown.
pub(super) struct Series {
    pub caption: String,
    /// Why the line has gaps, where it has.
    pub gaps: Option<String>,
    pub marked: bool,
    pub plot: Plot,
    pub rows: Vec<Row>,
    pub by_week: bool,
}

/// One step in the table.
pub(super) struct Row {
    pub iso: String,
    pub day: String,
    pub score: String,
    pub between: String,
    pub answers: String,
}

impl Series {
    /// Of the rows of the steps, oldest first, and the signals about the same answers.
    pub(super) fn of<'a>(
        told: Told,
        step: Step,
        range: DayRange,
        rows: &[ScoreRow],
        signals: impl Iterator<Item = &'a SignalRow>,
    ) -> Result<Self, NotDrawn> {
        let words = told.words;
        let steps: Vec<Drawn> = rows
            .iter()
            .map(|row| Drawn {
                label: words.short_day(row.from),
                reading: reading(row),
            })
            .collect();
        let marks: Vec<Mark> = signals.filter_map(|signal| mark(rows, signal)).collect();
        let caption = words.get(match step {
            Step::Day => "survey-trend-days",
            Step::Week => "survey-trend-weeks",
        });
        let name = name(told, &caption, range, rows);
        let gaps = steps.iter().filter(|step| step.reading.is_none()).count();
        let shown = gaps < steps.len();
        let plot = Trend {
            name: &name,
            steps: &steps,
            marks: &marks,
            axis: axis(told.metric, steps.iter().filter_map(|step| step.reading)),
            written: &|value| told.value(value),
        };
        Ok(Self {
            gaps: (gaps > 0 && shown).then(|| words.with("survey-trend-gaps", &[("count", &gaps.to_string())])),
            marked: !marks.is_empty(),
            plot: plot.plot()?,
            rows: rows.iter().map(|row| Row::of(told, row)).collect(),
            caption: caption.into_owned(),
            by_week: step == Step::Week,
        })
    }
}

impl Row {
    fn of(told: Told, row: &ScoreRow) -> Self {
        let ends = row.low.zip(row.high);
        Self {
            iso: row.from.to_string(),
            day: told.words.day(row.from),
            score: row.score.map_or(NOT_SHOWN.to_owned(), |score| told.value(score)),
            between: ends.map_or(NOT_SHOWN.to_owned(), |(low, high)| told.between(low, high)),
            answers: told.words.count(row.n),
        }
    }
}

/// A score that may be shown, with its interval.
pub(crate) fn reading(row: &ScoreRow) -> Option<Reading> {
    Some(Reading {
        score: row.score?,
        low: row.low?,
        high: row.high?,
    })
}

/// The axis that holds these.
pub(crate) fn axis(metric: Metric, readings: impl Iterator<Item = Reading>) -> Axis {
    let Axis { low, high } = scale(metric);
    Axis::around(readings.flat_map(|reading| [reading.low, reading.high]), low, high)
}

/// The axis of everything that a score can be.
pub(crate) const fn scale(metric: Metric) -> Axis {
    let low = match metric {
        Metric::Nps => -100.0,
        Metric::Csat | Metric::Ces | Metric::Ces1 => 0.0,
    };
    Axis { low, high: 100.0 }
}

fn mark(rows: &[ScoreRow], signal: &SignalRow) -> Option<Mark> {
    let within = |row: &ScoreRow, day: Date| (row.from..=row.to).contains(&day);
    Some(Mark {
        step: rows.iter().position(|row| within(row, signal.noticed))?,
        rose: signal.change > 0.0,
    })
}

/// What the plot is for those who do not see it.
fn name(told: Told, caption: &str, range: DayRange, rows: &[ScoreRow]) -> String {
    let (from, to) = (told.words.day(range.from), told.words.day(range.to));
    let scores: Vec<f64> = rows.iter().filter_map(|row| row.score).collect();
    let mut values = vec![("what", caption), ("from", from.as_str()), ("to", to.as_str())];
    let Some(last) = scores.last() else {
        return told.words.with("survey-trend-name-empty", &values);
    };
    let low = told.value(scores.iter().copied().fold(f64::INFINITY, f64::min));
    let high = told.value(scores.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    let last = told.value(*last);
    values.extend([("low", low.as_str()), ("high", &high), ("last", &last)]);
    told.words.with("survey-trend-name", &values)
}
