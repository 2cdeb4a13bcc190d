//! Shifts of a survey's scores that were noticed.

use jiff::civil::Date;
use shared::domain::day::Calendar;
use shared::domain::window::DayRange;
use shared::signals::SignalRow;

use crate::pages::display::plain;
use crate::pages::told::Told;

/// A shift, ready to be shown.
pub(crate) struct Shift {
    pub id: String,
    /// None for the whole survey.
    pub touchpoint: Option<String>,
    /// `fell` or `rose`: the style of it.
    pub direction: &'static str,
    pub moved: String,
    pub detail: String,
    pub noticed: String,
    pub alert: bool,
    /// When somebody dealt with it, as a sentence.
    pub done: Option<String>,
    /// Which one it is, for those who hear the button.
    pub which: String,
}

impl Shift {
    /// Those that nobody has dealt with, and those that were noticed on these days.
    pub(super) fn to_show(told: Told, calendar: &Calendar, range: DayRange, signals: &[SignalRow]) -> Vec<Self> {
        let wanted = signals
            .iter()
            .filter(|signal| signal.acknowledged_at.is_none() || (range.from..=range.to).contains(&signal.noticed));
        let of = |signal: &SignalRow| Self::of(told, signal, signal.acknowledged_at.map(|at| calendar.day_of(at)));
        wanted.map(of).collect()
    }

    /// `done` is the day on which somebody dealt with it.
    pub(crate) fn of(told: Told, signal: &SignalRow, done: Option<Date>) -> Self {
        let words = told.words;
        let value = |score: Option<f64>| told.value(score.unwrap_or_default());
        let (points, began, noticed) = (
            words.whole(signal.change.abs()),
            words.day(signal.began),
            words.day(signal.noticed),
        );
        let key = if signal.change < 0.0 {
            "shift-fell"
        } else {
            "shift-rose"
        };
        let detail = [
            ("before", &*value(signal.before.score)),
            ("since", &value(signal.since.score)),
            ("answers", &told.answers(signal.since.n)),
            ("low", &value(signal.since.low)),
            ("high", &value(signal.since.high)),
        ];
        Self {
            id: signal.id.clone(),
            touchpoint: signal.touchpoint.as_deref().map(plain),
            direction: signal.direction,
            moved: words.with(key, &[("points", &points), ("day", &began)]),
            detail: words.with("shift-detail", &detail),
            noticed: words.with("survey-shift-noticed", &[("day", &noticed)]),
            alert: signal.alert,
            done: done.map(|day| words.with("survey-shift-done", &[("day", &words.day(day))])),
            which: words.with("survey-shift-acknowledge-which", &[("day", &noticed)]),
        }
    }
}
