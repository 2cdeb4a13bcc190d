//! What pages of one metric say of its scores.

use shared::domain::{Metric, Shown};
use shared::report::Hidden;
use shared::text::TeamWords;

use super::score;

/// Tells the scores of one metric.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    pub words: TeamWords,
    pub metric: Metric,
}

impl Told {
    /// A score or an end of its interval: `+50`, `82%`.
    pub(crate) fn value(self, value: f64) -> String {
        score::score(self.words, self.metric, value)
    }

    /// `12 answers`.
    pub(crate) fn answers(self, n: u64) -> String {
        score::answers(self.words, n)
    }

    /// `+40 to +60`.
    pub(crate) fn between(self, low: f64, high: f64) -> String {
        let (low, high) = (self.value(low), self.value(high));
        self.words.with("survey-between", &[("low", &low), ("high", &high)])
    }

    /// Why there is no score, or why to be careful with it.
    pub(crate) fn caution(self, shown: Shown) -> Option<String> {
        let key = match shown {
            Shown::Hidden => "score-hidden",
            Shown::CountsOnly => "score-counts-only",
            Shown::FewAnswers => "few-answers-note",
            Shown::Full => return None,
        };
        Some(self.words.get(key).into_owned())
    }

    /// What is too small to show, of any cut.
    pub(crate) fn hidden(self, hidden: Hidden) -> String {
        let count = hidden.groups.to_string();
        match hidden.answers {
            None => self.words.with("survey-parts-hidden", &[("count", &count)]),
            Some(answers) => {
                let answers = self.answers(answers);
                let values = [("count", count.as_str()), ("answers", &answers)];
                self.words.with("survey-parts-hidden-answers", &values)
            }
        }
    }
}
