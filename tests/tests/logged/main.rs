//! What the real functions write: lines of the schema in `docs/logging.md`, and nothing that anybody sent.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod documented;
mod flows;
mod leaks;
mod schema;
mod traces;

use std::collections::BTreeMap;

use serde_json::Value;
use shared::telemetry::Described;
use system_tests::function::Recorded;

/// The functions, and what each may log besides what every function may.
const FUNCTIONS: [(&str, &[Described]); 5] = [
    ("submit", submit::EVENTS),
    ("aggregate", aggregate::EVENTS),
    ("flag", flag::EVENTS),
    ("export", export::EVENTS),
    ("api", api::EVENTS),
];

/// What a function wrote while it ran.
struct Written {
    function: &'static str,
    out: String,
    err: String,
}

impl Written {
    async fn of(function: &'static str, recorded: Recorded) -> Self {
        let (out, err) = recorded.ended().await.unwrap();
        Self { function, out, err }
    }

    /// Its lines.
    fn lines(&self) -> Vec<Value> {
        let lines = self.out.lines().map(|line| {
            let read = serde_json::from_str(line);
            read.unwrap_or_else(|_| panic!("{} wrote a line that is no JSON: {line}", self.function))
        });
        lines.collect()
    }

    /// Its lines of an event.
    fn events(&self, event: &str) -> Vec<Value> {
        let lines = self.lines().into_iter();
        lines.filter(|line| line["event"] == event).collect()
    }

    /// What its lines add up to of each metric, with its reason where it has one.
    fn metrics(&self) -> BTreeMap<String, u64> {
        let mut sums = BTreeMap::new();
        for line in self.lines() {
            for directive in line["_aws"]["CloudWatchMetrics"].as_array().into_iter().flatten() {
                for metric in directive["Metrics"].as_array().unwrap() {
                    let name = metric["Name"].as_str().unwrap();
                    let reason = line["Reason"].as_str().map(|reason| format!(" {reason}"));
                    let reason = reason.filter(|_| directive["Dimensions"].to_string().contains("Reason"));
                    *sums.entry(format!("{name}{}", reason.unwrap_or_default())).or_default() +=
                        line[name].as_u64().unwrap();
                }
            }
        }
        sums
    }
}
