//! Customers of the store in memory.

use shared::domain::response::Respondent;
use shared::store::StoreError;
use shared::store::customers::{Customer, InQueue, ListCustomers, ReadCustomer, ReadFlagged, SaveCustomer};

use super::Fake;

impl ReadCustomer for Fake {
    async fn read_customer(&self, key: Respondent) -> Result<Option<Customer>, StoreError> {
        self.works()?;
        let saved = self.saved.lock().unwrap();
        let mut known = saved.iter().rev().chain(&self.customers);
        Ok(known.find(|customer| customer.key == key).cloned())
    }
}

impl SaveCustomer for Fake {
    async fn save_customer(&self, customer: &Customer) -> Result<bool, StoreError> {
        self.works()?;
        if self.night_writes_customers {
            return Ok(false);
        }
        self.saved.lock().unwrap().push(customer.clone());
        Ok(true)
    }
}

impl ReadFlagged for Fake {
    async fn read_flagged_after(&self, after: Option<&InQueue>, limit: usize) -> Result<Vec<Customer>, StoreError> {
        self.works()?;
        let open = self.customers.iter().filter(|customer| customer.open_flag().is_some());
        let mut open: Vec<Customer> = open.cloned().collect();
        let risk = |customer: &Customer| customer.risk.as_ref().map_or(0.0, |risk| risk.log_odds);
        open.sort_by(|one, other| risk(other).total_cmp(&risk(one)).then(other.key.cmp(&one.key)));
        let begun = after.and_then(|after| open.iter().position(|customer| customer.key == after.key));
        Ok(open
            .into_iter()
            .skip(begun.map_or(0, |place| place + 1))
            .take(limit)
            .collect())
    }
}

impl ListCustomers for Fake {
    async fn list_customers(
        &self,
        after: Option<Respondent>,
        most: usize,
    ) -> Result<(Vec<Customer>, Option<Respondent>), StoreError> {
        self.works()?;
        let mut all: Vec<&Customer> = self.customers.iter().collect();
        all.sort_by_key(|customer| customer.key.to_string());
        let left = all
            .into_iter()
            .filter(|customer| after.is_none_or(|after| customer.key.to_string() > after.to_string()));
        let page: Vec<Customer> = left.take(most).cloned().collect();
        let next = page.last().map(|customer| customer.key).filter(|_| page.len() == most);
        Ok((page, next))
    }
}
