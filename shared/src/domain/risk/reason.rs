//! Why a risk is what it is.

use jiff::Timestamp;
use jiff::civil::Date;

use super::feature::Feature;
use crate::domain::measure::Metric;
use crate::domain::signal::Outcome;
use crate::link::InvitationId;

/// One feature's part in a risk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// Which feature.
    pub feature: Feature,
    /// What it adds, in log-odds: exactly its weight times its value.
    pub contribution: f64,
    /// What shows it.
    pub evidence: Evidence,
}

/// What shows a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// Since when it has been so. Always before the moment the risk is for.
    pub since: Timestamp,
    /// What.
    pub fact: Fact,
}

/// A fact about a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// An answer.
    Answer {
        /// To which invitation.
        invitation: InvitationId,
        /// What was measured.
        metric: Metric,
        /// The rating.
        rating: u8,
        /// The highest point of its scale.
        out_of: u8,
    },
    /// An answer, and the one before it of the same kind.
    Fall {
        /// The later one's invitation.
        invitation: InvitationId,
        /// What was measured.
        metric: Metric,
        /// The earlier rating.
        from: u8,
        /// The later rating.
        to: u8,
        /// The highest point of their scale.
        out_of: u8,
    },
    /// Several answers.
    Answers {
        /// How many.
        count: u8,
        /// The latest one's invitation.
        invitation: InvitationId,
    },
    /// So many invitations have no answer, each a week old; the evidence is as old as the week after the second.
    Unanswered {
        /// How many.
        count: u8,
        /// When the first of them was sent.
        first: Timestamp,
    },
    /// Nothing since, where there was something so often; the evidence is as old as the end of the wait.
    Silence {
        /// The last that was heard.
        last: Timestamp,
        /// The customer's own usual gap, in whole days.
        usual_days: u16,
    },
    /// A conversation, and what came of it.
    Contact {
        /// When it started.
        started: Timestamp,
        /// What came of it.
        outcome: Outcome,
    },
    /// Several conversations; the evidence is as old as the latest.
    Contacts {
        /// How many.
        count: u8,
    },
    /// Became a customer.
    Started {
        /// When.
        at: Timestamp,
    },
    /// The contract runs out.
    Renewal {
        /// The day.
        until: Date,
    },
}
