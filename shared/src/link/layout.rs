//! The bytes of a link's facts, before encryption.
//!
//! | bytes | what |
//! |---|---|
//! | 1 | flags: 128 customer, 64 reference, 32 attributes, 16 language, 8 always zero, the low 3 bits the channel |
//! | 2 | date of issue: days since 1970-01-01, big-endian |
//! | 1 | days valid, 1 to 90 |
//! | 1 + n | survey: its length, its bytes |
//! | 1 + n | touchpoint |
//! | 1 + n | customer, if flagged |
//! | 1 + n | reference, if flagged |
//! | 1 + n | language, if flagged |
//! | 1 + … | attributes, if flagged: how many (1 to 10), then name and value of each with their lengths, by the bytes of the names |
//!
//! Nothing follows, all texts are UTF-8 in normalisation form C, and facts have exactly one such form.

use std::collections::BTreeMap;

use super::channel::Channel;
use super::facts::{FactsDraft, LinkFacts, date_of};
use super::parts::RawIds;

const CUSTOMER: u8 = 0x80;
const REFERENCE: u8 = 0x40;
const ATTRIBUTES: u8 = 0x20;
const LANGUAGE: u8 = 0x10;
const CHANNEL: u8 = 0x07;

/// The one form of these facts.
pub(crate) fn encode(facts: &LinkFacts) -> Vec<u8> {
    let customer = facts.customer().map(|text| (CUSTOMER, text.as_str()));
    let reference = facts.reference().map(|text| (REFERENCE, text.as_str()));
    let language = facts.language().map(|text| (LANGUAGE, text.as_str()));
    let optional = [customer, reference, language];

    let mut flags = facts.channel() as u8;
    for (flag, _) in optional.iter().flatten() {
        flags |= flag;
    }
    if !facts.attributes().is_empty() {
        flags |= ATTRIBUTES;
    }

    let mut bytes = vec![flags];
    bytes.extend(facts.issued_day().to_be_bytes());
    bytes.push(facts.valid_days());
    push(&mut bytes, facts.survey().as_str());
    push(&mut bytes, facts.touchpoint().as_str());
    for (_, text) in optional.iter().flatten() {
        push(&mut bytes, text);
    }
    if !facts.attributes().is_empty() {
        bytes.push(facts.attributes().len() as u8);
        for (name, value) in facts.attributes() {
            push(&mut bytes, name);
            push(&mut bytes, value);
        }
    }
    bytes
}

/// Appends a text of at most 64 bytes after its length.
fn push(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(text.len() as u8);
    bytes.extend(text.as_bytes());
}

/// Reads facts; `None` unless the bytes are exactly what [`encode`] makes of them.
pub(crate) fn decode(bytes: &[u8]) -> Option<LinkFacts> {
    let mut rest = Reader(bytes);
    let flags = rest.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let issued = u16::from_be_bytes([rest.byte()?, rest.byte()?]);
    let valid_days = rest.byte()?;
    let draft = FactsDraft {
        survey: rest.text()?,
        touchpoint: rest.text()?,
        customer: rest.optional(has(CUSTOMER))?,
        reference: rest.optional(has(REFERENCE))?,
        language: rest.optional(has(LANGUAGE))?,
        attributes: if has(ATTRIBUTES) {
            rest.attributes()?
        } else {
            BTreeMap::new()
        },
        channel: *Channel::ALL.get(usize::from(flags & CHANNEL))?,
        issued: date_of(issued),
        valid_days,
    };
    // A raw id was allowed or not where the link was minted, and it is too late to refuse its answer.
    let facts = LinkFacts::new(&draft, RawIds::Allow).ok()?;
    // What was skipped above (trailing bytes, order, duplicates, normalisation, spare bits) all shows here.
    (encode(&facts) == bytes).then_some(facts)
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    fn text(&mut self) -> Option<String> {
        let length = usize::from(self.byte()?);
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn optional(&mut self, there: bool) -> Option<Option<String>> {
        if there { self.text().map(Some) } else { Some(None) }
    }

    fn attributes(&mut self) -> Option<BTreeMap<String, String>> {
        let count = self.byte()?;
        (0..count).map(|_| Some((self.text()?, self.text()?))).collect()
    }
}
