//! What invokes the nightly run.

use jiff::Timestamp;
use serde::Deserialize;

/// The schedule's payload, or a person's. Unknown fields are left alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Nightly {
    /// When the schedule meant to run; for the log.
    #[serde(default)]
    pub scheduled_time: Option<String>,
    /// Treat only days that had closed by then; a later moment than now counts as now.
    #[serde(default)]
    pub as_of: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedules_payload_is_understood_and_a_person_may_move_the_moment() {
        let scheduled: Nightly =
            serde_json::from_str(r#"{"scheduled_time":"2026-11-21T04:10:00Z","attempt":1}"#).unwrap();
        assert_eq!(scheduled.as_of, None);
        let moved: Nightly = serde_json::from_str(r#"{"as_of":"2026-11-20T04:10:00Z"}"#).unwrap();
        assert_eq!(moved.as_of, "2026-11-20T04:10:00Z".parse().ok());
    }
}
