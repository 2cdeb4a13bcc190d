//! What a run is asked to be.

use serde_json::Value;
use shared::domain::trace::TraceId;

/// Which run is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// A run of its own; that of a night with a name is the same run each time it is asked for, until it is done.
    Night(Option<String>),
    /// The rest of a run that came to the end of its time.
    Rest {
        /// Its number.
        run: u64,
    },
}

impl Start {
    /// What an invocation asks for: the rest of a run, where it is handed that run's report; else a night, named by when the
    /// schedule started the scores before it. An invocation by hand is a night of its own.
    #[must_use]
    pub fn of(event: &Value) -> Self {
        let unfinished = event["finished"] == false && event["overtaken"] == false;
        match event["run"].as_u64().filter(|_| unfinished) {
            Some(run) => Self::Rest { run },
            None => {
                let scheduled = event["requestPayload"]["scheduled_time"].as_str();
                Self::Night(scheduled.map(str::to_owned))
            }
        }
    }
}

/// The trace of the scores before this night, or of the process before this one: what handed an invocation its result.
#[must_use]
pub fn begun_by(event: &Value) -> Option<TraceId> {
    let handed_on = [&event["responsePayload"]["traceId"], &event["traceId"]];
    handed_on.into_iter().find_map(|trace| trace.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_trace_of_the_scores_and_of_the_process_before_is_handed_on() {
        let trace = "1-5bef4de7-ad49b0e87f6ef6c87fc2e700";
        let of = |event: Value| begun_by(&event).map(|trace| trace.to_string());
        let report = json!({ "finished": false, "traceId": trace });
        assert_eq!(of(json!({ "responsePayload": report })).as_deref(), Some(trace));
        assert_eq!(of(report).as_deref(), Some(trace));
        assert_eq!(of(json!({ "traceId": "of no form" })), None);
    }

    #[test]
    fn the_success_of_the_scores_starts_a_night_by_name_and_an_invocation_by_hand_one_without() {
        let after_scores = json!({ "requestPayload": { "scheduled_time": "2026-11-21T04:10:00Z" }, "responsePayload": { "finished": false } });
        let night = Start::Night(Some("2026-11-21T04:10:00Z".to_owned()));
        assert_eq!(Start::of(&after_scores), night);
        assert_eq!(Start::of(&json!({})), Start::Night(None));
    }

    #[test]
    fn an_unfinished_report_starts_the_rest_of_its_run_and_no_other_report_does() {
        let report =
            |finished: bool, overtaken: bool| json!({ "run": 7, "finished": finished, "overtaken": overtaken });
        assert_eq!(Start::of(&report(false, false)), Start::Rest { run: 7 });
        for other in [report(true, false), report(false, true)] {
            assert_eq!(Start::of(&other), Start::Night(None));
        }
    }
}
