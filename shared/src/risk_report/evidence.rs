//! Evidence as programs read it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::domain::measure::Metric;
use crate::domain::risk::{Evidence, Fact};
use crate::domain::signal::Outcome;
use crate::link::InvitationId;

/// What shows a feature.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Evidence))]
pub struct EvidenceRow {
    /// Since when it has been so.
    pub since: Timestamp,
    #[serde(flatten)]
    fact: FactRow,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Fact))]
#[serde(tag = "kind", rename_all = "snake_case")]
enum FactRow {
    Answer {
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        invitation: InvitationId,
        metric: Metric,
        rating: u8,
        out_of: u8,
    },
    Fall {
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        invitation: InvitationId,
        metric: Metric,
        from: u8,
        rating: u8,
        out_of: u8,
    },
    Answers {
        count: u8,
        /// The latest one's.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        invitation: InvitationId,
    },
    Unanswered {
        count: u8,
        /// When the first was sent.
        first: Timestamp,
    },
    Silence {
        last_heard: Timestamp,
        usual_days: u16,
    },
    Conversation {
        started: Timestamp,
        outcome: &'static str,
        /// After how many seconds; none while it waits.
        seconds: Option<u32>,
    },
    Conversations {
        count: u8,
    },
    Started {
        at: Timestamp,
    },
    Renewal {
        until: Date,
    },
}

impl EvidenceRow {
    pub(super) fn of(evidence: &Evidence) -> Self {
        let fact = match evidence.fact {
            Fact::Answer {
                invitation,
                metric,
                rating,
                out_of,
            } => FactRow::Answer {
                invitation,
                metric,
                rating,
                out_of,
            },
            Fact::Fall {
                invitation,
                metric,
                from,
                to,
                out_of,
            } => FactRow::Fall {
                invitation,
                metric,
                from,
                rating: to,
                out_of,
            },
            Fact::Answers { count, invitation } => FactRow::Answers { count, invitation },
            Fact::Unanswered { count, first } => FactRow::Unanswered { count, first },
            Fact::Silence { last, usual_days } => FactRow::Silence {
                last_heard: last,
                usual_days,
            },
            Fact::Contact { started, outcome } => {
                let (outcome, seconds) = match outcome {
                    Outcome::Waiting => ("waiting", None),
                    Outcome::Answered(after) => ("answered", Some(after)),
                    Outcome::Abandoned(after) => ("abandoned", Some(after)),
                    Outcome::Unanswered(after) => ("unanswered", Some(after)),
                };
                FactRow::Conversation {
                    started,
                    outcome,
                    seconds,
                }
            }
            Fact::Contacts { count } => FactRow::Conversations { count },
            Fact::Started { at } => FactRow::Started { at },
            Fact::Renewal { until } => FactRow::Renewal { until },
        };
        Self {
            since: evidence.since,
            fact,
        }
    }
}
