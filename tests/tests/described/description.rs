//! The description, narrowed for the test: ids are those of the workspace, so that most requests are about something, and an
//! answer may have nothing that is not described. Clients are told neither.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::data::Api;

fn description() -> Value {
    let written = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.yaml")).unwrap();
    serde_norway::from_str(&written).unwrap()
}

/// What programs use. The survey page is for people, and has tests of its own.
fn api_alone() -> Value {
    let mut description = description();
    let paths = description["paths"].as_object_mut().unwrap();
    paths.retain(|path, _| path.starts_with("/v1/"));
    description
}

/// How many operations there are.
pub(crate) fn operations() -> usize {
    let description = api_alone();
    let paths = description["paths"].as_object().unwrap();
    paths.values().map(|path| path.as_object().unwrap().len()).sum()
}

/// The description for the workspace behind `api`.
pub(crate) fn narrowed_to(api: &Api<'_>) -> Value {
    let mut description = api_alone();
    let known = known_ids(api);
    for path in description["paths"].as_object_mut().unwrap().values_mut() {
        for operation in path.as_object_mut().unwrap().values_mut() {
            let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
            for parameter in parameters.into_iter().flatten() {
                // One that operations share by reference is of no path.
                let Some(name) = parameter["name"].as_str() else {
                    continue;
                };
                if name == "key" {
                    // Whoever revokes the key that asks has nothing more to ask.
                    parameter["schema"] = json!({ "type": "string", "enum": known["key"] });
                } else if let Some(ids) = known.get(name) {
                    // Others are taken, too: whom a link was made for meanwhile, for one.
                    parameter["schema"] = json!({ "anyOf": [{ "type": "string", "enum": ids }, parameter["schema"]] });
                }
            }
        }
    }
    let link = &mut description["components"]["schemas"]["LinkRequest"]["properties"];
    link["survey"] = json!({ "anyOf": [{ "type": "string", "enum": known["survey"] }, link["survey"]] });
    close(&mut description);
    description
}

fn known_ids(api: &Api<'_>) -> BTreeMap<&'static str, Vec<Value>> {
    let of = |path: &str, list: &str, name: &str| {
        let answer = api.get(path);
        let ids: Vec<Value> = answer[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item[name].clone())
            .collect();
        assert!(!ids.is_empty(), "{path} has nothing to be asked about");
        ids
    };
    let own = api.key.get(4..12).unwrap();
    let mut keys = of("/v1/keys", "keys", "id");
    keys.retain(|id| id != own);
    let mut customers = of("/v1/flags", "flags", "customer");
    customers.truncate(3);
    customers.push("nobody".into());
    BTreeMap::from([
        ("survey", of("/v1/surveys", "surveys", "id")),
        ("customer", customers),
        ("key", keys),
        ("response", of("/v1/held", "held", "id")),
        ("day", of("/v1/held", "held", "day")),
        ("export", of("/v1/exports", "exports", "id")),
        ("signal", of("/v1/signals", "signals", "id")),
    ])
}

/// Closes every object that stands for itself. One that is a part of another has the other's names beside it.
fn close(description: &mut Value) {
    let mut parts = Vec::new();
    collect_parts(description, &mut parts);
    let schemas = description["components"]["schemas"].as_object_mut().unwrap();
    for (name, schema) in schemas.iter_mut().filter(|(name, _)| !parts.contains(name)) {
        let schema: &mut Map<String, Value> = schema.as_object_mut().unwrap();
        // What is taken and not read may have any.
        if schema.contains_key("properties") && name != "Nothing" {
            schema.entry("additionalProperties").or_insert(false.into());
        }
    }
}

fn collect_parts(value: &Value, parts: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for part in object.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                let name = part["$ref"].as_str().and_then(|name| name.rsplit('/').next());
                parts.extend(name.map(str::to_owned));
            }
            object.values().for_each(|value| collect_parts(value, parts));
        }
        Value::Array(values) => values.iter().for_each(|value| collect_parts(value, parts)),
        _ => {}
    }
}
