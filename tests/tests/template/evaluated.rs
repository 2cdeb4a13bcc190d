//! What CloudFormation makes of the parameters: rules and conditions.

use std::collections::BTreeMap;

use serde_norway::Value;

use super::document;

/// Values of parameters that are not the defaults.
pub type Given<'a> = &'a [(&'a str, &'a str)];

/// All parameters, as CloudFormation knows them: as text.
fn parameters(given: Given<'_>) -> BTreeMap<String, String> {
    let document = document();
    let declared = document["Parameters"].as_mapping().unwrap();
    let mut values: BTreeMap<String, String> = declared
        .iter()
        .map(|(name, parameter)| (name.as_str().unwrap().to_owned(), scalar(&parameter["Default"])))
        .collect();
    for (name, value) in given {
        let known = values.insert((*name).to_owned(), (*value).to_owned());
        assert!(known.is_some(), "there is no parameter {name}");
    }
    values
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("{other:?} is not one value"),
    }
}

fn text(value: &Value, parameters: &BTreeMap<String, String>) -> String {
    match value {
        Value::Tagged(tagged) if tagged.tag == "Ref" => parameters[tagged.value.as_str().unwrap()].clone(),
        plain => scalar(plain),
    }
}

fn holds(value: &Value, parameters: &BTreeMap<String, String>) -> bool {
    let Value::Tagged(tagged) = value else {
        panic!("{value:?} is no condition")
    };
    let of = |at: usize| &tagged.value[at];
    let mut parts = tagged.value.as_sequence().into_iter().flatten();
    match tagged.tag.to_string().as_str() {
        "!Equals" => text(of(0), parameters) == text(of(1), parameters),
        "!Not" => !holds(of(0), parameters),
        "!And" => parts.all(|part| holds(part, parameters)),
        "!Condition" => holds(&document()["Conditions"][&tagged.value], parameters),
        other => panic!("{other} is not understood"),
    }
}

/// Whether a condition of the template holds with these parameters.
pub fn condition(name: &str, given: Given<'_>) -> bool {
    let document = document();
    let condition = document["Conditions"].get(name);
    holds(
        condition.unwrap_or_else(|| panic!("there is no condition {name}")),
        &parameters(given),
    )
}

/// What the rules have against these parameters, before anything is made.
pub fn objections(given: Given<'_>) -> Vec<String> {
    let (document, parameters) = (document(), parameters(given));
    let rules = document["Rules"].as_mapping().unwrap().values();
    rules
        .filter(|rule| holds(&rule["RuleCondition"], &parameters))
        .flat_map(|rule| rule["Assertions"].as_sequence().unwrap())
        .filter(|assertion| !holds(&assertion["Assert"], &parameters))
        .map(|assertion| assertion["AssertDescription"].as_str().unwrap().to_owned())
        .collect()
}
