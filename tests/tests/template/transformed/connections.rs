//! What starts what: the schedule, the outcomes of runs, the stream and the routes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::functions::FUNCTIONS;
use super::super::routes::routes;
use super::{made, target, transformed};

/// What starts a function by its logical id: the alias of the version that is live.
fn live(function: &str) -> String {
    format!("{function}Aliaslive")
}

#[test]
fn every_function_is_started_by_its_alias() {
    let aliases = made("AWS::Lambda::Alias");
    assert_eq!(aliases.len(), FUNCTIONS.len());
    for (id, ..) in FUNCTIONS {
        let alias = &aliases[live(id).as_str()]["Properties"];
        assert_eq!(
            (&alias["Name"], target(&alias["FunctionName"])),
            (&json!("live"), id.to_owned())
        );
        let version = alias["FunctionVersion"]["Fn::GetAtt"][0].as_str().unwrap();
        let version = made("AWS::Lambda::Version")[version];
        assert_eq!(target(&version["Properties"]["FunctionName"]), id);
        assert_eq!(version["DeletionPolicy"], "Retain", "{id} can be put back to it");
    }
    let live: BTreeSet<String> = FUNCTIONS.iter().map(|(id, ..)| live(id)).collect();
    for (id, permission) in made("AWS::Lambda::Permission") {
        assert!(
            live.contains(&target(&permission["Properties"]["FunctionName"])),
            "{id}"
        );
    }
}

#[test]
fn the_schedule_says_when_it_is_and_what_it_could_not_start_is_kept() {
    let schedules = made("AWS::Scheduler::Schedule");
    let [schedule] = schedules.values().collect::<Vec<_>>()[..] else {
        panic!("{schedules:?}")
    };
    let properties = &schedule["Properties"];
    assert!(properties.get("Name").is_none(), "two stacks would fight over it");
    assert_eq!(target(&properties["ScheduleExpressionTimezone"]), "TimeZone");
    assert_eq!(properties["FlexibleTimeWindow"]["Mode"], "OFF");
    let started = &properties["Target"];
    assert_eq!(target(&started["Arn"]), live("AggregateFunction"));
    assert_eq!(target(&started["RoleArn"]), "AggregateFunctionNightlyRole");
    let input: Value = serde_json::from_str(started["Input"].as_str().unwrap()).unwrap();
    assert_eq!(input, json!({ "scheduled_time": "<aws.scheduler.scheduled-time>" }));
    assert_eq!(target(&started["DeadLetterConfig"]["Arn"]), "FailuresQueue");
}

#[test]
fn what_a_night_came_to_goes_on_from_the_version_that_ran() {
    let configured = made("AWS::Lambda::EventInvokeConfig");
    let found: BTreeMap<String, (String, String)> = configured
        .values()
        .map(|config| {
            let properties = &config["Properties"];
            assert_eq!(properties["Qualifier"], "live", "{config}");
            let destinations = &properties["DestinationConfig"];
            let [success, failure] = ["OnSuccess", "OnFailure"].map(|outcome| &destinations[outcome]["Destination"]);
            (target(&properties["FunctionName"]), (target(success), target(failure)))
        })
        .collect();
    let failed = || "FailuresQueue".to_owned();
    let bus = "arn:aws:events:eu-west-1:${AWS::AccountId}:event-bus/default".to_owned();
    let expected = [
        ("AggregateFunction".to_owned(), (live("FlagFunction"), failed())),
        ("FlagFunction".to_owned(), (bus, failed())),
    ];
    assert_eq!(found, expected.into());
    let rules = made("AWS::Events::Rule");
    let continued = &rules["FlagContinuation"]["Properties"]["Targets"][0];
    assert_eq!(target(&continued["Arn"]), live("FlagFunction"));
    let streams = made("AWS::Lambda::EventSourceMapping");
    let exports = &streams["ExportStart"]["Properties"];
    assert_eq!(target(&exports["EventSourceArn"]), "ExportsTable/stream");
    assert_eq!(target(&exports["FunctionName"]), live("ExportFunction"));
    assert_eq!(
        target(&exports["DestinationConfig"]["OnFailure"]["Destination"]),
        "FailuresQueue"
    );
}

/// The function behind an integration's address.
fn behind(integration: &Value) -> String {
    assert_eq!(integration["payloadFormatVersion"], "2.0");
    let address = integration["uri"]["Fn::Sub"].as_str().unwrap();
    let (_, named) = address.split_once("/functions/${").unwrap();
    let name = named.strip_suffix("}/invocations").unwrap();
    name.strip_suffix(".Arn").unwrap_or(name).to_owned()
}

#[test]
fn the_api_leads_every_route_to_its_function_and_has_no_other() {
    let apis = made("AWS::ApiGatewayV2::Api");
    let properties = &apis["HttpApi"]["Properties"];
    // SAM writes a server without an address into the body, of which API Gateway warns
    // (aws/serverless-application-model #2424).
    assert_ne!(properties["FailOnWarnings"], true, "it could not be deployed");
    let body = &properties["Body"];
    let mut found = BTreeSet::new();
    for (path, methods) in body["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let function = behind(&operation["x-amazon-apigateway-integration"]);
            found.insert((format!("{} {path}", method.to_uppercase()), function));
        }
    }
    let expected: BTreeSet<(String, String)> = routes().map(|(key, function)| (key, live(function))).collect();
    assert_eq!(found, expected);
    let of_api = made("AWS::Lambda::Permission")
        .into_values()
        .filter(|permission| permission["Properties"]["Principal"] == "apigateway.amazonaws.com")
        .count();
    assert_eq!(of_api, expected.len(), "each route is let in on its own");
}

#[test]
fn the_api_has_one_stage_with_throttles() {
    let stages = made("AWS::ApiGatewayV2::Stage");
    let [stage] = stages.values().collect::<Vec<_>>()[..] else {
        panic!("{stages:?}")
    };
    let properties = &stage["Properties"];
    assert_eq!(
        (&properties["StageName"], &properties["AutoDeploy"]),
        (&json!("$default"), &json!(true))
    );
    let every_route = &properties["DefaultRouteSettings"];
    for limit in ["ThrottlingRateLimit", "ThrottlingBurstLimit"] {
        let parameter = target(&every_route[limit]);
        let default = &transformed()["Parameters"][parameter.as_str()]["Default"];
        assert!(default.as_u64().is_some_and(|limit| limit > 0), "{limit}: {parameter}");
    }
    assert_eq!(
        target(&properties["AccessLogSettings"]["DestinationArn"]),
        "AccessLogGroup"
    );
}
