//! A parameter that starts functions anew: what they read once, at their start, may have changed.

use super::functions::FUNCTIONS;
use super::{document, resources};

/// Lambda makes new processes for a function whose configuration has changed, and CloudFormation changes it only where a
/// property of it has.
#[test]
fn another_restart_changes_every_function_that_reads_the_root_keys() {
    let functions = resources("AWS::Serverless::Function");
    for (id, ..) in FUNCTIONS {
        let properties = &functions[id]["Properties"];
        let reads_keys = properties["Environment"]["Variables"].get("ROOT_SECRET_ARN").is_some();
        let description = serde_norway::to_string(&properties["Description"]).unwrap();
        assert_eq!(description.contains("${Restart}"), reads_keys, "{id}: {description}");
    }
    assert_eq!(document()["Parameters"]["Restart"]["Type"], "String");
}
