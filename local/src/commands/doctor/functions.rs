//! The functions: whether each is there, ready, and what the template says it is.

use futures::future::join_all;
use serde_json::Value;

use super::report::Finding;
use super::stack::{missing, not_told};
use crate::aws::LAMBDA;
use crate::stack::Stack;
use crate::template::Template;

const CHECK: &str = "functions";
/// The one whose copies the stack may limit, by its logical id.
const SUBMIT: &str = "SubmitFunction";

pub(super) async fn look(stack: &Stack, template: &Template) -> Vec<Finding> {
    let functions = template.functions.keys();
    join_all(functions.map(|id| one(stack, template, id))).await
}

async fn one(stack: &Stack, template: &Template, id: &str) -> Finding {
    let name = match stack.output(id) {
        Ok(name) => name,
        Err(error) => return missing(CHECK, &error),
    };
    // The output is the name with the alias. What is reserved is so for all versions, and asked by the name alone.
    let (unqualified, alias) = name
        .split_once(':')
        .map_or((name, None), |(name, alias)| (name, Some(alias)));
    let paths = [
        format!("/2015-03-31/functions/{name}/configuration"),
        format!("/2019-09-30/functions/{unqualified}/concurrency"),
    ];
    let [configuration, concurrency] = &paths;
    match futures::try_join!(stack.aws.get(LAMBDA, configuration), stack.aws.get(LAMBDA, concurrency)) {
        Ok((found, reserved)) => {
            let wanted = Wanted {
                name: unqualified,
                alias,
                architecture: stack.parameter("Architecture"),
                runtime: &template.runtime,
                at_once: stack
                    .parameter("SubmitConcurrency")
                    .filter(|most| id == SUBMIT && *most != "0"),
            };
            judge(id, &found, &reserved, &wanted)
        }
        Err(error) => not_told(
            CHECK,
            id,
            &error,
            "lambda:GetFunctionConfiguration and lambda:GetFunctionConcurrency",
            "somebody deleted it, or its alias: run `sam deploy` again",
        ),
    }
}

/// What a function is to be.
struct Wanted<'a> {
    /// Its name, without an alias.
    name: &'a str,
    /// The alias that it is called through.
    alias: Option<&'a str>,
    /// The processor that the stack was deployed for.
    architecture: Option<&'a str>,
    runtime: &'a str,
    /// How many of it may run at once, where the stack was deployed with a limit.
    at_once: Option<&'a str>,
}

/// A function from what Lambda says of it, and of how many of it may run at once.
fn judge(id: &str, found: &Value, reserved: &Value, wanted: &Wanted<'_>) -> Finding {
    const WAIT: &str = "wait a minute and ask again; if it stays, run `sam deploy` again";
    const BESIDE: &str = "somebody changed it beside the template: run `sam deploy` again";
    let text = |name: &str| found[name].as_str().unwrap_or("unknown");
    let is = found["Architectures"][0].as_str().unwrap_or("unknown");
    let mut wrong = Vec::new();
    if reserved["ReservedConcurrentExecutions"] == 0 {
        let name = wanted.name;
        let let_run = wanted.at_once.map_or_else(
            || format!("delete-function-concurrency --function-name {name}"),
            |most| format!("put-function-concurrency --function-name {name} --reserved-concurrent-executions {most}"),
        );
        wrong.push((
            "may not run: its reserved concurrency is 0".to_owned(),
            format!("somebody stopped it: `aws lambda {let_run}` lets it run again"),
        ));
    }
    // One that was not called for weeks is put aside, and comes back with the first call.
    if !["Active", "Inactive"].contains(&text("State")) {
        wrong.push((
            format!("is {}: {}", text("State"), text("StateReason")),
            WAIT.to_owned(),
        ));
    }
    if text("LastUpdateStatus") != "Successful" {
        wrong.push((
            format!(
                "its last update is {}: {}",
                text("LastUpdateStatus"),
                text("LastUpdateStatusReason")
            ),
            WAIT.to_owned(),
        ));
    }
    if text("Runtime") != wanted.runtime {
        wrong.push((
            format!("runs in {} and not in {}", text("Runtime"), wanted.runtime),
            BESIDE.to_owned(),
        ));
    }
    if let Some(asked) = wanted.architecture.filter(|asked| *asked != is) {
        wrong.push((
            format!("is built for {is}, and the stack's Architecture is {asked}"),
            BESIDE.to_owned(),
        ));
    }
    match wrong.first() {
        None => {
            let live = wanted
                .alias
                .map(|alias| format!(", version {} is {alias}", text("Version")));
            Finding::ok(
                CHECK,
                format!("{id} is ready ({is}, {}{})", wanted.runtime, live.unwrap_or_default()),
            )
        }
        Some((_, todo)) => {
            let words: Vec<&str> = wrong.iter().map(|(words, _)| words.as_str()).collect();
            Finding::wrong(CHECK, format!("{id} {}", words.join("; ")), todo)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::State;
    use super::*;
    use serde_json::json;

    const WANTED: Wanted<'static> = Wanted {
        name: "feedback-ApiFunction-1",
        alias: Some("live"),
        architecture: Some("arm64"),
        runtime: "provided.al2023",
        at_once: None,
    };

    fn judged_with(reserved: &Value, wanted: &Wanted<'_>, change: impl Fn(&mut Value)) -> Finding {
        let mut found = json!({"State": "Active", "LastUpdateStatus": "Successful", "Runtime": "provided.al2023",
            "Architectures": ["arm64"], "Version": "7"});
        change(&mut found);
        judge("ApiFunction", &found, reserved, wanted)
    }

    fn judged(change: impl Fn(&mut Value)) -> Finding {
        judged_with(&json!({}), &WANTED, change)
    }

    #[test]
    fn a_function_that_somebody_stopped_is_told_from_one_that_has_a_limit() {
        let none = json!({"ReservedConcurrentExecutions": 0});
        let stopped = judged_with(&none, &WANTED, |_| ());
        assert_eq!(stopped.state, State::Wrong);
        let todo = stopped.todo.unwrap();
        assert!(
            todo.contains("delete-function-concurrency --function-name feedback-ApiFunction-1`"),
            "{todo}"
        );
        let limited = Wanted {
            at_once: Some("40"),
            ..WANTED
        };
        let todo = judged_with(&none, &limited, |_| ()).todo.unwrap();
        assert!(
            todo.contains(
                "put-function-concurrency --function-name feedback-ApiFunction-1 --reserved-concurrent-executions 40`"
            ),
            "{todo}"
        );
        for limit in [
            json!({"ReservedConcurrentExecutions": 50}),
            json!({"ReservedConcurrentExecutions": null}),
        ] {
            assert_eq!(judged_with(&limit, &WANTED, |_| ()).state, State::Ok, "{limit}");
        }
    }

    #[test]
    fn a_function_is_ready_or_it_is_said_what_is_not() {
        assert_eq!(
            judged(|_| ()).found,
            "ApiFunction is ready (arm64, provided.al2023, version 7 is live)"
        );
        assert_eq!(judged(|found| found["State"] = "Inactive".into()).state, State::Ok);
        for (name, value, said) in [
            ("State", json!("Failed"), "is Failed"),
            ("LastUpdateStatus", json!("InProgress"), "its last update is InProgress"),
            ("Runtime", json!("provided.al2"), "runs in provided.al2 and not in"),
            ("Architectures", json!(["x86_64"]), "is built for x86_64"),
        ] {
            let finding = judged(|found| found[name] = value.clone());
            assert_eq!(finding.state, State::Wrong);
            assert!(finding.found.contains(said), "{}", finding.found);
        }
    }
}
