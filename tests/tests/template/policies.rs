//! What the template's policies say, line by line.

use std::collections::BTreeSet;

use serde_norway::Value;

/// A value that is one thing or a list of things, as a list.
fn listed(value: &Value) -> Vec<&Value> {
    match value {
        Value::Sequence(items) => items.iter().collect(),
        one => vec![one],
    }
}

/// `!GetAtt X.Arn`, `!Ref X` and `!Sub "${X.Arn}/rest"` as `X` or `X/rest`, and `!GetAtt X.StreamArn` as `X/stream`. A rest
/// ends with `*` where it is of all there is below it.
pub fn resource_name(value: &Value) -> String {
    let Value::Tagged(tagged) = value else {
        panic!("{value:?} is not the name of a resource of the stack")
    };
    let text = tagged.value.as_str().unwrap();
    match tagged.tag.to_string().as_str() {
        "!Ref" => text.to_owned(),
        "!GetAtt" => match text.strip_suffix(".StreamArn") {
            Some(table) => format!("{table}/stream"),
            None => text.strip_suffix(".Arn").unwrap().to_owned(),
        },
        "!Sub" => {
            let (name, rest) = text.strip_prefix("${").unwrap().split_once(".Arn}").unwrap();
            let named = rest.strip_suffix("/*").unwrap_or(rest);
            assert!(!named.is_empty() && !named.contains(['$', '*']), "{text}");
            format!("{name}{rest}")
        }
        other => panic!("{other} is not understood"),
    }
}

/// A statement, and the condition of the stack under which it is there: `!If [condition, statement, !Ref AWS::NoValue]`.
fn conditional(statement: &Value) -> (Option<String>, &Value) {
    let Value::Tagged(tagged) = statement else {
        return (None, statement);
    };
    assert_eq!(tagged.tag.to_string(), "!If");
    let [condition, statement, otherwise] = &listed(&tagged.value)[..] else {
        panic!("{statement:?} is no condition, statement and nothing")
    };
    assert_eq!(resource_name(otherwise), "AWS::NoValue");
    (condition.as_str().map(str::to_owned), statement)
}

/// What a function's policies allow, as `action resource [partition]`, or as `action resource [if condition]`.
pub fn allowed(function: &Value) -> BTreeSet<String> {
    let mut allowed = BTreeSet::new();
    for policy in listed(&function["Properties"]["Policies"]) {
        for statement in listed(&policy["Statement"]) {
            let (only_if, statement) = conditional(statement);
            assert_eq!(statement["Effect"], "Allow");
            let partition = match statement.get("Condition") {
                None => only_if.map_or_else(String::new, |condition| format!(" [if {condition}]")),
                Some(condition) => {
                    assert_eq!(condition.as_mapping().unwrap().len(), 1);
                    let like = condition.get("ForAllValues:StringLike");
                    let keys = like.unwrap_or(&condition["ForAllValues:StringEquals"]);
                    assert_eq!(keys.as_mapping().unwrap().len(), 1);
                    let [key] = listed(&keys["dynamodb:LeadingKeys"])[..] else {
                        panic!("{keys:?} are not one key")
                    };
                    let key = key.as_str().unwrap();
                    assert_eq!(key.ends_with('*'), like.is_some(), "{key}");
                    format!(" [{key}]")
                }
            };
            for action in listed(&statement["Action"]) {
                for resource in listed(&statement["Resource"]) {
                    let (action, name) = (action.as_str().unwrap(), resource_name(resource));
                    assert!(!action.contains('*'), "{action}");
                    let line = format!("{action} {name}{partition}");
                    assert!(allowed.insert(line.clone()), "{line} is said twice");
                }
            }
        }
    }
    allowed
}
