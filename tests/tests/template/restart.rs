//! A parameter that starts functions anew: what they read once, at their start, may have changed.

use super::functions::FUNCTIONS;
use super::{document, resources};

/// Lambda makes new processes for a function whose configuration has changed, and CloudFormation changes it only where a
/// property of it has.
#[test]
fn another_restart_changes_every_function() {
    let functions = resources("AWS::Serverless::Function");
    for (id, ..) in FUNCTIONS {
        let description = serde_norway::to_string(&functions[id]["Properties"]["Description"]).unwrap();
        assert!(description.contains("${Restart}"), "{id}: {description}");
    }
    assert_eq!(document()["Parameters"]["Restart"]["Type"], "String");
}
