//! A made-up life as the events that a team's own systems would have sent.

use anyhow::Result;
use jiff::Timestamp;
use made_up_company::{Conversation, Person};
use shared::domain::service::event::{Event, EventKeys, Kind, Subject};
use shared::link::{ConversationId, CustomerId, EventId, RawIds, Reference};

/// Whose events these are, and all of them. Where the team never knew the start there is no event of it.
pub(super) fn events(person: &Person, keys: &EventKeys) -> Result<(Subject, Vec<Event>)> {
    let customer = CustomerId::new(&person.id, RawIds::Refuse)?;
    let event = |name: &str, kind: Kind, at: Timestamp| -> Result<Event> {
        Ok(Event {
            id: EventId::of(&keys.event, &customer, &Reference::new(name)?),
            kind,
            at,
            conversation: None,
            automatic: false,
            complaint: false,
            until: None,
        })
    };
    let mut all = Vec::new();
    if person.start_known {
        all.push(event("started", Kind::CustomerStarted, person.started)?);
    }
    for renewal in &person.renewals {
        all.push(Event {
            until: Some(renewal.until),
            ..event(&format!("until-{}", renewal.until), Kind::CustomerRenewed, renewal.at)?
        });
    }
    for conversation in &person.conversations {
        let id = ConversationId::of(&keys.event, &customer, &Reference::new(&conversation.id)?);
        for (kind, at) in moments(conversation) {
            all.push(Event {
                conversation: Some(id),
                complaint: conversation.complaint && kind == Kind::ConversationStarted,
                ..event(&format!("{}-{kind}", conversation.id), kind, at)?
            });
        }
    }
    if let Some(ended) = person.ended {
        all.push(event("ended", Kind::CustomerEnded, ended)?);
    }
    Ok((Subject::of(keys, &customer), all))
}

fn moments(conversation: &Conversation) -> impl Iterator<Item = (Kind, Timestamp)> {
    let moments = [
        (Kind::ConversationStarted, Some(conversation.started_at)),
        (Kind::FirstResponse, conversation.first_reply),
        (Kind::ConversationAbandoned, conversation.abandoned_at),
        (Kind::ConversationEnded, conversation.ended_at),
    ];
    moments.into_iter().filter_map(|(kind, at)| at.map(|at| (kind, at)))
}
