//! The score of the whole, or of one touchpoint, in numbers and words.

use shared::domain::survey::Survey;
use shared::report::ScoreRow;

use crate::pages::score::{ChangeWords, RateWords, Reading, excluded, metric_name};
use crate::pages::told::Told;

/// A score, ready to be shown.
pub(super) struct Whole {
    /// The key of the metric's name.
    pub metric: &'static str,
    pub reading: Reading,
    pub caution: Option<String>,
    pub nothing: bool,
    pub change: Option<ChangeWords>,
    pub mean: Option<String>,
    pub rate: Option<RateWords>,
    /// What is left out, by reason. Of the whole alone.
    pub left_out: Option<Vec<String>>,
    /// Answers of the day that is still open; they are in no score yet.
    pub today: Option<String>,
}

impl Whole {
    /// `before` names the days that the score is compared with.
    pub(super) fn of(told: Told, survey: &Survey, row: &ScoreRow, before: &str, today: u64) -> Self {
        let (words, metric) = (told.words, told.metric);
        let scale = survey.measure.scale();
        let mean = |mean: f64| {
            let (mean, least, most) = (words.tenths(mean), scale.min().to_string(), scale.max().to_string());
            let values = [("mean", mean.as_str()), ("least", &least), ("most", &most)];
            words.with("survey-mean-value", &values)
        };
        let change = |change| ChangeWords::of(words, metric, change, before);
        Self {
            metric: metric_name(metric),
            reading: Reading::of(words, metric, row),
            caution: told.caution(row.shown).filter(|_| row.n > 0),
            nothing: row.n == 0,
            change: row.change.as_ref().map(change),
            mean: row.mean.map(mean),
            rate: row.response_rate.and_then(|rate| RateWords::of(words, rate)),
            left_out: row.value.is_none().then(|| excluded(words, row.excluded)),
            today: (today > 0).then(|| told.answers(today)),
        }
    }
}
