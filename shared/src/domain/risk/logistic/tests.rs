use proptest::prelude::*;

use super::*;

const SCORECARD: [Prior; 3] = [
    Prior { mean: -2.2, sd: 0.5 },
    Prior { mean: 0.7, sd: 0.5 },
    Prior { mean: -0.5, sd: 0.5 },
];

fn rows<'a>(design: &'a [f64], outcomes: &'a [bool]) -> Rows<'a> {
    Rows {
        design,
        outcomes,
        offsets: None,
    }
}

/// A constant and two more columns, with outcomes, of 0 to 60 rows.
fn some_rows() -> impl Strategy<Value = Vec<([f64; 2], bool)>> {
    proptest::collection::vec((prop::array::uniform2(-3.0f64..3.0), any::<bool>()), 0..60)
}

fn laid_out(seen: &[([f64; 2], bool)]) -> (Vec<f64>, Vec<bool>) {
    let design = seen.iter().flat_map(|([x, y], _)| [1.0, *x, *y]).collect();
    (design, seen.iter().map(|(_, outcome)| *outcome).collect())
}

#[test]
fn without_outcomes_the_weights_are_the_priors() {
    let posterior = fit(rows(&[], &[]), &SCORECARD).unwrap();
    assert_eq!(posterior.weights, [-2.2, 0.7, -0.5]);
    for weight in 0..3 {
        assert!((posterior.sd(weight) - 0.5).abs() < 1e-12);
    }
    assert!((posterior.variance(&[1.0, 1.0, 0.0]) - 0.5).abs() < 1e-12);
    assert!((posterior.log_odds(&[1.0, 1.0, 0.0]) - -1.5).abs() < 1e-12);
}

#[test]
fn a_share_of_outcomes_alone_gives_its_log_odds() {
    let outcomes: Vec<bool> = (0..100).map(|at| at < 20).collect();
    let posterior = fit(rows(&[1.0; 100], &outcomes), &[Prior::FLAT]).unwrap();
    assert!((logistic(posterior.weights[0]) - 0.2).abs() < 1e-12);
    assert!((posterior.sd(0) - (100.0f64 * 0.2 * 0.8).sqrt().recip()).abs() < 1e-12);
}

#[test]
fn an_offset_is_part_of_the_log_odds_and_not_learned() {
    let outcomes: Vec<bool> = (0..100).map(|at| at < 20).collect();
    let offset = Rows {
        design: &[1.0; 100],
        outcomes: &outcomes,
        offsets: Some(&[0.75; 100]),
    };
    let posterior = fit(offset, &[Prior::FLAT]).unwrap();
    assert!((logistic(posterior.weights[0] + 0.75) - 0.2).abs() < 1e-12);
}

#[test]
fn more_outcomes_weigh_more_than_the_prior() {
    let mut distance = f64::INFINITY;
    for times in [1, 10, 100, 1_000] {
        let outcomes: Vec<bool> = (0..10 * times).map(|at| at % 2 == 0).collect();
        let posterior = fit(rows(&vec![1.0; 10 * times], &outcomes), &SCORECARD[..1]).unwrap();
        let left = logit(0.5) - posterior.weights[0];
        assert!(0.0 < left && left < distance, "{left} after {distance}");
        distance = left;
    }
    assert!(distance < 0.01);
}

#[test]
fn what_is_told_apart_without_error_still_has_weights_under_a_prior() {
    let design: Vec<f64> = (0..200).map(|at| f64::from(at < 100)).collect();
    let outcomes: Vec<bool> = (0..200).map(|at| at < 100).collect();
    let posterior = fit(rows(&design, &outcomes), &[Prior { mean: -8.0, sd: 0.5 }]).unwrap();
    assert!(posterior.weights[0].is_finite() && posterior.weights[0] > 0.0);
    for (design, outcomes) in [(design.as_slice(), &outcomes), (&[1.0; 200], &vec![true; 200])] {
        assert_eq!(fit(rows(design, outcomes), &[Prior::FLAT]), Err(FitError::Undetermined));
    }
    assert_eq!(
        fit(rows(&[1.0; 4], &[true, false]), &[Prior::FLAT; 2]),
        Err(FitError::Undetermined)
    );
}

#[test]
fn lists_that_do_not_fit_and_numbers_that_are_none_are_refused() {
    let shape = fit(rows(&[1.0; 5], &[true, false]), &SCORECARD);
    assert_eq!(
        shape,
        Err(FitError::Shape {
            values: 5,
            rows: 2,
            columns: 3
        })
    );
    let short = Rows {
        offsets: Some(&[0.0]),
        ..rows(&[1.0; 2], &[true, false])
    };
    assert!(matches!(fit(short, &SCORECARD[..1]), Err(FitError::Shape { .. })));
    assert_eq!(
        fit(rows(&[f64::NAN], &[true]), &SCORECARD[..1]),
        Err(FitError::NotFinite)
    );
    for sd in [0.0, -1.0, f64::NAN] {
        assert_eq!(
            fit(rows(&[], &[]), &[Prior { mean: 0.0, sd }]),
            Err(FitError::NotFinite)
        );
    }
}

#[test]
fn what_is_not_known_well_is_expected_nearer_to_one_half() {
    assert_eq!(predictive(-2.0, 0.0), logistic(-2.0));
    assert!(predictive(-2.0, 1.0) > logistic(-2.0) && predictive(-2.0, 1.0) < 0.5);
    assert!(predictive(2.0, 1.0) < logistic(2.0));
    assert!((logit(logistic(-3.0)) - -3.0).abs() < 1e-12);
}

proptest! {
    #[test]
    fn at_the_answer_the_posterior_is_level(seen in some_rows()) {
        let (design, outcomes) = laid_out(&seen);
        let posterior = fit(rows(&design, &outcomes), &SCORECARD).unwrap();
        let top = Point::at(rows(&design, &outcomes), &SCORECARD, posterior.weights);
        prop_assert!(top.gradient.iter().all(|slope| slope.abs() < 1e-9), "{:?}", top.gradient);
    }

    #[test]
    fn the_order_of_the_rows_says_nothing(seen in some_rows()) {
        let (design, outcomes) = laid_out(&seen);
        let mut turned = seen;
        turned.reverse();
        let (turned_design, turned_outcomes) = laid_out(&turned);
        let (one, other) = (fit(rows(&design, &outcomes), &SCORECARD), fit(rows(&turned_design, &turned_outcomes), &SCORECARD));
        for (one, other) in one.unwrap().weights.iter().zip(other.unwrap().weights) {
            prop_assert!((one - other).abs() < 1e-10);
        }
    }

    #[test]
    fn with_outcomes_nothing_is_less_certain_than_before(seen in some_rows(), row in prop::array::uniform2(-3.0f64..3.0)) {
        let (design, outcomes) = laid_out(&seen);
        let posterior = fit(rows(&design, &outcomes), &SCORECARD).unwrap();
        prop_assert!(posterior.variance(&[1.0, row[0], row[1]]) <= 0.25 * (1.0 + row[0].powi(2) + row[1].powi(2)) + 1e-12);
        prop_assert!(posterior.covariance.iter().all(|value| value.is_finite()));
    }
}
