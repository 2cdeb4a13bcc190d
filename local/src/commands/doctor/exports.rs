//! What starts the function that writes exports: a new job in its table.

use serde_json::Value;
use shared::store::Patience;
use shared::store::error::chain;

use super::report::Finding;
use super::stack::{missing, not_told};
use crate::aws::LAMBDA;
use crate::stack::Stack;

const CHECK: &str = "exports";
const AGAIN: &str = "no export that somebody asks for is begun: run `sam deploy` again";

pub(super) async fn look(stack: &Stack) -> Finding {
    let table = match stack.output("ExportsTable") {
        Ok(table) => table,
        Err(error) => return missing(CHECK, &error),
    };
    let client = stack.dynamodb(Patience::Interactive);
    let described = match client.describe_table().table_name(table).send().await {
        Ok(described) => described,
        Err(error) => return Finding::wrong(CHECK, format!("{table}: {}", chain(&error)), "look at the tables above"),
    };
    let stream = described.table().and_then(|table| table.latest_stream_arn());
    let Some(stream) = stream else {
        return Finding::wrong(CHECK, format!("{table} has no stream"), AGAIN);
    };
    // Asked by the stream, as it may be tied to the function or to an alias of it.
    let query = serde_urlencoded::to_string([("EventSourceArn", stream)]).unwrap_or_default();
    match stack
        .aws
        .get(LAMBDA, &format!("/2015-03-31/event-source-mappings?{query}"))
        .await
    {
        Ok(found) => judge(found["EventSourceMappings"].as_array().map_or(&[], Vec::as_slice)),
        Err(error) => not_told(CHECK, table, &error, "lambda:ListEventSourceMappings", AGAIN),
    }
}

/// From what Lambda says is tied to the stream.
fn judge(mappings: &[Value]) -> Finding {
    let states: Vec<&str> = mappings
        .iter()
        .filter_map(|mapping| mapping["State"].as_str())
        .collect();
    match states[..] {
        [] => Finding::wrong(CHECK, "nothing reads the stream of the jobs", AGAIN),
        _ if states.contains(&"Enabled") => Finding::ok(CHECK, "a job that is asked for starts the function"),
        [state, ..] => Finding::wrong(CHECK, format!("what reads the stream of the jobs is {state}"), AGAIN),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::State;
    use super::*;
    use serde_json::json;

    #[test]
    fn exports_start_where_something_enabled_reads_the_stream() {
        let state = |states: &[&str]| {
            let mappings: Vec<Value> = states.iter().map(|state| json!({ "State": state })).collect();
            judge(&mappings).state
        };
        assert_eq!(state(&["Enabled"]), State::Ok);
        assert_eq!(state(&["Disabled", "Enabled"]), State::Ok);
        assert_eq!(state(&["Disabled"]), State::Wrong);
        assert_eq!(state(&[]), State::Wrong);
    }
}
