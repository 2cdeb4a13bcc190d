//! Open signals on the overview, in words.

use shared::domain::chart::ScoreSignal;
use shared::signals::{Reading, SignalRow};
use shared::text::TeamWords;

use crate::pages::display::plain;
use crate::pages::score;

/// A score that has shifted, and that nobody has dealt with.
pub(super) struct Shift {
    pub id: String,
    /// None for the whole survey.
    pub touchpoint: Option<String>,
    /// `fell` or `rose`: the style of it.
    pub direction: &'static str,
    /// As in `fell by 12 points since 3 November 2026`.
    pub words: String,
    /// From where to where, and of how many answers.
    pub detail: String,
    pub alert: bool,
}

impl Shift {
    /// The open signals of a survey.
    pub(super) fn of_survey(words: TeamWords, survey: &str, signals: &[ScoreSignal]) -> Vec<Self> {
        let open = signals
            .iter()
            .filter(|signal| signal.survey == survey && signal.acknowledged.is_none());
        open.map(|signal| Self::of(words, signal)).collect()
    }

    fn of(words: TeamWords, signal: &ScoreSignal) -> Self {
        let row = SignalRow::of(signal);
        let metric = signal.measure.metric();
        let shown = |value: Option<f64>| score::score(words, metric, value.unwrap_or_default());
        let Reading { score, low, high, n } = row.since;
        let key = if row.change < 0.0 { "shift-fell" } else { "shift-rose" };
        let points = words.whole(row.change.abs());
        let detail = [
            ("before", &*shown(row.before.score)),
            ("since", &shown(score)),
            ("answers", &score::answers(words, n)),
            ("low", &shown(low)),
            ("high", &shown(high)),
        ];
        Self {
            words: words.with(key, &[("points", &points), ("day", &words.day(row.began))]),
            detail: words.with("shift-detail", &detail),
            touchpoint: row.touchpoint.as_deref().map(plain),
            direction: row.direction,
            alert: row.alert,
            id: row.id,
        }
    }
}
