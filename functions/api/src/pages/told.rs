//! Scores in words, in the language of the page.

use shared::domain::cohort::ResponseRate;
use shared::domain::fold::Excluded;
use shared::domain::{Metric, Shown};
use shared::report::{Hidden, ScoreChange, ScoreRow, Verdict};
use shared::text::TeamWords;

/// Tells the scores of one metric.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    pub words: TeamWords,
    pub metric: Metric,
}

/// A change in words.
pub(crate) struct ChangeTold {
    /// `up` or `down` where it is beyond chance.
    pub direction: Option<&'static str>,
    /// `▲` or `▼` then.
    pub arrow: Option<&'static str>,
    /// As a sentence.
    pub text: String,
    /// The smallest change that so many answers could show; beside an arrow it would only confuse.
    pub smallest: Option<String>,
    /// For the cell of a table: by how much, or why that is not said.
    pub short: String,
}

impl Told {
    /// The name of the metric.
    pub(crate) fn name(self) -> String {
        self.words.get(&format!("score-name-{}", self.metric)).into_owned()
    }

    /// What a score is in.
    pub(crate) fn unit(self) -> String {
        self.words.get(&format!("score-unit-{}", self.metric)).into_owned()
    }

    /// A score or an end of its interval: `+50`, `82%`.
    pub(crate) fn value(self, value: f64) -> String {
        match self.metric {
            Metric::Nps => self.signed(value, |value| self.words.whole(value)),
            Metric::Csat | Metric::Ces | Metric::Ces1 => self.words.percent(value),
        }
    }

    fn signed(self, value: f64, written: impl Fn(f64) -> String) -> String {
        let text = written(value);
        let plus = if value > 0.0 && text != written(0.0) { "+" } else { "" };
        format!("{plus}{text}")
    }

    /// `12 answers`.
    pub(crate) fn answers(self, n: u64) -> String {
        self.words.with("score-answers", &[("count", &n.to_string())])
    }

    /// `95% interval +40 to +60`, where there is one.
    pub(crate) fn interval(self, row: &ScoreRow) -> Option<String> {
        Some(self.range("score-interval", row.low?, row.high?))
    }

    /// `+40 to +60`.
    pub(crate) fn between(self, low: f64, high: f64) -> String {
        self.range("score-between", low, high)
    }

    fn range(self, key: &str, low: f64, high: f64) -> String {
        self.words
            .with(key, &[("low", &self.value(low)), ("high", &self.value(high))])
    }

    /// Why there is no score, or why to be careful with it.
    pub(crate) fn caution(self, shown: Shown) -> Option<String> {
        let key = match shown {
            Shown::Hidden => "score-hidden",
            Shown::CountsOnly => "score-counts-only",
            Shown::FewAnswers => "score-few-note",
            Shown::Full => return None,
        };
        Some(self.words.get(key).into_owned())
    }

    /// So many points of the metric's score.
    pub(crate) fn points(self, by: f64) -> String {
        let key = match self.metric {
            Metric::Nps => "score-points",
            Metric::Csat | Metric::Ces | Metric::Ces1 => "score-percentage-points",
        };
        self.words.with(key, &[("by", &self.words.tenths(by))])
    }

    /// A change.
    pub(crate) fn change(self, change: &ScoreChange) -> ChangeTold {
        let verdict = change.verdict();
        let say = |key: &str| self.words.get(key).into_owned();
        let by = self.points(change.delta.unwrap_or_default().abs());
        let moved = |key: &str| {
            let end = |value: Option<f64>| self.signed(value.unwrap_or_default(), |value| self.words.tenths(value));
            let (low, high) = (end(change.low), end(change.high));
            self.words.with(key, &[("by", &by), ("low", &low), ("high", &high)])
        };
        let (direction, arrow, text) = match verdict {
            Verdict::Up => (Some("up"), Some("\u{25b2}"), moved("score-rose")),
            Verdict::Down => (Some("down"), Some("\u{25bc}"), moved("score-fell")),
            Verdict::NoRealChange => (None, None, say("score-unchanged")),
            Verdict::FewAnswers => (None, None, say("score-change-few")),
            Verdict::TooFew if change.against.n == 0 => (None, None, say("score-change-nothing")),
            Verdict::TooFew => (None, None, say("score-change-too-few")),
        };
        let smallest = change.smallest_detectable.filter(|_| direction.is_none());
        ChangeTold {
            direction,
            arrow,
            smallest: smallest.map(|points| {
                self.words
                    .with("score-change-smallest", &[("by", &self.points(points))])
            }),
            short: match verdict {
                Verdict::Up | Verdict::Down => by,
                Verdict::NoRealChange => text.clone(),
                Verdict::FewAnswers | Verdict::TooFew => say("score-too-few-short"),
            },
            text,
        }
    }

    /// A response rate; none where nobody was invited.
    pub(crate) fn rate(self, rate: &ResponseRate) -> Option<String> {
        if rate.invited == 0 {
            return None;
        }
        let invited = self
            .words
            .with("score-invitations", &[("count", &rate.invited.to_string())]);
        let Some(answered) = rate.answered else {
            return Some(self.words.with("score-rate-hidden", &[("invited", &invited)]));
        };
        let ends = rate
            .response_rate
            .zip(rate.response_rate_low)
            .zip(rate.response_rate_high);
        let Some(((share, low), high)) = ends else {
            let answered = self.words.count(answered);
            let values = [("answered", answered.as_str()), ("invited", invited.as_str())];
            return Some(self.words.with("score-rate-counts", &values));
        };
        let [share, low, high] = [share, low, high].map(|share| self.words.percent(share));
        let values = [
            ("rate", share.as_str()),
            ("invited", &invited),
            ("low", &low),
            ("high", &high),
        ];
        Some(self.words.with("score-rate", &values))
    }

    /// What is too small to show.
    pub(crate) fn hidden(self, hidden: Hidden) -> String {
        let count = hidden.groups.to_string();
        match hidden.answers {
            None => self.words.with("score-groups-hidden", &[("count", &count)]),
            Some(answers) => {
                let answers = self.answers(answers);
                let values = [("count", count.as_str()), ("answers", &answers)];
                self.words.with("score-groups-hidden-answers", &values)
            }
        }
    }

    /// What is left out of a score, by reason.
    pub(crate) fn left_out(self, excluded: Excluded) -> Vec<String> {
        let reasons = excluded.by_reason().into_iter().filter(|(_, count)| *count > 0);
        let told = reasons.map(|(why, count)| {
            let key = format!("score-left-out-{why}");
            self.words.with(&key, &[("count", &count.to_string())])
        });
        told.collect()
    }
}
