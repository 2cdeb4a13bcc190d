//! The service measures against the reference vectors.

use serde_json::Value;
use shared::domain::Confidence;
use shared::domain::service::durations::Durations;
use shared::domain::service::retention::{annual_churn_percent, churn_percent, retention_percent};
use shared::domain::service::survival::{Step, curve, reply_time};
use shared::service_report::Abandonment;

use super::{Vectors, assert_near, count, number};

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("{name} is no list"))
}

fn durations<'a>(seconds: impl IntoIterator<Item = &'a Value>) -> Durations {
    let mut counted = Durations::default();
    for second in seconds {
        counted.add(u32::try_from(count(second)).expect("some seconds"));
    }
    counted
}

#[test]
fn retention_and_churn_of_customers() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("crr");
    for (input, expected) in list(&case["input"], "cases").iter().zip(list(&case["expected"], "crr")) {
        let rate = retention_percent(count(&input["S"]), count(&input["E"]), count(&input["N"]));
        match expected.as_f64() {
            None => assert_eq!(rate, None, "{input}"),
            Some(expected) => assert_near("crr", rate.expect("a rate"), expected),
        }
    }
    let case = vectors.case("churn_rate");
    for (input, expected) in list(&case["input"], "cases")
        .iter()
        .zip(list(&case["expected"], "churn_pct"))
    {
        let rate = churn_percent(count(&input["lost"]), count(&input["S"])).expect("a rate");
        assert_near("churn_rate", rate, number(expected));
    }
    let case = vectors.case("annualise_churn");
    for (monthly, annual) in list(&case["input"], "monthly")
        .iter()
        .zip(list(&case["expected"], "annual"))
    {
        assert_near(
            "annualise_churn",
            annual_churn_percent(100.0 * number(monthly)) / 100.0,
            number(annual),
        );
    }
}

#[test]
fn first_responses_of_which_some_are_still_to_come() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("km_first_response");
    let (times, events) = (list(&case["input"], "time"), list(&case["input"], "event"));
    let of = |wanted: u64| {
        times
            .iter()
            .zip(events)
            .filter(move |(_, event)| count(event) == wanted)
            .map(|(time, _)| time)
    };
    let steps = curve(&durations(of(1)), &durations(of(0)));
    let seconds: Vec<u64> = steps.iter().map(|step| u64::from(step.seconds)).collect();
    assert_eq!(
        seconds,
        list(&case["expected"], "times").iter().map(count).collect::<Vec<_>>()
    );
    for (step, waiting) in steps.iter().zip(list(&case["expected"], "surv")) {
        assert_near("surv", step.waiting, number(waiting));
    }
    let errors = steps.iter().map(Step::standard_error);
    for (error, expected) in errors.zip(list(&case["expected"], "se_greenwood")) {
        assert_near("se_greenwood", error.expect("somebody waits"), number(expected));
    }
    let median = reply_time(&steps, 0.5, Confidence::NINETY_FIVE);
    assert_eq!(median.seconds.map(u64::from), case["expected"]["median"].as_u64());
}

/// Beyond 255 seconds a time is known to its step, less than one percent wide.
#[test]
fn first_responses_where_everybody_has_one() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("frt_quantiles");
    let steps = curve(&durations(list(&case["input"], "seconds")), &Durations::default());
    let within = |share| {
        reply_time(&steps, share, Confidence::NINETY_FIVE)
            .seconds
            .map(f64::from)
            .expect("everybody")
    };
    assert_near("median", within(0.5), number(&case["expected"]["median_type7"]));
    let p90 = number(&case["expected"]["p90_nearest_rank"]);
    assert!(
        within(0.9) <= p90 && within(0.9) > p90 * 0.99,
        "{} is not {p90}",
        within(0.9)
    );
}

#[test]
fn abandonment() {
    let Some(vectors) = Vectors::beside_the_checkout() else {
        return;
    };
    let case = vectors.case("rates");
    let input = &case["input"];
    let row = Abandonment::of(
        count(&input["abandoned_before_first_agent_reply"]),
        count(&input["conversations"]),
    );
    assert_near(
        "abandonment",
        row.percent.expect("enough"),
        number(&case["expected"]["abandonment_pct"]),
    );
}
