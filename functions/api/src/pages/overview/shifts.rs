//! Open signals on the overview, in words.

use shared::domain::Metric;
use shared::domain::chart::ScoreSignal;
use shared::signals::{Reading, SignalRow};

use crate::pages::display::{counted, plain, whole};

/// A score that has shifted, and that nobody has dealt with.
pub(super) struct Shift {
    pub id: String,
    pub touchpoint: Option<String>,
    /// `fell` or `rose`.
    pub direction: &'static str,
    /// As in `fell by 12 points since 3 November 2026`.
    pub words: String,
    pub before: String,
    pub since: String,
    pub low: String,
    pub high: String,
    pub answers: String,
    pub alert: bool,
}

impl Shift {
    /// The open signals of a survey.
    pub(super) fn of_survey(survey: &str, signals: &[ScoreSignal]) -> Vec<Self> {
        let open = signals
            .iter()
            .filter(|signal| signal.survey == survey && signal.acknowledged.is_none());
        open.map(Self::of).collect()
    }

    fn of(signal: &ScoreSignal) -> Self {
        let row = SignalRow::of(signal);
        let unit = if signal.measure.metric() == Metric::Nps {
            ""
        } else {
            "%"
        };
        let shown = |value: Option<f64>| format!("{}{unit}", whole(value.unwrap_or_default()));
        let Reading { score, low, high, n } = row.since;
        Self {
            words: row.words(),
            before: shown(row.before.score),
            since: shown(score),
            low: shown(low),
            high: shown(high),
            answers: counted(n, "answer", "answers"),
            touchpoint: row.touchpoint.as_deref().map(plain),
            direction: row.direction,
            alert: row.alert,
            id: row.id,
        }
    }
}
