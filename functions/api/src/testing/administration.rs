//! Keys, the audit trail, erasures, sendings and runs, in memory.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::Ordering::Relaxed;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::domain::audit::AuditEntry;
use shared::domain::response::Respondent;
use shared::domain::risk::NightRun;
use shared::once::{FirstSending, KNOWN_FOR, Place};
use shared::store::StoreError;
use shared::store::api_keys::{ManageKeys, NoteKeyUsed, ReadKey, StoredKey};
use shared::store::audit::{ReadAudit, RecordAudit};
use shared::store::customers::{Customer, EraseCustomer};
use shared::store::days::{FindPending, Pending};
use shared::store::ledger::{Erasure, ReadErasures, RecordErasure};
use shared::store::once::NoteSending;
use shared::store::risk_runs::ReadRun;

use super::Fake;

#[derive(Default)]
pub(crate) struct Administration {
    pub keys: Mutex<Vec<StoredKey>>,
    pub audit: Mutex<Vec<AuditEntry>>,
    /// Whether no line of the audit trail can be written.
    pub audit_fails: bool,
    pub erasures: Mutex<Vec<Erasure>>,
    pub erased: Mutex<Vec<Respondent>>,
    /// Whether the record of a customer never goes.
    pub erasing_hangs: bool,
    pub sendings: Mutex<Vec<(Place, FirstSending)>>,
    pub pending: Vec<(Pending, Date)>,
    pub run: Option<NightRun>,
}

impl ReadKey for Fake {
    async fn read_key(&self, id: &str) -> Result<Option<StoredKey>, StoreError> {
        self.key_reads.fetch_add(1, Relaxed);
        self.works()?;
        let keys = self.administration.keys.lock().unwrap();
        Ok(keys.iter().find(|key| key.id == id).cloned())
    }
}

impl NoteKeyUsed for Fake {
    async fn note_key_used(&self, _id: &str, _at: Timestamp) -> Result<(), StoreError> {
        self.writes("use of a key")
    }
}

impl ManageKeys for Fake {
    async fn put_key(&self, key: &StoredKey) -> Result<bool, StoreError> {
        self.writes("key")?;
        let mut keys = self.administration.keys.lock().unwrap();
        let new = keys.iter().all(|known| known.id != key.id);
        keys.extend(new.then(|| key.clone()));
        Ok(new)
    }

    async fn revoke_key(&self, id: &str, at: Timestamp) -> Result<bool, StoreError> {
        self.writes("key")?;
        let mut keys = self.administration.keys.lock().unwrap();
        let known = keys.iter_mut().find(|key| key.id == id);
        Ok(known.is_some_and(|key| {
            key.revoked.get_or_insert(at);
            true
        }))
    }

    async fn read_keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        self.works().map(|()| self.administration.keys.lock().unwrap().clone())
    }
}

impl RecordAudit for Fake {
    async fn record_audit(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        if self.administration.audit_fails {
            return Err(StoreError::Throttled { operation: "PutItem" });
        }
        self.writes("audit")?;
        self.administration.audit.lock().unwrap().push(entry.clone());
        Ok(())
    }
}

impl ReadAudit for Fake {
    async fn read_audit(&self, day: Date, before: Option<&str>, most: usize) -> Result<Vec<AuditEntry>, StoreError> {
        self.works()?;
        let mut lines = self.administration.audit.lock().unwrap().clone();
        lines.sort_by_key(|line| std::cmp::Reverse(line.position()));
        lines.retain(|line| {
            let of_day = line.at.to_zoned(TimeZone::UTC).date() == day;
            of_day && before.is_none_or(|before| line.position().as_str() < before)
        });
        lines.truncate(most);
        Ok(lines)
    }
}

impl RecordErasure for Fake {
    async fn record_erasure(&self, erasure: &Erasure) -> Result<(), StoreError> {
        self.writes("erasure")?;
        self.administration.erasures.lock().unwrap().push(*erasure);
        Ok(())
    }
}

impl ReadErasures for Fake {
    async fn read_erasures(&self, before: Option<&str>, most: usize) -> Result<Vec<Erasure>, StoreError> {
        self.works()?;
        let mut erasures = self.administration.erasures.lock().unwrap().clone();
        erasures.sort_by_key(|erasure| std::cmp::Reverse(erasure.position()));
        erasures.retain(|erasure| before.is_none_or(|before| erasure.position().as_str() < before));
        erasures.truncate(most);
        Ok(erasures)
    }
}

impl EraseCustomer for Fake {
    async fn erase_customer(&self, key: Respondent) -> Result<(), StoreError> {
        self.writes("customer")?;
        if self.administration.erasing_hangs {
            std::future::pending::<()>().await;
        }
        let gone = Customer {
            erased: true,
            ..Customer::new(key)
        };
        self.saved.lock().unwrap().push(gone);
        self.administration.erased.lock().unwrap().push(key);
        Ok(())
    }
}

impl NoteSending for Fake {
    async fn note_sending(&self, place: &Place, sending: &FirstSending) -> Result<Option<FirstSending>, StoreError> {
        self.works()?;
        let mut sendings = self.administration.sendings.lock().unwrap();
        let known = |(there, first): &&(Place, FirstSending)| there == place && first.at + KNOWN_FOR > sending.at;
        let first = sendings.iter().find(known).map(|(_, first)| first.clone());
        if first.is_none() {
            sendings.push((place.clone(), sending.clone()));
        }
        Ok(first)
    }
}

impl FindPending for Fake {
    async fn pending_days(&self, what: Pending, until: Date) -> Result<BTreeSet<Date>, StoreError> {
        self.works()?;
        let pending = self.administration.pending.iter();
        let wanted = pending.filter(|(pending, day)| *pending == what && *day <= until);
        Ok(wanted.map(|(_, day)| *day).collect())
    }
}

impl ReadRun for Fake {
    async fn read_run(&self) -> Result<Option<NightRun>, StoreError> {
        self.works().map(|()| self.administration.run.clone())
    }

    async fn read_run_revision(&self) -> Result<Option<u64>, StoreError> {
        Ok(self.read_run().await?.map(|run| run.revision))
    }
}
