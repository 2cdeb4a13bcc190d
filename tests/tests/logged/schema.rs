//! The schema of lines, as `docs/logging.md` states it.

use serde_json::Value;
use shared::domain::trace::TraceId;
use shared::telemetry::{self, Metric, Refused};

use crate::{FUNCTIONS, Written};

/// What may stand beside the fields of an event.
pub(crate) const COMMON: [&str; 8] = [
    "timestamp",
    "level",
    "message",
    "event",
    "function",
    "requestId",
    "traceId",
    "originTraceId",
];

/// Stops the test where something written is not a line of the schema. `in_invocations` is whether every line must be of an
/// invocation: not what is told of a start.
pub(crate) fn check(written: &Written, in_invocations: bool) {
    assert_eq!(written.err, "", "{} wrote to standard error", written.function);
    for line in written.lines() {
        let told = if line["_aws"].is_null() {
            event(written.function, &line)
        } else {
            metrics(&line)
        };
        assert_eq!(told, Ok(()), "{line}");
        assert_eq!(line["function"], written.function, "{line}");
        for name in ["traceId", "originTraceId"] {
            let trace = line[name].as_str().map(str::parse::<TraceId>);
            assert!(trace.is_none_or(|trace| trace.is_ok()), "{line}");
        }
        if in_invocations {
            assert!(line["requestId"].is_string() && line["traceId"].is_string(), "{line}");
        }
    }
}

fn moment(line: &Value) -> Result<(), &'static str> {
    let moment = line["timestamp"].as_str().map(str::parse::<jiff::Timestamp>);
    moment
        .is_some_and(|moment| moment.is_ok())
        .then_some(())
        .ok_or("no timestamp")
}

fn event(function: &str, line: &Value) -> Result<(), &'static str> {
    let (_, own) = FUNCTIONS
        .into_iter()
        .find(|(name, _)| *name == function)
        .ok_or("no such function")?;
    let mut known = own.iter().chain(telemetry::EVENTS);
    let known = known
        .find(|known| line["event"] == known.event)
        .ok_or("no such event")?;
    moment(line)?;
    if line["level"] != known.level.name() || line["message"] != known.message {
        return Err("another level or message");
    }
    let fields = line.as_object().ok_or("no object")?.iter();
    for (name, value) in fields.filter(|(name, _)| !COMMON.contains(&name.as_str())) {
        let (_, kind) = known
            .fields
            .iter()
            .find(|(known, _)| known == name)
            .ok_or("an unknown field")?;
        let fits = match *kind {
            "number" => value.is_number(),
            "true or false" => value.is_boolean(),
            "numbers by word" => value.is_object(),
            _ => value.is_string(),
        };
        if !fits {
            return Err("a value of another type");
        }
    }
    Ok(())
}

fn metrics(line: &Value) -> Result<(), &'static str> {
    let fields = line.as_object().ok_or("no object")?;
    let known = |name: &str| {
        COMMON.contains(&name)
            || ["_aws", telemetry::DIMENSION, telemetry::REASON_DIMENSION].contains(&name)
            || Metric::ALL.iter().any(|metric| metric.name() == name)
    };
    if !fields.keys().all(|name| known(name)) {
        return Err("an unknown field");
    }
    let reason = line[telemetry::REASON_DIMENSION].as_str();
    if reason.is_some_and(|reason| Refused::ALL.iter().all(|known| known.name() != reason)) {
        return Err("an unknown reason");
    }
    line["_aws"]["Timestamp"].as_i64().ok_or("no time")?;
    moment(line)
}

#[test]
fn no_field_of_an_event_is_called_as_what_every_line_has_and_names_are_of_one_event_each() {
    let mut names: Vec<&str> = telemetry::EVENTS.iter().map(|event| event.event).collect();
    for described in FUNCTIONS.iter().flat_map(|(_, events)| *events) {
        names.push(described.event);
        for (field, _) in described.fields {
            assert!(!COMMON.contains(field), "{}: {field}", described.event);
        }
    }
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
