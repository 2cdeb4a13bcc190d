//! Who was asked about what: ids that stay the same whichever link carries them.

use super::facts::LinkFacts;
use super::id::id16;
use super::keys::{IdentityKey, PseudonymKey};
use super::parts::CustomerId;
use super::primitives::mac;

id16!(
    /// One customer asked once. A response's id is its invitation's.
    InvitationId
);

id16!(
    /// Stands for a customer in keys and in logs.
    Pseudonym
);

impl InvitationId {
    /// The first 16 bytes of HMAC-SHA256 over survey, customer (empty where there is none), touchpoint, and reference (the
    /// date of issue, `2026-11-21`, where there is none), each after its length in two bytes.
    ///
    /// Expiry, attributes, channel, language and key id have no part in it: asking twice about the same thing is one
    /// invitation. Two links without a reference are one invitation if they were issued on the same day.
    #[must_use]
    pub fn of(key: &IdentityKey, facts: &LinkFacts) -> Self {
        let issued;
        let about = match facts.reference() {
            Some(reference) => reference.as_str(),
            None => {
                issued = facts.issued().to_string();
                &issued
            }
        };
        let customer = facts.customer().map_or("", CustomerId::as_str);
        let texts = [facts.survey().as_str(), customer, facts.touchpoint().as_str(), about];
        // Every text is at most 64 bytes.
        let lengths = texts.map(|text| (text.len() as u16).to_be_bytes());
        let pieces: Vec<&[u8]> = lengths
            .iter()
            .zip(texts)
            .flat_map(|(length, text)| [length.as_slice(), text.as_bytes()])
            .collect();
        Self::from_bytes(mac(key.bytes(), &pieces))
    }
}

impl Pseudonym {
    /// The first 16 bytes of HMAC-SHA256 over the customer's id.
    #[must_use]
    pub fn of(key: &PseudonymKey, customer: &CustomerId) -> Self {
        Self::from_bytes(mac(key.bytes(), &[customer.as_str().as_bytes()]))
    }
}

#[cfg(test)]
mod tests;
