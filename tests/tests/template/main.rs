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
use std::process::Command;

use local::template::{TEMPLATE, Template};
use references::references;
use serde_norway::Value;
use system_tests::tools::tool;

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

/// What a script of `tests/deployable`, which uses SAM's own code, prints of the template.
fn printed_of_the_template_by(script: &str) -> String {
    let folder = env!("CARGO_MANIFEST_DIR");
    let printed = Command::new(tool("python3").unwrap())
        .arg(format!("{folder}/deployable/{script}"))
        .arg(format!("{folder}/../template.yaml"))
        // SAM wants one, and asks it for nothing.
        .env("AWS_DEFAULT_REGION", "eu-west-1")
        .output()
        .unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    String::from_utf8(printed.stdout).unwrap()
}
