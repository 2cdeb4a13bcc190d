//! Logs as JSON lines with a timestamp, and metrics in CloudWatch's embedded format.
//!
//! Nothing logged may hold a token, a comment, an address or a customer's id.

use std::io::Write;
use std::sync::OnceLock;

use jiff::Timestamp;
use serde_json::json;

/// Namespace of every metric.
pub const NAMESPACE: &str = "Aisance";

/// What tells two deployments' metrics apart.
pub const DIMENSION: &str = "Stack";

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// A nightly run covered every day it had to.
    NightlyRunCompleted,
    /// A settled day's scores changed though nobody had announced a change: the protocol's one assumption failed.
    SettledDayChanged,
    /// A day should be sealed and is not settled.
    SealOverdue,
    /// A score has shifted, surely enough to send somebody a message.
    ScoreAlert,
    /// A learned model of the risk of leaving no longer fits.
    RiskModelOff,
}

impl Metric {
    /// Its name in CloudWatch.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NightlyRunCompleted => "NightlyRunCompleted",
            Self::SettledDayChanged => "SettledDayChanged",
            Self::SealOverdue => "SealOverdue",
            Self::ScoreAlert => "ScoreAlert",
            Self::RiskModelOff => "RiskModelOff",
        }
    }
}

/// The stack that metrics belong to; unset where none are collected.
static STACK: OnceLock<String> = OnceLock::new();

/// Sends this process's logs and metrics to standard output in the form that Lambda and CloudWatch read; `stack` keeps
/// the metrics of two deployments in one account apart.
/// Lambda assigns the level INFO to lines without a timestamp, so each has one.
pub fn init(stack: Option<String>) {
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_max_level(tracing::Level::INFO);
    if subscriber.try_init().is_ok() {
        let _ = STACK.set(stack.unwrap_or_else(|| "unnamed".to_owned()));
    }
}

/// Counts `value` of something, where metrics are collected.
pub fn count(metric: Metric, value: u64, now: Timestamp) {
    if let Some(stack) = STACK.get() {
        // A metric that cannot be written is lost; the work it counts is not.
        let _ = writeln!(std::io::stdout(), "{}", embedded(metric, value, stack, now));
    }
}

fn embedded(metric: Metric, value: u64, stack: &str, now: Timestamp) -> serde_json::Value {
    json!({
        "_aws": {
            "Timestamp": now.as_millisecond(),
            "CloudWatchMetrics": [{ "Namespace": NAMESPACE, "Dimensions": [[DIMENSION]], "Metrics": [{ "Name": metric.name(), "Unit": "Count" }] }],
        },
        DIMENSION: stack,
        metric.name(): value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_is_one_line_in_the_embedded_format() {
        let line = embedded(Metric::SealOverdue, 2, "mine", Timestamp::UNIX_EPOCH);
        assert_eq!((&line["SealOverdue"], &line["Stack"]), (&json!(2), &json!("mine")));
        assert_eq!(
            line["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["Name"],
            "SealOverdue"
        );
    }
}
