//! The audit trail, in the ledger, which no restore of answers or customers takes back: a partition a day (UTC).
//! Its lines expire; nothing else of the ledger does.

use std::future::Future;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Store;
use super::attributes::{Item, get_text, seconds, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::names::{PK, SK, TTL};
use crate::domain::audit::{AuditEntry, KEPT};

const AUDIT: &str = "audit#";

/// Writes the audit trail (PutItem).
pub trait RecordAudit: Sync {
    /// Writes a line down. It comes before what it tells of.
    fn record_audit(&self, entry: &AuditEntry) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Reads the audit trail (Query).
pub trait ReadAudit: Sync {
    /// The lines of a day (UTC), the newest first, at most `most`: those before the position `before`, where one is given.
    fn read_audit(
        &self,
        day: Date,
        before: Option<&str>,
        most: usize,
    ) -> impl Future<Output = Result<Vec<AuditEntry>, StoreError>> + Send;
}

impl RecordAudit for Store {
    async fn record_audit(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        let day = entry.at.to_zoned(TimeZone::UTC).date();
        let expires = entry.at.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
        let mut item = Item::from([
            (PK.to_owned(), text(format!("{AUDIT}{day}"))),
            (SK.to_owned(), text(entry.position())),
            ("by".to_owned(), text(&entry.by)),
            ("do".to_owned(), text(entry.deed.name())),
            (TTL.to_owned(), seconds(expires)),
        ]);
        item.extend(entry.name.as_ref().map(|name| ("nm".to_owned(), text(name))));
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
    async fn read_audit(&self, day: Date, before: Option<&str>, most: usize) -> Result<Vec<AuditEntry>, StoreError> {
        let lines = self.newest_of_ledger(&format!("{AUDIT}{day}"), before, most).await?;
        lines.iter().map(entry).collect()
    }
}

fn entry(item: &Item) -> Result<AuditEntry, StoreError> {
    let key = get_text(item, SK).unwrap_or("a line of the audit trail");
    let lacks = |what: &'static str| move || StoreError::damaged(key, what);
    Ok(AuditEntry {
        at: key
            .split_once('#')
            .and_then(|(at, _)| at.parse().ok())
            .ok_or_else(lacks("sk"))?,
        by: get_text(item, "by").ok_or_else(lacks("by"))?.to_owned(),
        deed: get_text(item, "do")
            .and_then(|name| name.parse().ok())
            .ok_or_else(lacks("do"))?,
        name: get_text(item, "nm").map(str::to_owned),
        about: get_text(item, "of").map(str::to_owned),
        request: get_text(item, "rq").map(str::to_owned),
    })
}
