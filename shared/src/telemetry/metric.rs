//! What is counted, and the line that CloudWatch makes metrics of: the embedded metric format.

use jiff::Timestamp;
use serde::Serialize;

use super::Output;
use super::event::Level;
use super::invocation::Ids;
use super::line::Line;

/// Namespace of every metric.
pub const NAMESPACE: &str = "Aisance";

/// What tells two deployments' metrics apart.
pub const DIMENSION: &str = "Stack";

/// The second dimension of [`Metric::AnswersRefused`], which is also kept without it.
pub const REASON_DIMENSION: &str = "Reason";

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
    /// An answer was stored: a first one, or a change.
    AnswersAccepted,
    /// An answer was sent again and is stored already.
    AnswersReplayed,
    /// An answer was not taken.
    AnswersRefused,
    /// For how many days scores have lacked something: see [`settle_lag`](crate::domain::settle::settle_lag).
    SettleLagDays,
    /// Customers that a night looked at.
    CustomersScored,
    /// Flags that the team is told of.
    FlagsOpened,
    /// Of those, flags that somebody, or a risk that has gone down, has closed.
    FlagsClosed,
}

impl Metric {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::NightlyRunCompleted,
        Self::SettledDayChanged,
        Self::SealOverdue,
        Self::ScoreAlert,
        Self::RiskModelOff,
        Self::AnswersAccepted,
        Self::AnswersReplayed,
        Self::AnswersRefused,
        Self::SettleLagDays,
        Self::CustomersScored,
        Self::FlagsOpened,
        Self::FlagsClosed,
    ];

    /// Its name in CloudWatch.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NightlyRunCompleted => "NightlyRunCompleted",
            Self::SettledDayChanged => "SettledDayChanged",
            Self::SealOverdue => "SealOverdue",
            Self::ScoreAlert => "ScoreAlert",
            Self::RiskModelOff => "RiskModelOff",
            Self::AnswersAccepted => "AnswersAccepted",
            Self::AnswersReplayed => "AnswersReplayed",
            Self::AnswersRefused => "AnswersRefused",
            Self::SettleLagDays => "SettleLagDays",
            Self::CustomersScored => "CustomersScored",
            Self::FlagsOpened => "FlagsOpened",
            Self::FlagsClosed => "FlagsClosed",
        }
    }
}

/// Why an answer was not taken. Each is a metric of its own that CloudWatch bills, so there are few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The link does not verify, or its survey is not there.
    UnknownLink,
    /// The link has expired, the day is sealed, or the person was erased.
    Closed,
    /// What was sent is too large, of another type, or cannot be read.
    Unreadable,
    /// The rating, the comment or a further answer does not fit the survey, or the form is too old.
    Invalid,
    /// An open survey has had its answers of the hour.
    Limit,
    /// Storage failed; the person is asked to send it again.
    Unavailable,
}

impl Refused {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::UnknownLink,
        Self::Closed,
        Self::Unreadable,
        Self::Invalid,
        Self::Limit,
        Self::Unavailable,
    ];

    /// As the dimension has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownLink => "unknown_link",
            Self::Closed => "closed",
            Self::Unreadable => "unreadable",
            Self::Invalid => "invalid",
            Self::Limit => "limit",
            Self::Unavailable => "unavailable",
        }
    }
}

/// What an invocation has counted. One has at most one answer to refuse.
#[derive(Debug, Default)]
pub(super) struct Counted {
    metrics: Vec<(Metric, u64)>,
    refused: Option<Refused>,
}

impl Counted {
    pub(super) fn add(&mut self, metric: Metric, value: u64) {
        match self.metrics.iter_mut().find(|(known, _)| *known == metric) {
            Some((_, sum)) => *sum += value,
            None => self.metrics.push((metric, value)),
        }
    }

    pub(super) fn refuse(&mut self, why: Refused) {
        self.add(Metric::AnswersRefused, 1);
        self.refused = Some(why);
    }

    /// All of it as one line; none where nothing was counted, as a line costs.
    pub(super) fn line(&self, output: &Output, ids: &Ids, now: Timestamp) -> Option<Line> {
        if self.metrics.is_empty() {
            return None;
        }
        let mut line = Line::new(now, Level::Info);
        line.add_origin(output, Some(ids));
        line.add(DIMENSION, &output.stack);
        if let Some(why) = self.refused {
            line.add(REASON_DIMENSION, &why.name());
        }
        for (metric, value) in &self.metrics {
            line.add(metric.name(), value);
        }
        line.add("_aws", &self.directives(now));
        Some(line)
    }

    fn directives(&self, now: Timestamp) -> Aws {
        let of = |by_reason: bool, dimensions: &'static [&'static [&'static str]]| {
            let wanted = |metric: &Metric| (*metric == Metric::AnswersRefused) == by_reason;
            let metrics = self.metrics.iter().map(|(metric, _)| *metric).filter(wanted);
            Directive {
                namespace: NAMESPACE,
                dimensions,
                metrics: metrics.map(Definition::of).collect(),
            }
        };
        let all = [
            of(false, &[&[DIMENSION]]),
            of(true, &[&[DIMENSION], &[DIMENSION, REASON_DIMENSION]]),
        ];
        Aws {
            timestamp: now.as_millisecond(),
            directives: all.into_iter().filter(|of| !of.metrics.is_empty()).collect(),
        }
    }
}

/// What CloudWatch reads of a line.
#[derive(Serialize)]
struct Aws {
    #[serde(rename = "Timestamp")]
    timestamp: i64,
    #[serde(rename = "CloudWatchMetrics")]
    directives: Vec<Directive>,
}

/// Metrics with the same dimensions.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Directive {
    namespace: &'static str,
    dimensions: &'static [&'static [&'static str]],
    metrics: Vec<Definition>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Definition {
    name: &'static str,
    unit: &'static str,
}

impl Definition {
    fn of(metric: Metric) -> Self {
        Self {
            name: metric.name(),
            unit: "Count",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const OUTPUT: Output = Output {
        function: "submit",
        stack: String::new(),
    };

    fn ids() -> Ids {
        Ids {
            request: "8f6d2b1e-7c52-4c0e-9b0d-6f1f4b5f0a3c".to_owned(),
            trace: "1-5bef4de7-ad49b0e87f6ef6c87fc2e700".parse().ok(),
            begun_by: None,
        }
    }

    fn written(counted: &Counted) -> Vec<u8> {
        let line = counted.line(&OUTPUT, &ids(), Timestamp::UNIX_EPOCH).unwrap();
        line.ended()
    }

    fn read(counted: &Counted) -> Value {
        serde_json::from_slice(&written(counted)).unwrap()
    }

    #[test]
    fn all_that_an_invocation_counts_is_one_line_in_the_embedded_format() {
        let mut counted = Counted::default();
        counted.add(Metric::FlagsOpened, 1);
        counted.add(Metric::CustomersScored, 200);
        counted.add(Metric::FlagsOpened, 2);
        let line = read(&counted);
        assert_eq!(
            (&line["FlagsOpened"], &line["CustomersScored"]),
            (&json!(3), &json!(200))
        );
        assert_eq!((&line["function"], &line["Reason"]), (&json!("submit"), &Value::Null));
        let directives = &line["_aws"]["CloudWatchMetrics"];
        assert_eq!(
            directives,
            &json!([{ "Namespace": "Aisance", "Dimensions": [["Stack"]], "Metrics": [
                { "Name": "FlagsOpened", "Unit": "Count" }, { "Name": "CustomersScored", "Unit": "Count" }
            ]}])
        );
    }

    #[test]
    fn a_refused_answer_is_counted_as_a_whole_and_by_its_reason() {
        let mut counted = Counted::default();
        counted.refuse(Refused::Limit);
        let line = read(&counted);
        assert_eq!((&line["AnswersRefused"], &line["Reason"]), (&json!(1), &json!("limit")));
        let directives = line["_aws"]["CloudWatchMetrics"].as_array().unwrap();
        assert_eq!(directives.len(), 1);
        assert_eq!(directives[0]["Dimensions"], json!([["Stack"], ["Stack", "Reason"]]));
    }

    #[test]
    fn an_invocation_that_counted_nothing_writes_nothing() {
        let none = Counted::default().line(&OUTPUT, &ids(), Timestamp::UNIX_EPOCH);
        assert!(none.is_none());
    }

    #[test]
    fn lines_of_answers_are_as_long_as_the_page_about_logs_says_without_the_stacks_name() {
        let bytes = |counted: &Counted| {
            let now = "2026-11-22T04:10:00.123Z".parse().unwrap();
            let line = counted.line(&OUTPUT, &ids(), now).unwrap().ended();
            line.trim_ascii_end().len()
        };
        let mut accepted = Counted::default();
        accepted.add(Metric::AnswersAccepted, 1);
        let accepted = bytes(&accepted);
        let refused = Refused::ALL.map(|why| {
            let mut refused = Counted::default();
            refused.refuse(why);
            bytes(&refused)
        });
        let longer = refused.into_iter().max().unwrap() - accepted;
        let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/logging.md")).unwrap();
        for told in [
            format!("one line of {accepted} bytes and the stack's name"),
            format!("up to {longer} bytes longer"),
        ] {
            assert!(page.contains(&told), "docs/logging.md does not say: {told}");
        }
    }
}
