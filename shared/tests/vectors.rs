//! The formulas against the reference vectors: numbers computed with other software, kept beside the checkout.
//!
//! Where the vectors are not there (a clean clone), the unit tests' own numbers must do, and this says so and passes.
//! With `CI` set it fails instead, so that it cannot be skipped unnoticed where it counts.

#[path = "vectors/compare.rs"]
mod compare;
#[path = "vectors/reasons.rs"]
mod reasons;
#[path = "vectors/risk.rs"]
mod risk;
#[path = "vectors/service.rs"]
mod service;

use std::{env, fs, io::ErrorKind, path::Path};

use serde_json::Value;
use shared::domain::cohort::Cohort;
use shared::domain::{
    Confidence, Histogram, Interval, Measure, interval,
    score::{goodness_percent, low_percent, mean, net_percent, nps, satisfied_percent, sd_sample},
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
fn the_response_rate_of_a_cohort() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("rates");
    // What bounced was never delivered, and so is not registered.
    let cohort = Cohort {
        invited: count(&case["input"]["invited"]) - count(&case["input"]["bounced"]),
        answered: count(&case["input"]["completed"]),
    };
    assert_number(case, "response_rate_pct", cohort.rate().response_rate);
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
