//! The queue: customers with an open flag, highest risk first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::{ReasonRow, RiskRow, Telling};
use crate::domain::day::Calendar;
use crate::store::StoreError;
use crate::store::customers::ReadFlagged;
use crate::store::risk_models::ReadRiskModel;
use crate::text::TeamWords;

/// The queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlagList {
    /// What the risks are and are not.
    pub note: String,
    /// The language of the texts: a tag.
    pub language: &'static str,
    /// The flags, highest risk first.
    pub flags: Vec<FlagRow>,
}

/// An open flag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlagRow {
    /// Its place in the queue, from 1.
    pub rank: usize,
    /// The clear id, where it is known.
    pub customer: Option<String>,
    /// What the team knows of the customer.
    pub attributes: BTreeMap<String, String>,
    /// The risk now.
    pub risk: Option<RiskRow>,
    /// When the flag was opened.
    pub opened_at: Timestamp,
    /// The reasons then.
    pub opened_reasons: Vec<ReasonRow>,
}

/// The `limit` open flags of the highest risk, in these words.
///
/// # Errors
/// Storage fails.
pub async fn flag_list<S: ReadFlagged + ReadRiskModel>(
    store: &S,
    limit: usize,
    words: TeamWords,
    calendar: &Calendar,
) -> Result<FlagList, StoreError> {
    let flagged = store.read_flagged(limit).await?;
    let risks = flagged.iter().filter_map(|customer| customer.risk.as_ref());
    let telling = Telling::of(store, risks, words, calendar).await?;
    // The index is a moment behind: an erasure or a closing may have come in between.
    let open = flagged.iter().filter(|customer| !customer.erased);
    let open = open.filter_map(|customer| Some((customer, customer.open_flag()?)));
    let rows = open.enumerate().map(|(place, (customer, flag))| FlagRow {
        rank: place + 1,
        customer: customer.id.clone(),
        attributes: customer.attributes.clone(),
        risk: customer.risk.as_ref().map(|risk| telling.risk(risk)),
        opened_at: flag.opened_at,
        opened_reasons: telling.reasons(&flag.reasons),
    });
    Ok(FlagList {
        note: telling.note(),
        language: words.tag(),
        flags: rows.collect(),
    })
}
