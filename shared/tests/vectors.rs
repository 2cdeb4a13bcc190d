//! The formulas against the reference vectors: numbers computed with other software, kept beside the checkout.
//!
//! Where the vectors are not there (a clean clone), the unit tests' own numbers must do, and this says so and passes.
//! With `CI` set it fails instead, so that it cannot be skipped unnoticed where it counts.

use std::{env, fs, io::ErrorKind, path::Path};

use serde_json::Value;
use shared::domain::{
    Confidence, Histogram, Interval, Measure, NpsCounts, Rating, closed_list,
    compare::{Change, mean_change, nps_change, paired_change, points_of, score_change, share_change},
    interval,
    multiplicity::{benjamini_hochberg, holm},
    power::smallest_detectable,
    score::{goodness_percent, low_percent, mean, net_percent, nps, satisfied_percent, sd_sample},
    shrink::dirichlet,
};

const RELATIVE_TOLERANCE: f64 = 1e-9;

struct Vectors(Value);

impl Vectors {
    fn beside_the_checkout() -> Option<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors/metrics.json");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let absence = format!(
                    "the reference vectors are not beside this checkout ({})",
                    path.display()
                );
                assert!(env::var_os("CI").is_none(), "{absence}: put them there, or unset CI");
                eprintln!("{absence}: nothing was compared");
                return None;
            }
            Err(error) => panic!("{} cannot be read: {error}", path.display()),
        };
        let root =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{} is not JSON: {error}", path.display()));
        Some(Self(root))
    }

    fn all(&self) -> impl Iterator<Item = &Value> {
        self.0["vectors"].as_array().expect("a list of vectors").iter()
    }

    /// The vector of this name.
    fn case(&self, id: &str) -> &Value {
        self.all()
            .find(|case| case["id"] == id)
            .unwrap_or_else(|| panic!("no vector is named {id}"))
    }

    /// All vectors whose name starts so: at least as many as there were when this was written.
    fn cases(&self, prefix: &str, at_least: usize) -> Vec<&Value> {
        let cases: Vec<&Value> = self
            .all()
            .filter(|case| case["id"].as_str().is_some_and(|id| id.starts_with(prefix)))
            .collect();
        assert!(
            cases.len() >= at_least,
            "only {} vectors are named {prefix}…",
            cases.len()
        );
        cases
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is not a count"))
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().expect("a list of numbers").iter().map(number).collect()
}

fn confidence(case: &Value) -> Confidence {
    Confidence::new(number(&case["input"]["conf"])).expect("a level in use")
}

fn histogram(measure: &str, case: &Value) -> Histogram {
    let counts = case["input"]["hist"]
        .as_array()
        .expect("a histogram")
        .iter()
        .map(count)
        .collect();
    Histogram::from_counts(measure.parse().expect("a measure"), counts).expect("counts of that measure")
}

/// Answers of 3, 7 and 10.
fn three_groups(detractors: u64, passives: u64, promoters: u64) -> Histogram {
    let counts = vec![0, 0, 0, detractors, 0, 0, 0, passives, 0, 0, promoters];
    Histogram::from_counts(Measure::nps(), counts).expect("eleven counts")
}

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

fn groups_of(case: &Value) -> Histogram {
    let input = &case["input"];
    three_groups(
        count(&input["detractors"]),
        count(&input["passives"]),
        count(&input["promoters"]),
    )
}

/// Zeros came out of floating-point sums on the other side, so they have an absolute tolerance.
#[track_caller]
fn assert_number(case: &Value, name: &str, actual: Option<f64>) {
    let expected = number(&case["expected"][name]);
    assert_near(&format!("{} {name}", case["id"]), actual.expect("a number"), expected);
}

#[track_caller]
fn assert_near(what: &str, actual: f64, expected: f64) {
    let tolerance = if expected.abs() < 1e-12 {
        1e-12
    } else {
        RELATIVE_TOLERANCE * expected.abs()
    };
    assert!(
        (actual - expected).abs() <= tolerance,
        "{what}: {actual:?} is not {expected:?}"
    );
}

#[track_caller]
fn assert_limits(case: &Value, name: &str, actual: Option<Interval>) {
    let actual = actual.expect("an interval");
    let expected = &case["expected"][name];
    assert_near(&format!("{} {name} low", case["id"]), actual.low, number(&expected[0]));
    assert_near(
        &format!("{} {name} high", case["id"]),
        actual.high,
        number(&expected[1]),
    );
}

#[test]
fn nps_counts_and_points() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("nps_counts_0_10");
    let answers = histogram("nps", case);
    let groups = answers.nps_counts().expect("an NPS question");
    assert_eq!(answers.n(), count(&case["expected"]["n"]));
    assert_eq!(groups.detractors, count(&case["expected"]["detractors"]));
    assert_eq!(groups.passives, count(&case["expected"]["passives"]));
    assert_eq!(groups.promoters, count(&case["expected"]["promoters"]));
    assert_number(case, "nps", nps(&answers));
    assert_number(case, "pct_promoters", satisfied_percent(&answers));
    assert_number(case, "pct_detractors", low_percent(&answers));
    let passives = 100.0 - satisfied_percent(&answers).expect("answers") - low_percent(&answers).expect("answers");
    assert_number(case, "pct_passives", Some(passives));
}

#[test]
fn nps_is_rounded_once_and_last() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    for (id, rounded) in [
        ("nps_rounding_trap", "nps_rounded_half_away"),
        ("nps_rounding_disagreement", "nps_rounded"),
    ] {
        let case = vectors.case(id);
        let points = nps(&groups_of(case));
        assert_number(case, "nps", points);
        assert_number(case, rounded, points.map(f64::round));
    }
}

#[test]
fn nps_at_its_extremes_and_without_answers() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("nps_extremes");
    let inputs = case["input"]["cases"].as_array().expect("cases");
    let expected = case["expected"]["nps"].as_array().expect("scores");
    assert_eq!((inputs.len(), expected.len()), (4, 4));
    for (groups, points) in inputs.iter().zip(expected) {
        let answers = three_groups(count(&groups[0]), count(&groups[1]), count(&groups[2]));
        assert_eq!(nps(&answers), points.as_f64(), "{groups}");
    }
}

#[test]
fn csat_on_1_to_5() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("csat_1_5");
    let answers = histogram(&format!("csat/1-5/{}", case["input"]["satisfied_from"]), case);
    assert_eq!(answers.n(), count(&case["expected"]["n"]));
    assert_number(case, "csat_pct", satisfied_percent(&answers));
    assert_number(case, "mean", mean(&answers));
    assert_number(case, "sd_sample", sd_sample(&answers));
    assert_number(case, "mean_as_pct_of_range", goodness_percent(&answers));
    assert_number(case, "bottom2_pct", low_percent(&answers));
    assert_number(case, "top1_pct", satisfied_percent(&histogram("csat/1-5/5", case)));
}

#[test]
fn csat_on_1_to_10_with_both_lines() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("csat_1_10");
    let answers = histogram("csat/1-10/9", case);
    assert_eq!(answers.n(), count(&case["expected"]["n"]));
    assert_number(case, "csat_9_10_pct", satisfied_percent(&answers));
    assert_number(
        case,
        "csat_8_10_pct",
        satisfied_percent(&histogram("csat/1-10/8", case)),
    );
    assert_number(case, "mean", mean(&answers));
    assert_number(case, "sd_sample", sd_sample(&answers));
}

#[test]
fn ces_on_1_to_7() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("ces2_1_7");
    let answers = histogram("ces/1-7/5", case);
    assert_eq!(answers.n(), count(&case["expected"]["n"]));
    assert_number(case, "mean", mean(&answers));
    assert_number(case, "sd_sample", sd_sample(&answers));
    assert_number(case, "easy_pct", satisfied_percent(&answers));
    assert_number(case, "difficult_pct", low_percent(&answers));
    assert_number(case, "net_easy", net_percent(&answers));
    let reversed = answers.counts().iter().rev().copied().collect();
    let reversed = Histogram::from_counts(answers.measure(), reversed).expect("seven counts");
    assert_number(case, "reversed_mean", mean(&reversed));
}

#[test]
fn wilson_intervals_of_shares() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    for case in vectors.cases("prop_ci_", 5) {
        let (hits, n) = (count(&case["input"]["k"]), count(&case["input"]["n"]));
        assert_limits(case, "wilson", interval::wilson(hits, n, confidence(case)));
    }
}

#[test]
fn the_t_interval_of_a_small_mean() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("mean_t_ci_small");
    let measure: Measure = "csat/1-5/4".parse().expect("a measure");
    let mut answers = Histogram::new(measure);
    for value in case["input"]["values"].as_array().expect("values") {
        let rating = measure.accept(value.as_i64().expect("a number")).expect("a rating");
        answers.add(rating).expect("room");
    }
    let (n, mean, sd) = (
        answers.n(),
        mean(&answers).expect("answers"),
        sd_sample(&answers).expect("answers"),
    );
    assert_number(case, "mean", Some(mean));
    assert_number(case, "sem", Some(sd / (n as f64).sqrt()));
    assert_limits(
        case,
        "ci_clipped",
        interval::mean_t(n, mean, sd, measure.scale(), confidence(case)),
    );
    let half_width = confidence(case).t(n - 1).expect("freedom") * sd / (n as f64).sqrt();
    assert_limits(
        case,
        "ci",
        Some(Interval {
            low: mean - half_width,
            high: mean + half_width,
        }),
    );
}

#[test]
fn intervals_of_an_nps() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let cases = vectors.cases("nps_ci_", 7);
    assert!(cases.iter().any(|case| case["input"]["conf"] == 0.9));
    for case in cases {
        let answers = groups_of(case);
        let groups = answers.nps_counts().expect("an NPS question");
        let wald = interval::nps_wald(groups, confidence(case));
        assert_eq!(answers.n(), count(&case["expected"]["n"]));
        assert_number(case, "nps", nps(&answers));
        assert_limits(case, "wald", wald);
        assert_limits(case, "adj_wald", interval::nps_adjusted_wald(groups, confidence(case)));
        let width = wald.map(|wald| wald.high - wald.low);
        assert_number(case, "se_points", width.map(|width| width / 2.0 / confidence(case).z()));
    }
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
