//! Bounded pages of what there may be millions of, for whoever walks over all of it.

use std::future::Future;

use serde::{Deserialize, Serialize};

use super::Store;
use super::attributes::{Item, get_text, number, text};
use super::customers::{Customer, OPEN, read as read_customer};
use super::error::StoreError;
use super::keys::DayShard;
use super::names::{BY_DAY, BY_RISK, DAY_SHARD, FLAG_STATE, PK, RISK, SK};
use super::responses::{INDEXED_ATTRIBUTES, IndexedResponse, indexed};
use crate::domain::response::Respondent;
use crate::link::InvitationId;

/// The response that a page of the index by day ended with.
pub type DayPageKey = (Respondent, InvitationId);

/// The customer that a page of the queue ended with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagPageKey {
    customer: String,
    /// In log-odds, as it is stored.
    risk: String,
}

/// Reads a page of the responses of a day (Query on `by_day`).
pub trait ReadDayPage: Sync {
    /// At most `limit` responses of a shard, and where the next page begins. A page may be empty and have a next one.
    fn read_day_page(
        &self,
        shard: DayShard,
        after: Option<DayPageKey>,
        limit: usize,
    ) -> impl Future<Output = Result<(Vec<IndexedResponse>, Option<DayPageKey>), StoreError>> + Send;
}

/// Reads a page of the customers (Scan).
pub trait ReadCustomerPage: Sync {
    /// At most `limit` customers, and after which the next page begins.
    fn read_customer_page(
        &self,
        after: Option<Respondent>,
        limit: usize,
    ) -> impl Future<Output = Result<(Vec<Customer>, Option<Respondent>), StoreError>> + Send;
}

/// Reads a page of the flagged customers (Query on `by_risk`).
pub trait ReadFlagPage: Sync {
    /// At most `limit` customers with an open flag, highest risk first, and where the next page begins.
    fn read_flag_page(
        &self,
        after: Option<FlagPageKey>,
        limit: usize,
    ) -> impl Future<Output = Result<(Vec<Customer>, Option<FlagPageKey>), StoreError>> + Send;
}

fn at_most(limit: usize) -> i32 {
    i32::try_from(limit).unwrap_or(i32::MAX).max(1)
}

impl ReadDayPage for Store {
    async fn read_day_page(
        &self,
        shard: DayShard,
        after: Option<DayPageKey>,
        limit: usize,
    ) -> Result<(Vec<IndexedResponse>, Option<DayPageKey>), StoreError> {
        let start = after.map(|(respondent, invitation)| {
            Item::from([
                (DAY_SHARD.to_owned(), text(shard.to_string())),
                (PK.to_owned(), text(respondent.to_string())),
                (SK.to_owned(), text(invitation.to_string())),
            ])
        });
        let page = self
            .shard_page(BY_DAY, DAY_SHARD, shard, &INDEXED_ATTRIBUTES)
            .set_exclusive_start_key(start)
            .limit(at_most(limit))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Query", &error))?;
        let rows = page.items().iter().map(indexed).collect::<Result<_, _>>()?;
        let next = page.last_evaluated_key.filter(|key| !key.is_empty()).map(|key| {
            let part = |name| get_text(&key, name).ok_or_else(|| StoreError::damaged(shard, "the end of a page"));
            let damaged = || StoreError::damaged(shard, "the end of a page");
            Ok::<_, StoreError>((
                part(PK)?.parse().map_err(|_| damaged())?,
                part(SK)?.parse().map_err(|_| damaged())?,
            ))
        });
        Ok((rows, next.transpose()?))
    }
}

impl ReadCustomerPage for Store {
    async fn read_customer_page(
        &self,
        after: Option<Respondent>,
        limit: usize,
    ) -> Result<(Vec<Customer>, Option<Respondent>), StoreError> {
        let mut scan = self
            .client
            .scan()
            .table_name(&self.tables.customers)
            .limit(at_most(limit));
        if let Some(after) = after {
            scan = scan.exclusive_start_key(PK, text(after.to_string()));
        }
        let page = scan
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Scan", &error))?;
        let customers = page.items().iter().map(read_customer).collect::<Result<_, _>>()?;
        let next = page
            .last_evaluated_key()
            .and_then(|key| get_text(key, PK))
            .map(|key| key.parse().map_err(|_| StoreError::damaged("a customer", PK)));
        Ok((customers, next.transpose()?))
    }
}

impl ReadFlagPage for Store {
    async fn read_flag_page(
        &self,
        after: Option<FlagPageKey>,
        limit: usize,
    ) -> Result<(Vec<Customer>, Option<FlagPageKey>), StoreError> {
        let start = after.map(|after| {
            Item::from([
                (FLAG_STATE.to_owned(), text(OPEN)),
                (RISK.to_owned(), number(after.risk)),
                (PK.to_owned(), text(after.customer)),
            ])
        });
        let page = self
            .client
            .query()
            .table_name(&self.tables.customers)
            .index_name(BY_RISK)
            .key_condition_expression(format!("{FLAG_STATE} = :open"))
            .expression_attribute_values(":open", text(OPEN))
            .scan_index_forward(false)
            .set_exclusive_start_key(start)
            .limit(at_most(limit))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Query", &error))?;
        let customers = page.items().iter().map(read_customer).collect::<Result<_, _>>()?;
        let next = page.last_evaluated_key().and_then(|key| {
            Some(FlagPageKey {
                customer: get_text(key, PK)?.to_owned(),
                risk: key.get(RISK)?.as_n().ok()?.clone(),
            })
        });
        Ok((customers, next))
    }
}
