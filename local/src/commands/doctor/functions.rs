//! The functions: whether each is there, ready, and what the template says it is.

use futures::future::join_all;
use serde_json::Value;

use super::report::Finding;
use super::stack::{missing, not_told};
use crate::aws::LAMBDA;
use crate::stack::Stack;
use crate::template::{FunctionSpec, Template};

const CHECK: &str = "functions";

pub(super) async fn look(stack: &Stack, template: &Template) -> Vec<Finding> {
    let functions = template.functions.iter();
    join_all(functions.map(|(id, function)| one(stack, template, id, function))).await
}

async fn one(stack: &Stack, template: &Template, id: &str, function: &FunctionSpec) -> Finding {
    let name = match stack.output(id) {
        Ok(name) => name,
        Err(error) => return missing(CHECK, &error),
    };
    let mut path = format!("/2015-03-31/functions/{name}/configuration");
    if let Some(alias) = &function.alias {
        path += &format!("?Qualifier={alias}");
    }
    match stack.aws.get(LAMBDA, &path).await {
        Ok(found) => judge(
            id,
            &found,
            stack.parameter("Architecture"),
            &template.runtime,
            function.alias.as_deref(),
        ),
        Err(error) => not_told(
            CHECK,
            id,
            &error,
            "lambda:GetFunctionConfiguration",
            "somebody deleted it, or its alias: run `sam deploy` again",
        ),
    }
}

/// A function from what Lambda says of it.
fn judge(id: &str, found: &Value, architecture: Option<&str>, runtime: &str, alias: Option<&str>) -> Finding {
    let text = |name: &str| found[name].as_str().unwrap_or("unknown");
    let is = found["Architectures"][0].as_str().unwrap_or("unknown");
    let mut wrong = Vec::new();
    // One that was not called for weeks is put aside, and comes back with the first call.
    if !["Active", "Inactive"].contains(&text("State")) {
        wrong.push((
            format!("is {}: {}", text("State"), text("StateReason")),
            "wait a minute and ask again; if it stays, run `sam deploy` again",
        ));
    }
    if text("LastUpdateStatus") != "Successful" {
        wrong.push((
            format!(
                "its last update is {}: {}",
                text("LastUpdateStatus"),
                text("LastUpdateStatusReason")
            ),
            "wait a minute and ask again; if it stays, run `sam deploy` again",
        ));
    }
    if text("Runtime") != runtime {
        wrong.push((
            format!("runs in {} and not in {runtime}", text("Runtime")),
            "somebody changed it beside the template: run `sam deploy` again",
        ));
    }
    if let Some(asked) = architecture.filter(|asked| *asked != is) {
        wrong.push((
            format!("is built for {is}, and the stack's Architecture is {asked}"),
            "somebody changed it beside the template: run `sam deploy` again",
        ));
    }
    match wrong.first() {
        None => {
            let live = alias.map(|alias| format!(", version {} is {alias}", text("Version")));
            Finding::ok(
                CHECK,
                format!("{id} is ready ({is}, {runtime}{})", live.unwrap_or_default()),
            )
        }
        Some((_, todo)) => {
            let words: Vec<&str> = wrong.iter().map(|(words, _)| words.as_str()).collect();
            Finding::wrong(CHECK, format!("{id} {}", words.join("; ")), *todo)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::State;
    use super::*;
    use serde_json::json;

    fn judged(change: impl Fn(&mut Value)) -> Finding {
        let mut found = json!({"State": "Active", "LastUpdateStatus": "Successful", "Runtime": "provided.al2023",
            "Architectures": ["arm64"], "Version": "7"});
        change(&mut found);
        judge("ApiFunction", &found, Some("arm64"), "provided.al2023", Some("live"))
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
