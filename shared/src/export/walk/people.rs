//! Customers, in the order of the table, and the queue of flagged ones, highest risk first. A customer whose risk changes
//! while the queue is walked over may be met twice or not at all.

use serde::{Deserialize, Serialize};

use super::{ExportStore, Page, Position, Walk, WalkError};
use crate::export::ExportedCustomer;
use crate::risk_report::{FlagRow, Telling};
use crate::store::customers::Customer;
use crate::store::pages::FlagPageKey;

/// Customers of one page.
const A_PAGE: usize = 400;

/// Where in the table of customers a page begins: after this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customers {
    after: String,
}

/// Where in the queue a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags {
    /// Flags before it.
    passed: usize,
    after: FlagPageKey,
}

impl<S: ExportStore> Walk<'_, S> {
    pub(super) async fn customers(&self, place: Option<&Customers>, out: &mut Vec<u8>) -> Result<Page, WalkError> {
        let after = place.map(|place| place.after.parse().map_err(|_| WalkError::Misplaced));
        let (customers, next) = self.store.read_customer_page(after.transpose()?, A_PAGE).await?;
        let telling = self.telling(&customers).await?;
        let rows: Vec<ExportedCustomer> = customers
            .iter()
            .filter_map(|customer| ExportedCustomer::of(customer, &telling))
            .collect();
        let next = next.map(|after| Customers {
            after: after.to_string(),
        });
        self.write(&rows, next.map(Position::Customers), out)
    }

    pub(super) async fn flags(&self, place: Option<&Flags>, out: &mut Vec<u8>) -> Result<Page, WalkError> {
        let passed = place.map_or(0, |place| place.passed);
        let after = place.map(|place| place.after.clone());
        let (customers, next) = self.store.read_flag_page(after, A_PAGE).await?;
        let telling = self.telling(&customers).await?;
        let rows: Vec<FlagRow> = customers
            .iter()
            .filter_map(|customer| FlagRow::of(customer, &telling))
            .zip(passed + 1..)
            .map(|(row, rank)| FlagRow { rank, ..row })
            .collect();
        let next = next.map(|after| Flags {
            passed: passed + rows.len(),
            after,
        });
        self.write(&rows, next.map(Position::Flags), out)
    }

    async fn telling(&self, customers: &[Customer]) -> Result<Telling<'_>, WalkError> {
        let risks = customers.iter().filter_map(|customer| customer.risk.as_ref());
        Ok(Telling::of(self.store, risks, self.words, self.calendar).await?)
    }
}
