//! Storage in memory, in which pages are small.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use jiff::civil::Date;
use shared::domain::fatigue::Asked;
use shared::domain::registered::Record;
use shared::domain::response::Respondent;
use shared::domain::risk::learn::Learned;
use shared::domain::risk::{NightRun, RiskNight, RiskSettings};
use shared::domain::service::fold::Conversations;
use shared::domain::service::retention::Flow;
use shared::store::StoreError;
use shared::store::asked::{ForgetAsked, ForgetAskedCustomer};
use shared::store::customer_attributes::ForgetAttributes;
use shared::store::customers::{
    Customer, CustomerRef, Packed, ReadCustomer, SaveCustomer, ScanCustomers, SiftCustomers, Sifted,
};
use shared::store::responses::ReadRespondent;
use shared::store::risk_models::{Attempt, InUse, PutRiskModel, ReadRiskModel};
use shared::store::risk_nights::{PutRiskNight, ReadRiskNights};
use shared::store::risk_runs::{PutRun, ReadRun};
use shared::store::risk_settings::ReadRiskSettings;
use shared::store::service::ReadService;
use shared::telemetry::Words;

use super::fake_days::Days;

/// Customers on a page.
const PAGE: usize = 2;

/// What is stored, and what was written.
#[derive(Default)]
pub(super) struct Fake {
    pub(super) customers: Mutex<BTreeMap<Respondent, Customer>>,
    pub(super) settings: RiskSettings,
    pub(super) run: Mutex<Option<NightRun>>,
    pub(super) nights: Mutex<BTreeMap<Date, RiskNight>>,
    /// The run that each night is of.
    pub(super) night_of: Mutex<BTreeMap<Date, u64>>,
    pub(super) writes: Mutex<u64>,
    pub(super) learned_at: Mutex<Option<Attempt>>,
    /// The run that takes over as soon as a single customer is read, which is to flag them.
    pub(super) takes_over: Mutex<Option<NightRun>>,
    /// What is new.
    pub(super) days: Days,
    /// Customers whose items cannot be read.
    pub(super) unreadable: BTreeSet<Respondent>,
}

impl Fake {
    pub(super) fn of(customers: impl IntoIterator<Item = Customer>) -> Self {
        let customers = customers.into_iter().map(|customer| (customer.key, customer));
        Self {
            customers: Mutex::new(customers.collect()),
            ..Self::default()
        }
    }

    /// Everything that is known of customers, but how often it was written.
    pub(super) fn known(&self) -> Vec<Customer> {
        let customers = self.customers.lock().unwrap();
        let unnumbered = |customer: &Customer| Customer {
            revision: 0,
            run: 0,
            ..customer.clone()
        };
        customers.values().map(unnumbered).collect()
    }

    pub(super) fn written(&self) -> u64 {
        *self.writes.lock().unwrap()
    }
}

impl ReadRiskSettings for Fake {
    async fn read_risk_settings(&self) -> Result<RiskSettings, StoreError> {
        Ok(self.settings.clone())
    }
}

fn damaged(key: Respondent) -> StoreError {
    StoreError::Damaged {
        key: key.to_string(),
        what: "sig",
    }
}

impl ForgetAttributes for Fake {
    async fn forget_attributes(&self, key: Respondent, known: &BTreeMap<String, String>) -> Result<bool, StoreError> {
        let mut customers = self.customers.lock().unwrap();
        let found = customers.get_mut(&key).filter(|customer| customer.attributes == *known);
        Ok(found.map(|customer| customer.attributes.clear()).is_some())
    }
}

impl ReadCustomer for Fake {
    async fn read_customer(&self, key: Respondent) -> Result<Option<Customer>, StoreError> {
        if let Some(other) = self.takes_over.lock().unwrap().take() {
            *self.run.lock().unwrap() = Some(other);
        }
        match self.unreadable.contains(&key) {
            true => Err(damaged(key)),
            false => Ok(self.customers.lock().unwrap().get(&key).cloned()),
        }
    }
}

impl SaveCustomer for Fake {
    async fn save_customer(&self, customer: &Customer) -> Result<bool, StoreError> {
        let mut stored = self.customers.lock().unwrap();
        let known = stored.get(&customer.key);
        let is_the_same = known.map_or(0, |known| known.revision) == customer.revision;
        if !is_the_same || known.is_some_and(|known| known.erased || known.run > customer.run) {
            return Ok(false);
        }
        *self.writes.lock().unwrap() += 1;
        let next = Customer {
            revision: customer.revision + 1,
            ..customer.clone()
        };
        stored.insert(customer.key, next);
        Ok(true)
    }
}

impl ScanCustomers for Fake {
    async fn scan_customers(
        &self,
        segment: i32,
        of: i32,
        from: Option<Respondent>,
    ) -> Result<(Vec<Customer>, Option<Respondent>), StoreError> {
        let stored = self.customers.lock().unwrap();
        let of_segment = |key: &Respondent| match key {
            Respondent::Customer(pseudonym) => i32::from(pseudonym.as_bytes()[0]) % of == segment,
            Respondent::Anonymous(_) => segment == 0,
        };
        let rest = stored.values().filter(|customer| of_segment(&customer.key));
        let rest = rest.filter(|customer| from.is_none_or(|from| customer.key > from));
        let page: Vec<Customer> = rest.take(PAGE).cloned().collect();
        let next = page.last().map(|last| last.key).filter(|_| page.len() == PAGE);
        Ok((page, next))
    }
}

impl SiftCustomers for Fake {
    async fn sift_customers(
        &self,
        segment: i32,
        of: i32,
        from: Option<Respondent>,
        mut keep: impl FnMut(&CustomerRef<'_>) -> bool + Send,
    ) -> Result<Sifted, StoreError> {
        let (mut kept, next) = self.scan_customers(segment, of, from).await?;
        let unreadable = kept.extract_if(.., |customer| self.unreadable.contains(&customer.key));
        let damaged = unreadable.map(|customer| Words::of(&damaged(customer.key))).collect();
        kept.retain(|customer| keep(&Packed::of(customer).glance(customer)));
        Ok(Sifted { kept, next, damaged })
    }
}

impl ForgetAsked for Fake {
    async fn forget_asked(&self, key: Respondent, asked: &Asked) -> Result<bool, StoreError> {
        *self.writes.lock().unwrap() += 1;
        let mut stored = self.customers.lock().unwrap();
        let customer = stored.get_mut(&key).unwrap();
        let same = customer.asked.as_ref() == Some(asked);
        customer.asked = customer.asked.take().filter(|_| !same);
        Ok(same)
    }
}

impl ForgetAskedCustomer for Fake {
    async fn forget_asked_customer(&self, key: Respondent, asked: &Asked) -> Result<bool, StoreError> {
        *self.writes.lock().unwrap() += 1;
        let mut stored = self.customers.lock().unwrap();
        let same = stored[&key].revision == 0 && stored[&key].asked.as_ref() == Some(asked);
        stored.retain(|known, _| *known != key || !same);
        Ok(same)
    }
}

impl ReadRun for Fake {
    async fn read_run(&self) -> Result<Option<NightRun>, StoreError> {
        Ok(self.run.lock().unwrap().clone())
    }

    async fn read_run_revision(&self) -> Result<Option<u64>, StoreError> {
        Ok(self.run.lock().unwrap().as_ref().map(|run| run.revision))
    }
}

impl PutRun for Fake {
    async fn put_run(&self, run: &NightRun) -> Result<bool, StoreError> {
        let mut stored = self.run.lock().unwrap();
        let same = stored.as_ref().map_or(0, |stored| stored.revision) == run.revision;
        if same {
            *stored = Some(NightRun {
                revision: run.revision + 1,
                ..run.clone()
            });
        }
        Ok(same)
    }
}

impl ReadRiskNights for Fake {
    async fn read_risk_nights(&self, from: Date, to: Date) -> Result<Vec<RiskNight>, StoreError> {
        let nights = self.nights.lock().unwrap();
        Ok(nights.range(from..=to).map(|(_, night)| night.clone()).collect())
    }
}

impl PutRiskNight for Fake {
    async fn put_risk_night(&self, night: &RiskNight, run: u64) -> Result<bool, StoreError> {
        let mut latest = self.night_of.lock().unwrap();
        let stored = latest.get(&night.day).is_none_or(|known| *known <= run);
        if stored {
            latest.insert(night.day, run);
            self.nights.lock().unwrap().insert(night.day, night.clone());
        }
        Ok(stored)
    }
}

impl ReadService for Fake {
    async fn read_conversations(&self, _: Date, _: Date) -> Result<Vec<(Date, Conversations)>, StoreError> {
        Ok(Vec::new())
    }

    async fn read_customer_flow(&self, _: Date) -> Result<Vec<(Date, Flow)>, StoreError> {
        Ok(Vec::new())
    }
}

impl ReadRespondent for Fake {
    async fn read_respondent(&self, _: Respondent) -> Result<Vec<Record>, StoreError> {
        Ok(Vec::new())
    }
}

impl ReadRiskModel for Fake {
    async fn read_model_in_use(&self) -> Result<Option<InUse>, StoreError> {
        Ok(None)
    }

    async fn read_risk_model(&self, _: u32) -> Result<Option<Learned>, StoreError> {
        Ok(None)
    }

    async fn read_attempt(&self) -> Result<Option<Attempt>, StoreError> {
        Ok(self.learned_at.lock().unwrap().clone())
    }
}

impl PutRiskModel for Fake {
    async fn put_risk_model(&self, _: &Learned) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn use_model(&self, _: InUse) -> Result<(), StoreError> {
        Ok(())
    }

    async fn put_attempt(&self, attempt: &Attempt) -> Result<(), StoreError> {
        *self.learned_at.lock().unwrap() = Some(attempt.clone());
        Ok(())
    }
}
