//! Customers, in the order of the table, and the queue of flagged ones, highest risk first. A customer whose risk changes
//! while the queue is walked over may be met twice or not at all.

use serde::{Deserialize, Serialize};

use super::{ExportStore, Page, Position, Walk, WalkError};
use crate::domain::response::Respondent;
use crate::export::ExportedCustomer;
use crate::risk_report::{FlagRow, Telling};
use crate::store::customers::{Customer, InQueue};

/// Customers of one page.
const A_PAGE: usize = 400;

/// Where in the table of customers a page begins: after this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customers {
    after: Respondent,
}

/// Where in the queue a page begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flags {
    /// Flags before it.
    passed: usize,
    after: InQueue,
}

impl<S: ExportStore> Walk<'_, S> {
    pub(super) async fn customers(&self, place: Option<&Customers>, out: &mut Vec<u8>) -> Result<Page, WalkError> {
        let after = place.map(|place| place.after);
        let (customers, next) = self.store.list_customers(after, A_PAGE).await?;
        let telling = self.telling(&customers).await?;
        let rows: Vec<ExportedCustomer> = customers
            .iter()
            .filter_map(|customer| ExportedCustomer::of(customer, &telling))
            .collect();
        let next = next.map(|after| Position::Customers(Customers { after }));
        self.write(&rows, next, out)
    }

    pub(super) async fn flags(&self, place: Option<&Flags>, out: &mut Vec<u8>) -> Result<Page, WalkError> {
        let passed = place.map_or(0, |place| place.passed);
        let after = place.map(|place| &place.after);
        let customers = self.store.read_flagged_after(after, A_PAGE).await?;
        let telling = self.telling(&customers).await?;
        let rows: Vec<FlagRow> = customers
            .iter()
            .filter_map(|customer| FlagRow::of(customer, &telling))
            .zip(passed + 1..)
            .map(|(row, rank)| FlagRow { rank, ..row })
            .collect();
        // A page that is not full is the last one.
        let last = customers.last().filter(|_| customers.len() == A_PAGE);
        let next = last.and_then(InQueue::of).map(|after| Flags {
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
