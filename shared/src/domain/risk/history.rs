//! Everything dated that is stored of one customer, from which what was known at any moment can be made again.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::domain::registered::Record;
use crate::domain::response::Response;
use crate::domain::service::event::{Event, Kind};
use crate::domain::signal::{Signal, Signals, contacts, stay, whole_second};
use crate::link::InvitationId;

/// An answer, and since when it has said what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// As it counts now.
    pub signal: Signal,
    /// Since when it has counted as it is: before, it said something else, or nothing, or was only held.
    pub said: Timestamp,
}

impl Answered {
    /// The answer of a response, where it counts.
    #[must_use]
    pub fn of(response: &Response) -> Option<Self> {
        let answer = response.counted()?;
        let occasion = &response.occasion;
        // A suspect answer counts from when a person applied it, whenever it was sent.
        let applied = answer.review.as_ref().map_or(answer.at, |review| review.at);
        Some(Self {
            signal: Signal::new(
                occasion.invitation,
                response.first_answered,
                occasion.measure,
                answer.rating,
            ),
            said: applied.max(answer.at).max(response.first_answered),
        })
    }
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
    /// The past that everything stored of one customer tells of: answers that count, invitations that were registered, and
    /// events. Nothing that was erased.
    #[must_use]
    pub fn of(records: &[Record], events: Vec<Event>) -> Self {
        let responses = records.iter().filter_map(|record| match record {
            Record::Answered(response) => Some(&**response),
            Record::Registered(_) => None,
        });
        let invited = records.iter().filter(|record| !is_erased(record));
        Self {
            answers: responses.filter_map(Answered::of).collect(),
            invitations: invited
                .filter_map(|record| Some((record.invitation(), record.invited()?.at)))
                .collect(),
            events,
        }
    }

    /// What was known just before `moment`: nothing dated at or after it.
    #[must_use]
    pub fn before(&self, moment: Timestamp) -> Signals {
        let mut known = Signals::default();
        for answered in self.answers.iter().filter(|answered| answered.said < moment) {
            known.merge(answered.signal.invitation, Some(answered.signal));
        }
        // Whoever has answered since something else is silent no more, though what was said first is gone.
        let answered: BTreeSet<InvitationId> = self
            .answers
            .iter()
            .filter(|answered| answered.signal.at < whole_second(moment))
            .map(|answered| answered.signal.invitation)
            .collect();
        let open = |(invitation, asked): &&(InvitationId, Timestamp)| *asked < moment && !answered.contains(invitation);
        for (invitation, asked) in self.invitations.iter().filter(open) {
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

fn is_erased(record: &Record) -> bool {
    matches!(record, Record::Answered(response) if response.standing().is_erased())
}

#[cfg(test)]
mod tests;
