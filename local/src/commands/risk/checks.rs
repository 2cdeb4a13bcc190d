//! What predictions were worth, side by side.

use shared::domain::risk::evaluate::Estimate;
use shared::domain::risk::gate::{Calibrated, Checks};
use shared::domain::risk::learn::Learned;

use crate::commands::table::lined_up;

/// The checks of what the model is.
pub(super) fn of(learned: &Learned) -> &Checks {
    match learned.what {
        Calibrated::Learned => &learned.evidence.learned,
        Calibrated::Recalibrated => &learned.evidence.recalibrated,
    }
}

/// Both kinds of checks, as a table; nothing where nothing could be checked.
pub(super) fn table(learned: &Learned) -> Option<String> {
    let (own, level) = (&learned.evidence.learned, &learned.evidence.recalibrated);
    let number =
        |value: Option<f64>, digits: usize| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"));
    let between = |estimate: Option<Estimate>, times: f64, digits: usize| {
        estimate.map_or_else(
            || "–".to_owned(),
            |it| {
                let (value, low, high) = (times * it.value, times * it.low, times * it.high);
                format!("{value:.digits$} ({low:.digits$} to {high:.digits$})")
            },
        )
    };
    let row = |name: &str, of: &dyn Fn(&Checks) -> String, right: &str| {
        vec![name.to_owned(), of(own), of(level), right.to_owned()]
    };
    let rows = [
        row("AUC", &|it| number(it.auc, 3), "0.5 is chance, 1 is perfect"),
        row(
            "average precision",
            &|it| number(it.average_precision, 3),
            "the share that left is chance",
        ),
        row(
            "lift in the first tenth",
            &|it| number(it.lift_at_tenth, 2),
            "1 is chance",
        ),
        row(
            "Brier skill",
            &|it| number(it.brier_skill, 3),
            "0 is always saying the usual share",
        ),
        row(
            "calibration slope",
            &|it| between(it.slope, 1.0, 2),
            "its interval should hold 1 and not 0",
        ),
        row(
            "mean less share",
            &|it| between(it.level, 100.0, 1),
            "percentage points; its interval should hold 0",
        ),
    ];
    let headings = ["", "learned weights", "scorecard, level learned", ""];
    (own.n > 0).then(|| {
        format!(
            "Checked on {} outcomes ({} left), each predicted from the outcomes known before:\n{}",
            own.n,
            own.leavers,
            lined_up(&headings, &rows)
        )
    })
}
