//! What is remembered of a customer, so that risk can be computed without reading anything again: the latest answers,
//! the latest questions without an answer, the latest contacts, and since when they have been a customer.

mod contact;
pub(super) mod packed;
mod stay;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use super::measure::{Band, Measure, Metric, Rating};
use crate::link::InvitationId;

pub use contact::{Contact, Outcome, contacts};
pub use stay::{Renewal, Stay, stay};

/// How many of the latest answers, of the latest unanswered invitations, and of the latest contacts a customer keeps.
/// Each of its own, so that much of one does not push out the others.
pub const SIGNALS_KEPT: usize = 16;

/// One answer, as far as risk is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// The answer it stands for.
    pub invitation: InvitationId,
    /// When it was first given, in whole seconds.
    pub at: Timestamp,
    /// What was measured.
    pub metric: Metric,
    /// The rating given.
    pub rating: u8,
    /// The highest point of its scale.
    pub out_of: u8,
    /// Where on the scale that is.
    pub band: Band,
}

impl Signal {
    /// The signal of an answer.
    #[must_use]
    pub fn new(invitation: InvitationId, at: Timestamp, measure: Measure, rating: Rating) -> Self {
        Self {
            invitation,
            at: whole_second(at),
            metric: measure.metric(),
            rating: rating.get(),
            out_of: measure.scale().max(),
            band: measure.band(rating),
        }
    }
}

/// A registered invitation that nobody has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unanswered {
    /// Which.
    pub invitation: InvitationId,
    /// When it was registered, in whole seconds.
    pub at: Timestamp,
}

/// What is remembered of one customer. Whatever is merged, in whatever order and however often, the same remains.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signals {
    answers: Vec<Signal>,
    unanswered: Vec<Unanswered>,
    contacts: Vec<Contact>,
    stay: Stay,
}

impl Signals {
    /// The latest answers, one an invitation, oldest first; at most [`SIGNALS_KEPT`].
    #[must_use]
    pub fn answers(&self) -> &[Signal] {
        &self.answers
    }

    /// The latest invitations without an answer, oldest first; at most [`SIGNALS_KEPT`].
    #[must_use]
    pub fn unanswered(&self) -> &[Unanswered] {
        &self.unanswered
    }

    /// The latest conversations, oldest first; at most [`SIGNALS_KEPT`].
    #[must_use]
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// Since when, and until when, they have been a customer.
    #[must_use]
    pub fn stay(&self) -> Stay {
        self.stay
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes in what the answer to an invitation says now: its signal, or none where it no longer counts.
    pub fn merge(&mut self, invitation: InvitationId, signal: Option<Signal>) {
        self.answers.retain(|kept| kept.invitation != invitation);
        if let Some(signal) = signal {
            self.unanswered.retain(|kept| kept.invitation != invitation);
            self.answers.push(signal);
            self.answers.sort_by_key(|signal| (signal.at, signal.invitation));
            keep_latest(&mut self.answers);
        }
    }

    /// Takes in an invitation: when it was registered, where nobody has answered it; none where someone has, or it is
    /// withdrawn. One whose answer is here stays answered: what is read of invitations may be older.
    pub fn merge_unanswered(&mut self, invitation: InvitationId, asked: Option<Timestamp>) {
        self.unanswered.retain(|kept| kept.invitation != invitation);
        let answered = self.answers.iter().any(|kept| kept.invitation == invitation);
        if let Some(at) = asked.filter(|_| !answered) {
            self.unanswered.push(Unanswered {
                invitation,
                at: whole_second(at),
            });
            self.unanswered.sort_by_key(|kept| (kept.at, kept.invitation));
            keep_latest(&mut self.unanswered);
        }
    }

    /// Replaces the contacts and the stay by what all of the customer's events say.
    pub fn set_events(&mut self, mut contacts: Vec<Contact>, stay: Stay) {
        contacts.sort_by_key(|contact| contact.at);
        keep_latest(&mut contacts);
        self.contacts = contacts;
        self.stay = stay;
    }

    /// Whether [`forget_before`](Self::forget_before) would drop nothing.
    #[must_use]
    pub fn are_all_from(&self, moment: Timestamp) -> bool {
        let mut stay = self.stay;
        stay.forget_before(moment);
        // The oldest is first.
        stay == self.stay
            && self.answers.first().is_none_or(|signal| signal.at >= moment)
            && self.unanswered.first().is_none_or(|unanswered| unanswered.at >= moment)
            && self.contacts.first().is_none_or(|contact| contact.at >= moment)
    }

    /// Drops every answer, invitation and contact from before `moment`, and a stay or a contract that was over by then. A stay
    /// that has not ended is kept, however long ago it began.
    pub fn forget_before(&mut self, moment: Timestamp) {
        self.stay.forget_before(moment);
        self.answers.retain(|signal| signal.at >= moment);
        self.unanswered.retain(|unanswered| unanswered.at >= moment);
        self.contacts.retain(|contact| contact.at >= moment);
    }
}

fn keep_latest<T>(sorted: &mut Vec<T>) {
    let surplus = sorted.len().saturating_sub(SIGNALS_KEPT);
    sorted.drain(..surplus);
}

/// Storage keeps whole seconds.
pub(super) fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
