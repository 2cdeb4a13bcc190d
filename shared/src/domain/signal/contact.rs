//! Conversations, as far as risk is concerned.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::whole_second;
use crate::domain::service::event::{Event, Kind};
use crate::domain::service::role::{Role, outcome};
use crate::link::ConversationId;

/// What came of a conversation, in whole seconds after it started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No person has replied yet, and it is neither left nor ended.
    Waiting,
    /// A person replied.
    Answered(u32),
    /// The customer left before any reply.
    Abandoned(u32),
    /// It ended without a reply.
    Unanswered(u32),
}

/// One conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// When it started, in whole seconds.
    pub at: Timestamp,
    /// What came of it.
    pub outcome: Outcome,
    /// Whether it was a complaint.
    pub complaint: bool,
    /// How many seconds after its start it ended; none while it goes on.
    pub ended: Option<u32>,
}

/// The conversations that these events of one customer tell of, in whatever order the events are; oldest first.
#[must_use]
pub fn contacts(events: &[Event]) -> Vec<Contact> {
    let mut conversations: BTreeMap<ConversationId, Vec<Event>> = BTreeMap::new();
    for event in events {
        if let Some(conversation) = event.conversation {
            conversations.entry(conversation).or_default().push(*event);
        }
    }
    let mut found: Vec<Contact> = conversations
        .values_mut()
        .filter_map(|events| contact(events))
        .collect();
    found.sort_by_key(|contact| contact.at);
    found
}

fn contact(events: &mut [Event]) -> Option<Contact> {
    events.sort_by_key(|event| (event.at, event.kind, event.id));
    let start = events.iter().find(|event| event.kind == Kind::ConversationStarted)?;
    let end = events
        .iter()
        .find(|event| event.kind == Kind::ConversationEnded && event.at >= start.at);
    Some(Contact {
        at: whole_second(start.at),
        outcome: match outcome(start.at, events) {
            Role::Answered(seconds) => Outcome::Answered(seconds),
            Role::Abandoned(seconds) => Outcome::Abandoned(seconds),
            Role::Unanswered(seconds) => Outcome::Unanswered(seconds),
            _ => Outcome::Waiting,
        },
        complaint: start.complaint,
        ended: end.map(|end| seconds_between(start.at, end.at)),
    })
}

fn seconds_between(start: Timestamp, end: Timestamp) -> u32 {
    u32::try_from(end.duration_since(start).as_secs()).unwrap_or(u32::MAX)
}
