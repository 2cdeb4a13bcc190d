//! What the item of an invitation says of its registration; `docs/architecture.md` lists the attributes.

use super::attributes::{
    Item, bytes, get_bytes, get_millis, get_number, get_seconds, get_text, get_text_map, millis, number, seconds, text,
    text_map,
};
use super::error::StoreError;
use super::invitations::IndexedInvitation;
use super::keys::DayShard;
use super::names::{INVITED_SHARD, PK, SEALED_ID, SK, TTL};
use super::response_item::parsed;
use crate::domain::cohort::InvitedRow;
use crate::domain::fold::Standing;
use crate::domain::registered::{Invited, Registered};
use crate::link::InvitationId;

/// What `st` says of an invitation without an answer.
pub(super) const WITHOUT_ANSWER: &str = "i";

pub(super) fn registered_item(registered: &Registered) -> Item {
    let mut item = Item::from([
        (PK.to_owned(), text(registered.respondent.to_string())),
        (SK.to_owned(), text(registered.invitation.to_string())),
        ("r".to_owned(), number(registered.revision)),
        ("s".to_owned(), text(&registered.survey)),
        ("m".to_owned(), text(registered.measure.to_string())),
        ("t".to_owned(), text(&registered.touchpoint)),
        ("st".to_owned(), text(WITHOUT_ANSWER)),
        (TTL.to_owned(), seconds(registered.expires)),
    ]);
    if let Some(sealed) = &registered.sealed_customer {
        item.insert(SEALED_ID.to_owned(), bytes(sealed.clone()));
    }
    item.extend(invited_attributes(&registered.invited, registered.invitation));
    item
}

pub(super) fn invited_attributes(invited: &Invited, invitation: InvitationId) -> Item {
    let shard = DayShard::of(invited.day, invitation);
    let mut item = Item::from([
        (INVITED_SHARD.to_owned(), text(shard.to_string())),
        ("ir".to_owned(), millis(invited.at)),
        ("ic".to_owned(), text(invited.channel.as_str())),
    ]);
    if let Some(language) = &invited.language {
        item.insert("il".to_owned(), text(language));
    }
    if !invited.attributes.is_empty() {
        item.insert("ia".to_owned(), text_map(&invited.attributes));
    }
    item
}

/// What the registration says, where there was one.
pub(super) fn read_invited(item: &Item) -> Result<Option<Invited>, StoreError> {
    if !item.contains_key(INVITED_SHARD) {
        return Ok(None);
    }
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, SK).unwrap_or("an invitation"), what);
    Ok(Some(Invited {
        day: parsed::<DayShard>(item, INVITED_SHARD)
            .ok_or_else(lacks(INVITED_SHARD))?
            .day,
        at: get_millis(item, "ir").ok_or_else(lacks("ir"))?,
        channel: parsed(item, "ic").ok_or_else(lacks("ic"))?,
        language: get_text(item, "il").map(str::to_owned),
        attributes: get_text_map(item, "ia"),
    }))
}

pub(super) fn read_registered(item: &Item) -> Result<Registered, StoreError> {
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, SK).unwrap_or("an invitation"), what);
    Ok(Registered {
        invitation: parsed(item, SK).ok_or_else(lacks(SK))?,
        respondent: parsed(item, PK).ok_or_else(lacks(PK))?,
        survey: get_text(item, "s").ok_or_else(lacks("s"))?.to_owned(),
        measure: parsed(item, "m").ok_or_else(lacks("m"))?,
        touchpoint: get_text(item, "t").ok_or_else(lacks("t"))?.to_owned(),
        invited: read_invited(item)?.ok_or_else(lacks(INVITED_SHARD))?,
        sealed_customer: get_bytes(item, SEALED_ID).map(<[u8]>::to_vec),
        revision: get_number(item, "r").ok_or_else(lacks("r"))?,
        expires: get_seconds(item, TTL).ok_or_else(lacks(TTL))?,
    })
}

/// What a customer's record needs, from the index.
pub(super) fn to_indexed_invitation(item: &Item) -> Result<IndexedInvitation, StoreError> {
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, SK).unwrap_or("an invitation"), what);
    let state = get_text(item, "st");
    let standing = Standing::from_code(state);
    let silent = state == Some(WITHOUT_ANSWER) || !(standing.answers_invitation() || standing.is_erased());
    let asked = get_millis(item, "ir").ok_or_else(lacks("ir"))?;
    Ok(IndexedInvitation {
        respondent: parsed(item, PK).ok_or_else(lacks(PK))?,
        invitation: parsed(item, SK).ok_or_else(lacks(SK))?,
        unanswered_since: silent.then_some(asked),
        sealed_customer: get_bytes(item, SEALED_ID).map(<[u8]>::to_vec),
    })
}

/// Whether there is an answer to the invitation.
pub(super) fn is_answered(item: &Item) -> bool {
    let state = get_text(item, "st");
    state != Some(WITHOUT_ANSWER) && Standing::from_code(state).answers_invitation()
}

/// What a cohort needs, from the index.
pub(super) fn to_invited_row(item: &Item) -> Result<InvitedRow, StoreError> {
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, SK).unwrap_or("an invitation"), what);
    Ok(InvitedRow {
        survey: get_text(item, "s").ok_or_else(lacks("s"))?.to_owned(),
        measure: parsed(item, "m").ok_or_else(lacks("m"))?,
        answered: is_answered(item),
        touchpoint: get_text(item, "t").ok_or_else(lacks("t"))?.to_owned(),
        language: get_text(item, "il").map(str::to_owned),
        channel: get_text(item, "ic").map(str::to_owned),
        attributes: get_text_map(item, "ia"),
        expires: get_seconds(item, TTL).ok_or_else(lacks(TTL))?,
    })
}
