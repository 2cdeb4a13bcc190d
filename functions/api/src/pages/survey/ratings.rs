//! How many gave each rating: the columns, and the table behind them, of the same counts.

use shared::domain::survey::Survey;
use shared::report::ScoreRow;

use super::NOT_SHOWN;
use crate::pages::display::plain;
use crate::pages::plot::columns::{Column, plot};
use crate::pages::plot::{NotDrawn, Plot};
use crate::pages::told::Told;

/// The answers per rating, ready to be shown.
pub(super) struct Ratings {
    pub plot: Plot,
    /// What the ends of the scale mean, in a language of the survey.
    pub low: String,
    pub high: String,
    pub language: String,
    pub rows: Vec<Row>,
}

/// One rating in the table.
pub(super) struct Row {
    pub rating: String,
    pub count: String,
    pub share: String,
}

impl Ratings {
    /// None where the counts are not shown.
    pub(super) fn of(told: Told, survey: &Survey, row: &ScoreRow) -> Result<Option<Self>, NotDrawn> {
        let Some(counts) = &row.histogram else {
            return Ok(None);
        };
        let words = told.words;
        let column = |(rating, count): (shared::domain::Rating, &u64)| Column {
            rating: rating.get().to_string(),
            count: *count,
            written: words.count(*count),
            band: survey.measure.band(rating),
        };
        let columns: Vec<Column> = survey.measure.points().zip(counts).map(column).collect();
        let scale = survey.measure.scale();
        let (least, most) = (scale.min().to_string(), scale.max().to_string());
        let name = words.with("survey-ratings-name", &[("least", &least), ("most", &most)]);
        let share = |count: u64| match row.n {
            0 => NOT_SHOWN.to_owned(),
            n => words.percent(100.0 * count as f64 / n as f64),
        };
        let (language, text) = survey.text([words.tag()]);
        Ok(Some(Self {
            plot: plot(&name, &columns)?,
            low: plain(&text.low),
            high: plain(&text.high),
            language: language.to_owned(),
            rows: columns
                .into_iter()
                .map(|column| Row {
                    share: share(column.count),
                    rating: column.rating,
                    count: column.written,
                })
                .collect(),
        }))
    }
}
