//! The template against the code: names, keys, indexes, permissions, routes, outputs.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod address;
mod alarms;
mod created;
mod exports;
mod functions;
mod night;
mod overview;
mod parameters;
mod policies;
mod references;
mod rollout;
mod routes;
mod sign_in;
mod tables;
mod transformed;

use std::collections::BTreeMap;

use local::template::{TEMPLATE, Template};
use references::references;
use serde_norway::Value;

fn template() -> Template {
    Template::bundled().unwrap()
}

fn document() -> Value {
    serde_norway::from_str(TEMPLATE).unwrap()
}

/// The resources of a type, by logical id.
fn resources(kind: &str) -> BTreeMap<String, Value> {
    let document = document();
    let all = document["Resources"].as_mapping().unwrap();
    all.iter()
        .filter(|(_, resource)| resource["Type"] == kind)
        .map(|(id, resource)| (id.as_str().unwrap().to_owned(), resource.clone()))
        .collect()
}
