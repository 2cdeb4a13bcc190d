//! The queue: customers with an open flag, highest risk first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ReasonRow, RiskRow, Telling, note};
use crate::domain::day::Calendar;
use crate::domain::response::Respondent;
use crate::learning::learned_in_use;
use crate::link::InvitationId;
use crate::store::StoreError;
use crate::store::customers::{Customer, InQueue, ReadFlagged};
use crate::store::risk_models::ReadRiskModel;
use crate::store::risk_settings::ReadRiskSettings;
use crate::text::TeamWords;

/// The queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlagList))]
pub struct FlagList {
    /// What the risks are and are not: of the model in use, whether or not anybody is flagged.
    pub note: String,
    /// The language of the texts: a tag.
    pub language: &'static str,
    /// The flags, highest risk first.
    pub flags: Vec<FlagRow>,
}

/// An open flag.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Flag))]
pub struct FlagRow {
    /// Its place in the queue, from 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
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
    /// The latest answer that the last night knew of, for pages that show what it says.
    #[serde(skip)]
    pub latest: Option<(Respondent, InvitationId)>,
}

/// Where the queue goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlagPlace {
    /// After this place.
    pub after: InQueue,
    /// How many flags were listed before it, itself included.
    pub listed: usize,
}

impl FlagRow {
    /// A customer with an open flag, not ranked yet. None where there is no such flag any more: the index is a moment behind,
    /// and an erasure or a closing may have come in between.
    #[must_use]
    pub fn of(customer: &Customer, telling: &Telling<'_>) -> Option<Self> {
        let flag = customer.open_flag().filter(|_| !customer.erased)?;
        Some(Self {
            rank: 0,
            customer: customer.id.clone(),
            attributes: customer.attributes.clone(),
            risk: customer.risk.as_ref().map(|risk| telling.risk(risk)),
            opened_at: flag.opened_at,
            opened_reasons: telling.reasons(&flag.reasons),
            latest: customer
                .signals
                .answers()
                .last()
                .map(|answer| (customer.key, answer.invitation)),
        })
    }
}

/// The `limit` open flags of the highest risk, in these words.
///
/// # Errors
/// Storage fails.
pub async fn flag_list<S: ReadFlagged + ReadRiskModel + ReadRiskSettings>(
    store: &S,
    limit: usize,
    words: TeamWords,
    calendar: &Calendar,
) -> Result<FlagList, StoreError> {
    let (list, _) = flag_page(store, (None, limit), words, calendar).await?;
    Ok(list)
}

/// A page of the queue: from a place on, so many flags; and from where to go on, if there may be more. A risk that changes
/// between two pages may move its flag.
///
/// # Errors
/// Storage fails.
pub async fn flag_page<S: ReadFlagged + ReadRiskModel + ReadRiskSettings>(
    store: &S,
    (from, limit): (Option<&FlagPlace>, usize),
    words: TeamWords,
    calendar: &Calendar,
) -> Result<(FlagList, Option<FlagPlace>), StoreError> {
    let in_use = async { learned_in_use(store, &store.read_risk_settings().await?).await };
    let after = from.map(|from| &from.after);
    let (flagged, in_use) = futures::try_join!(store.read_flagged_after(after, limit), in_use)?;
    let risks = flagged.iter().filter_map(|customer| customer.risk.as_ref());
    let telling = Telling::of(store, risks, words, calendar).await?;
    let before = from.map_or(0, |from| from.listed);
    let rows = flagged.iter().filter_map(|customer| FlagRow::of(customer, &telling));
    let rows = rows.zip(before + 1..).map(|(row, rank)| FlagRow { rank, ..row });
    let list = FlagList {
        note: note(in_use.as_ref(), words),
        language: words.tag(),
        flags: rows.collect(),
    };
    let last = flagged.last().filter(|_| flagged.len() == limit);
    let next = last.and_then(InQueue::of).map(|after| FlagPlace {
        after,
        listed: before + list.flags.len(),
    });
    Ok((list, next))
}
