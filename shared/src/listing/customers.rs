//! Customers: all of them in the order of the table, or the queue of those with an open flag, highest risk first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Page;
use crate::domain::response::Respondent;
use crate::domain::risk::Flag;
use crate::domain::signal::Signal;
use crate::risk_report::{RiskRow, Telling};
use crate::store::StoreError;
use crate::store::customers::{Customer, InQueue, ListCustomers, ReadFlagged};

/// After so many customers were looked at a page ends, whatever the filter has let through.
const MOST_LOOKED_AT: usize = 2_000;
/// Customers read with one request where a filter decides.
const READ_AHEAD: usize = 500;
/// And where none does: of a few that are wanted some may be erased, or have no name yet.
const READ_AT_LEAST: usize = 100;

/// A customer as a list gives it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CustomerInList))]
pub struct ListedCustomer {
    /// The team's own id of the customer.
    pub customer: String,
    /// What the team knows of the customer, as it was imported.
    pub attributes: BTreeMap<String, String>,
    /// The risk of leaving, with its reasons; none before a night has computed it.
    pub risk: Option<RiskRow>,
    /// When the open flag was opened; none without an open flag.
    pub flagged_at: Option<Timestamp>,
    /// The latest answer that counts.
    pub last_answer: Option<LastAnswer>,
    /// When the customer was asked last, by a registered invitation.
    pub last_asked_at: Option<Timestamp>,
}

/// The latest answer of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LastAnswer {
    /// When it was first given.
    pub at: Timestamp,
    /// What was measured: `nps`, `csat`, `ces`, `ces1`.
    pub metric: String,
    /// The rating.
    pub score: u8,
    /// The highest point of its scale.
    pub out_of: u8,
}

impl ListedCustomer {
    /// The row of a customer whose id is known.
    #[must_use]
    pub fn of(customer: &Customer, telling: &Telling<'_>) -> Option<Self> {
        Some(Self {
            customer: customer.id.clone()?,
            attributes: customer.attributes.clone(),
            risk: customer.risk.as_ref().map(|risk| telling.risk(risk)),
            flagged_at: shown_flag(customer).map(|flag| flag.opened_at),
            last_answer: customer.signals.answers().last().map(LastAnswer::of),
            last_asked_at: customer.asked.as_ref().map(|asked| asked.at),
        })
    }
}

impl LastAnswer {
    fn of(signal: &Signal) -> Self {
        Self {
            at: signal.at,
            metric: signal.metric.to_string(),
            score: signal.rating,
            out_of: signal.out_of,
        }
    }
}

/// The open flag, unless it is held out: nobody is told of such a one, or the effect of calling could not be learned.
fn shown_flag(customer: &Customer) -> Option<&Flag> {
    customer.open_flag().filter(|flag| !flag.held_out)
}

/// Where a list of customers goes on: after somebody in the table, or after a place in the queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomersPlace {
    /// In the table.
    Table(Respondent),
    /// In the queue.
    Queue(InQueue),
}

/// Which customers are wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomersWanted {
    /// Those with an open flag alone, highest risk first.
    pub flagged: bool,
    /// Those with all of these attributes.
    pub attributes: BTreeMap<String, String>,
    /// From this place on; none from the beginning.
    pub from: Option<CustomersPlace>,
    /// So many at most, at least one.
    pub limit: usize,
}

/// A page of the customers whose ids are known. A risk that changes between two pages may move somebody in the queue.
///
/// # Errors
/// Storage fails.
pub async fn customers<S: ListCustomers + ReadFlagged>(
    store: &S,
    wanted: &CustomersWanted,
) -> Result<Page<Customer, CustomersPlace>, StoreError> {
    let has = |customer: &Customer| {
        let mut attributes = wanted.attributes.iter();
        let named = !customer.erased && customer.id.is_some();
        named
            && (!wanted.flagged || shown_flag(customer).is_some())
            && attributes.all(|(name, value)| customer.attributes.get(name) == Some(value))
    };
    let ahead = if wanted.attributes.is_empty() {
        READ_AT_LEAST
    } else {
        READ_AHEAD
    };
    let at_once = ahead.max(wanted.limit);
    let (mut items, mut looked_at, mut from) = (Vec::new(), 0, wanted.from.clone());
    loop {
        let (read, after_all) = read(store, wanted.flagged, from, at_once).await?;
        looked_at += read.len();
        let mut read = read.into_iter().peekable();
        while let Some(customer) = read.next() {
            let place = place_of(&customer, wanted.flagged);
            items.extend(Some(customer).filter(&has));
            if items.len() == wanted.limit {
                let next = if read.peek().is_some() { place } else { after_all };
                return Ok(Page { items, next });
            }
        }
        if after_all.is_none() || looked_at >= MOST_LOOKED_AT {
            return Ok(Page { items, next: after_all });
        }
        from = after_all;
    }
}

fn place_of(customer: &Customer, flagged: bool) -> Option<CustomersPlace> {
    if flagged {
        InQueue::of(customer).map(CustomersPlace::Queue)
    } else {
        Some(CustomersPlace::Table(customer.key))
    }
}

/// Some customers, and from where to go on, if there may be more.
async fn read<S: ListCustomers + ReadFlagged>(
    store: &S,
    flagged: bool,
    from: Option<CustomersPlace>,
    most: usize,
) -> Result<(Vec<Customer>, Option<CustomersPlace>), StoreError> {
    if !flagged {
        let after = match from {
            Some(CustomersPlace::Table(after)) => Some(after),
            _ => None,
        };
        let (found, next) = store.list_customers(after, most).await?;
        return Ok((found, next.map(CustomersPlace::Table)));
    }
    let after = match from {
        Some(CustomersPlace::Queue(after)) => Some(after),
        _ => None,
    };
    let found = store.read_flagged_after(after.as_ref(), most).await?;
    let full = found.len() == most;
    let next = found.last().filter(|_| full).and_then(|last| place_of(last, true));
    Ok((found, next))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::link::Pseudonym;

    /// So many customers, every tenth of whom has a name; and how many each request read.
    struct Table {
        customers: Vec<Customer>,
        requests: Mutex<Vec<usize>>,
    }

    impl Table {
        fn of(number: u16) -> Self {
            let customer = |number: u16| {
                let mut key = [0; 16];
                key[..2].copy_from_slice(&number.to_be_bytes());
                let mut customer = Customer::new(Respondent::Customer(Pseudonym::from_bytes(key)));
                customer.id = number.is_multiple_of(10).then(|| format!("C-{number}"));
                customer
            };
            Self {
                customers: (0..number).map(customer).collect(),
                requests: Mutex::default(),
            }
        }
    }

    impl ListCustomers for Table {
        async fn list_customers(
            &self,
            after: Option<Respondent>,
            most: usize,
        ) -> Result<(Vec<Customer>, Option<Respondent>), StoreError> {
            self.requests.lock().unwrap().push(most);
            let place = |after| self.customers.iter().position(|customer| customer.key == after);
            let begun = after.and_then(place).map_or(0, |place| place + 1);
            let page: Vec<Customer> = self.customers.iter().skip(begun).take(most).cloned().collect();
            let next = page.last().map(|last| last.key).filter(|_| page.len() == most);
            Ok((page, next))
        }
    }

    impl ReadFlagged for Table {
        async fn read_flagged_after(
            &self,
            _after: Option<&InQueue>,
            _limit: usize,
        ) -> Result<Vec<Customer>, StoreError> {
            Ok(Vec::new())
        }
    }

    #[test]
    fn few_customers_of_whom_few_have_a_name_take_few_requests_and_none_is_given_twice() {
        let table = Table::of(1_000);
        let mut wanted = CustomersWanted {
            flagged: false,
            attributes: BTreeMap::new(),
            from: None,
            limit: 10,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut found = Vec::new();
        for _ in 0..10 {
            let page = runtime.block_on(customers(&table, &wanted)).unwrap();
            found.extend(page.items.into_iter().filter_map(|customer| customer.id));
            wanted.from = page.next;
        }
        let named: Vec<String> = (0..1_000).step_by(10).map(|number| format!("C-{number}")).collect();
        assert_eq!(found, named);
        let requests = table.requests.lock().unwrap();
        assert!(
            requests.len() <= 20 && requests.iter().all(|most| *most == 100),
            "{requests:?}"
        );
    }
}
