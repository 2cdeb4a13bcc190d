//! Small charts as numbers for SVG attributes. Every chart repeats numbers that stand beside it as text.

use shared::domain::{Band, Measure, Metric};
use shared::report::ScoreRow;

/// How long an axis is in the charts' own units.
pub(super) const AXIS: f64 = 200.0;

/// An interval on its axis: from −100 to 100 for an NPS, from 0 to 100 for a percentage.
#[derive(Debug, PartialEq)]
pub(super) struct IntervalBar {
    pub left: String,
    pub width: String,
    pub point: String,
}

impl IntervalBar {
    /// The bar of a score that may be shown.
    pub(super) fn of(metric: Metric, row: &ScoreRow) -> Option<Self> {
        let (score, low, high) = (row.score?, row.low?, row.high?);
        let at = |value: f64| match metric {
            Metric::Nps => (value + 100.0) / 200.0 * AXIS,
            Metric::Csat | Metric::Ces | Metric::Ces1 => value / 100.0 * AXIS,
        };
        let (left, right) = (at(low).clamp(0.0, AXIS), at(high).clamp(0.0, AXIS));
        Some(Self {
            left: format!("{left:.1}"),
            width: format!("{:.1}", (right - left).max(1.0)),
            point: format!("{:.1}", (at(score) - 1.5).clamp(0.0, AXIS - 3.0)),
        })
    }
}

/// One rating's column.
#[derive(Debug, PartialEq)]
pub(super) struct Column {
    pub rating: u8,
    pub count: u64,
    /// Of 40.
    pub height: String,
    pub top: String,
    pub band: &'static str,
}

/// The columns of a histogram, highest one 40 units high.
pub(super) fn columns(measure: Measure, counts: &[u64]) -> Vec<Column> {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let column = |(rating, count): (shared::domain::Rating, &u64)| {
        let share = *count as f64 / most as f64;
        let height = if *count == 0 { 0.0 } else { (40.0 * share).max(1.0) };
        Column {
            rating: rating.get(),
            count: *count,
            height: format!("{height:.1}"),
            top: format!("{:.1}", 40.0 - height),
            band: match measure.band(rating) {
                Band::Low => "low",
                Band::Middle => "middle",
                Band::High => "high",
            },
        }
    };
    measure.points().zip(counts).map(column).collect()
}
