//! What is stored of customers, in memory, with the indexes that a day is merged from.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::civil::Date;
use shared::domain::registered::Record;
use shared::domain::response::Response;
use shared::store::events::{EventOwner, StoredEvent};
use shared::store::invitations::IndexedInvitation;
use shared::store::responses::IndexedResponse;

use super::*;

/// Everything of the customers in a test.
#[derive(Default)]
pub(super) struct Memory {
    pub customers: Mutex<BTreeMap<Respondent, Customer>>,
    pub records: Vec<Record>,
    pub events: Vec<(EventOwner, StoredEvent)>,
    /// How many requests read and wrote customers.
    pub reads: Mutex<u64>,
    pub writes: Mutex<u64>,
    /// What another run does between this one's read of the customer and its write.
    pub meanwhile: Mutex<Option<Customer>>,
}

impl Memory {
    pub fn customer(&self, key: Respondent) -> Option<Customer> {
        self.customers.lock().unwrap().get(&key).cloned()
    }

    pub fn days(&self) -> Vec<Date> {
        let answered = self.records.iter().filter_map(|record| match record {
            Record::Answered(response) => Some(response.day),
            Record::Registered(_) => None,
        });
        let invited = self
            .records
            .iter()
            .filter_map(Record::invited)
            .map(|invited| invited.day);
        let happened = self.events.iter().map(|(_, stored)| stored.day);
        let mut days: Vec<Date> = answered.chain(invited).chain(happened).collect();
        days.sort();
        days.dedup();
        days
    }
}

impl ReadDayIndex for Memory {
    async fn read_day_index(
        &self,
        shard: DayShard,
        each: impl FnMut(IndexedResponse) + Send,
    ) -> Result<(), StoreError> {
        let row = |response: &Response| IndexedResponse {
            respondent: response.occasion.respondent,
            invitation: response.occasion.invitation,
            survey: response.occasion.survey.clone(),
            measure: response.occasion.measure,
            rating: response.answer().map(|answer| answer.rating),
            standing: response.standing(),
            first_answered: response.first_answered,
            invited_at: response.invited.as_ref().map(|invited| invited.at),
            sealed_customer: response.occasion.sealed_customer.clone(),
        };
        let here = |response: &&Response| DayShard::of(response.day, response.occasion.invitation) == shard;
        let responses = self.records.iter().filter_map(|record| match record {
            Record::Answered(response) => Some(&**response),
            Record::Registered(_) => None,
        });
        responses.filter(here).map(row).for_each(each);
        Ok(())
    }
}

impl ReadInvitedIndex for Memory {
    async fn read_invited_index(
        &self,
        shard: DayShard,
        each: impl FnMut(IndexedInvitation) + Send,
    ) -> Result<(), StoreError> {
        let row = |record: &Record| {
            let invited = record
                .invited()
                .filter(|invited| DayShard::of(invited.day, record.invitation()) == shard)?;
            let (respondent, sealed_customer, silent) = match record {
                Record::Registered(registered) => (registered.respondent, registered.sealed_customer.clone(), true),
                Record::Answered(response) => {
                    let standing = response.standing();
                    let silent = !standing.answers_invitation() && !standing.is_erased();
                    let occasion = &response.occasion;
                    (occasion.respondent, occasion.sealed_customer.clone(), silent)
                }
            };
            Some(IndexedInvitation {
                respondent,
                invitation: record.invitation(),
                unanswered_since: silent.then_some(invited.at),
                sealed_customer,
            })
        };
        self.records.iter().filter_map(row).for_each(each);
        Ok(())
    }
}

impl ReadEventOwners for Memory {
    async fn read_event_owners(&self, shard: DayShard, each: impl FnMut(EventOwner) + Send) -> Result<(), StoreError> {
        let here = |(_, stored): &&(EventOwner, StoredEvent)| DayShard::of_event(stored.day, stored.id) == shard;
        let owners = self.events.iter().filter(here).map(|(owner, _)| owner.clone());
        owners.for_each(each);
        Ok(())
    }
}

impl ReadEvents for Memory {
    async fn read_events(&self, customer: Respondent) -> Result<Vec<StoredEvent>, StoreError> {
        let theirs = self.events.iter().filter(|(owner, _)| owner.customer == customer);
        Ok(theirs.map(|(_, stored)| *stored).collect())
    }
}

impl ReadCustomer for Memory {
    async fn read_customer(&self, key: Respondent) -> Result<Option<Customer>, StoreError> {
        *self.reads.lock().unwrap() += 1;
        let found = self.customer(key);
        if let Some(other) = self.meanwhile.lock().unwrap().take() {
            self.customers.lock().unwrap().insert(key, other);
        }
        Ok(found)
    }
}

impl SaveCustomer for Memory {
    async fn save_customer(&self, customer: &Customer) -> Result<bool, StoreError> {
        let mut customers = self.customers.lock().unwrap();
        let known = customers.get(&customer.key);
        let stored = known.map_or(0, |known| known.revision);
        let attributes = known.map(|known| known.attributes.clone()).unwrap_or_default();
        if stored != customer.revision {
            return Ok(false);
        }
        *self.writes.lock().unwrap() += 1;
        let written = Customer {
            revision: stored + 1,
            // A save leaves them alone.
            attributes,
            ..customer.clone()
        };
        customers.insert(customer.key, written);
        Ok(true)
    }
}

impl ForgetAttributes for Memory {
    async fn forget_attributes(&self, key: Respondent, known: &BTreeMap<String, String>) -> Result<bool, StoreError> {
        let mut customers = self.customers.lock().unwrap();
        let found = customers.get_mut(&key).filter(|customer| customer.attributes == *known);
        Ok(found.map(|customer| customer.attributes.clear()).is_some())
    }
}
