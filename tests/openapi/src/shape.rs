//! What is true of this API and not to be seen in single types: what serde flattens is flat, and of an answer, a property
//! that may be null is there.

use std::collections::BTreeSet;

use serde_norway::{Mapping, Value};

const SCHEMAS: &str = "#/components/schemas/";

/// Brings the schemas into the shape of what is really sent.
pub(crate) fn reshape(document: &mut Value) {
    let taken = reached(document, "requestBody");
    let names: Vec<String> = schemas(document).keys().filter_map(name).collect();
    for name in names.iter().filter(|name| !taken.contains(*name)) {
        if let Some(schema) = schemas(document).get_mut(name.as_str()) {
            each_object(schema, &mut require_what_may_be_null);
        }
    }
    for name in &names {
        let known = schemas(document).clone();
        if let Some(schema) = schemas(document).get_mut(name.as_str()) {
            each_object(schema, &mut |object| flatten(object, &known));
        }
    }
    each_object(document, &mut drop_noise);
    each_object(document, &mut allow_empty);
    each_object(document, &mut close_named_forms);
    drop_unused(document);
}

/// JSON has one kind of number, and every name is a text.
fn drop_noise(object: &mut Mapping) {
    let format = object.get("format").and_then(Value::as_str);
    if format.is_some_and(|format| matches!(format, "int32" | "int64" | "float" | "double")) {
        object.shift_remove("format");
    }
    object.shift_remove("propertyNames");
}

/// One of several forms that are told apart by their one name has no other.
fn close_named_forms(object: &mut Mapping) {
    let Some(Value::Sequence(forms)) = object.get_mut("oneOf") else {
        return;
    };
    for form in forms.iter_mut().filter_map(Value::as_mapping_mut) {
        let names = form.get("properties").and_then(Value::as_mapping).map(Mapping::len);
        if names == Some(1) {
            form.insert("additionalProperties".into(), false.into());
        }
    }
}

/// A parameter that may be left out may be empty, as forms send those that nobody has filled in.
fn allow_empty(parameter: &mut Mapping) {
    let says = |key: &str, value: &Value| parameter.get(key) == Some(value);
    if says("in", &"query".into()) && says("required", &false.into()) {
        parameter.insert("allowEmptyValue".into(), true.into());
    }
}

fn schemas(document: &mut Value) -> &mut Mapping {
    static NOT_A_DESCRIPTION: &str = "a description has schemas";
    document["components"]["schemas"]
        .as_mapping_mut()
        .expect(NOT_A_DESCRIPTION)
}

fn name(key: &Value) -> Option<String> {
    key.as_str().map(str::to_owned)
}

/// The names of the schemas that are reached from values under `key` in paths, through whatever others.
fn reached(document: &mut Value, key: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut under = Vec::new();
    collect_under(&document["paths"], key, &mut under);
    let mut open: Vec<Value> = under;
    while let Some(value) = open.pop() {
        let mut references = Vec::new();
        collect_references(&value, &mut references);
        for reference in references {
            if let Some(schema) = schemas(document).get(reference.as_str()).cloned()
                && found.insert(reference)
            {
                open.push(schema);
            }
        }
    }
    found
}

fn collect_under(value: &Value, key: &str, found: &mut Vec<Value>) {
    match value {
        Value::Mapping(mapping) => {
            for (known, value) in mapping {
                if known.as_str() == Some(key) {
                    found.push(value.clone());
                } else {
                    collect_under(value, key, found);
                }
            }
        }
        Value::Sequence(values) => values.iter().for_each(|value| collect_under(value, key, found)),
        _ => {}
    }
}

fn collect_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Mapping(mapping) => {
            if let Some(name) = referenced(mapping) {
                found.push(name.to_owned());
            }
            mapping.values().for_each(|value| collect_references(value, found));
        }
        Value::Sequence(values) => values.iter().for_each(|value| collect_references(value, found)),
        _ => {}
    }
}

fn referenced(mapping: &Mapping) -> Option<&str> {
    mapping.get("$ref")?.as_str()?.strip_prefix(SCHEMAS)
}

/// Does something to every mapping in a schema, the inner ones first.
fn each_object(value: &mut Value, change: &mut impl FnMut(&mut Mapping)) {
    match value {
        Value::Mapping(mapping) => {
            mapping.values_mut().for_each(|value| each_object(value, change));
            change(mapping);
        }
        Value::Sequence(values) => values.iter_mut().for_each(|value| each_object(value, change)),
        _ => {}
    }
}

fn may_be_null(schema: &Value) -> bool {
    let null = |value: &Value| value.as_str() == Some("null");
    let kinds = schema.get("type").and_then(Value::as_sequence);
    let choices = schema.get("oneOf").and_then(Value::as_sequence);
    kinds.is_some_and(|kinds| kinds.iter().any(null))
        || choices.is_some_and(|choices| choices.iter().any(|choice| choice.get("type").is_some_and(null)))
}

/// A property of an answer that has nothing to say is null. One that can be left out says so by not being nullable.
fn require_what_may_be_null(object: &mut Mapping) {
    let Some(Value::Mapping(properties)) = object.get("properties") else {
        return;
    };
    let before = required(object);
    let required = properties
        .iter()
        .filter(|(name, schema)| before.contains(name) || may_be_null(schema))
        .map(|(name, _)| name.clone());
    let required: Vec<Value> = required.collect();
    set_required(object, required);
}

fn required(object: &Mapping) -> Vec<Value> {
    let required = object.get("required").and_then(Value::as_sequence);
    required.cloned().unwrap_or_default()
}

fn set_required(object: &mut Mapping, required: Vec<Value>) {
    if required.is_empty() {
        object.remove("required");
    } else {
        object.insert("required".into(), required.into());
    }
}

/// Puts the properties of flattened parts among those of the object. Parts with several forms stay beside it.
fn flatten(object: &mut Mapping, known: &Mapping) {
    let Some(Value::Sequence(mut parts)) = object.get("allOf").cloned() else {
        return;
    };
    // The object itself stands last.
    parts.rotate_right(1);
    let mut flat = Mapping::new();
    let mut properties = Mapping::new();
    let mut needed = Vec::new();
    for part in parts {
        let Some((part, always)) = plain_object(&part, known) else {
            return;
        };
        if let Some(Value::Mapping(of_part)) = part.get("properties") {
            properties.extend(of_part.clone());
        }
        if always {
            needed.extend(required(&part));
        }
    }
    for (key, value) in object.iter().filter(|(key, _)| key.as_str() != Some("allOf")) {
        flat.insert(key.clone(), value.clone());
    }
    flat.insert("type".into(), "object".into());
    set_required(&mut flat, needed);
    flat.insert("properties".into(), properties.into());
    *object = flat;
}

/// The object that a flattened part is, and whether it is always there.
fn plain_object(part: &Value, known: &Mapping) -> Option<(Mapping, bool)> {
    let mapping = part.as_mapping()?;
    if let Some(name) = referenced(mapping) {
        return plain_object(known.get(name)?, known);
    }
    if let Some(Value::Sequence(choices)) = mapping.get("oneOf") {
        let is_null = |choice: &&Value| choice.get("type").and_then(Value::as_str) == Some("null");
        let (null, whole): (Vec<&Value>, Vec<&Value>) = choices.iter().partition(is_null);
        let ([_], [whole]) = (null.as_slice(), whole.as_slice()) else {
            return None;
        };
        return plain_object(whole, known).map(|(object, _)| (object, false));
    }
    mapping.contains_key("properties").then(|| (mapping.clone(), true))
}

/// Schemas that nothing names any more.
fn drop_unused(document: &mut Value) {
    loop {
        let mut named = Vec::new();
        collect_references(document, &mut named);
        let before = schemas(document).len();
        schemas(document).retain(|key, _| key.as_str().is_some_and(|key| named.iter().any(|name| name == key)));
        if schemas(document).len() == before {
            return;
        }
    }
}
