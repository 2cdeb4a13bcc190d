//! What a computed day tells of one customer.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::domain::response::Respondent;
use shared::domain::signal::{Signal, Signals};
use shared::link::{InvitationId, Pseudonym};
use shared::store::events::EventOwner;
use shared::store::invitations::IndexedInvitation;
use shared::store::responses::IndexedResponse;

/// What is new of one customer on one day.
#[derive(Debug, Default)]
pub(crate) struct News {
    answers: Vec<(InvitationId, Option<Signal>)>,
    /// When each was registered, where no answer to it counts.
    invitations: Vec<(InvitationId, Option<Timestamp>)>,
    /// Whether there are events, which are then read all together.
    pub(crate) has_events: bool,
    /// The customer's id, encrypted, where anything brings it.
    pub(crate) sealed_id: Option<Vec<u8>>,
}

/// News by customer.
pub(crate) type NewsOf = BTreeMap<Pseudonym, News>;

impl News {
    /// Merges the answers and the invitations into what is known. Doing so again changes nothing.
    pub(crate) fn merge_into(&self, signals: &mut Signals) {
        // In this order: an answer that ceases to count leaves before its invitation is open again.
        for (invitation, signal) in &self.answers {
            signals.merge(*invitation, *signal);
        }
        for (invitation, asked) in &self.invitations {
            signals.merge_unanswered(*invitation, *asked);
        }
    }

    fn note_id(&mut self, sealed: Option<Vec<u8>>) {
        if sealed.is_some() {
            self.sealed_id = sealed;
        }
    }
}

/// Takes in a response. One that does not count leaves its invitation open: it may have counted before.
pub(crate) fn add_response(news: &mut NewsOf, response: IndexedResponse) {
    let Respondent::Customer(customer) = response.respondent else {
        return;
    };
    let news = news.entry(customer).or_default();
    let rating = response.rating.filter(|_| response.standing.counts());
    let signal =
        rating.map(|rating| Signal::new(response.invitation, response.first_answered, response.measure, rating));
    let asked = response
        .invited_at
        .filter(|_| !response.standing.answers_invitation() && !response.standing.is_erased());
    if asked.is_some() {
        news.invitations.push((response.invitation, asked));
    }
    news.answers.push((response.invitation, signal));
    news.note_id(response.sealed_customer);
}

/// Takes in a registered invitation.
pub(crate) fn add_invitation(news: &mut NewsOf, invitation: IndexedInvitation) {
    let Respondent::Customer(customer) = invitation.respondent else {
        return;
    };
    let news = news.entry(customer).or_default();
    news.invitations
        .push((invitation.invitation, invitation.unanswered_since));
    news.note_id(invitation.sealed_customer);
}

/// Notes that a customer has events.
pub(crate) fn add_event(news: &mut NewsOf, owner: EventOwner) {
    let Respondent::Customer(customer) = owner.customer else {
        return;
    };
    let news = news.entry(customer).or_default();
    news.has_events = true;
    news.note_id(owner.sealed_id);
}
