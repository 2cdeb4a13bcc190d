//! Features from several answers, and points.

use shared::domain::risk::logistic::logit;
use shared::domain::risk::points::in_points;
use shared::domain::risk::{recency_weighted_mean, theil_sen};

use super::{Vectors, assert_near, assert_number, number, numbers};

#[test]
fn a_mean_in_which_what_is_older_weighs_less() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("recency_weighted_mean");
    let input = &case["input"];
    let answers = numbers(&input["age_days"]).into_iter().zip(numbers(&input["score"]));
    assert_number(
        case,
        "mean",
        recency_weighted_mean(answers, number(&input["half_life_days"])),
    );
}

#[test]
fn where_answers_go_in_thirty_days() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("trend_slope");
    let input = &case["input"];
    let answers: Vec<(f64, f64)> = numbers(&input["day"])
        .into_iter()
        .zip(numbers(&input["score"]))
        .collect();
    assert_number(case, "theil_sen_per_30d", theil_sen(&answers).map(|a_day| 30.0 * a_day));
}

#[test]
fn log_odds_in_points_but_for_the_offset_of_the_published_scale() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("scorecard_scaling");
    let expected = numbers(&case["expected"]["points"]);
    for (chance, expected) in numbers(&case["input"]["probs_churn"]).into_iter().zip(expected) {
        // One of 600 points has fifty who stay for one who leaves, and more points are better.
        let published = 600.0 - in_points(logit(chance) + 50.0f64.ln());
        assert_near("points", published, expected);
    }
    assert_near("factor", in_points(1.0), number(&case["expected"]["factor"]));
}
