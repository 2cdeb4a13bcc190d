use std::collections::BTreeSet;

use api::route::{Kind, ROUTES};
use serde_norway::{Mapping, Value};

use super::described;

const IDEMPOTENCY_KEY: &str = "#/components/parameters/IdempotencyKey";

fn operations() -> Vec<(String, String, Mapping)> {
    let whole: Value = serde_norway::from_str(&described().unwrap()).unwrap();
    let paths = whole["paths"].as_mapping().unwrap().clone();
    let mut operations = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_mapping().unwrap().clone() {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let operation = operation.as_mapping().unwrap().clone();
            operations.push((text(&method).to_uppercase(), text(&path), operation));
        }
    }
    operations
}

#[test]
fn what_is_written_down_is_what_the_code_says() {
    let written = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.yaml")).unwrap();
    assert!(
        written == described().unwrap(),
        "docs/openapi.yaml is not what the code says any more: cargo run -p openapi > docs/openapi.yaml"
    );
}

#[test]
fn every_route_for_programs_is_described_and_no_other() {
    let described: BTreeSet<(String, String)> = operations()
        .into_iter()
        .map(|(method, path, _)| (method, path))
        .filter(|(_, path)| !path.starts_with("/s/"))
        .collect();
    let routed: BTreeSet<(String, String)> = ROUTES
        .iter()
        .filter(|entry| entry.kind == Kind::Data)
        .map(|entry| (entry.method.to_owned(), entry.path.to_owned()))
        .collect();
    assert_eq!(described, routed);
}

#[test]
fn every_operation_has_a_name_of_its_own_and_says_what_it_is_and_takes() {
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations() {
        let text = |key: &str| operation.get(key).and_then(Value::as_str).unwrap_or_default();
        assert!(names.insert(text("operationId").to_owned()), "{method} {path}");
        assert!(!text("summary").is_empty(), "{method} {path}");
        assert!(operation.contains_key("tags"), "{method} {path}");
        let public = path.starts_with("/s/");
        assert_eq!(
            text("description").contains("Takes the scope"),
            !public,
            "{method} {path}"
        );
        for parameter in operation
            .get("parameters")
            .and_then(Value::as_sequence)
            .into_iter()
            .flatten()
        {
            let shared = parameter.get("$ref").is_some_and(|name| name == IDEMPOTENCY_KEY);
            let described = shared || parameter.get("description").is_some();
            assert!(described || public, "{method} {path}: {parameter:?}");
        }
    }
}

#[test]
fn every_post_for_programs_takes_a_key_to_be_sent_again_under_and_says_that_one_used_elsewhere_is_refused() {
    let whole: Value = serde_norway::from_str(&described().unwrap()).unwrap();
    let header = &whole["components"]["parameters"]["IdempotencyKey"];
    assert_eq!(
        (&header["name"], &header["in"]),
        (&"Idempotency-Key".into(), &"header".into())
    );
    for (method, path, operation) in operations() {
        let parameters = operation.get("parameters").and_then(Value::as_sequence);
        let named = parameters
            .into_iter()
            .flatten()
            .any(|one| one.get("$ref") == Some(&IDEMPOTENCY_KEY.into()));
        let may_be_sent_again = method == "POST" && !path.starts_with("/s/");
        assert_eq!(named, may_be_sent_again, "{method} {path}");
        let refusal = &operation["responses"]["422"];
        // Events have ids of their own, and say so.
        if may_be_sent_again && path != "/v1/events" {
            assert_eq!(
                refusal["$ref"], "#/components/responses/InvalidParametersOrReusedKey",
                "{method} {path}"
            );
        }
    }
}

#[test]
fn what_is_said_to_readers_of_the_code_alone_is_not_in_it() {
    let text = described().unwrap();
    for line in text.lines() {
        assert!(!line.contains("[`") && !line.contains("::"), "{line}");
    }
}
