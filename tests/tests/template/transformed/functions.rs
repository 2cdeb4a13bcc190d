//! The functions: processor, logs, tracing, and the version that is started.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::functions::FUNCTIONS;
use super::{made, target, transformed};

#[test]
fn every_function_runs_on_arm_unless_told_otherwise_and_is_traced() {
    let functions = made("AWS::Lambda::Function");
    let ids: BTreeSet<&str> = functions.keys().copied().collect();
    assert_eq!(ids, FUNCTIONS.iter().map(|(id, ..)| *id).collect());
    for (id, function) in functions {
        let properties = &function["Properties"];
        assert_eq!(properties["Runtime"], "provided.al2023", "{id}");
        assert_eq!(properties["Handler"], "bootstrap", "{id}");
        assert_eq!(properties["Architectures"], json!([{ "Ref": "Architecture" }]), "{id}");
        assert_eq!(properties["TracingConfig"]["Mode"], json!({ "Ref": "Tracing" }), "{id}");
        assert!(properties.get("FunctionName").is_none(), "{id} has a fixed name");
    }
    let architecture = &transformed()["Parameters"]["Architecture"];
    assert_eq!(architecture["Default"], "arm64");
    assert_eq!(architecture["AllowedValues"], json!(["arm64", "x86_64"]));
    assert_eq!(transformed()["Parameters"]["Tracing"]["Default"], "Active");
}

#[test]
fn every_function_logs_json_into_a_group_of_its_own_that_forgets() {
    let groups = made("AWS::Logs::LogGroup");
    let mut used = BTreeSet::new();
    for (id, function) in made("AWS::Lambda::Function") {
        let logging = &function["Properties"]["LoggingConfig"];
        assert_eq!(logging["LogFormat"], "JSON", "{id}");
        // A metric line has no level of its own, and counts as INFO.
        assert_eq!(logging["ApplicationLogLevel"], "INFO", "{id}");
        let group = target(&logging["LogGroup"]);
        let kept = &groups[group.as_str()]["Properties"]["RetentionInDays"];
        assert_eq!(target(kept), "LogRetentionDays", "{id}");
        assert!(used.insert(group), "{id} shares its log group");
    }
    for (id, group) in groups {
        assert_eq!(
            target(&group["Properties"]["RetentionInDays"]),
            "LogRetentionDays",
            "{id}"
        );
    }
}
