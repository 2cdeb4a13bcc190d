//! A flag as an attribute of its customer's item.

use aws_sdk_dynamodb::types::AttributeValue;

use super::super::attributes::{
    Item, bytes, get_bytes, get_flag, get_map, get_millis, get_seconds, get_text, millis, seconds, text,
};
use crate::domain::risk::{Closed, Flag, pack, unpack};

pub(super) fn to_attribute(flag: &Flag) -> AttributeValue {
    let mut map = Item::from([
        ("o".to_owned(), millis(flag.opened_at)),
        ("e".to_owned(), seconds(flag.evidence)),
        ("why".to_owned(), bytes(pack(&flag.reasons))),
    ]);
    if let Some(enrolled) = flag.enrolled {
        map.insert("en".to_owned(), millis(enrolled));
    }
    if flag.held_out {
        map.insert("ho".to_owned(), AttributeValue::Bool(true));
    }
    if let Some(closed) = &flag.closed {
        map.insert("ca".to_owned(), millis(closed.at));
        map.insert("cc".to_owned(), text(closed.cause.to_string()));
        if let Some(note) = &closed.note {
            map.insert("cn".to_owned(), text(note));
        }
    }
    AttributeValue::M(map)
}

/// The flag of an item; `Some(None)` where it has none, `None` where it cannot be read.
pub(super) fn read(item: &Item, name: &str) -> Option<Option<Flag>> {
    let Some(map) = get_map(item, name) else {
        return Some(None);
    };
    let closed = match get_millis(map, "ca") {
        None => None,
        Some(at) => Some(Closed {
            at,
            cause: get_text(map, "cc")?.parse().ok()?,
            note: get_text(map, "cn").map(str::to_owned),
        }),
    };
    Some(Some(Flag {
        opened_at: get_millis(map, "o")?,
        evidence: get_seconds(map, "e")?,
        enrolled: get_millis(map, "en"),
        reasons: unpack(get_bytes(map, "why")?)?,
        held_out: get_flag(map, "ho"),
        closed,
    }))
}
