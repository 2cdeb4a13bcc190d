//! Expected numbers were computed with 40 digits (mpmath) from the textbook forms of the formulas, not from the
//! rearranged ones used here.

use proptest::prelude::*;

use super::*;
use crate::domain::{
    Measure,
    testing::{assert_close, histograms},
};

const NINETY_FIVE: Confidence = Confidence::NINETY_FIVE;

fn ninety() -> Confidence {
    Confidence::new(0.9).unwrap()
}

fn nps_counts(detractors: u64, passives: u64, promoters: u64) -> NpsCounts {
    NpsCounts {
        detractors,
        passives,
        promoters,
    }
}

#[track_caller]
fn assert_limits(interval: Option<Interval>, low: f64, high: f64) {
    let interval = interval.unwrap();
    assert_close(interval.low, low);
    assert_close(interval.high, high);
}

#[test]
fn z_is_the_normal_quantile() {
    for (level, z) in [
        (0.8, 1.2815515655446006),
        (0.9, 1.6448536269514726),
        (0.95, 1.9599639845400543),
        (0.99, 2.575829303548901),
        (0.999, 3.290526731491895),
    ] {
        assert_close(Confidence::new(level).unwrap().z(), z);
    }
}

#[test]
fn t_is_the_student_quantile_from_one_degree_of_freedom_to_thousands() {
    let table = [
        (0.95, 1, 12.706204736174705),
        (0.95, 2, 4.302652729749464),
        (0.95, 4, 2.7764451051977943),
        (0.95, 29, 2.0452296421327043),
        (0.95, 100, 1.9839715185235522),
        (0.95, 999, 1.96234146113345),
        (0.95, 1000, 1.9623390808264085),
        (0.95, 1001, 1.96233670528088),
        (0.95, 5000, 1.960438551706508),
        (0.999, 1, 636.6192487687197),
        (0.95, 499, 1.964729390987689),
        (0.95, 500, 1.9647198374673678),
        (0.999, 499, 3.3101305703977983),
        (0.999, 500, 3.31009115152267),
        (0.999, 29, 3.659405019466333),
        (0.999, 1000, 3.300282648423913),
        (0.999, 1001, 3.300272876066009),
        (0.5, 1, 1.0),
        (0.5, 1000, 0.6747351646070094),
        (0.5, 1001, 0.6747349193584471),
    ];
    for (level, degrees_of_freedom, t) in table {
        assert_close(Confidence::new(level).unwrap().t(degrees_of_freedom).unwrap(), t);
    }
}

#[test]
fn t_of_very_many_answers_is_z_and_comes_back_at_once() {
    assert_close(NINETY_FIVE.t(1 << 46).unwrap(), NINETY_FIVE.z());
    assert_eq!(NINETY_FIVE.t(0), None);
}

#[test]
fn a_confidence_that_promises_nothing_or_everything_is_refused() {
    for level in [0.0, 0.4999, 1.0, 0.9999999999999999, 95.0, -0.95, f64::NAN] {
        assert!(Confidence::new(level).is_err(), "{level}");
    }
}

#[test]
fn the_nps_interval_is_the_adjusted_wald_interval() {
    assert_limits(
        nps_adjusted_wald(nps_counts(3, 4, 18), NINETY_FIVE),
        26.949558739574734,
        80.19329840328241,
    );
    assert_limits(
        nps_adjusted_wald(nps_counts(3, 4, 18), ninety()),
        31.22965112319103,
        75.91320601966612,
    );
    assert_limits(
        nps_adjusted_wald(nps_counts(1200, 900, 3400), NINETY_FIVE),
        37.80531452316715,
        42.15107290187374,
    );
}

#[test]
fn the_nps_interval_stops_at_100_and_keeps_a_width_where_all_are_promoters() {
    assert_limits(
        nps_adjusted_wald(nps_counts(0, 0, 30), NINETY_FIVE),
        78.6977238725764,
        100.0,
    );
    assert_limits(
        nps_adjusted_wald(nps_counts(30, 0, 0), NINETY_FIVE),
        -100.0,
        -78.6977238725764,
    );
    assert_limits(
        nps_adjusted_wald(nps_counts(1, 0, 40), ninety()),
        78.10799808405874,
        99.16472918866855,
    );
}

#[test]
fn the_textbook_nps_interval_overshoots_and_collapses() {
    assert_limits(
        nps_wald(nps_counts(3, 4, 18), NINETY_FIVE),
        32.84194238217188,
        87.15805761782812,
    );
    assert_limits(
        nps_wald(nps_counts(1, 0, 40), NINETY_FIVE),
        85.6784661663538,
        104.5654362726706,
    );
    assert_limits(nps_wald(nps_counts(0, 0, 30), NINETY_FIVE), 100.0, 100.0);
}

#[test]
fn a_share_has_the_wilson_interval() {
    assert_limits(wilson(3, 11, NINETY_FIVE), 0.0974605929002489, 0.5656453011761291);
    assert_limits(wilson(29, 30, NINETY_FIVE), 0.8332960900859082, 0.9940914096183876);
    assert_limits(
        wilson(12345, 67890, NINETY_FIVE),
        0.17895489704038056,
        0.18475764195033373,
    );
}

#[test]
fn a_rare_share_keeps_all_its_digits() {
    let one_in_a_trillion = wilson(1, 1_000_000_000_000, NINETY_FIVE).unwrap();
    assert_close(one_in_a_trillion.low, 1.7652455493517473e-13);
    assert!((one_in_a_trillion.high - 5.664934e-12).abs() < 1e-15);
}

#[test]
fn nobody_and_everybody_end_exactly_at_0_and_1() {
    let nobody = wilson(0, 7, NINETY_FIVE).unwrap();
    assert_eq!(nobody.low, 0.0);
    assert_close(nobody.high, 0.35433043506668743);
    let everybody = wilson(7, 7, NINETY_FIVE).unwrap();
    assert_close(everybody.low, 0.6456695649333125);
    assert_eq!(everybody.high, 1.0);
}

#[test]
fn a_mean_has_students_interval_within_the_scale() {
    let scale = Measure::usual_csat(5).unwrap().scale();
    let mean_interval = mean_t(17, 4.0588235294117645, 1.3906198364081266, scale, NINETY_FIVE);
    assert_limits(mean_interval, 3.3438327850351492, 4.77381427378838);

    let overshooting = mean_t(3, 4.9, 0.5, scale, NINETY_FIVE).unwrap();
    assert_eq!(overshooting.high, 5.0);
}

#[test]
fn a_mean_of_equal_answers_or_of_one_has_no_interval_rather_than_one_without_width() {
    let scale = Measure::usual_csat(5).unwrap().scale();
    assert_eq!(mean_t(12, 5.0, 0.0, scale, NINETY_FIVE), None);
    assert_eq!(mean_t(1, 5.0, 1.0, scale, NINETY_FIVE), None);
}

#[test]
fn no_answers_have_no_interval() {
    assert_eq!(nps_adjusted_wald(nps_counts(0, 0, 0), NINETY_FIVE), None);
    assert_eq!(nps_wald(nps_counts(0, 0, 0), NINETY_FIVE), None);
    assert_eq!(wilson(0, 0, NINETY_FIVE), None);
    assert_eq!(wilson(2, 1, NINETY_FIVE), None);
}

/// From a handful to the most a histogram holds, and often nobody.
fn group() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 0_u64..30, 0_u64..1_000_000, 0_u64..(1 << 44)]
}

fn levels() -> impl Strategy<Value = Confidence> {
    (0.5..=0.999_f64).prop_map(|level| Confidence::new(level).unwrap())
}

proptest! {
    #[test]
    fn the_nps_interval_of_two_answers_or_more_holds_the_nps_and_stays_on_the_scale(d in group(), s in group(), p in group()) {
        let counts = nps_counts(d, s, p);
        if let Some(nps) = counts.points().filter(|_| counts.n() >= 2) {
            let interval = nps_adjusted_wald(counts, NINETY_FIVE).unwrap();
            prop_assert!(interval.contains(nps), "{interval:?} {nps}");
            prop_assert!(interval.low < interval.high && interval.low >= -100.0 && interval.high <= 100.0);
        }
    }

    #[test]
    fn the_nps_interval_is_ordered_and_on_the_scale_at_any_confidence(d in group(), s in group(), p in group(), level in levels()) {
        if let Some(interval) = nps_adjusted_wald(nps_counts(d, s, p), level) {
            prop_assert!(interval.low < interval.high && interval.low >= -100.0 && interval.high <= 100.0);
        }
    }

    #[test]
    fn swapping_promoters_and_detractors_mirrors_the_nps_interval(d in group(), s in group(), p in group()) {
        if let Some(interval) = nps_adjusted_wald(nps_counts(d, s, p), NINETY_FIVE) {
            let mirrored = nps_adjusted_wald(nps_counts(p, s, d), NINETY_FIVE).unwrap();
            prop_assert_eq!((interval.low, interval.high), (-mirrored.high, -mirrored.low));
        }
    }

    #[test]
    fn the_wilson_interval_holds_the_share_and_stays_on_0_to_1(hits in group(), misses in group(), level in levels()) {
        let n = hits + misses;
        if let Some(interval) = wilson(hits, n, level) {
            prop_assert!(interval.contains(hits as f64 / n as f64));
            prop_assert!(interval.low >= 0.0 && interval.high <= 1.0);
        }
    }

    #[test]
    fn more_confidence_gives_a_wider_interval(hits in 0_u64..50, misses in 1_u64..50) {
        let narrow = wilson(hits, hits + misses, ninety()).unwrap();
        let wide = wilson(hits, hits + misses, NINETY_FIVE).unwrap();
        prop_assert!(wide.low <= narrow.low && narrow.high < wide.high);
    }

    #[test]
    fn t_falls_towards_z_as_answers_come_in(freedom in 1_u64..5000, level in levels()) {
        let (t, next) = (level.t(freedom).unwrap(), level.t(freedom + 1).unwrap());
        prop_assert!(t > next && next > level.z(), "{t} {next} {}", level.z());
    }

    #[test]
    fn the_interval_of_a_mean_holds_it_and_stays_on_the_scale(histogram in histograms()) {
        let score = crate::domain::Score::raw(&histogram);
        if let (Some(mean), Some(low), Some(high)) = (score.mean, score.mean_low, score.mean_high) {
            let scale = histogram.measure().scale();
            prop_assert!(low <= mean && mean <= high && low < high);
            prop_assert!(low >= scale.min().into() && high <= scale.max().into());
        }
    }
}
