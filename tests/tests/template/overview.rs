//! What a person sees next: the outputs, the overview in CloudWatch, the logs.

use std::collections::BTreeSet;

use local::stack::output_name;
use serde_norway::Value;
use shared::store::names::env;
use shared::telemetry::{self, DIMENSION, Metric, REASON_DIMENSION};

use super::functions::{FUNCTIONS, SETTINGS_VERSION};
use super::policies::resource_name;
use super::{document, references, resources};

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
        .filter(|name| ![env::STACK_NAME, SETTINGS_VERSION].contains(name));
    for variable in variables.chain([env::ROOT_SECRET_ARN]) {
        let name = output_name(variable);
        let output = outputs
            .get(&name)
            .unwrap_or_else(|| panic!("there is no output {name}"));
        let value = globals
            .get(variable)
            .map_or_else(|| "RootSecret".to_owned(), resource_name);
        assert_eq!(resource_name(&output["Value"]), value, "{name}");
    }
    for (name, output) in outputs {
        assert!(output["Description"].is_string(), "{name:?}");
    }
}

#[test]
fn the_outputs_say_what_to_do_next() {
    let document = document();
    let outputs = &document["Outputs"];
    for (output, command) in [
        ("FirstKeyCommand", "aisance --stack ${AWS::StackName} keys create "),
        ("DoctorCommand", "aisance --stack ${AWS::StackName} doctor"),
    ] {
        let Value::Tagged(value) = &outputs[output]["Value"] else {
            panic!("{output}")
        };
        assert!(value.value.as_str().unwrap().starts_with(command), "{output}");
    }
    assert!(references(&outputs["OverviewDashboardUrl"]).contains("OverviewDashboard"));
    assert!(references(&outputs["DomainTarget"]).contains("ApiDomain"));
    assert_eq!(outputs["Version"]["Value"], env!("CARGO_PKG_VERSION"));
    assert_eq!(resource_name(&outputs["Stage"]["Value"]), "Stage");
}

#[test]
fn the_overview_shows_every_alarm_metric_and_function() {
    let dashboard = &resources("AWS::CloudWatch::Dashboard")["OverviewDashboard"]["Properties"]["DashboardBody"];
    let shown = references(dashboard);
    let Value::Tagged(body) = dashboard else {
        panic!("{dashboard:?}")
    };
    let body: serde_json::Value = serde_json::from_str(body.value.as_str().unwrap()).unwrap();
    let widgets = body["widgets"].as_array().unwrap();
    let alarms = widgets.iter().find(|widget| widget["type"] == "alarm").unwrap();
    let alarms: BTreeSet<&str> = alarms["properties"]["alarms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|alarm| alarm.as_str().unwrap())
        .collect();
    let all = resources("AWS::CloudWatch::Alarm").into_keys();
    let all: Vec<String> = all.map(|id| format!("${{{id}.Arn}}")).collect();
    assert_eq!(alarms, all.iter().map(String::as_str).collect());
    for (function, ..) in FUNCTIONS {
        assert!(shown.contains(function), "{function}");
    }
    let metrics: Vec<&serde_json::Value> = widgets
        .iter()
        .filter_map(|widget| widget["properties"]["metrics"].as_array())
        .flatten()
        .collect();
    let own: BTreeSet<&str> = metrics
        .iter()
        .filter(|metric| metric[0] == telemetry::NAMESPACE)
        .map(|metric| {
            assert_eq!(
                (&metric[2], &metric[3]),
                (&DIMENSION.into(), &"${AWS::StackName}".into())
            );
            metric[1].as_str().unwrap()
        })
        .collect();
    let counted = [
        Metric::NightlyRunCompleted,
        Metric::AnswersAccepted,
        Metric::AnswersReplayed,
        Metric::SettleLagDays,
        Metric::CustomersScored,
        Metric::FlagsOpened,
        Metric::FlagsClosed,
    ];
    assert_eq!(own, BTreeSet::from(counted.map(Metric::name)));
    let by_reason = metrics
        .iter()
        .find_map(|metric| metric[0]["expression"].as_str())
        .unwrap();
    for part in [
        format!("{{{},{DIMENSION},{REASON_DIMENSION}}}", telemetry::NAMESPACE),
        format!("MetricName=\"{}\"", Metric::AnswersRefused.name()),
    ] {
        assert!(by_reason.contains(&part), "{by_reason}");
    }
    let mut places = BTreeSet::new();
    for widget in widgets {
        let at = |name: &str| widget[name].as_u64().unwrap();
        for x in at("x")..at("x") + at("width") {
            for y in at("y")..at("y") + at("height") {
                assert!(x < 24 && places.insert((x, y)), "two widgets lie on {x}, {y}");
            }
        }
    }
}

#[test]
fn every_function_and_the_api_log_into_a_group_that_forgets() {
    let groups = resources("AWS::Logs::LogGroup");
    for (id, group) in &groups {
        assert_eq!(
            resource_name(&group["Properties"]["RetentionInDays"]),
            "LogRetentionDays",
            "{id}"
        );
        assert!(
            group["Properties"].get("LogGroupName").is_none(),
            "{id} has a fixed name"
        );
    }
    let mut used = BTreeSet::from(["AccessLogGroup".to_owned()]);
    let api = &resources("AWS::Serverless::HttpApi")["HttpApi"]["Properties"];
    assert_eq!(references(&api["AccessLogSettings"]["DestinationArn"]), used);
    for (id, function) in resources("AWS::Serverless::Function") {
        let group = resource_name(&function["Properties"]["LoggingConfig"]["LogGroup"]);
        assert!(used.insert(group), "{id} shares its group");
    }
    assert_eq!(used, groups.into_keys().collect());
    let globals = &document()["Globals"]["Function"];
    assert_eq!(resource_name(&globals["Tracing"]), "Tracing");
    assert_eq!(document()["Parameters"]["Tracing"]["Default"], "Active");
    assert_eq!(globals["LoggingConfig"]["LogFormat"], "JSON");
    assert_eq!(
        globals["LoggingConfig"]["ApplicationLogLevel"], "INFO",
        "metric lines count as INFO"
    );
}

/// CloudFormation cannot replace what has a name of its own, and two stacks could not be neighbours.
#[test]
fn nothing_has_a_fixed_name() {
    let document = document();
    for (id, resource) in document["Resources"].as_mapping().unwrap() {
        let (id, properties) = (id.as_str().unwrap(), &resource["Properties"]);
        for name in [
            "AlarmName",
            "BucketName",
            "DashboardName",
            "FunctionName",
            "LogGroupName",
            "Name",
            "QueueName",
            "RoleName",
            "TableName",
            "TopicName",
        ] {
            // AppConfig's names are nobody's but a reader's: it goes by ids.
            let fixed =
                matches!(properties[name], Value::String(_)) && !["SettingsHistory", "SettingsProfile"].contains(&id);
            assert!(!fixed, "{id} has a fixed name");
        }
    }
    let nightly = &document["Resources"]["AggregateFunction"]["Properties"]["Events"]["Nightly"]["Properties"];
    assert_eq!(nightly["OmitName"], true);
}
