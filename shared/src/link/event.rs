//! Ids of what customers' events are about. Keyed, so that nothing of the team's own ids is stored or can be guessed.

use super::id::id16;
use super::keys::EventKey;
use super::parts::{CustomerId, Reference};
use super::primitives::mac;

id16!(
    /// One event of one customer.
    EventId
);

id16!(
    /// One conversation of one customer.
    ConversationId
);

impl EventId {
    /// The first 16 bytes of HMAC-SHA256 over `event`, the customer's id and the event's, each after its length in two
    /// bytes. The same id at two customers is two events.
    #[must_use]
    pub fn of(key: &EventKey, customer: &CustomerId, event: &Reference) -> Self {
        Self::from_bytes(of(key, "event", customer, event))
    }
}

impl ConversationId {
    /// As [`EventId::of`], over `conversation`, the customer's id and the conversation's.
    #[must_use]
    pub fn of(key: &EventKey, customer: &CustomerId, conversation: &Reference) -> Self {
        Self::from_bytes(of(key, "conversation", customer, conversation))
    }
}

fn of(key: &EventKey, what: &str, customer: &CustomerId, id: &Reference) -> [u8; 16] {
    let texts = [what, customer.as_str(), id.as_str()];
    // Every text is at most 64 bytes.
    let lengths = texts.map(|text| (text.len() as u16).to_be_bytes());
    let pieces: Vec<&[u8]> = lengths
        .iter()
        .zip(texts)
        .flat_map(|(length, text)| [length.as_slice(), text.as_bytes()])
        .collect();
    mac(key.bytes(), &pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::RawIds;

    #[test]
    fn events_and_conversations_of_one_name_are_told_apart_by_kind_and_by_customer() {
        let key = EventKey::from_bytes([7; 32]);
        let customer = |id| CustomerId::new(id, RawIds::Refuse).unwrap();
        let name = Reference::new("1").unwrap();
        let event = EventId::of(&key, &customer("a"), &name);
        assert_eq!(event, EventId::of(&key, &customer("a"), &name));
        assert_ne!(event, EventId::of(&key, &customer("b"), &name));
        let conversation = ConversationId::of(&key, &customer("a"), &name);
        assert_ne!(event.as_bytes(), conversation.as_bytes());
    }
}
