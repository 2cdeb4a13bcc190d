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
/// Partition of the list of all erasures, by time.
const ERASURES: &str = "erasures";

/// That a customer was erased, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub customer: Respondent,
}

impl Erasure {
    /// Where it stands in the list: by time, and erasures of one moment apart.
    #[must_use]
    pub fn position(&self) -> String {
        format!("{:.9}#{}", self.at, self.customer)
    }

    /// The erasure that stands there.
    #[must_use]
    pub fn at_position(position: &str) -> Option<Self> {
        let (at, customer) = position.split_once('#')?;
        Some(Self {
            at: at.parse().ok()?,
            customer: customer.parse().ok()?,
        })
    }
}

/// Records erasures (PutItem).
pub trait RecordErasure: Sync {
    /// Writes down that a customer was erased. Comes before anything is erased.
    fn record_erasure(&self, erasure: &Erasure) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Reads erasures (Query).
pub trait ReadErasures: Sync {
    /// Erasures, the newest first, at most `most`: those before the position `before`, where one is given.
    fn read_erasures(
        &self,
        before: Option<&str>,
        most: usize,
    ) -> impl Future<Output = Result<Vec<Erasure>, StoreError>> + Send;
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
    async fn record_erasure(&self, erasure: &Erasure) -> Result<(), StoreError> {
        let put = async |partition: String, sort: String| {
            let item = Item::from([
                (PK.to_owned(), text(partition)),
                (SK.to_owned(), text(sort)),
                ("at".to_owned(), millis(erasure.at)),
            ]);
            let put = self.client.put_item().table_name(&self.tables.ledger);
            let put = put.set_item(Some(item)).send().await;
            put.map(|_| ()).map_err(|error| StoreError::from_sdk("PutItem", &error))
        };
        // Listed first: whoever carries out every erasure again reads the list.
        put(ERASURES.to_owned(), erasure.position()).await?;
        put(erasure.customer.to_string(), format!("{ERASED}{}", erasure.at)).await
    }
}

impl Store {
    /// The last `most` items of a partition of the ledger at most, the last one first: those before the sort key `before`,
    /// where one is given.
    pub(super) async fn newest_of_ledger(
        &self,
        partition: &str,
        before: Option<&str>,
        most: usize,
    ) -> Result<Vec<Item>, StoreError> {
        let mut query = self
            .client
            .query()
            .table_name(&self.tables.ledger)
            .consistent_read(true)
            .scan_index_forward(false)
            .key_condition_expression(match before {
                Some(_) => "pk = :partition AND sk < :before",
                None => "pk = :partition",
            })
            .expression_attribute_values(":partition", text(partition));
        if let Some(before) = before {
            query = query.expression_attribute_values(":before", text(before));
        }
        if let Ok(most) = i32::try_from(most) {
            query = query.limit(most);
        }
        let mut items = query.into_paginator().items().send();
        let mut found = Vec::new();
        while found.len() < most {
            let Some(item) = items.next().await else {
                break;
            };
            found.push(item.map_err(|error| StoreError::from_sdk("Query", &error))?);
        }
        Ok(found)
    }

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
    async fn read_erasures(&self, before: Option<&str>, most: usize) -> Result<Vec<Erasure>, StoreError> {
        let items = self.newest_of_ledger(ERASURES, before, most).await?;
        let erasure = |item: &Item| {
            let erasure = get_text(item, SK).and_then(Erasure::at_position);
            erasure.ok_or_else(|| StoreError::damaged(ERASURES, SK))
        };
        items.iter().map(erasure).collect()
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
