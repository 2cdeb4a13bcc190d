//! The tables and queues of the template, made on moto and read back.
//!
//! Of what else the template makes, moto's CloudFormation says that it is complete and makes nothing: HTTP APIs and schedules.
//! The tests of the transformed template look at those.

use std::process::{Command, Stdio};

use local::template::{ProjectionSpec, TableSpec};
use serde_json::{Value, json};
use system_tests::moto::Moto;
use system_tests::tools::tool;

use super::template;
use super::transformed::transformed;

/// What moto says of the tables and the queues, by logical id.
fn created() -> Value {
    let moto = Moto::start().unwrap();
    let mut python = Command::new(tool("python3").unwrap())
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/deployable/create.py"))
        .arg(format!("http://127.0.0.1:{}", moto.port))
        .envs([("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    serde_json::to_writer(python.stdin.take().unwrap(), transformed()).unwrap();
    let printed = python.wait_with_output().unwrap();
    assert!(printed.status.success());
    serde_json::from_slice(&printed.stdout).unwrap()
}

fn keys(hash: &str, range: Option<&str>) -> Value {
    let hash = json!({ "AttributeName": hash, "KeyType": "HASH" });
    let range = range.map(|range| json!({ "AttributeName": range, "KeyType": "RANGE" }));
    std::iter::once(hash).chain(range).collect()
}

fn is_as_the_code_has_it(table: &TableSpec, made: &Value) {
    let id = &table.logical_id;
    assert_eq!(
        made["KeySchema"],
        keys(&table.hash_key, table.range_key.as_deref()),
        "{id}"
    );
    let found = made["GlobalSecondaryIndexes"].as_array().map_or(&[][..], Vec::as_slice);
    assert_eq!(found.len(), table.indexes.len(), "{id}");
    for index in &table.indexes {
        let named = format!("{id}: {}", index.name);
        let made = found
            .iter()
            .find(|made| made["IndexName"] == index.name.as_str())
            .expect(&named);
        assert_eq!(
            made["KeySchema"],
            keys(&index.hash_key, index.range_key.as_deref()),
            "{named}"
        );
        let projection = match &index.projection {
            ProjectionSpec::All => json!({ "ProjectionType": "ALL" }),
            ProjectionSpec::KeysOnly => json!({ "ProjectionType": "KEYS_ONLY" }),
            ProjectionSpec::Include(names) => json!({ "ProjectionType": "INCLUDE", "NonKeyAttributes": names }),
        };
        assert_eq!(made["Projection"], projection, "{named}");
    }
    match &table.ttl {
        Some(attribute) => {
            let expiry = json!({ "TimeToLiveStatus": "ENABLED", "AttributeName": attribute });
            assert_eq!(made["TimeToLive"], expiry, "{id}");
        }
        None => assert_eq!(made["TimeToLive"]["TimeToLiveStatus"], "DISABLED", "{id}"),
    }
}

#[test]
fn tables_and_queues_are_made_as_the_template_says() {
    let created = created();
    let tables = created["tables"].as_object().unwrap();
    let template = template();
    assert_eq!(tables.len(), template.tables.len());
    for table in &template.tables {
        let id = table.logical_id.as_str();
        let made = &tables[id];
        is_as_the_code_has_it(table, made);
        assert_eq!(made["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST", "{id}");
        assert_eq!(made["SSEDescription"]["Status"], "ENABLED", "{id}");
        // What was asked for as a file is asked for again where somebody wants it; everything else can be had back.
        let kept = id != "ExportsTable";
        let recovery = if kept { "ENABLED" } else { "DISABLED" };
        assert_eq!(made["PointInTimeRecovery"], recovery, "{id}");
        assert_eq!(made["DeletionProtectionEnabled"], kept, "{id}");
        let stream = &made["StreamSpecification"];
        if kept {
            assert_eq!(stream, &Value::Null, "{id}");
        } else {
            assert_eq!(
                *stream,
                json!({ "StreamEnabled": true, "StreamViewType": "NEW_IMAGE" }),
                "{id}"
            );
        }
    }
    let queues = created["queues"].as_object().unwrap();
    assert_eq!(queues.keys().collect::<Vec<_>>(), ["FailuresQueue"]);
    let failures = &queues["FailuresQueue"];
    assert_eq!(
        failures["MessageRetentionPeriod"],
        (14 * 86_400).to_string(),
        "two weeks, the most there is"
    );
    assert_eq!(failures["SqsManagedSseEnabled"], "true");
}
