//! The change of a score in words: an arrow only where the test passes.

use shared::domain::Metric;
use shared::report::{ScoreChange, Verdict};

use crate::pages::display::tenths;

/// What is said of the change of a survey's score.
pub(super) struct ChangeWords {
    /// Where the change is real.
    pub moved: Option<Moved>,
    /// What it is compared with, as in `the 28 days before`.
    pub before: String,
    /// Else why there is no arrow, as a sentence.
    pub instead: String,
    /// The smallest change that so many answers could show; beside an arrow it would only confuse.
    pub smallest: Option<String>,
    pub unit: &'static str,
}

/// A change beyond chance.
pub(super) struct Moved {
    pub arrow: &'static str,
    /// The arrow for those who hear the page.
    pub direction: &'static str,
    pub by: String,
    pub low: String,
    pub high: String,
}

impl Moved {
    pub(super) fn of(change: &ScoreChange) -> Option<Self> {
        let (arrow, direction) = match change.verdict() {
            Verdict::Up => ("\u{25b2}", "up"),
            Verdict::Down => ("\u{25bc}", "down"),
            Verdict::NoRealChange | Verdict::FewAnswers | Verdict::TooFew => return None,
        };
        let signed = |value: f64| {
            let sign = if value > 0.0 { "+" } else { "" };
            format!("{sign}{}", tenths(value))
        };
        Some(Self {
            arrow,
            direction,
            by: tenths(change.delta?.abs()),
            low: signed(change.low?),
            high: signed(change.high?),
        })
    }
}

impl ChangeWords {
    pub(super) fn of(metric: Metric, days: u64, change: &ScoreChange) -> Self {
        let before = format!("the {days} days before");
        let instead = match change.verdict() {
            Verdict::Up | Verdict::Down => String::new(),
            Verdict::NoRealChange => format!("No real change against {before}."),
            Verdict::FewAnswers => "Too few answers to call a change: that takes 30 in both periods.".to_owned(),
            Verdict::TooFew if change.against.n == 0 => format!("Nothing to compare with: {before} have no answers."),
            Verdict::TooFew => format!("Too few answers to compare with {before}."),
        };
        let moved = Moved::of(change);
        Self {
            smallest: change.smallest_detectable.filter(|_| moved.is_none()).map(tenths),
            moved,
            instead,
            before,
            unit: match metric {
                Metric::Nps => "points",
                Metric::Csat | Metric::Ces | Metric::Ces1 => "percentage points",
            },
        }
    }
}

/// The change of a touchpoint in a cell of a table.
pub(super) fn in_a_cell(change: Option<&ScoreChange>) -> &'static str {
    match change.map(ScoreChange::verdict) {
        Some(Verdict::NoRealChange) => "no real change",
        Some(Verdict::FewAnswers | Verdict::TooFew) | None => "too few to compare",
        Some(Verdict::Up | Verdict::Down) => "",
    }
}
