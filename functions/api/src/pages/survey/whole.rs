//! The score of the whole, or of one touchpoint, in numbers and words.

use shared::domain::Shown;
use shared::domain::survey::Survey;
use shared::report::ScoreRow;

use crate::pages::told::{ChangeTold, Told};

/// A score, ready to be shown.
pub(super) struct Whole {
    /// The metric.
    pub name: String,
    pub n: u64,
    pub answers: String,
    /// The score and what it is in; none where it is not shown.
    pub score: Option<(String, String)>,
    pub interval: Option<String>,
    pub few: bool,
    pub caution: Option<String>,
    pub change: Option<ChangeTold>,
    pub mean: Option<String>,
    /// None for a touchpoint of which nobody was invited.
    pub rate: Option<String>,
    /// What is left out, by reason. Of the whole alone.
    pub left_out: Option<Vec<String>>,
    /// Answers of the day that is still open; they are in no score yet.
    pub today: Option<String>,
}

impl Whole {
    pub(super) fn of(told: Told, survey: &Survey, row: &ScoreRow, today: u64) -> Self {
        let scale = survey.measure.scale();
        let is_whole = row.value.is_none();
        let mean = |mean: f64| {
            let (mean, least, most) = (
                told.words.tenths(mean),
                scale.min().to_string(),
                scale.max().to_string(),
            );
            let values = [("mean", mean.as_str()), ("least", &least), ("most", &most)];
            told.words.with("survey-mean-value", &values)
        };
        let nobody_invited = || is_whole.then(|| told.words.get("score-rate-none").into_owned());
        Self {
            name: told.name(),
            n: row.n,
            answers: told.answers(row.n),
            score: row.score.map(|score| (told.value(score), told.unit())),
            interval: told.interval(row),
            few: row.shown == Shown::FewAnswers,
            caution: told.caution(row.shown),
            change: row.change.as_ref().map(|change| told.change(change)),
            mean: row.mean.map(mean),
            rate: row
                .response_rate
                .and_then(|rate| told.rate(&rate))
                .or_else(nobody_invited),
            left_out: is_whole.then(|| told.left_out(row.excluded)),
            today: (today > 0).then(|| told.answers(today)),
        }
    }
}
