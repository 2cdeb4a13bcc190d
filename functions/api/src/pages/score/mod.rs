//! Scores in words, as far as they may be shown: the same on every page.

mod change;

use shared::domain::cohort::ResponseRate;
use shared::domain::fold::Excluded;
use shared::domain::{Metric, Shown};
use shared::report::{Hidden, ScoreRow};
use shared::text::TeamWords;

pub(crate) use change::{ChangeWords, Moved, in_a_cell};

/// A score in words, as far as it may be shown.
pub(crate) struct Reading {
    /// Answers counted, as in `12,431 answers`.
    pub answers: String,
    pub score: Option<ShownScore>,
    /// Whether there are so few answers that the interval says more than the score.
    pub few: bool,
    /// The key of why there is no score.
    pub instead: Option<&'static str>,
}

/// A score that may be shown.
pub(crate) struct ShownScore {
    /// As in `+50` or `87%`.
    pub value: String,
    /// The key of what it counts, as in `satisfied`.
    pub unit: &'static str,
    /// As in `95% interval +40 to +60`.
    pub interval: String,
}

impl Reading {
    pub(crate) fn of(words: TeamWords, metric: Metric, row: &ScoreRow) -> Self {
        Self {
            answers: answers(words, row.n),
            score: ShownScore::of(words, metric, row),
            few: row.shown == Shown::FewAnswers,
            instead: match row.shown {
                Shown::Hidden => Some("score-hidden"),
                Shown::CountsOnly => Some("score-counts-only"),
                Shown::FewAnswers | Shown::Full => None,
            },
        }
    }
}

impl ShownScore {
    fn of(words: TeamWords, metric: Metric, row: &ScoreRow) -> Option<Self> {
        let unit = match metric {
            Metric::Nps => "score-unit-nps",
            Metric::Csat => "score-unit-csat",
            Metric::Ces => "score-unit-ces",
            Metric::Ces1 => "score-unit-ces1",
        };
        Some(Self {
            value: score(words, metric, row.score?),
            unit,
            interval: interval(words, metric, row.low?, row.high?),
        })
    }
}

/// `12,431 answers`.
pub(crate) fn answers(words: TeamWords, n: u64) -> String {
    words.with("answers", &[("count", &n.to_string())])
}

/// A score: `+50` points or `87%`.
pub(crate) fn score(words: TeamWords, metric: Metric, value: f64) -> String {
    match metric {
        Metric::Nps if value.round() > 0.0 => format!("+{}", words.whole(value)),
        Metric::Nps => words.whole(value),
        Metric::Csat | Metric::Ces | Metric::Ces1 => words.percent(value),
    }
}

/// `95% interval +40 to +60`, of a score.
pub(crate) fn interval(words: TeamWords, metric: Metric, low: f64, high: f64) -> String {
    let (low, high) = (score(words, metric, low), score(words, metric, high));
    words.with("interval", &[("low", &low), ("high", &high)])
}

/// The key of a metric's name.
pub(crate) const fn metric_name(metric: Metric) -> &'static str {
    match metric {
        Metric::Csat => "metric-name-csat",
        Metric::Nps => "metric-name-nps",
        Metric::Ces => "metric-name-ces",
        Metric::Ces1 => "metric-name-ces1",
    }
}

/// A response rate as far as it may be told: the rate itself, and what it is of.
pub(crate) struct RateWords {
    /// As in `50%`; none where there are too few invitations for one.
    pub rate: Option<String>,
    /// As in `95% interval 30% to 70%`.
    pub interval: Option<String>,
    /// As in `10 of 20 registered invitations answered`.
    pub of: String,
}

impl RateWords {
    /// None where nobody was invited.
    pub(crate) fn of(words: TeamWords, rate: ResponseRate) -> Option<Self> {
        if rate.invited == 0 {
            return None;
        }
        let invited = rate.invited.to_string();
        let interval = |low: f64, high: f64| {
            let (low, high) = (words.percent(low), words.percent(high));
            words.with("interval", &[("low", &low), ("high", &high)])
        };
        let of = match rate.answered {
            None => words.with("rate-hidden", &[("invited", &invited)]),
            Some(answered) => {
                let answered = words.count(answered);
                words.with("rate-of", &[("answered", &answered), ("invited", &invited)])
            }
        };
        let limits = rate.response_rate_low.zip(rate.response_rate_high);
        Some(Self {
            rate: rate.response_rate.map(|rate| words.percent(rate)),
            interval: limits.map(|(low, high)| interval(low, high)),
            of,
        })
    }
}

/// What is left out of a score, each part with its reason.
pub(crate) fn excluded(words: TeamWords, excluded: Excluded) -> Vec<String> {
    let parts = [
        (excluded.suspect, "excluded-suspect"),
        (excluded.held, "excluded-held"),
        (excluded.dropped, "excluded-dropped"),
        (excluded.test, "excluded-test"),
        (excluded.skipped, "excluded-skipped"),
        (excluded.out_of_range, "excluded-out-of-range"),
        (excluded.erased, "excluded-erased"),
    ];
    let there = parts.into_iter().filter(|(n, _)| *n > 0);
    there
        .map(|(n, key)| words.with(key, &[("count", &n.to_string())]))
        .collect()
}

/// Groups too small to show, as a sentence.
pub(crate) fn hidden(words: TeamWords, hidden: Hidden) -> String {
    let groups = hidden.groups.to_string();
    match hidden.answers {
        None => words.with("groups-hidden", &[("groups", &groups)]),
        Some(n) => {
            let answers = answers(words, n);
            words.with("groups-hidden-with", &[("groups", &groups), ("answers", &answers)])
        }
    }
}
