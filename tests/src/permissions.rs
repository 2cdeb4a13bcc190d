//! What the template allows each function, and whether a call is within it.
//!
//! Engine, file store and secrets of the tests refuse what is not allowed, as AWS does, so every test of a real binary is a
//! test of its policies. What is used is noted as well, and `tests/run` asks at its end whether anything never was.

#![allow(clippy::unwrap_used, reason = "a template that cannot be read stops the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Write as _;
use std::sync::{LazyLock, Mutex, PoisonError};

use local::template::TEMPLATE;
use serde_norway::Value;

/// Names the folder in which every test process notes the permissions that it saw used.
pub const USED: &str = "AISANCE_PERMISSIONS_USED";

/// What Lambda and no binary does with a function's role: it reads the stream of jobs, and keeps what failed for good.
pub const USED_BY_LAMBDA: [&str; 5] = [
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "sqs:SendMessage",
];

/// What has to hold besides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Only {
    Always,
    /// The items lie in this partition, or in one that begins as it does before its `*`.
    In(String),
    /// The stack was made with this condition.
    If(String),
}

/// One thing that a function may do. Written as `action resource`, with ` [partition]` or ` [if condition]` where it is not
/// always so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// As in a policy: `dynamodb:GetItem`.
    pub action: String,
    /// A resource of the stack by its logical id, with what lies below it: `ResponsesTable/index/by_day`.
    pub resource: String,
    only: Only,
}

impl fmt::Display for Grant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.action, self.resource)?;
        match &self.only {
            Only::Always => Ok(()),
            Only::In(partition) => write!(formatter, " [{partition}]"),
            Only::If(condition) => write!(formatter, " [if {condition}]"),
        }
    }
}

/// One thing that a function asks of AWS.
#[derive(Debug)]
pub struct Access {
    /// As in a policy.
    pub action: &'static str,
    /// As in [`Grant::resource`].
    pub resource: String,
    /// The partitions of the items, where it is about some.
    pub partitions: Vec<String>,
}

/// A text that a pattern with a `*` at its end, or none, stands for.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => text.starts_with(beginning),
        None => pattern == text,
    }
}

impl Grant {
    fn covers(&self, access: &Access) -> bool {
        let partition = match &self.only {
            Only::In(partition) => {
                !access.partitions.is_empty() && access.partitions.iter().all(|one| matches(partition, one))
            }
            Only::Always | Only::If(_) => true,
        };
        partition && self.action == access.action && matches(&self.resource, &access.resource)
    }
}

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
fn conditional(statement: &Value) -> (Only, &Value) {
    let Value::Tagged(tagged) = statement else {
        return (Only::Always, statement);
    };
    assert_eq!(tagged.tag.to_string(), "!If");
    let [condition, statement, otherwise] = &listed(&tagged.value)[..] else {
        panic!("{statement:?} is no condition, statement and nothing")
    };
    assert_eq!(resource_name(otherwise), "AWS::NoValue");
    (Only::If(condition.as_str().unwrap().to_owned()), statement)
}

/// The one partition that a statement's condition names.
fn partition(condition: &Value) -> Only {
    assert_eq!(condition.as_mapping().unwrap().len(), 1);
    let like = condition.get("ForAllValues:StringLike");
    let keys = like.unwrap_or(&condition["ForAllValues:StringEquals"]);
    assert_eq!(keys.as_mapping().unwrap().len(), 1);
    let [key] = listed(&keys["dynamodb:LeadingKeys"])[..] else {
        panic!("{keys:?} are not one key")
    };
    let key = key.as_str().unwrap();
    assert_eq!(key.ends_with('*'), like.is_some(), "{key}");
    Only::In(key.to_owned())
}

/// What the policies of a function, as it stands in the template, allow. Nothing is said twice.
pub fn grants(function: &Value) -> BTreeSet<Grant> {
    let mut grants = BTreeSet::new();
    for policy in listed(&function["Properties"]["Policies"]) {
        for statement in listed(&policy["Statement"]) {
            let (only_if, statement) = conditional(statement);
            // What is denied is only what SAM would allow besides; the tests of the transformed template look at it.
            if statement["Effect"] == "Deny" {
                continue;
            }
            assert_eq!(statement["Effect"], "Allow");
            let only = statement.get("Condition").map_or(only_if, partition);
            for action in listed(&statement["Action"]) {
                for resource in listed(&statement["Resource"]) {
                    let grant = Grant {
                        action: action.as_str().unwrap().to_owned(),
                        resource: resource_name(resource),
                        only: only.clone(),
                    };
                    assert!(!grant.action.contains('*'), "{grant}");
                    assert!(grants.insert(grant.clone()), "{grant} is said twice");
                }
            }
        }
    }
    grants
}

/// What each binary of the template may do.
pub static GRANTS: LazyLock<BTreeMap<String, BTreeSet<Grant>>> = LazyLock::new(|| {
    let template: Value = serde_norway::from_str(TEMPLATE).unwrap();
    let resources = template["Resources"].as_mapping().unwrap();
    resources
        .values()
        .filter(|resource| resource["Type"] == "AWS::Serverless::Function")
        .map(|function| {
            let binary = function["Metadata"]["BuildProperties"]["Binary"].as_str().unwrap();
            (binary.to_owned(), grants(function))
        })
        .collect()
});

/// Grants that this process has noted already.
static NOTED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Whether `caller` may do this; a caller that is no function of the template may do everything. What is used is noted.
///
/// # Errors
/// It may not: says what was asked.
pub fn permit(caller: &str, access: &Access) -> Result<(), String> {
    let Some(grants) = GRANTS.get(caller) else {
        return Ok(());
    };
    let mut covering = grants.iter().filter(|grant| grant.covers(access)).peekable();
    if covering.peek().is_none() {
        let Access {
            action,
            resource,
            partitions,
        } = access;
        return Err(format!("{caller} may not {action} {resource} {partitions:?}"));
    }
    for grant in covering {
        note(&format!("{caller} {grant}"));
    }
    Ok(())
}

fn note(used: &str) {
    let Some(folder) = std::env::var_os(USED) else { return };
    if NOTED
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(used.to_owned())
    {
        std::fs::create_dir_all(&folder).unwrap();
        let path = std::path::Path::new(&folder).join(std::process::id().to_string());
        let file = std::fs::File::options().create(true).append(true).open(path);
        writeln!(file.unwrap(), "{used}").unwrap();
    }
}
