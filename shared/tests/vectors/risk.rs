//! The risk of leaving: weights from outcomes, and what predictions were worth.

use serde_json::Value;
use shared::domain::risk::evaluate::{
    Prediction, auc, average_precision, base_rate, brier, brier_skill, in_the_large, lift_at, log_loss, recalibration,
    segment_rate, top,
};
use shared::domain::risk::logistic::{Prior, Rows, fit, logistic, predictive};

use super::{Vectors, assert_near, assert_number, count, number, numbers};

fn outcomes(case: &Value) -> Vec<bool> {
    let seen = case["input"]["y"].as_array().expect("outcomes");
    seen.iter().map(|left| count(left) == 1).collect()
}

fn predictions(case: &Value) -> Vec<Prediction> {
    let scores = numbers(&case["input"]["score"]);
    let joined = scores.into_iter().zip(outcomes(case));
    joined.map(|(score, left)| Prediction { score, left }).collect()
}

/// To ten digits and more: Newton's method ends at the last one.
#[test]
fn a_scorecard_moved_by_outcomes() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("bayes_logistic_map");
    let (input, expected) = (&case["input"], &case["expected"]);
    let design: Vec<f64> = input["X"]
        .as_array()
        .expect("rows")
        .iter()
        .flat_map(|row| std::iter::once(1.0).chain(numbers(row)))
        .collect();
    let priors: Vec<Prior> = numbers(&input["prior_mean"])
        .into_iter()
        .zip(numbers(&input["prior_sd"]))
        .map(|(mean, sd)| Prior { mean, sd })
        .collect();
    let rows = Rows {
        design: &design,
        outcomes: &outcomes(case),
        offsets: None,
    };
    let posterior = fit(rows, &priors).expect("a proper prior");
    let close = |actual: f64, expected: &Value| {
        let expected = number(expected);
        assert!((actual - expected).abs() < 1e-10, "{actual:?} is not {expected:?}");
    };
    for weight in 0..priors.len() {
        close(posterior.weights[weight], &expected["map"][weight]);
        close(posterior.sd(weight), &expected["laplace_sd"][weight]);
    }
    let somebody = numbers(&input["x_new"]);
    let (log_odds, variance) = (posterior.log_odds(&somebody), posterior.variance(&somebody));
    close(log_odds, &expected["eta"]);
    close(variance, &expected["var_eta"]);
    close(logistic(log_odds), &expected["p_plugin"]);
    close(predictive(log_odds, variance), &expected["p_mackay"]);
}

/// The largest difference between the share of leavers and the share of stayers among the first.
fn kolmogorov_smirnov(of: &[Prediction]) -> Option<f64> {
    let stayed = of.iter().filter(|prediction| !prediction.left).count() as f64;
    let differences = (1..=of.len() as u64).filter_map(|k| {
        let first = top(of, k)?;
        Some((first.recall? - (first.looked_at as f64 - first.found) / stayed).abs())
    });
    differences.max_by(f64::total_cmp)
}

#[test]
fn what_predictions_were_worth() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("churn_eval");
    let of = predictions(case);
    assert_number(case, "auc", auc(&of));
    assert_number(case, "gini", auc(&of).map(|auc| 2.0 * auc - 1.0));
    assert_number(case, "ks", kolmogorov_smirnov(&of));
    assert_number(case, "average_precision", average_precision(&of));
    assert_number(case, "base_rate", base_rate(&of));
    assert_number(case, "brier", brier(&of));
    assert_number(case, "brier_skill", brier_skill(&of));
    assert_number(case, "log_loss", log_loss(&of));
    assert_number(case, "lift_at_10pct", lift_at(&of, 0.1));
    assert_number(case, "precision_at_2", top(&of, 2).map(|top| top.precision));
    assert_number(case, "precision_at_5", top(&of, 5).map(|top| top.precision));
    assert_number(case, "recall_at_5", top(&of, 5).and_then(|top| top.recall));
    assert_number(
        case,
        "calibration_in_the_large",
        in_the_large(&of).map(|level| level.value),
    );
}

#[test]
fn the_recalibration_that_outcomes_ask_for() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("calibration_slope");
    let found = recalibration(&predictions(case)).expect("leavers and stayers");
    assert_number(case, "intercept", Some(found.intercept.value));
    assert_number(case, "slope", Some(found.slope.value));
}

#[test]
fn the_share_that_leaves_of_a_small_segment() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("churn_beta_binomial");
    let (a, b) = (number(&case["input"]["a"]), number(&case["input"]["b"]));
    let segment = segment_rate(
        count(&case["input"]["churned"]),
        count(&case["input"]["n"]),
        a / (a + b),
    );
    let segment = segment.expect("no more left than there were");
    assert_number(case, "mean", Some(segment.rate));
    assert_number(case, "sd", Some(segment.sd));
    assert_near("low", segment.interval.low, number(&case["expected"]["ci95"][0]));
    assert_near("high", segment.interval.high, number(&case["expected"]["ci95"][1]));
}
