//! What CloudFormation makes of the template, its parameters, and the names of what it has made: rules, conditions, outputs.

#![allow(clippy::unwrap_used, reason = "a template that is not understood stops the test")]

use std::collections::BTreeMap;

use local::template::TEMPLATE;
use serde_norway::Value;

/// What the stack is called, wherever a test has one.
pub const NAME: &str = "feedback";
/// The region that it is in.
pub const REGION: &str = "us-east-1";
/// Where a stack without a domain of its own is reached.
pub const ADDRESS: &str = "https://api.execute-api.us-east-1.amazonaws.com";

/// Values of parameters that are not the defaults.
pub type Given<'a> = &'a [(&'a str, &'a str)];

/// What a template is evaluated with: what `!Ref` gives of each name that is known.
type Known = BTreeMap<String, String>;

fn document() -> Value {
    serde_norway::from_str(TEMPLATE).unwrap()
}

/// All parameters, as CloudFormation knows them: as text.
#[must_use]
pub fn parameters(given: Given<'_>) -> BTreeMap<String, String> {
    let document = document();
    let declared = document["Parameters"].as_mapping().unwrap();
    let mut values: Known = declared
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

fn text(value: &Value, known: &Known) -> String {
    let Value::Tagged(tagged) = value else {
        return scalar(value);
    };
    match tagged.tag.to_string().as_str() {
        "!Ref" => known_as(tagged.value.as_str().unwrap(), known),
        "!Sub" => substituted(tagged.value.as_str().unwrap(), known),
        "!If" => {
            let holds = holds(&document()["Conditions"][&tagged.value[0]], known);
            text(&tagged.value[if holds { 1 } else { 2 }], known)
        }
        other => panic!("{other} is not understood"),
    }
}

fn known_as(name: &str, known: &Known) -> String {
    let value = known.get(name);
    value
        .unwrap_or_else(|| panic!("it is not known what {name} is"))
        .clone()
}

fn substituted(text: &str, known: &Known) -> String {
    let mut parts = text.split("${");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap();
        whole += &known_as(name, known);
        whole += rest;
    }
    whole
}

fn holds(value: &Value, known: &Known) -> bool {
    let Value::Tagged(tagged) = value else {
        panic!("{value:?} is no condition")
    };
    let of = |at: usize| &tagged.value[at];
    let mut parts = tagged.value.as_sequence().into_iter().flatten();
    match tagged.tag.to_string().as_str() {
        "!Equals" => text(of(0), known) == text(of(1), known),
        "!Not" => !holds(of(0), known),
        "!And" => parts.all(|part| holds(part, known)),
        "!Condition" => holds(&document()["Conditions"][&tagged.value], known),
        other => panic!("{other} is not understood"),
    }
}

/// Whether a condition of the template holds with these parameters.
#[must_use]
pub fn condition(name: &str, given: Given<'_>) -> bool {
    let document = document();
    let condition = document["Conditions"].get(name);
    holds(
        condition.unwrap_or_else(|| panic!("there is no condition {name}")),
        &parameters(given),
    )
}

/// What the rules have against these parameters, before anything is made.
#[must_use]
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

/// What a resource is called that nobody names otherwise.
#[must_use]
pub fn physical_name(logical_id: &str) -> String {
    format!("{NAME}-{logical_id}")
}

/// What a stack with these parameters says in its outputs. `made` is what `!Ref` gives of a resource that is not called as
/// [`physical_name`] says.
#[must_use]
pub fn outputs<'a>(given: Given<'_>, made: impl IntoIterator<Item = (&'a str, String)>) -> BTreeMap<String, String> {
    let document = document();
    let mut known = parameters(given);
    let resources = document["Resources"].as_mapping().unwrap().keys();
    let names = resources.map(|id| id.as_str().unwrap());
    known.extend(names.map(|id| (id.to_owned(), physical_name(id))));
    let of_aws = [
        ("AWS::StackName", NAME),
        ("AWS::Region", REGION),
        ("AWS::URLSuffix", "amazonaws.com"),
        ("HttpApi", "api"),
        // SAM makes the schedule of an event of a function.
        ("AggregateFunctionNightly", "feedback-night"),
    ];
    let of_aws = of_aws.map(|(name, value)| (name, value.to_owned()));
    let made = of_aws.into_iter().chain(made);
    known.extend(made.map(|(name, value)| (name.to_owned(), value)));
    let declared = document["Outputs"].as_mapping().unwrap();
    let told = declared.iter().filter(|(_, output)| {
        let condition = output.get("Condition");
        condition.is_none_or(|name| holds(&document["Conditions"][name], &known))
    });
    told.map(|(name, output)| (name.as_str().unwrap().to_owned(), text(&output["Value"], &known)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_those_of_the_template_over_the_names_of_what_it_made() {
        let told = outputs(
            &[("TimeZone", "Europe/Paris")],
            [("RootSecret", "arn:aws:secretsmanager:secret".to_owned())],
        );
        for (name, value) in [
            ("SurveyUrl", format!("{ADDRESS}/s/")),
            ("AggregateFunction", "feedback-AggregateFunction:live".to_owned()),
            ("NightlySchedule", "feedback-night".to_owned()),
            ("ResponsesTable", "feedback-ResponsesTable".to_owned()),
            ("TimeZone", "Europe/Paris".to_owned()),
            ("RootSecretArn", "arn:aws:secretsmanager:secret".to_owned()),
            ("DoctorCommand", "aisance --stack feedback doctor".to_owned()),
        ] {
            assert_eq!(told.get(name), Some(&value), "{name}");
        }
        assert!(!told.contains_key("DomainTarget"), "there is no domain");
        let domain = [("DomainName", "a.example"), ("CertificateArn", "arn")];
        assert!(condition("HasDomain", &domain) && !condition("HasDomain", &[]));
    }
}
