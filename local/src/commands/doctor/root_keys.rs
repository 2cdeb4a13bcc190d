//! The root keys: whether they can be read, and whether the functions that run have them.

use jiff::Timestamp;
use serde_json::Value;

use super::report::Finding;
use crate::aws::LAMBDA;
use crate::stack::Stack;

const CHECK: &str = "root keys";
/// The function that opens links. Every restart that a rotation asks for publishes it anew.
const OPENS_LINKS: &str = "SubmitFunction";

pub(super) async fn look(stack: &Stack) -> Finding {
    match stack.stored_root_keys().await {
        Ok(stored) => judge(stored.since, published(stack).await),
        Err(error) => Finding::wrong(
            CHECK,
            format!("{error:#}"),
            "no link opens without them. Where yours may not be read, your credentials need secretsmanager:GetSecretValue; \
             where the secret is damaged, set its version AWSPREVIOUS to be the current one (docs/operations.md)",
        ),
    }
}

/// When the version that opens links was published; none where that is not told, which the check of the functions says.
async fn published(stack: &Stack) -> Option<Timestamp> {
    let name = stack.output(OPENS_LINKS).ok()?;
    let path = format!("/2015-03-31/functions/{name}/configuration");
    modified(&stack.aws.get(LAMBDA, &path).await.ok()?)
}

fn modified(configuration: &Value) -> Option<Timestamp> {
    configuration["LastModified"].as_str()?.parse().ok()
}

/// From when the keys were changed, and when the functions last started anew: they read the keys as they start.
fn judge(changed: Option<Timestamp>, started: Option<Timestamp>) -> Finding {
    if changed.zip(started).is_some_and(|(changed, started)| changed > started) {
        return Finding::note(
            CHECK,
            "the root keys were changed after the functions started anew",
            "restart them (docs/operations.md): those that still run open no link that is made with a new key",
        );
    }
    Finding::ok(CHECK, "they can be read, and their form is right")
}

#[cfg(test)]
mod tests {
    use super::super::report::State;
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_that_are_newer_than_the_functions_are_told() {
        // As Lambda writes it: without a colon in the offset.
        let started = modified(&json!({"LastModified": "2026-11-22T09:30:00.123+0000"}));
        assert!(started.is_some());
        let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
        assert_eq!(judge(at("2026-11-22T09:00:00Z"), started).state, State::Ok);
        let rotated = judge(at("2026-11-22T10:00:00Z"), started);
        assert_eq!(rotated.state, State::Note);
        assert!(rotated.todo.unwrap().starts_with("restart them (docs/operations.md)"));
        assert_eq!(judge(None, started).state, State::Ok);
        assert_eq!(judge(at("2026-11-22T10:00:00Z"), None).state, State::Ok);
    }
}
