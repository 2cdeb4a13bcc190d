//! How a new version of a function takes over, and how it is taken back.

use std::collections::BTreeSet;

use serde_norway::Value;

use super::functions::{FUNCTIONS, SETTINGS_VERSION};
use super::policies::resource_name;
use super::{document, references, resources};

/// The functions that people wait for.
const GRADUAL: [(&str, &str); 2] = [
    ("SubmitFunction", "SubmitErrorsAlarm"),
    ("ApiFunction", "ApiErrorsAlarm"),
];

#[test]
fn everything_that_calls_a_function_calls_its_alias() {
    let document = document();
    assert_eq!(document["Globals"]["Function"]["AutoPublishAlias"], "live");
    // SAM gives routes, schedules and invocation settings the alias by itself; these are written out.
    let resources = &document["Resources"];
    let aggregate = &resources["AggregateFunction"]["Properties"]["EventInvokeConfig"]["DestinationConfig"];
    for called in [
        &aggregate["OnSuccess"]["Destination"],
        &resources["FlagContinuation"]["Properties"]["Targets"][0]["Arn"],
        &resources["FlagContinuationPermission"]["Properties"]["FunctionName"],
        &resources["ExportStart"]["Properties"]["FunctionName"],
    ] {
        assert!(resource_name(called).ends_with("Function.Alias"), "{called:?}");
    }
    for (id, ..) in FUNCTIONS {
        let called = document["Outputs"][id]["Value"].clone();
        let expected: Value = serde_norway::from_str(&format!("!Sub \"${{{id}}}:live\"")).unwrap();
        assert_eq!(called, expected);
    }
}

/// A version keeps the settings that it was published with. SAM replaces none where only a parameter's value is another, and
/// Lambda publishes none of a function that is the same as before.
#[test]
fn another_value_of_any_setting_makes_another_version_of_every_function() {
    let document = document();
    let settings = &document["Resources"]["Settings"];
    assert_eq!(settings["Type"], "AWS::AppConfig::HostedConfigurationVersion");
    let told = references(&settings["Properties"]["Content"]);
    assert!(told.contains("Restart"), "what is read from secrets is asked for again");
    let globals = &document["Globals"]["Function"];
    let number: Value = serde_norway::from_str("!GetAtt Settings.VersionNumber").unwrap();
    assert_eq!(globals["Environment"]["Variables"][SETTINGS_VERSION], number);
    let description: Value = serde_norway::from_str("!Sub \"Settings ${Settings.VersionNumber}\"").unwrap();
    for (id, function) in resources("AWS::Serverless::Function") {
        let properties = &function["Properties"];
        assert_eq!(properties["VersionDescription"], description, "{id}");
        assert_eq!(properties["AutoPublishAliasAllProperties"], true, "{id}");
        let mut given = BTreeSet::new();
        for (name, value) in [globals, properties]
            .into_iter()
            .flat_map(|all| all.as_mapping().unwrap())
        {
            // What belongs to the function itself, or to its alias, holds for every version.
            let of_the_function = [
                "Architectures",
                "DeploymentPreference",
                "EventInvokeConfig",
                "Events",
                "LoggingConfig",
                "Policies",
                "ReservedConcurrentExecutions",
                "Role",
                "VersionDescription",
            ];
            if !of_the_function.contains(&name.as_str().unwrap()) {
                given.extend(references(value));
            }
        }
        // The stack's own name stays, and the secret comes and goes with CloudFront.
        for constant in ["AWS::StackName", "EdgeSecret", "Settings"] {
            given.remove(constant);
        }
        let with_cloudfront = given.remove("HasCloudFront");
        given.extend(with_cloudfront.then(|| "CloudFrontCertificateArn".to_owned()));
        let forgotten: BTreeSet<_> = given.difference(&told).collect();
        assert!(
            forgotten.is_empty(),
            "{id} is told {forgotten:?}, which the settings do not hold"
        );
    }
}

#[test]
fn in_production_a_new_version_is_tried_on_some_requests_and_taken_back_where_an_alarm_goes_off() {
    let document = document();
    let enabled: Value = serde_norway::from_str("!FindInMap [ShiftsTraffic, !Ref Rollout, !Ref Stage]").unwrap();
    let functions = resources("AWS::Serverless::Function");
    for (id, alarm) in GRADUAL {
        let preference = &functions[id]["Properties"]["DeploymentPreference"];
        assert_eq!(preference["Enabled"], enabled, "{id}");
        assert_eq!(preference["Type"], "Canary10Percent5Minutes", "{id}");
        let alarms = preference["Alarms"].as_sequence().unwrap();
        let alarms: Vec<String> = alarms.iter().map(resource_name).collect();
        assert_eq!(alarms, [alarm, "ServerErrorsAlarm"], "{id}");
        for alarm in alarms {
            let alarm = &document["Resources"][alarm.as_str()]["Properties"];
            assert!(
                !references(alarm).contains("HttpApi"),
                "the API calls the alias, which the alarm holds back: a circle that CloudFormation refuses"
            );
            let seconds = alarm["Period"].as_u64().unwrap() * alarm["EvaluationPeriods"].as_u64().unwrap();
            assert!(seconds <= 60, "the trial lasts five minutes");
        }
    }
    let shifts = &document["Mappings"]["ShiftsTraffic"];
    for (rollout, stage, expected) in [
        ("gradual", "production", "true"),
        ("gradual", "development", "false"),
        ("at-once", "production", "false"),
        ("at-once", "development", "false"),
    ] {
        assert_eq!(shifts[rollout][stage], expected, "{rollout} {stage}");
    }
    assert_eq!(document["Parameters"]["Rollout"]["Default"], "gradual");
    assert_eq!(document["Parameters"]["Stage"]["Default"], "production");
    let others = functions
        .iter()
        .filter(|(id, _)| GRADUAL.iter().all(|(known, _)| known != id));
    for (id, function) in others {
        assert!(function["Properties"].get("DeploymentPreference").is_none(), "{id}");
    }
}
