use proptest::prelude::*;

use super::*;
use crate::domain::Measure;
use crate::domain::testing::{histograms_of, measures};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

fn satisfaction(unhappy: u64, happy: u64) -> Histogram {
    Histogram::from_counts("csat/1-5/4".parse().unwrap(), vec![unhappy, 0, 0, 0, happy]).unwrap()
}

fn recommendation(detractors: u64, passives: u64, promoters: u64) -> Histogram {
    Histogram::from_counts(
        Measure::nps(),
        vec![detractors, 0, 0, 0, 0, 0, 0, passives, 0, 0, promoters],
    )
    .unwrap()
}

#[test]
fn a_side_without_answers_or_on_another_scale_is_not_compared() {
    let some = satisfaction(5, 5);
    let five_only = Histogram::from_counts("csat/1-5/5".parse().unwrap(), vec![5, 0, 0, 0, 5]).unwrap();
    for other in [satisfaction(0, 0), five_only, recommendation(5, 5, 5)] {
        assert_eq!(score_change(&some, &other, LEVEL), None);
        assert_eq!(score_change(&other, &some, LEVEL), None);
        assert_eq!(mean_change(&some, &other, LEVEL), None);
    }
}

#[test]
fn answers_that_all_agree_on_both_sides_are_no_proof_of_no_change() {
    for all in [satisfaction(0, 40), recommendation(0, 0, 40)] {
        let change = score_change(&all, &all, LEVEL).unwrap();
        assert_eq!((change.delta, change.p), (0.0, 1.0));
        assert!(change.low < -3.0 && change.high > 3.0, "{change:?}");
        assert_eq!(mean_change(&all, &all, LEVEL), None);
    }
}

#[test]
fn everybody_turning_is_a_change_beyond_doubt_and_within_the_unit() {
    let points = score_change(&recommendation(100, 0, 0), &recommendation(0, 0, 100), LEVEL).unwrap();
    assert_eq!(points.delta, 200.0);
    assert!(
        points.p < 1e-12 && points.low > 150.0 && points.high <= 200.0,
        "{points:?}"
    );
    let percent = score_change(&satisfaction(0, 100), &satisfaction(100, 0), LEVEL).unwrap();
    assert_eq!(percent.delta, -100.0);
    assert!(
        percent.p < 1e-12 && percent.low >= -100.0 && percent.high < -90.0,
        "{percent:?}"
    );
}

#[test]
fn a_paired_change_needs_two_customers_who_did_not_change_alike() {
    let rating = |value| Measure::nps().accept(value).unwrap();
    let paired = |pairs: &[(i64, i64)]| {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(before, after)| (rating(*before), rating(*after)))
            .collect();
        paired_change(&pairs, points_of(Measure::nps()), LEVEL)
    };
    assert_eq!(paired(&[]), None);
    assert_eq!(paired(&[(3, 9)]), None);
    assert_eq!(paired(&[(3, 9), (0, 10)]), None);
    assert_eq!(paired(&[(3, 9), (9, 9)]).map(|change| change.delta), Some(100.0));
}

#[test]
fn pairs_show_a_change_that_two_separate_samples_do_not() {
    let rating = |value| Measure::nps().accept(value).unwrap();
    let mut pairs = vec![(rating(9), rating(9)); 30];
    pairs.extend(vec![(rating(3), rating(3)); 30]);
    pairs.extend(vec![(rating(7), rating(9)); 8]);
    let paired = paired_change(&pairs, points_of(Measure::nps()), LEVEL).unwrap();
    let separate = score_change(&recommendation(30, 8, 30), &recommendation(30, 0, 38), LEVEL).unwrap();
    assert!((paired.delta - separate.delta).abs() < 1e-9);
    assert!(paired.p < 0.01 && separate.p > 0.3, "{paired:?} {separate:?}");
}

proptest! {
    #[test]
    fn a_change_seen_from_the_other_side_is_its_opposite(
        (before, after) in measures().prop_flat_map(|measure| (histograms_of(measure), histograms_of(measure)))
    ) {
        let near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * (1.0 + one.abs());
        for compare in [score_change, mean_change] {
            let (forth, back) = (compare(&before, &after, LEVEL), compare(&after, &before, LEVEL));
            prop_assert_eq!(forth.is_some(), back.is_some());
            if let (Some(forth), Some(back)) = (forth, back) {
                prop_assert!(near(forth.delta, -back.delta) && near(forth.p, back.p));
                prop_assert!(near(forth.low, -back.high) && near(forth.high, -back.low), "{:?} {:?}", forth, back);
            }
        }
    }

    #[test]
    fn every_number_of_a_change_is_one_and_in_its_range(
        (before, after) in measures().prop_flat_map(|measure| (histograms_of(measure), histograms_of(measure)))
    ) {
        let widest = if before.nps_counts().is_some() { 200.0 } else { 100.0 };
        if let Some(change) = score_change(&before, &after, LEVEL) {
            prop_assert!((0.0..=1.0).contains(&change.p), "{:?}", change);
            prop_assert!(change.low < change.high);
            prop_assert!(change.low >= -widest - 1e-9 && change.high <= widest + 1e-9, "{:?}", change);
            if before.nps_counts().is_none() {
                prop_assert!(change.low <= change.delta + 1e-9 && change.delta <= change.high + 1e-9, "{:?}", change);
            }
        }
    }

    #[test]
    fn the_test_of_an_nps_and_its_interval_say_the_same(
        (before, after) in (histograms_of(Measure::nps()), histograms_of(Measure::nps()))
    ) {
        if let Some(change) = score_change(&before, &after, LEVEL) {
            let excludes_zero = change.low > 0.0 || change.high < 0.0;
            prop_assert!((change.p < 0.05) == excludes_zero || (change.p - 0.05).abs() < 1e-9, "{:?}", change);
        }
    }

    #[test]
    fn the_mean_of_what_answers_give_is_the_score(answers in measures().prop_flat_map(histograms_of)) {
        let points = points_of(answers.measure());
        let sum: f64 = answers.iter().map(|(rating, count)| points(rating) * count as f64).sum();
        if let Some(value) = score::Score::raw(&answers).value {
            prop_assert!((sum / answers.n() as f64 - value).abs() < 1e-9);
        }
    }
}
