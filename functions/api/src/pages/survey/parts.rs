//! The answers by value of a cut, as a table whose rows have their interval drawn.

use shared::domain::Shown;
use shared::report::ScoreRow;

use super::NOT_SHOWN;
use super::choice::Chosen;
use super::series::{axis, reading};
use crate::pages::display::plain;
use crate::pages::plot::{NotDrawn, interval};
use crate::pages::score::{Moved, in_a_cell};
use crate::pages::told::Told;

/// One value.
pub(super) struct Part {
    pub value: String,
    /// The page of this value alone, where there is one.
    pub href: Option<String>,
    pub score: String,
    /// The interval as a picture, and in words; none where it is not shown.
    pub interval: Option<(String, String)>,
    pub few: bool,
    /// The change where it is beyond chance, else the key of why none is told.
    pub moved: Option<Moved>,
    pub unmoved: &'static str,
    pub answers: String,
    pub rate: String,
}

/// The rows of a cut, in their order. Values of touchpoints lead to the page of the touchpoint.
pub(super) fn parts(told: Told, choice: &Chosen, rows: &[ScoreRow], links: bool) -> Result<Vec<Part>, NotDrawn> {
    let axis = axis(told.metric, rows.iter().filter_map(reading));
    let part = |row: &ScoreRow| {
        let value = row.value.as_deref().unwrap_or_default();
        let shown = reading(row);
        let picture = shown.map(|reading| interval::picture(reading, axis)).transpose()?;
        let words = shown.map(|reading| told.between(reading.low, reading.high));
        let change = row.change.as_ref();
        let rate = row.response_rate.and_then(|rate| rate.response_rate);
        Ok(Part {
            href: (links && row.n > 0).then(|| choice.of_touchpoint(value)),
            value: plain(value),
            score: row.score.map_or(NOT_SHOWN.to_owned(), |score| told.value(score)),
            interval: picture.zip(words),
            few: row.shown == Shown::FewAnswers,
            moved: change.and_then(|change| Moved::of(told.words, told.metric, change)),
            unmoved: in_a_cell(change),
            answers: told.words.count(row.n),
            rate: rate.map_or(NOT_SHOWN.to_owned(), |rate| told.words.percent(rate)),
        })
    };
    rows.iter().map(part).collect()
}
