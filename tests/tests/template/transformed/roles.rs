//! The roles: whom they serve and what they allow, what SAM adds included.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::functions::ALLOWED;
use super::{listed, made, target};

/// What SAM gives every function that is traced: to write to all logs, of which its own policy leaves one, and its segments,
/// which belong to no resource that a policy could name.
const BASIC: [&str; 2] = [
    "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess",
];

/// Role, who takes it on, and what SAM writes into it beside what the template says: what the function's outcomes and its
/// schedule need, and a policy of AWS's own to shift traffic from one version to the next.
const ROLES: [(&str, &str, &[&str], &[&str]); 7] = [
    ("SubmitFunctionRole", "lambda.amazonaws.com", &BASIC, &[]),
    (
        "AggregateFunctionRole",
        "lambda.amazonaws.com",
        &BASIC,
        &[
            "lambda:InvokeFunction FlagFunctionAliaslive",
            "sqs:SendMessage FailuresQueue",
        ],
    ),
    (
        "FlagFunctionRole",
        "lambda.amazonaws.com",
        &BASIC,
        &[
            "events:PutEvents arn:aws:events:eu-west-1:${AWS::AccountId}:event-bus/default",
            "sqs:SendMessage FailuresQueue",
        ],
    ),
    ("ApiFunctionRole", "lambda.amazonaws.com", &BASIC, &[]),
    ("ExportFunctionRole", "lambda.amazonaws.com", &BASIC, &[]),
    (
        "AggregateFunctionNightlyRole",
        "scheduler.amazonaws.com",
        &[],
        &[
            "lambda:InvokeFunction AggregateFunctionAliaslive",
            "sqs:SendMessage FailuresQueue",
        ],
    ),
    (
        "CodeDeployServiceRole",
        "codedeploy.amazonaws.com",
        &["arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda"],
        &[],
    ),
];

/// A statement, and the words for what has to hold: ` [partition]`, ` [if condition]`, or nothing.
fn conditional(statement: &Value) -> (String, &Value) {
    if let Some([condition, inner, otherwise]) = statement["Fn::If"].as_array().map(Vec::as_slice) {
        assert_eq!(target(otherwise), "AWS::NoValue");
        return (format!(" [if {}]", condition.as_str().unwrap()), inner);
    }
    let Some(condition) = statement.get("Condition") else {
        return (String::new(), statement);
    };
    let keys: Vec<&Value> = condition
        .as_object()
        .unwrap()
        .values()
        .flat_map(|asked| listed(&asked["dynamodb:LeadingKeys"]))
        .collect();
    let [key] = keys[..] else {
        panic!("{condition} is not about one partition")
    };
    (format!(" [{}]", key.as_str().unwrap()), statement)
}

/// What a role's policies allow, as `action target`, with ` [partition]` or ` [if condition]` where it is not always so.
fn allowed(role: &Value) -> BTreeSet<String> {
    let mut allowed = BTreeSet::new();
    for policy in role["Properties"]["Policies"].as_array().into_iter().flatten() {
        for statement in listed(&policy["PolicyDocument"]["Statement"]) {
            let (only, statement) = conditional(statement);
            if statement["Effect"] == "Deny" {
                continue;
            }
            assert_eq!(statement["Effect"], "Allow");
            for action in listed(&statement["Action"]) {
                for resource in listed(&statement["Resource"]) {
                    let (action, resource) = (action.as_str().unwrap(), target(resource));
                    assert!(!action.contains('*') && resource != "*", "{action} {resource}");
                    allowed.insert(format!("{action} {resource}{only}"));
                }
            }
        }
    }
    allowed
}

#[test]
fn every_role_allows_what_is_written_what_its_events_need_and_nothing_else() {
    let of_functions: BTreeMap<String, &[&str]> = ALLOWED
        .iter()
        .map(|(function, lines)| (format!("{function}Role"), *lines))
        .collect();
    let roles = made("AWS::IAM::Role");
    let ids: BTreeSet<&str> = roles.keys().copied().collect();
    assert_eq!(ids, ROLES.iter().map(|(id, ..)| *id).collect());
    for (id, service, managed, added) in ROLES {
        let written = of_functions.get(id).copied().unwrap_or_default();
        let expected: BTreeSet<String> = written.iter().chain(added).map(|&line| line.to_owned()).collect();
        assert_eq!(allowed(roles[id]), expected, "{id}");
        let properties = &roles[id]["Properties"];
        let trusted = listed(&properties["AssumeRolePolicyDocument"]["Statement"]);
        let [trusted] = trusted else {
            panic!("{id} is taken on by several")
        };
        assert_eq!(listed(&trusted["Principal"]["Service"]), [service], "{id}");
        let named = properties.get("ManagedPolicyArns").map(listed).unwrap_or_default();
        assert_eq!(named, managed, "{id}");
    }
}

/// AWS's policy for a function's log names all logs of the account, and lets it make some that forget nothing.
#[test]
fn every_function_writes_to_its_own_log_alone() {
    let functions = made("AWS::Lambda::Function");
    for (id, function) in functions {
        let group = target(&function["Properties"]["LoggingConfig"]["LogGroup"]);
        let role = &made("AWS::IAM::Role")[format!("{id}Role").as_str()]["Properties"];
        let denied: Vec<&Value> = role["Policies"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|policy| listed(&policy["PolicyDocument"]["Statement"]))
            .filter(|statement| statement["Effect"] == "Deny")
            .collect();
        let [denied] = denied[..] else {
            panic!("{id}: {denied:?}")
        };
        assert_eq!(denied["Action"], "logs:*", "{id}");
        // The streams of the group, and the group.
        let arn = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${GROUP}";
        let but = json!([{ "Fn::GetAtt": [group, "Arn"] }, { "Fn::Sub": arn.replace("GROUP", &group) }]);
        assert_eq!(denied["NotResource"], but, "{id}");
    }
}
