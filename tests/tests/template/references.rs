//! What a part of the template refers to.

use std::collections::BTreeSet;

use serde_norway::Value;

/// The resources, parameters and conditions that a value names, at any depth: of `!GetAtt X.Arn` and `${X.Arn}`, X.
pub fn references(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(value, &mut found);
    found
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    let mut named = |name: &str| found.insert(name.split('.').next().unwrap_or(name).to_owned());
    match value {
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Mapping(entries) => entries.values().for_each(|entry| collect(entry, found)),
        Value::Tagged(tagged) => match (tagged.tag.to_string().as_str(), &tagged.value) {
            ("!Ref" | "!GetAtt", Value::String(name)) => drop(named(name)),
            ("!Sub", Value::String(text)) => {
                for piece in text.split("${").skip(1) {
                    named(piece.split('}').next().unwrap_or_default());
                }
            }
            ("!If", Value::Sequence(parts)) => {
                named(parts[0].as_str().unwrap());
                parts[1..].iter().for_each(|part| collect(part, found));
            }
            (_, inner) => collect(inner, found),
        },
        _ => {}
    }
}
