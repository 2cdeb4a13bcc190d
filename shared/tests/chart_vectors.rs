//! The charts' arithmetic against the reference vectors, as `vectors.rs` does for scores and intervals.

use std::{env, fs, path::Path};

use serde_json::Value;
use shared::domain::chart::{limit, moved, spread, standardised};

/// The vector of this name; nothing where the vectors are not beside the checkout and nobody asked for them.
fn case(id: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors/metrics.json");
    let Ok(text) = fs::read_to_string(&path) else {
        assert!(env::var_os("CI").is_none(), "{} cannot be read", path.display());
        eprintln!("{} is not there: nothing was compared", path.display());
        return None;
    };
    let root: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("not JSON: {error}"));
    let cases = root["vectors"].as_array().into_iter().flatten();
    let found = cases.into_iter().find(|case| case["id"] == id).cloned();
    assert!(found.is_some(), "no vector is named {id}");
    found
}

fn numbers(list: &Value) -> Vec<f64> {
    let numbers = list.as_array().expect("a list").iter();
    numbers.map(|number| number.as_f64().expect("a number")).collect()
}

#[track_caller]
fn assert_all_near(what: &str, actual: &[f64], expected: &[f64]) {
    assert_eq!(actual.len(), expected.len(), "{what}");
    for (actual, expected) in actual.iter().zip(expected) {
        assert!(
            (actual - expected).abs() <= 1e-9 * expected.abs().max(1e-3),
            "{what}: {actual} is not {expected}"
        );
    }
}

#[test]
fn the_moving_average_and_its_limits() {
    let Some(case) = case("ewma_chart") else { return };
    let input = |name: &str| case["input"][name].as_f64().expect("a number");
    let (mean, sigma, width) = (input("mean"), input("sigma"), input("L"));
    let mut average = 0.0;
    let mut averages = Vec::new();
    for value in numbers(&case["input"]["values"]) {
        average = moved(average, standardised(value, 1.0, mean, sigma * sigma));
        averages.push(average);
    }
    let points: Vec<f64> = averages.iter().map(|average| mean + sigma * average).collect();
    let limits: Vec<f64> = (1..=10).map(|nights| sigma * limit(width, nights)).collect();
    assert_all_near("ewma", &points, &numbers(&case["expected"]["ewma"]));
    let lower: Vec<f64> = limits.iter().map(|limit| mean - limit).collect();
    assert_all_near("lcl", &lower, &numbers(&case["expected"]["lcl"]));
    let upper: Vec<f64> = limits.iter().map(|limit| mean + limit).collect();
    assert_all_near("ucl", &upper, &numbers(&case["expected"]["ucl"]));
    let first = points.iter().zip(&lower).position(|(point, lower)| point < lower);
    assert_eq!(
        first.map(|index| index as u64),
        case["expected"]["first_signal_index_0based"].as_u64()
    );
}

#[test]
fn nights_of_different_size_and_how_much_wider_they_scatter() {
    let Some(case) = case("p_chart_laney") else { return };
    let (hits, n) = (numbers(&case["input"]["k"]), numbers(&case["input"]["n"]));
    let share = hits.iter().sum::<f64>() / n.iter().sum::<f64>();
    assert_all_near(
        "pbar",
        &[share],
        &[case["expected"]["pbar"].as_f64().expect("a number")],
    );
    let variance = share * (1.0 - share);
    let each: Vec<f64> = hits
        .iter()
        .zip(&n)
        .map(|(hits, n)| standardised(hits / n, *n, share, variance))
        .collect();
    assert_all_near("z", &each, &numbers(&case["expected"]["z"]));
    let sigma = spread(&each);
    assert_all_near(
        "sigma_z",
        &[sigma],
        &[case["expected"]["sigma_z"].as_f64().expect("a number")],
    );
    let limits = case["expected"]["laney_limits"].as_array().expect("limits");
    for (n, expected) in n.iter().zip(limits) {
        let half = 3.0 * sigma * (variance / n).sqrt();
        assert_all_near("limits", &[share - half, (share + half).min(1.0)], &numbers(expected));
    }
}
