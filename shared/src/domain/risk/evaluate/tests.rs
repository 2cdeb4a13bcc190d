use proptest::prelude::*;

use super::*;

fn predictions(of: &[(f64, bool)]) -> Vec<Prediction> {
    of.iter().map(|&(score, left)| Prediction { score, left }).collect()
}

fn some() -> impl Strategy<Value = Vec<Prediction>> {
    // Few different scores, so that there are ties.
    let one = (1u8..20, any::<bool>()).prop_map(|(score, left)| Prediction {
        score: f64::from(score) / 20.0,
        left,
    });
    proptest::collection::vec(one, 0..80)
}

#[test]
fn without_predictions_there_is_no_measure() {
    assert_eq!(base_rate(&[]), None);
    for measure in [auc, average_precision, brier, brier_skill, log_loss] {
        assert_eq!(measure(&[]), None);
    }
    assert_eq!((top(&[], 5), lift_at(&[], 0.1)), (None, None));
    assert_eq!((in_the_large(&[]), recalibration(&[])), (None, None));
    assert!(reliability(&[], BINS).is_empty());
    assert_eq!(expected_calibration_error(&[]), None);
}

#[test]
fn only_leavers_or_only_stayers_cannot_be_told_apart() {
    for left in [true, false] {
        let alike = predictions(&[(0.2, left), (0.4, left), (0.9, left)]);
        for measure in [auc, brier_skill] {
            assert_eq!(measure(&alike), None);
        }
        assert_eq!(recalibration(&alike), None);
        assert_eq!(average_precision(&alike).is_some(), left);
        assert_eq!(lift_at(&alike, 0.5).is_some(), left);
        assert_eq!(top(&alike, 2).unwrap().recall.is_some(), left);
        assert!(brier(&alike).is_some() && in_the_large(&alike).is_some());
    }
}

#[test]
fn a_perfect_order_finds_everybody_first() {
    let perfect = predictions(&[(0.9, true), (0.8, true), (0.3, false), (0.1, false)]);
    assert_eq!(auc(&perfect), Some(1.0));
    assert_eq!(average_precision(&perfect), Some(1.0));
    assert_eq!(lift_at(&perfect, 0.5), Some(2.0));
    let first = top(&perfect, 2).unwrap();
    assert_eq!((first.precision, first.recall), (1.0, Some(1.0)));
    assert_eq!(recalibration(&perfect), None, "no finite slope says so much");
}

#[test]
fn equals_have_no_order_so_the_expected_value_counts() {
    let equal = predictions(&[(0.5, true), (0.5, false), (0.5, false), (0.5, false)]);
    assert_eq!(auc(&equal), Some(0.5));
    assert_eq!(top(&equal, 2).unwrap().found, 0.5);
    assert_eq!(lift_at(&equal, 0.1), Some(1.0));
    assert_eq!(reliability(&equal, BINS).len(), 1);
    assert_eq!(recalibration(&equal), None);
}

#[test]
fn whoever_asks_for_more_than_there_are_looks_at_all() {
    let few = predictions(&[(0.9, true), (0.1, false)]);
    let all = top(&few, 100).unwrap();
    assert_eq!((all.looked_at, all.precision, all.recall), (2, 0.5, Some(1.0)));
    assert_eq!(top(&few, 0), None);
}

#[test]
fn exaggerated_risks_have_a_slope_below_one_and_a_level_that_is_off_is_seen() {
    // Of each hundred with this risk, as many left as the log-odds halved would say.
    let exaggerated: Vec<Prediction> = [(0.1, 25), (0.5, 50), (0.9, 75)]
        .into_iter()
        .flat_map(|(score, left)| (0..100).map(move |at| Prediction { score, left: at < left }))
        .collect();
    let calibration = recalibration(&exaggerated).unwrap();
    assert!((calibration.slope.value - 0.5).abs() < 1e-9 && !calibration.slope.holds(1.0));
    assert!(calibration.intercept.holds(0.0));
    assert!(in_the_large(&exaggerated).unwrap().holds(0.0));
    let too_high: Vec<Prediction> = (0..200)
        .map(|at| Prediction {
            score: 0.3,
            left: at < 30,
        })
        .collect();
    let level = in_the_large(&too_high).unwrap();
    assert!((level.value - 0.15).abs() < 1e-12 && level.low > 0.0);
}

#[test]
fn groups_are_of_equal_size_and_know_what_was_said_of_them() {
    let many: Vec<Prediction> = (0..100)
        .map(|at| Prediction {
            score: f64::from(at) / 100.0,
            left: at >= 50,
        })
        .collect();
    let groups = reliability(&many, 10);
    assert_eq!(groups.iter().map(|group| group.n).collect::<Vec<_>>(), [10; 10]);
    assert!((groups[0].said - 0.045).abs() < 1e-12 && groups[0].left == 0.0);
    assert!(groups[9].left == 1.0 && groups[9].interval.high == 1.0);
    let distance = expected_calibration_error(&groups).unwrap();
    assert!((distance - 0.25).abs() < 0.01, "{distance}");
}

#[test]
fn a_handful_of_leavers_does_not_make_the_worst_segment() {
    let handful = segment_rate(2, 2, 0.1).unwrap();
    let many = segment_rate(60, 100, 0.1).unwrap();
    assert!(handful.rate < many.rate && handful.sd > many.sd);
    assert!(handful.interval.contains(handful.rate));
    assert_eq!(segment_rate(0, 0, 0.1).unwrap().rate, 0.1);
    assert_eq!(segment_rate(3, 2, 0.1), None);
    assert_eq!((segment_rate(1, 2, 0.0), segment_rate(1, 2, 1.0)), (None, None));
}

proptest! {
    #[test]
    fn every_measure_is_a_number_in_its_range_or_none(of in some(), k in 0u64..100, share in 0.0f64..1.0) {
        for measure in [auc, average_precision, brier] {
            prop_assert!(measure(&of).is_none_or(|value| (0.0..=1.0 + 1e-12).contains(&value)));
        }
        prop_assert!(brier_skill(&of).is_none_or(f64::is_finite) && log_loss(&of).is_none_or(|loss| loss >= 0.0 && loss.is_finite()));
        prop_assert!(lift_at(&of, share).is_none_or(|lift| lift >= 0.0 && lift.is_finite()));
        if let Some(top) = top(&of, k) {
            prop_assert!(top.found <= top.looked_at as f64 + 1e-9 && top.found <= leavers(&of) as f64 + 1e-9);
        }
        if let Some(calibration) = recalibration(&of) {
            prop_assert!(calibration.slope.value.is_finite() && calibration.slope.low.is_finite());
        }
    }

    #[test]
    fn the_order_in_which_predictions_come_says_nothing(of in some(), k in 1u64..40) {
        let mut turned = of.clone();
        turned.reverse();
        for measure in [auc, average_precision] {
            prop_assert_eq!(measure(&of), measure(&turned));
        }
        prop_assert_eq!(top(&of, k), top(&turned, k));
        let sizes = |of: &[Prediction]| reliability(of, BINS).iter().map(|bin| (bin.n, bin.left)).collect::<Vec<_>>();
        prop_assert_eq!(sizes(&of), sizes(&turned));
    }

    #[test]
    fn turning_every_score_round_turns_the_auc_round(of in some()) {
        let turned: Vec<Prediction> = of.iter().map(|it| Prediction { score: -it.score, left: it.left }).collect();
        if let (Some(one), Some(other)) = (auc(&of), auc(&turned)) {
            prop_assert!((one + other - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn groups_hold_everybody_once(of in some(), bins in 1usize..12) {
        let groups = reliability(&of, bins);
        prop_assert!(groups.len() <= bins);
        prop_assert_eq!(groups.iter().map(|group| group.n).sum::<u64>(), of.len() as u64);
        prop_assert!(groups.windows(2).all(|pair| pair[0].said < pair[1].said));
    }
}
