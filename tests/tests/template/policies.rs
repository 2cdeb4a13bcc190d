//! What the template's policies say, line by line.

use std::collections::BTreeSet;

use serde_norway::Value;
use system_tests::permissions::grants;

pub use system_tests::permissions::resource_name;

/// What a function's policies allow, as `action resource [partition]`, or as `action resource [if condition]`.
pub fn allowed(function: &Value) -> BTreeSet<String> {
    grants(function).iter().map(ToString::to_string).collect()
}
