//! What the template allows a function to do with storage.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use local::template::TEMPLATE;
use serde_norway::Value;

/// The DynamoDB operations that a function's policies allow, in lower case, on whatever table.
///
/// # Errors
/// The template has no such function, or it has no policies.
pub fn allowed(function: &str) -> Result<BTreeSet<String>> {
    let template: Value = serde_norway::from_str(TEMPLATE)?;
    let policies = &template["Resources"][function]["Properties"]["Policies"];
    let policies = policies
        .as_sequence()
        .with_context(|| format!("{function} has no policies"))?;
    let statements = policies
        .iter()
        .filter_map(|policy| policy["Statement"].as_sequence())
        .flatten();
    let actions = statements.flat_map(|statement| match &statement["Action"] {
        Value::Sequence(actions) => actions.iter().filter_map(Value::as_str).collect(),
        action => action.as_str().into_iter().collect::<Vec<_>>(),
    });
    Ok(actions
        .filter_map(|action| action.strip_prefix("dynamodb:"))
        .map(str::to_lowercase)
        .collect())
}
