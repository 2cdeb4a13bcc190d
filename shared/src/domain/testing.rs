//! What the tests of this folder share: random measures and histograms, and closeness.

use proptest::prelude::*;

use super::{Histogram, Measure};

/// Any measure that can be made.
pub(crate) fn measures() -> impl Strategy<Value = Measure> {
    let csat = (0_u8..=1, 1_u8..=10, 1_u8..=10).prop_filter_map("a satisfaction scale", |(min, max, line)| {
        Measure::csat(min, max, line).ok()
    });
    prop_oneof![
        Just(Measure::nps()),
        Just(Measure::ces1()),
        Just(Measure::ces(5).unwrap()),
        Just(Measure::ces(7).unwrap()),
        csat,
    ]
}

/// A histogram of any measure, often empty in places.
pub(crate) fn histograms() -> impl Strategy<Value = Histogram> {
    measures().prop_flat_map(histograms_of)
}

/// A histogram of this measure.
pub(crate) fn histograms_of(measure: Measure) -> impl Strategy<Value = Histogram> {
    let count = prop_oneof![3 => Just(0_u64), 5 => 0_u64..12, 1 => 0_u64..1_000_000];
    prop::collection::vec(count, measure.scale().point_count())
        .prop_map(move |counts| Histogram::from_counts(measure, counts).unwrap())
}

/// Asserts a relative error under 1e-11.
#[track_caller]
pub(crate) fn assert_close(actual: f64, expected: f64) {
    assert!(
        (actual - expected).abs() <= 1e-11 * expected.abs(),
        "{actual:?} is not {expected:?}"
    );
}
