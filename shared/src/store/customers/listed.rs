//! Customers a page at a time: those with an open flag, and all of them.

use std::future::Future;

use serde::{Deserialize, Serialize};

use super::super::Store;
use super::super::attributes::{Item, get_text, number, text};
use super::super::error::StoreError;
use super::super::names::{BY_RISK, FLAG_STATE, PK, RISK};
use super::{Customer, OPEN, read};
use crate::domain::response::Respondent;

/// Where a customer stands in the queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InQueue {
    /// The risk, in log-odds.
    pub risk: f64,
    /// The pseudonym.
    pub key: Respondent,
}

impl InQueue {
    /// Where a flagged customer stands; nowhere without a risk.
    #[must_use]
    pub fn of(customer: &Customer) -> Option<Self> {
        Some(Self {
            risk: customer.risk.as_ref()?.log_odds,
            key: customer.key,
        })
    }

    /// Whether anybody could stand there: storage knows no numbers that are too large or too small.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.risk == 0.0 || (1e-60..1e60).contains(&self.risk.abs())
    }
}

/// Reads flagged customers (Query on `by_risk`).
pub trait ReadFlagged: Sync {
    /// The `limit` customers with an open flag whose risk is highest of those after a place in the queue, highest first.
    fn read_flagged_after(
        &self,
        after: Option<&InQueue>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Customer>, StoreError>> + Send;

    /// The `limit` customers with an open flag whose risk is highest, highest first.
    fn read_flagged(&self, limit: usize) -> impl Future<Output = Result<Vec<Customer>, StoreError>> + Send {
        self.read_flagged_after(None, limit)
    }
}

/// Lists customers in parts (Scan).
pub trait ListCustomers: Sync {
    /// `most` customers at most, in the order of the table, after a customer; and from where to go on, if there may be more.
    fn list_customers(
        &self,
        after: Option<Respondent>,
        most: usize,
    ) -> impl Future<Output = Result<(Vec<Customer>, Option<Respondent>), StoreError>> + Send;
}

impl ReadFlagged for Store {
    async fn read_flagged_after(&self, after: Option<&InQueue>, limit: usize) -> Result<Vec<Customer>, StoreError> {
        let from = after.map(|after| {
            Item::from([
                (PK.to_owned(), text(after.key.to_string())),
                (FLAG_STATE.to_owned(), text(OPEN)),
                (RISK.to_owned(), number(after.risk)),
            ])
        });
        let pages = self
            .client
            .query()
            .table_name(&self.tables.customers)
            .index_name(BY_RISK)
            .key_condition_expression(format!("{FLAG_STATE} = :open"))
            .expression_attribute_values(":open", text(OPEN))
            .scan_index_forward(false)
            .set_exclusive_start_key(from)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX).max(1));
        let mut found = Vec::new();
        let mut items = pages.into_paginator().items().send();
        // Asked before the next item is: that may take another page.
        while found.len() < limit {
            let Some(item) = items.next().await else { break };
            found.push(read(&item.map_err(|error| StoreError::from_sdk("Query", &error))?)?);
        }
        Ok(found)
    }
}

impl ListCustomers for Store {
    async fn list_customers(
        &self,
        after: Option<Respondent>,
        most: usize,
    ) -> Result<(Vec<Customer>, Option<Respondent>), StoreError> {
        let from = after.map(|after| Item::from([(PK.to_owned(), text(after.to_string()))]));
        let page = self
            .client
            .scan()
            .table_name(&self.tables.customers)
            .set_exclusive_start_key(from)
            .limit(i32::try_from(most).unwrap_or(i32::MAX).max(1))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Scan", &error))?;
        let customers = page.items().iter().map(read).collect::<Result<_, _>>()?;
        let last = page.last_evaluated_key().and_then(|key| get_text(key, PK));
        let next = last.map(|key| key.parse().map_err(|_| StoreError::damaged("a customer", PK)));
        Ok((customers, next.transpose()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Pseudonym;

    #[test]
    fn a_place_in_the_queue_that_was_kept_as_text_is_the_same_place() {
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..20_000 {
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            let fraction = (bits >> 11) as f64 / (1_u64 << 53) as f64;
            let place = InQueue {
                risk: fraction * 12.0 - 6.0,
                key: Respondent::Customer(Pseudonym::from_bytes([7; 16])),
            };
            let text = serde_json::to_string(&place).unwrap();
            assert_eq!(serde_json::from_str::<InQueue>(&text).unwrap(), place, "{text}");
        }
    }
}
