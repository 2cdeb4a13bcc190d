//! Everything dated that is stored of one customer, from which what was known at any moment can be made again.

use jiff::Timestamp;

use crate::domain::registered::Record;
use crate::domain::response::Response;
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

fn answered(response: &Response) -> Option<Answered> {
    let answer = response.counted()?;
    let occasion = &response.occasion;
    Some(Answered {
        signal: Signal::new(
            occasion.invitation,
            response.first_answered,
            occasion.measure,
            answer.rating,
        ),
        said: answer.at,
    })
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
    /// Of everything stored of one customer: answers and invitations, and events.
    #[must_use]
    pub fn of(records: &[Record], events: Vec<Event>) -> Self {
        let mut history = Self {
            events,
            ..Self::default()
        };
        for record in records {
            let (invitation, answered) = match record {
                Record::Registered(registered) => (registered.invitation, None),
                Record::Answered(response) => (response.occasion.invitation, answered(response)),
            };
            history.answers.extend(answered);
            history
                .invitations
                .extend(record.invited().map(|invited| (invitation, invited.at)));
        }
        history
    }

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

    /// The oldest answer, invitation or conversation. Whoever became a customer years ago may have been silent since.
    #[must_use]
    pub fn first_contact(&self) -> Option<Timestamp> {
        let answers = self.answers.iter().map(|answered| answered.signal.at);
        let invitations = self.invitations.iter().map(|(_, asked)| *asked);
        let conversations = self.events.iter().filter(|event| event.kind.is_of_conversation());
        answers
            .chain(invitations)
            .chain(conversations.map(|event| event.at))
            .min()
    }

    /// When the customer left first, at or after `moment`.
    #[must_use]
    pub fn left_from(&self, moment: Timestamp) -> Option<Timestamp> {
        let ends = self.events.iter().filter(|event| event.kind == Kind::CustomerEnded);
        ends.map(|event| event.at).filter(|at| *at >= moment).min()
    }
}
