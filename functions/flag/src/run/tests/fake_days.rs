//! Days in memory, and what they bring.

use std::collections::BTreeSet;
use std::sync::Mutex;

use jiff::civil::Date;
use shared::domain::response::Respondent;
use shared::domain::settle::DayRecord;
use shared::store::StoreError;
use shared::store::days::{FindPending, MarkMerged, Pending, ReadDays};
use shared::store::events::{EventOwner, ReadEventOwners, ReadEvents, StoredEvent};
use shared::store::invitations::{IndexedInvitation, ReadInvitedIndex};
use shared::store::keys::DayShard;
use shared::store::responses::{IndexedResponse, ReadDayIndex};

use super::fake::Fake;

/// The days, and what each brings.
#[derive(Default)]
pub(super) struct Days {
    pub(super) records: Mutex<Vec<DayRecord>>,
    pub(super) answers: Vec<(Date, IndexedResponse)>,
    pub(super) invitations: Vec<(Date, IndexedInvitation)>,
    pub(super) events: Vec<(EventOwner, StoredEvent)>,
    /// A shard whose index cannot be read.
    pub(super) unreadable: Option<DayShard>,
    /// Shards that were read.
    pub(super) shards_read: Mutex<Vec<DayShard>>,
}

fn waits(record: &DayRecord) -> bool {
    record.computed.is_some_and(|computed| computed.number > record.merged)
}

impl Days {
    /// The days that are not merged.
    pub(super) fn waiting(&self) -> BTreeSet<Date> {
        let records = self.records.lock().unwrap();
        records
            .iter()
            .filter(|record| waits(record))
            .map(|record| record.day)
            .collect()
    }
}

impl FindPending for Fake {
    async fn pending_days(&self, what: Pending, _: Date) -> Result<BTreeSet<Date>, StoreError> {
        let here = what == Pending::Merge;
        Ok(self.days.waiting().into_iter().filter(|_| here).collect())
    }
}

impl MarkMerged for Fake {
    async fn mark_merged(&self, record: &DayRecord) -> Result<(), StoreError> {
        let mut records = self.days.records.lock().unwrap();
        let known = records.iter_mut().find(|known| known.day == record.day).unwrap();
        known.merged = record.computed.unwrap().number;
        Ok(())
    }
}

impl ReadDays for Fake {
    async fn read_records(&self, from: Date, to: Date) -> Result<Vec<DayRecord>, StoreError> {
        let mut records = self.days.records.lock().unwrap().clone();
        records.retain(|record| (from..=to).contains(&record.day));
        Ok(records)
    }

    async fn read_watermark(&self) -> Result<Option<Date>, StoreError> {
        Ok(None)
    }
}

impl ReadDayIndex for Fake {
    async fn read_day_index(
        &self,
        shard: DayShard,
        each: impl FnMut(IndexedResponse) + Send,
    ) -> Result<(), StoreError> {
        self.days.shards_read.lock().unwrap().push(shard);
        if self.days.unreadable == Some(shard) {
            return Err(StoreError::Damaged {
                key: shard.to_string(),
                what: "an answer",
            });
        }
        let here = self.days.answers.iter();
        let here = here.filter(|(day, answer)| DayShard::of(*day, answer.invitation) == shard);
        here.map(|(_, answer)| answer.clone()).for_each(each);
        Ok(())
    }
}

impl ReadInvitedIndex for Fake {
    async fn read_invited_index(
        &self,
        shard: DayShard,
        each: impl FnMut(IndexedInvitation) + Send,
    ) -> Result<(), StoreError> {
        let here = self.days.invitations.iter();
        let here = here.filter(|(day, invited)| DayShard::of(*day, invited.invitation) == shard);
        here.map(|(_, invited)| invited.clone()).for_each(each);
        Ok(())
    }
}

impl ReadEventOwners for Fake {
    async fn read_event_owners(&self, shard: DayShard, each: impl FnMut(EventOwner) + Send) -> Result<(), StoreError> {
        let here = self.days.events.iter();
        let here = here.filter(|(_, stored)| DayShard::of_event(stored.day, stored.id) == shard);
        here.map(|(owner, _)| owner.clone()).for_each(each);
        Ok(())
    }
}

impl ReadEvents for Fake {
    async fn read_events(&self, customer: Respondent) -> Result<Vec<StoredEvent>, StoreError> {
        let theirs = self.days.events.iter().filter(|(owner, _)| owner.customer == customer);
        Ok(theirs.map(|(_, stored)| *stored).collect())
    }
}
