//! The template against the code: names, keys, indexes, permissions, routes, outputs.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod exports;
mod functions;
mod night;
mod policies;
mod restart;
mod routes;
mod sign_in;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use functions::FUNCTIONS;
use local::template::{TEMPLATE, Template};
use policies::resource_name;
use serde_norway::Value;
use shared::store::names::env;
use shared::telemetry::{self, Metric};

fn template() -> Template {
    Template::bundled().unwrap()
}

fn document() -> Value {
    serde_norway::from_str(TEMPLATE).unwrap()
}

/// The resources of a type, by logical id.
fn resources(kind: &str) -> BTreeMap<String, Value> {
    let document = document();
    let all = document["Resources"].as_mapping().unwrap();
    all.iter()
        .filter(|(_, resource)| resource["Type"] == kind)
        .map(|(id, resource)| (id.as_str().unwrap().to_owned(), resource.clone()))
        .collect()
}

#[test]
fn every_metric_has_its_alarm() {
    let alarms = resources("AWS::CloudWatch::Alarm");
    let own = alarms
        .values()
        .filter(|alarm| alarm["Properties"]["Namespace"] == telemetry::NAMESPACE);
    let watched: BTreeSet<&str> = own
        .map(|alarm| alarm["Properties"]["MetricName"].as_str().unwrap())
        .collect();
    let metrics = [
        Metric::NightlyRunCompleted,
        Metric::SettledDayChanged,
        Metric::SealOverdue,
        Metric::ScoreAlert,
        Metric::RiskModelOff,
    ];
    assert_eq!(watched, BTreeSet::from(metrics.map(Metric::name)));
    for (id, alarm) in &alarms {
        assert_eq!(
            resource_name(&alarm["Properties"]["AlarmActions"][0]),
            "AlarmTopic",
            "{id}"
        );
    }
}

/// `aisance --stack NAME` finds in the outputs what a function finds in its environment.
#[test]
fn outputs_are_named_as_the_environment() {
    let document = document();
    let outputs = document["Outputs"].as_mapping().unwrap();
    let globals = document["Globals"]["Function"]["Environment"]["Variables"]
        .as_mapping()
        .unwrap();
    // Whoever asks a stack for its outputs knows its name.
    let variables = globals
        .keys()
        .map(|name| name.as_str().unwrap())
        .filter(|name| *name != env::STACK_NAME);
    for variable in variables.chain([env::ROOT_SECRET_ARN]) {
        let name = local::stack::output_name(variable);
        let output = outputs
            .get(&name)
            .unwrap_or_else(|| panic!("there is no output {name}"));
        let value = globals
            .get(variable)
            .map_or_else(|| "RootSecret".to_owned(), resource_name);
        assert_eq!(resource_name(&output["Value"]), value, "{name}");
    }
    for name in ["SurveyUrl", "DashboardUrl"] {
        assert!(outputs.contains_key(name), "there is no output {name}");
    }
    for (function, ..) in FUNCTIONS {
        assert_eq!(resource_name(&outputs[function]["Value"]), function);
    }
}
