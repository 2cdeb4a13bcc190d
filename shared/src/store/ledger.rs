//! What must survive a restore: who was erased, who does not want to be asked again, and when.

use std::future::Future;

use jiff::Timestamp;

use super::Store;
use super::attributes::{Item, get_millis, get_text, millis, text};
use super::error::StoreError;
use super::names::{PK, SK};
use super::opt_outs::{OPT_OUT, read_opt_out};
use crate::domain::opt_out::OptOut;
use crate::domain::response::Respondent;

const ERASED: &str = "erased#";

/// Records erasures (PutItem).
pub trait RecordErasure: Sync {
    /// Writes down that a customer was erased. Comes before anything is erased.
    fn record_erasure(&self, key: Respondent, at: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Reads erasures (Scan).
pub trait ReadErasures: Sync {
    /// Everyone who was erased, and when.
    fn read_erasures(&self) -> impl Future<Output = Result<Vec<(Respondent, Timestamp)>, StoreError>> + Send;
}

/// What the ledger says of one customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerEntries {
    /// When the customer was erased last.
    pub erased: Option<Timestamp>,
    /// What was said about being asked again.
    pub opt_out: Option<OptOut>,
}

/// Reads what the ledger says of one customer (Query).
pub trait ReadLedger: Sync {
    /// All of it, with a consistent read.
    fn read_ledger(&self, key: Respondent) -> impl Future<Output = Result<LedgerEntries, StoreError>> + Send;
}

impl RecordErasure for Store {
    async fn record_erasure(&self, key: Respondent, at: Timestamp) -> Result<(), StoreError> {
        let item = Item::from([
            (PK.to_owned(), text(key.to_string())),
            (SK.to_owned(), text(format!("{ERASED}{at}"))),
            ("at".to_owned(), millis(at)),
        ]);
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.ledger)
            .set_item(Some(item))
            .send()
            .await;
        put.map(|_| ()).map_err(|error| StoreError::from_sdk("PutItem", &error))
    }
}

impl Store {
    /// Every item of the ledger whose sort key begins like this, with whom it is about.
    pub(super) async fn scan_ledger(&self, kind: &str) -> Result<Vec<(Respondent, Item)>, StoreError> {
        let mut found = Vec::new();
        let mut items = self
            .client
            .scan()
            .table_name(&self.tables.ledger)
            .into_paginator()
            .items()
            .send();
        while let Some(item) = items.next().await {
            let item = item.map_err(|error| StoreError::from_sdk("Scan", &error))?;
            if get_text(&item, SK).is_some_and(|sort| sort.starts_with(kind)) {
                let key = get_text(&item, PK).and_then(|key| key.parse().ok());
                found.extend(key.map(|key| (key, item)));
            }
        }
        Ok(found)
    }
}

impl ReadErasures for Store {
    async fn read_erasures(&self) -> Result<Vec<(Respondent, Timestamp)>, StoreError> {
        let items = self.scan_ledger(ERASED).await?;
        let erased = |(key, item): (Respondent, Item)| Some((key, get_millis(&item, "at")?));
        Ok(items.into_iter().filter_map(erased).collect())
    }
}

impl ReadLedger for Store {
    async fn read_ledger(&self, key: Respondent) -> Result<LedgerEntries, StoreError> {
        let mut entries = LedgerEntries::default();
        let mut items = self
            .client
            .query()
            .table_name(&self.tables.ledger)
            .consistent_read(true)
            .key_condition_expression("pk = :customer")
            .expression_attribute_values(":customer", text(key.to_string()))
            .into_paginator()
            .items()
            .send();
        while let Some(item) = items.next().await {
            let item = item.map_err(|error| StoreError::from_sdk("Query", &error))?;
            match get_text(&item, SK) {
                Some(OPT_OUT) => entries.opt_out = Some(read_opt_out(&item)?),
                Some(sort) if sort.starts_with(ERASED) => entries.erased = entries.erased.max(get_millis(&item, "at")),
                _ => {}
            }
        }
        Ok(entries)
    }
}
