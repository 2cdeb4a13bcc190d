//! One survey on the overview: its score with n and interval, what has changed, its touchpoints.

use shared::domain::survey::Survey;
use shared::report::ScoreRow;
use shared::text::TeamWords;

use super::shifts::Shift;
use crate::pages::display::plain;
use crate::pages::score::{
    self, ChangeWords, Column, Moved, RateWords, Reading, columns, excluded, hidden, in_a_cell, metric_name,
};

/// So many touchpoints are shown at once; of more, the list is opened by whoever wants it.
const TOUCHPOINTS_AT_ONCE: usize = 5;

/// A survey's part of the page.
pub(super) struct Card {
    pub id: String,
    pub title: String,
    /// The key of the metric's name.
    pub metric: &'static str,
    pub language: String,
    pub question: String,
    pub axis: [String; 3],
    /// None where nobody has answered.
    pub whole: Option<Reading>,
    pub shifts: Vec<Shift>,
    pub columns: Vec<Column>,
    pub low_label: String,
    pub high_label: String,
    /// Why answers are left out, each with how many.
    pub excluded: Vec<String>,
    /// How many of those wait for a person's decision, in words.
    pub waiting: Option<String>,
    /// None where nobody was invited.
    pub rate: Option<RateWords>,
    pub change: Option<ChangeWords>,
    pub touchpoints: Vec<Touchpoint>,
    /// Where they are not all shown at once: how many there are, in words.
    pub all_touchpoints: Option<String>,
    /// Touchpoints too small to show, as a sentence.
    pub hidden: Option<String>,
    /// Answers of the day that is still open, as a sentence; they are in no score yet.
    pub today: Option<String>,
}

/// One touchpoint's row.
pub(super) struct Touchpoint {
    pub name: String,
    pub reading: Reading,
    pub moved: Option<Moved>,
    /// The key of what is said where it has not moved.
    pub unmoved: &'static str,
}

impl Card {
    /// `before` names the days that the score is compared with, `today` counts the answers of the day that is still open.
    pub(super) fn of(
        words: TeamWords,
        survey: &Survey,
        before: &str,
        rows: &[ScoreRow],
        today: u64,
        shifts: Vec<Shift>,
    ) -> Self {
        let metric = survey.measure.metric();
        let (language, text) = survey.text([words.tag()]);
        let total = rows.first();
        let answered = total.filter(|row| row.n > 0);
        let histogram = total.and_then(|row| row.histogram.as_deref()).unwrap_or_default();
        let touchpoints: Vec<Touchpoint> = rows
            .iter()
            .skip(1)
            .map(|row| Touchpoint::of(words, survey, row))
            .collect();
        let count = touchpoints.len();
        let with_count = |key, n: u64| words.with(key, &[("count", &n.to_string())]);
        Self {
            id: survey.definition.id.clone(),
            title: plain(&survey.definition.title),
            metric: metric_name(metric),
            language: language.to_owned(),
            question: plain(&text.question),
            axis: score::axis(words, metric),
            whole: answered.map(|row| Reading::of(words, metric, row)),
            shifts,
            columns: columns(survey.measure, histogram),
            low_label: plain(&text.low),
            high_label: plain(&text.high),
            excluded: total.map(|row| excluded(words, row.excluded)).unwrap_or_default(),
            waiting: total
                .map(|row| row.excluded.waiting())
                .filter(|waiting| *waiting > 0)
                .map(|waiting| with_count("excluded-waiting", waiting)),
            rate: total.and_then(|row| RateWords::of(words, row.response_rate?)),
            change: total
                .filter(|row| row.shown.shows_score())
                .and_then(|row| row.change.as_ref())
                .map(|change| ChangeWords::of(words, metric, change, before)),
            touchpoints,
            all_touchpoints: (count > TOUCHPOINTS_AT_ONCE)
                .then(|| with_count("overview-all-touchpoints", u64::try_from(count).unwrap_or(u64::MAX))),
            hidden: total.and_then(|row| row.hidden).map(|groups| hidden(words, groups)),
            today: (today > 0).then(|| with_count("overview-today", today)),
        }
    }
}

impl Touchpoint {
    fn of(words: TeamWords, survey: &Survey, row: &ScoreRow) -> Self {
        let metric = survey.measure.metric();
        let change = row.change.as_ref();
        Self {
            name: plain(row.value.as_deref().unwrap_or_default()),
            reading: Reading::of(words, metric, row),
            moved: change.and_then(|change| Moved::of(words, metric, change)),
            unmoved: in_a_cell(change),
        }
    }
}
