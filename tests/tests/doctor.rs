//! `aisance doctor`: of a stack in which all is well, and of one in which something is not.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::process::Output;

use serde_json::Value;
use system_tests::deployed::Deployed;
use system_tests::served::{Folder, Served};

/// What is broken, in Python, and what `doctor` then says: the check, what was found, what to do.
const BROKEN: [(&str, &str, &str, &str); 18] = [
    (
        r#"client("lambda").put_function_concurrency(FunctionName="feedback-FlagFunction", ReservedConcurrentExecutions=0)"#,
        "functions",
        "FlagFunction may not run",
        "delete-function-concurrency --function-name feedback-FlagFunction`",
    ),
    (
        r#"for one in client("sns").list_subscriptions()["Subscriptions"]: client("sns").unsubscribe(SubscriptionArn=one["SubscriptionArn"])"#,
        "alarm mail",
        "nobody is told of alarms, though",
        "MonthlyBudget=0",
    ),
    (
        r#"mapping = client("lambda").list_event_source_mappings()["EventSourceMappings"][0]
client("lambda").delete_event_source_mapping(UUID=mapping["UUID"])"#,
        "exports",
        "nothing reads the stream",
        "sam deploy",
    ),
    (
        r#"client("scheduler").update_schedule(Name="feedback-night", ScheduleExpression="cron(10 4 * * ? *)",
             ScheduleExpressionTimezone="Europe/Paris", FlexibleTimeWindow={"Mode": "OFF"}, State="DISABLED",
             Target={k: v for k, v in client("scheduler").get_schedule(Name="feedback-night")["Target"].items()})"#,
        "schedule",
        "it is DISABLED",
        "enable it",
    ),
    (
        r#"client("scheduler").delete_schedule(Name="feedback-night")"#,
        "schedule",
        "AWS has none",
        "no night will run",
    ),
    (
        r#"client("lambda").delete_function(FunctionName="feedback-ExportFunction")"#,
        "functions",
        "ExportFunction: AWS has none",
        "sam deploy",
    ),
    (
        r#"client("dynamodb").update_continuous_backups(TableName="feedback-ResponsesTable",
             PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False})"#,
        "tables",
        "ResponsesTable cannot be restored",
        "sam deploy",
    ),
    (
        r#"client("dynamodb").update_table(TableName="feedback-ScoresTable", DeletionProtectionEnabled=False)"#,
        "tables",
        "ScoresTable can be deleted",
        "sam deploy",
    ),
    (
        r#"client("dynamodb").update_time_to_live(TableName="feedback-LedgerTable",
             TimeToLiveSpecification={"AttributeName": "ttl", "Enabled": False})"#,
        "tables",
        "LedgerTable deletes nothing that has expired",
        "sam deploy",
    ),
    (
        r#"client("dynamodb").update_table(TableName="feedback-CustomersTable",
             GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by_risk"}}])"#,
        "tables",
        "CustomersTable has no index by_risk",
        "sam deploy",
    ),
    (
        r#"client("dynamodb").update_table(TableName="feedback-ExportsTable", DeletionProtectionEnabled=False)
client("dynamodb").delete_table(TableName="feedback-ExportsTable")"#,
        "tables",
        "ExportsTable (feedback-ExportsTable) cannot be looked at",
        "restore it",
    ),
    (
        r#"client("sqs").send_message(QueueUrl=client("sqs").get_queue_url(QueueName="failures")["QueueUrl"], MessageBody="{}")"#,
        "failures",
        "holds 1 messages",
        "docs/operations.md",
    ),
    (
        r#"client("cloudwatch").set_alarm_state(AlarmName="feedback-FailuresAlarm-1", StateValue="ALARM", StateReason="x")"#,
        "alarms",
        "feedback-FailuresAlarm-1 is on: A run failed for good.",
        "docs/operations.md",
    ),
    (
        r#"client("cloudwatch").delete_alarms(AlarmNames=["feedback-FailuresAlarm-1"])"#,
        "alarms",
        "no alarm tells",
        "sam deploy",
    ),
    (
        r#"client("secretsmanager").put_secret_value(SecretId="root-keys", SecretString="not-keys-but-secret")"#,
        "root keys",
        "",
        "AWSPREVIOUS",
    ),
    (
        r#"client("secretsmanager").delete_secret(SecretId="root-keys", ForceDeleteWithoutRecovery=True)"#,
        "root keys",
        "could not be read",
        "secretsmanager:GetSecretValue",
    ),
    (
        r#"keys = [item for item in client("dynamodb").scan(TableName="feedback-SettingsTable")["Items"] if item["pk"]["S"] == "key"]
for key in keys: client("dynamodb").delete_item(TableName="feedback-SettingsTable", Key={"pk": key["pk"], "sk": key["sk"]})"#,
        "API keys",
        "none of 0 in force may administer",
        "aisance --stack feedback keys create NAME",
    ),
    (
        r#"stack = client("cloudformation").describe_stacks(StackName="feedback")["Stacks"][0]
outputs = {o["OutputKey"]: {"Value": o["OutputValue"]} for o in stack["Outputs"]}
outputs["Version"]["Value"] = "0.0.9"
parameters = {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}
parameters.update(Architecture="x86_64", Stage="development")
client("cloudformation").update_stack(StackName="feedback", TemplateBody=json.dumps({
    "Parameters": {name: {"Type": "String", "Default": value} for name, value in parameters.items()},
    "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}, "Other": {"Type": "AWS::SQS::Queue"}}, "Outputs": outputs}))"#,
        "release",
        "the stack is of release 0.0.9",
        "use the aisance of 0.0.9",
    ),
];

fn report(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("{output:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stack_in_which_all_is_well_is_told_from_one_in_which_something_is_broken() {
    let folder = Folder::new("doctor").unwrap();
    let served = Served::start(&folder).unwrap();
    let stack = Deployed::start(&format!("http://localhost:{}", served.port))
        .await
        .unwrap();

    let new = stack.aisance(&["doctor"], "").unwrap();
    let told = String::from_utf8_lossy(&new.stdout).into_owned();
    assert!(!new.status.success(), "{told}");
    for line in [
        "✓ ok     stack       feedback is CREATE_COMPLETE in us-east-1",
        "✓ ok     schedule    it starts the night at 04:10 Europe/Paris, every day",
        "✗ wrong  surveys     there is none",
        "→ `aisance --stack feedback survey apply FILE` makes one",
        "✗ wrong  API keys    none of 0 in force may administer",
        "! note   nights      without a survey there is no day to settle",
    ] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
    assert!(
        String::from_utf8_lossy(&new.stderr).contains("2 of "),
        "the first minute after a deployment leaves two things to do: {told}"
    );

    let survey = concat!(env!("CARGO_MANIFEST_DIR"), "/../local/surveys/recommend.toml");
    for done in [
        &["survey", "apply", survey][..],
        &["keys", "create", "us", "--scopes", "read,comments,write,erase,admin"],
        &["nightly"],
    ] {
        let output = stack.aisance(done, "").unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    let well = stack.aisance(&["doctor"], "").unwrap();
    let told = String::from_utf8_lossy(&well.stdout).into_owned();
    assert!(
        well.status.success(),
        "{told}\n{}",
        String::from_utf8_lossy(&well.stderr)
    );
    assert!(!told.contains("note") && !told.contains("wrong"), "{told}");
    for function in ["Submit", "Aggregate", "Flag", "Api", "Export"] {
        assert!(
            told.contains(&format!("{function}Function is ready (arm64, provided.al2023")),
            "{told}"
        );
    }
    for address in [
        "shows its page for a link that is none",
        "asks for an API key",
        "leads to the sign-in",
    ] {
        assert!(told.contains(address), "{told}");
    }

    let rotated = stack.aisance(&["keys", "rotate"], "").unwrap();
    let words = String::from_utf8_lossy(&rotated.stdout).into_owned();
    assert!(rotated.status.success() && words.contains("POST /v1/links"), "{words}");
    let forgotten = stack.aisance(&["doctor"], "").unwrap();
    let told = String::from_utf8_lossy(&forgotten.stdout).into_owned();
    assert!(
        forgotten.status.success() && told.contains("changed after the functions started anew"),
        "{told}"
    );

    for (script, check, found, todo) in BROKEN {
        stack.change(script).unwrap();
        let output = stack.aisance(&["doctor", "--json"], "").unwrap();
        assert_eq!(output.status.code(), Some(1), "{check}: {output:?}");
        let report = report(&output);
        assert_eq!(report["well"], false);
        let checks = report["checks"].as_array().unwrap();
        let wrong = checks.iter().find(|line| {
            line["check"] == check && line["state"] == "wrong" && line["found"].as_str().unwrap().contains(found)
        });
        let wrong = wrong.unwrap_or_else(|| panic!("{check} does not say '{found}': {report:#}"));
        assert!(wrong["do"].as_str().unwrap().contains(todo), "{check}: {wrong}");
        assert!(
            !report.to_string().contains("not-keys-but-secret"),
            "a secret is never shown"
        );
    }
    let report = report(&stack.aisance(&["doctor", "--json"], "").unwrap());
    let architecture = "SubmitFunction is built for arm64, and the stack's Architecture is x86_64";
    assert!(report.to_string().contains(architecture), "{report:#}");
    let development = "ScoresTable: its keys are right, restorable, not protected from deletion, as deployed";
    assert!(report.to_string().contains(development), "{report:#}");

    served.interrupt().unwrap();
    let output = stack.aisance(&["doctor"], "").unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(told.matches("it cannot be reached").count(), 3, "{told}");
}

#[test]
fn a_data_folder_is_looked_at_and_one_that_is_none_is_not_made() {
    let folder = Folder::new("doctor-folder").unwrap();
    let nowhere = folder.path().join("nowhere");
    let missing = std::process::Command::new(system_tests::function::binary("aisance").unwrap())
        .args(["doctor", "--data"])
        .arg(&nowhere)
        .output()
        .unwrap();
    assert!(!missing.status.success() && !nowhere.exists());
    assert!(
        String::from_utf8_lossy(&missing.stdout).contains("nothing has run there yet"),
        "{missing:?}"
    );

    folder.aisance(&["survey", "list"]).unwrap();
    let new = folder.aisance(&["doctor"]).unwrap();
    assert!(!new.status.success());
    assert!(
        String::from_utf8_lossy(&new.stdout).contains("survey apply FILE"),
        "{new:?}"
    );
    Served::start(&folder).unwrap().interrupt().unwrap();
    let well = folder.aisance(&["doctor", "--json"]).unwrap();
    assert!(well.status.success(), "{well:?}");
    let checks = report(&well);
    assert_eq!(checks["well"], true);
    let states: Vec<&Value> = checks["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| &line["state"])
        .collect();
    assert!(
        states.len() >= 4 && states.iter().all(|state| *state == "ok"),
        "{checks:#}"
    );

    std::fs::write(folder.path().join("root-keys.json"), "{}").unwrap();
    let damaged = folder.aisance(&["doctor"]).unwrap();
    assert!(!damaged.status.success());
    assert!(
        String::from_utf8_lossy(&damaged.stdout).contains("are damaged"),
        "{damaged:?}"
    );
}
