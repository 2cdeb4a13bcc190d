//! A made-up life as the events that a team's own systems would send.

use jiff::Timestamp;
use made_up_company::{Conversation, Person};
use shared::domain::service::event::{EventDraft, Kind};

/// All events of a person. Whoever was there before the team kept starts has none.
pub(super) fn events(person: &Person) -> Vec<EventDraft> {
    let of_customer = |kind: Kind, what: &str, at: Timestamp| EventDraft {
        id: format!("{}-{what}", person.id),
        kind: kind.name().to_owned(),
        customer: person.id.clone(),
        at: at.to_string(),
        conversation: None,
        automatic: false,
    };
    let started = person
        .start_known
        .then(|| of_customer(Kind::CustomerStarted, "started", person.started));
    let ended = person.ended.map(|at| of_customer(Kind::CustomerEnded, "ended", at));
    let talked = person
        .conversations
        .iter()
        .flat_map(|conversation| of_conversation(person, conversation));
    started.into_iter().chain(talked).chain(ended).collect()
}

fn of_conversation(person: &Person, conversation: &Conversation) -> impl Iterator<Item = EventDraft> {
    let moments = [
        (Kind::ConversationStarted, Some(conversation.started_at)),
        (Kind::FirstResponse, conversation.first_reply),
        (Kind::ConversationAbandoned, conversation.abandoned_at),
        (Kind::ConversationEnded, conversation.ended_at),
    ];
    moments.into_iter().filter_map(move |(kind, at)| {
        at.map(|at| EventDraft {
            id: format!("{}-{}", conversation.id, kind.name()),
            kind: kind.name().to_owned(),
            customer: person.id.clone(),
            at: at.to_string(),
            conversation: Some(conversation.id.clone()),
            automatic: false,
        })
    })
}
