//! One customer as the files give it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::risk::{Closed, Flag};
use crate::risk_report::{ReasonRow, RiskRow, Telling};
use crate::store::customers::Customer;

/// A customer: who, what is known of them, their risk and their flag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExportedCustomer {
    /// The team's own id of the customer.
    pub customer: String,
    /// What the team knows of the customer, as it was imported.
    pub attributes: BTreeMap<String, String>,
    /// The risk now; none before the first night.
    pub risk: Option<RiskRow>,
    /// The latest flag, open or closed.
    pub flag: Option<FlagItem>,
    /// When the customer was asked last.
    pub last_asked_at: Option<Timestamp>,
}

/// A customer's flag.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CustomerFlag))]
pub struct FlagItem {
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The reasons then.
    pub reasons: Vec<ReasonRow>,
    /// How it ended; none while it is open.
    pub closed: Option<ClosedItem>,
}

/// The end of a flag.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Closed))]
pub struct ClosedItem {
    /// When.
    pub at: Timestamp,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::domain::risk::Cause))]
    pub cause: String,
    /// What a person said about it.
    pub note: Option<String>,
}

impl ExportedCustomer {
    /// What is given of a customer; nothing of an erased one, nor of one whom no night has named yet: a list has neither.
    #[must_use]
    pub fn of(customer: &Customer, telling: &Telling<'_>) -> Option<Self> {
        let id = customer.id.as_ref().filter(|_| !customer.erased)?;
        Some(Self {
            customer: id.clone(),
            attributes: customer.attributes.clone(),
            risk: customer.risk.as_ref().map(|risk| telling.risk(risk)),
            flag: customer.flag.as_ref().and_then(|flag| FlagItem::of(flag, telling)),
            last_asked_at: customer.asked.as_ref().map(|asked| asked.at),
        })
    }
}

impl FlagItem {
    /// What is given of a flag. Of a customer who is held out nobody is told that a flag is open, or the effect of calling
    /// could not be learned.
    #[must_use]
    pub fn of(flag: &Flag, telling: &Telling<'_>) -> Option<Self> {
        (!flag.held_out).then(|| Self {
            opened_at: flag.opened_at,
            reasons: telling.reasons(&flag.reasons),
            closed: flag.closed.as_ref().map(ClosedItem::of),
        })
    }
}

impl ClosedItem {
    /// As it is stored.
    #[must_use]
    pub fn of(closed: &Closed) -> Self {
        Self {
            at: closed.at,
            cause: closed.cause.to_string(),
            note: closed.note.clone(),
        }
    }
}
