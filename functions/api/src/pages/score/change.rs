//! The change of a score in words: an arrow only where the test passes.

use shared::domain::Metric;
use shared::report::{ScoreChange, Verdict};
use shared::text::TeamWords;

/// What is said of the change of a survey's score.
pub(crate) struct ChangeWords {
    /// Where the change is real.
    pub moved: Option<Moved>,
    /// What it is compared with, as in `against the 28 days before`.
    pub against: String,
    /// Else why there is no arrow, as a sentence.
    pub instead: Option<String>,
    /// The smallest change that so many answers could show; beside an arrow it would only confuse.
    pub smallest: Option<String>,
}

/// A change beyond chance.
pub(crate) struct Moved {
    pub arrow: &'static str,
    /// The style of it.
    pub direction: &'static str,
    /// The key of the arrow's meaning, for those who hear the page.
    pub heard: &'static str,
    /// As in `3.2 points`.
    pub by: String,
    /// As in `95% interval +0.4 to +6.0`.
    pub interval: String,
}

impl Moved {
    pub(crate) fn of(words: TeamWords, metric: Metric, change: &ScoreChange) -> Option<Self> {
        let (arrow, direction, heard) = match change.verdict() {
            Verdict::Up => ("\u{25b2}", "up", "change-up"),
            Verdict::Down => ("\u{25bc}", "down", "change-down"),
            Verdict::NoRealChange | Verdict::FewAnswers | Verdict::TooFew => return None,
        };
        let signed = |value: f64| {
            let sign = if value > 0.0 { "+" } else { "" };
            format!("{sign}{}", words.tenths(value))
        };
        let by = words.tenths(change.delta?.abs());
        let (low, high) = (signed(change.low?), signed(change.high?));
        Some(Self {
            arrow,
            direction,
            heard,
            by: in_points(words, metric, &by),
            interval: words.with("interval", &[("low", &low), ("high", &high)]),
        })
    }
}

impl ChangeWords {
    /// `before` names what it is compared with, as in `the 28 days before`.
    pub(crate) fn of(words: TeamWords, metric: Metric, change: &ScoreChange, before: &str) -> Self {
        let told = |key| Some(words.with(key, &[("before", before)]));
        let instead = match change.verdict() {
            Verdict::Up | Verdict::Down => None,
            Verdict::NoRealChange => told("change-none"),
            Verdict::FewAnswers => Some(words.get("change-few").into_owned()),
            Verdict::TooFew if change.against.n == 0 => told("change-nothing-before"),
            Verdict::TooFew => told("change-too-few-before"),
        };
        let moved = Moved::of(words, metric, change);
        let smallest = change.smallest_detectable.filter(|_| moved.is_none()).map(|smallest| {
            let by = in_points(words, metric, &words.tenths(smallest));
            words.with("change-smallest", &[("by", &by)])
        });
        Self {
            moved,
            against: words.with("change-against", &[("before", before)]),
            instead,
            smallest,
        }
    }
}

/// `3.2 points`, or of a share `3.2 percentage points`.
fn in_points(words: TeamWords, metric: Metric, by: &str) -> String {
    let key = match metric {
        Metric::Nps => "change-points",
        Metric::Csat | Metric::Ces | Metric::Ces1 => "change-points-of-a-share",
    };
    words.with(key, &[("by", by)])
}

/// The key of what is said of a change in a cell of a table, where there is no arrow.
pub(crate) fn in_a_cell(change: Option<&ScoreChange>) -> &'static str {
    match change.map(ScoreChange::verdict) {
        Some(Verdict::NoRealChange) => "change-cell-none",
        _ => "change-cell-few",
    }
}
