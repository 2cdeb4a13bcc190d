//! The template as CloudFormation gets it: what SAM makes of what is written, by SAM's own translator.

mod connections;
mod functions;
mod roles;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::printed_of_the_template_by;

static TRANSFORMED: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&printed_of_the_template_by("transform.py")).unwrap());

/// The resources of a type, by logical id.
pub(crate) fn made(kind: &str) -> BTreeMap<&'static str, &'static Value> {
    let all = TRANSFORMED["Resources"].as_object().unwrap();
    all.iter()
        .filter(|(_, resource)| resource["Type"] == kind)
        .map(|(id, resource)| (id.as_str(), resource))
        .collect()
}

/// The whole of it, for what is no resource.
pub(crate) fn transformed() -> &'static Value {
    &TRANSFORMED
}

/// What a value points at: `X` for its name or its ARN, `X/rest` for something below its ARN, `X/stream` for a table's
/// stream, and the text itself where it is one.
pub(crate) fn target(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    if let Some(name) = value["Ref"].as_str() {
        return name.to_owned();
    }
    if let [Some(name), Some(attribute)] = [0, 1].map(|place| value["Fn::GetAtt"][place].as_str()) {
        return match attribute {
            "Arn" => name.to_owned(),
            "StreamArn" => format!("{name}/stream"),
            other => panic!("{name}.{other} is not understood"),
        };
    }
    let text = value["Fn::Sub"]
        .as_str()
        .unwrap_or_else(|| panic!("{value} points at nothing known"));
    match text.strip_prefix("${").and_then(|rest| rest.split_once(".Arn}")) {
        Some((name, rest)) => format!("{name}{rest}"),
        None => text.to_owned(),
    }
}

/// A value that is one thing or a list of things, as a list.
pub(crate) fn listed(value: &Value) -> &[Value] {
    value
        .as_array()
        .map_or_else(|| std::slice::from_ref(value), Vec::as_slice)
}
