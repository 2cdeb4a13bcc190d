//! Everything dated that is stored of one customer, from which what was known at any moment can be made again.

use jiff::Timestamp;

use crate::domain::service::event::{Event, Kind};
use crate::domain::signal::{Signal, Signals, contacts, stay};
use crate::link::InvitationId;

/// An answer, and since when it has said what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// As it counts now.
    pub signal: Signal,
    /// When it was last changed: before, it said something else, or nothing.
    pub said: Timestamp,
}

/// The past of one customer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// Answers that count.
    pub answers: Vec<Answered>,
    /// Registered invitations, answered or not, and when they were registered.
    pub invitations: Vec<(InvitationId, Timestamp)>,
    /// Lifecycle and conversations.
    pub events: Vec<Event>,
}

impl History {
    /// What was known just before `moment`: nothing dated at or after it.
    #[must_use]
    pub fn before(&self, moment: Timestamp) -> Signals {
        let mut known = Signals::default();
        for answered in self.answers.iter().filter(|answered| answered.said < moment) {
            known.merge(answered.signal.invitation, Some(answered.signal));
        }
        for (invitation, asked) in self.invitations.iter().filter(|(_, asked)| *asked < moment) {
            known.merge_unanswered(*invitation, Some(*asked));
        }
        let events: Vec<Event> = self.events.iter().copied().filter(|event| event.at < moment).collect();
        known.set_events(contacts(&events), stay(&events));
        known
    }

    /// When the customer was first seen, in any way.
    #[must_use]
    pub fn first_seen(&self) -> Option<Timestamp> {
        let answers = self.answers.iter().map(|answered| answered.signal.at);
        let invitations = self.invitations.iter().map(|(_, asked)| *asked);
        answers
            .chain(invitations)
            .chain(self.events.iter().map(|event| event.at))
            .min()
    }

    /// When the customer left first, at or after `moment`.
    #[must_use]
    pub fn left_from(&self, moment: Timestamp) -> Option<Timestamp> {
        let ends = self.events.iter().filter(|event| event.kind == Kind::CustomerEnded);
        ends.map(|event| event.at).filter(|at| *at >= moment).min()
    }
}
