//! Two ranges of days, many tests, small segments and closed lists.

use serde_json::Value;
use shared::domain::{
    Histogram, Measure, NpsCounts, Rating, closed_list,
    compare::{Change, mean_change, nps_change, paired_change, points_of, score_change, share_change},
    multiplicity::{benjamini_hochberg, holm},
    power::smallest_detectable,
    shrink::dirichlet,
};

use super::{Vectors, assert_limits, assert_near, assert_number, confidence, count, groups_of, number, numbers};

fn three_counts(groups: &Value) -> NpsCounts {
    NpsCounts {
        detractors: count(&groups["detractors"]),
        passives: count(&groups["passives"]),
        promoters: count(&groups["promoters"]),
    }
}

/// A histogram of the side of a comparison named so.
fn side(measure: &str, case: &Value, name: &str) -> Histogram {
    let counts = case["input"][name].as_array().expect("counts").iter().map(count);
    Histogram::from_counts(measure.parse().expect("a measure"), counts.collect()).expect("counts of that measure")
}

#[test]
fn p_values_of_many_tests() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("multiple_testing");
    let p_values = numbers(&case["input"]["p"]);
    for (name, adjusted) in [("holm", holm(&p_values)), ("bh", benjamini_hochberg(&p_values))] {
        let expected = numbers(&case["expected"][name]);
        assert_eq!(adjusted.len(), expected.len());
        for (adjusted, expected) in adjusted.into_iter().zip(expected) {
            assert_near(name, adjusted, expected);
        }
    }
}

#[track_caller]
fn assert_change(what: &str, change: Change, p: &Value, limits: &Value) {
    assert_near(&format!("{what} p"), change.p, number(p));
    assert_near(&format!("{what} low"), change.low, number(&limits[0]));
    assert_near(&format!("{what} high"), change.high, number(&limits[1]));
}

#[test]
fn changes_of_an_nps() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    for case in vectors
        .cases("nps_diff_", 4)
        .into_iter()
        .filter(|case| case["id"] != "nps_diff_paired")
    {
        let (before, after) = (
            three_counts(&case["input"]["before"]),
            three_counts(&case["input"]["after"]),
        );
        let change = nps_change(before, after, confidence(case)).expect("answers on both sides");
        let expected = &case["expected"]["adj_wald_3_each"];
        assert_near("delta", change.delta, number(&case["expected"]["wald"]["delta"]));
        assert_change("nps", change, &expected["p_two_sided"], &expected["ci"]);
    }
}

#[test]
fn changes_of_a_satisfied_share() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    for case in vectors.cases("csat_diff_", 1) {
        let pair = |name: &str| (count(&case["input"][name][0]), count(&case["input"][name][1]));
        let expected = &case["expected"];
        let change = share_change(pair("before"), pair("after"), confidence(case)).expect("answers on both sides");
        assert_near("diff", change.delta, number(&expected["diff"]));
        assert_change("csat", change, &expected["p_n_minus_1"], &expected["newcombe"]);
        let answers = |(hits, n): (u64, u64)| {
            Histogram::from_counts("csat/1-5/4".parse().expect("a measure"), vec![n - hits, 0, 0, 0, hits])
                .expect("five")
        };
        let percent = score_change(&answers(pair("before")), &answers(pair("after")), confidence(case));
        assert_near("percent", percent.expect("answers").delta, 100.0 * change.delta);
    }
}

#[test]
fn changes_of_a_mean() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("ces_diff_welch");
    let (before, after) = (
        side("ces/1-7/5", case, "before_hist"),
        side("ces/1-7/5", case, "after_hist"),
    );
    let change = mean_change(&before, &after, confidence(case)).expect("different answers");
    assert_near("diff", change.delta, number(&case["expected"]["diff"]));
    assert_change("ces", change, &case["expected"]["p"], &case["expected"]["ci"]);
}

#[test]
fn changes_of_the_same_customers() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("nps_diff_paired");
    let rating = |value: f64| Measure::nps().accept(value as i64).expect("a rating");
    let before = numbers(&case["input"]["before"]).into_iter().map(rating);
    let pairs: Vec<(Rating, Rating)> = before
        .zip(numbers(&case["input"]["after"]).into_iter().map(rating))
        .collect();
    let change = paired_change(&pairs, points_of(Measure::nps()), confidence(case)).expect("not all alike");
    assert_near("delta", change.delta, number(&case["expected"]["delta"]));
    assert_change("paired", change, &case["expected"]["p"], &case["expected"]["ci"]);
}

#[test]
fn the_smallest_change_two_samples_would_show() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("nps_mde");
    let (promoters, detractors) = (number(&case["input"]["p_prom"]), number(&case["input"]["p_det"]));
    let variance = promoters + detractors - (promoters - detractors).powi(2);
    assert_number(case, "variance", Some(variance));
    let expected = case["expected"]["mde_points"].as_object().expect("changes by n");
    assert_eq!(expected.len(), 6);
    for (n, points) in expected {
        let side = (variance, n.parse().expect("a number of answers"));
        assert_near(n, 100.0 * smallest_detectable(side, side), number(points));
    }
}

#[test]
fn the_shrunk_score_of_a_tiny_segment() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("nps_dirichlet");
    let (prior, counts) = (numbers(&case["input"]["prior"]), numbers(&case["input"]["counts"]));
    let weights = prior.iter().zip(&counts).map(|(pseudo, count)| pseudo + count);
    let groups: Vec<(f64, f64)> = [-100.0, 0.0, 100.0].into_iter().zip(weights).collect();
    let shrunk = dirichlet(&groups);
    assert_number(case, "posterior_mean", Some(shrunk.score));
    assert_number(case, "posterior_sd", Some(shrunk.sd));
}

#[test]
fn the_nps_of_a_closed_list() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("nps_fpc");
    let (answers, population) = (groups_of(case), count(&case["input"]["population"]));
    assert_number(case, "fpc", closed_list::correction(answers.n(), population));
    assert_limits(
        case,
        "adj_wald_fpc",
        closed_list::score_interval(&answers, population, confidence(case)),
    );
}
