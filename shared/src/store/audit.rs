//! The audit trail, in the ledger, which no restore of answers or customers takes back: a partition a day (UTC).

use std::future::Future;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Store;
use super::attributes::{Item, get_millis, get_text, millis, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::names::{PK, SK};
use crate::domain::audit::AuditEntry;

const AUDIT: &str = "audit#";

/// Writes the audit trail (PutItem).
pub trait RecordAudit: Sync {
    /// Writes a line down. It comes before what it tells of.
    fn record_audit(&self, entry: &AuditEntry) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Reads the audit trail (Query).
pub trait ReadAudit: Sync {
    /// The lines of a day (UTC), the newest first.
    fn read_audit(&self, day: Date) -> impl Future<Output = Result<Vec<AuditEntry>, StoreError>> + Send;
}

impl RecordAudit for Store {
    async fn record_audit(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        let day = entry.at.to_zoned(TimeZone::UTC).date();
        let request = entry.request.as_deref().unwrap_or_default();
        let mut item = Item::from([
            (PK.to_owned(), text(format!("{AUDIT}{day}"))),
            (
                SK.to_owned(),
                text(format!("{:.9}#{}#{}#{request}", entry.at, entry.deed, entry.by)),
            ),
            ("at".to_owned(), millis(entry.at)),
            ("by".to_owned(), text(&entry.by)),
            ("do".to_owned(), text(entry.deed.name())),
        ]);
        item.extend(entry.about.as_ref().map(|about| ("of".to_owned(), text(about))));
        item.extend(entry.request.as_ref().map(|request| ("rq".to_owned(), text(request))));
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.ledger)
            .set_item(Some(item));
        // One that is there already says the same.
        put_if(put.condition_expression("attribute_not_exists(pk)"))
            .await
            .map(|_| ())
    }
}

impl ReadAudit for Store {
    async fn read_audit(&self, day: Date) -> Result<Vec<AuditEntry>, StoreError> {
        let items = self
            .client
            .query()
            .table_name(&self.tables.ledger)
            .consistent_read(true)
            .scan_index_forward(false)
            .key_condition_expression("pk = :day")
            .expression_attribute_values(":day", text(format!("{AUDIT}{day}")))
            .into_paginator()
            .items()
            .send()
            .collect::<Result<Vec<Item>, _>>()
            .await;
        let items = items.map_err(|error| StoreError::from_sdk("Query", &error))?;
        items.iter().map(entry).collect()
    }
}

fn entry(item: &Item) -> Result<AuditEntry, StoreError> {
    let key = get_text(item, SK).unwrap_or("a line of the audit trail");
    let lacks = |what: &'static str| move || StoreError::damaged(key, what);
    Ok(AuditEntry {
        at: get_millis(item, "at").ok_or_else(lacks("at"))?,
        by: get_text(item, "by").ok_or_else(lacks("by"))?.to_owned(),
        deed: get_text(item, "do")
            .and_then(|name| name.parse().ok())
            .ok_or_else(lacks("do"))?,
        about: get_text(item, "of").map(str::to_owned),
        request: get_text(item, "rq").map(str::to_owned),
    })
}
