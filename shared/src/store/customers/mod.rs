//! Customers: signals, risk and flag. Written by `flag` alone, and by an erasure. When a customer was asked last is written
//! beside them, by [`super::asked`].

mod flag_item;
mod listed;
mod sift;
mod written;

use std::collections::BTreeMap;
use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Store;
use super::asked::{ASKED_ATTRIBUTES, read_asked};
use super::attributes::{Item, bytes, get_bytes, get_flag, get_number, get_text, get_text_map, number, text};
use super::conditional::update_if;
use super::error::StoreError;
use super::names::{FLAG_STATE, PK, RISK};
use crate::domain::fatigue::Asked;
use crate::domain::response::Respondent;
use crate::domain::risk::{Flag, Reason, pack, unpack};
use crate::domain::signal::Signals;

pub use listed::{InQueue, ListCustomers, ReadFlagged};
pub use sift::{CustomerRef, FlagRef, Packed, RiskRef, SiftCustomers, Sifted};

pub(super) const OPEN: &str = "open";
const HELD_OUT: &str = "held";

/// The risk as last computed.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredRisk {
    /// Log-odds.
    pub log_odds: f64,
    /// The reasons now.
    pub reasons: Vec<Reason>,
    /// What everything but the usual risk and the reasons adds, in log-odds.
    pub rest: f64,
    /// The model that computed it.
    pub model: u32,
    /// The chance of leaving within the model's horizon; none where the model's probabilities may not be shown.
    pub probability: Option<f64>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    /// The pseudonym.
    pub key: Respondent,
    /// The clear id, where it is known.
    pub id: Option<String>,
    /// What the team knows of the customer: up to ten facts, as in links. Only read here: writing a customer leaves them alone.
    pub attributes: BTreeMap<String, String>,
    /// The latest signals.
    pub signals: Signals,
    /// Grows with every write; 0 of a customer who was asked and has not answered.
    pub revision: u64,
    /// Number of the run that wrote it last; an older run does not write it again.
    pub run: u64,
    /// The risk, once computed.
    pub risk: Option<StoredRisk>,
    /// The latest flag.
    pub flag: Option<Flag>,
    /// The last question, of a customer for whom a link was registered. Only read here: writing a customer leaves it alone.
    pub asked: Option<Asked>,
    /// Erased: nothing else is kept, and nothing is added.
    pub erased: bool,
}

impl Customer {
    /// A customer of whom nothing is known yet.
    #[must_use]
    pub fn new(key: Respondent) -> Self {
        Self {
            key,
            id: None,
            attributes: BTreeMap::new(),
            signals: Signals::default(),
            revision: 0,
            run: 0,
            risk: None,
            flag: None,
            asked: None,
            erased: false,
        }
    }

    /// The flag, if it is open.
    #[must_use]
    pub fn open_flag(&self) -> Option<&Flag> {
        self.flag.as_ref().filter(|flag| flag.closed.is_none())
    }
}

/// Reads one customer (GetItem).
pub trait ReadCustomer: Sync {
    /// The customer, with a consistent read; `None` where there is none.
    fn read_customer(&self, key: Respondent) -> impl Future<Output = Result<Option<Customer>, StoreError>> + Send;
}

/// Writes one customer (UpdateItem).
pub trait SaveCustomer: Sync {
    /// Writes `customer` if its revision is still the stored one, no later run has written it, and it was not erased. Whether
    /// it was written.
    fn save_customer(&self, customer: &Customer) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Reads all customers (Scan).
pub trait ScanCustomers: Sync {
    /// One page of a segment: customers, and where the next page starts.
    fn scan_customers(
        &self,
        segment: i32,
        of: i32,
        from: Option<Respondent>,
    ) -> impl Future<Output = Result<(Vec<Customer>, Option<Respondent>), StoreError>> + Send;
}

/// Erases a customer (UpdateItem).
pub trait EraseCustomer: Sync {
    /// Removes everything but the mark that the customer was erased.
    fn erase_customer(&self, key: Respondent) -> impl Future<Output = Result<(), StoreError>> + Send;
}

impl ReadCustomer for Store {
    async fn read_customer(&self, key: Respondent) -> Result<Option<Customer>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.tables.customers)
            .key(PK, text(key.to_string()))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        found.item().map(read).transpose()
    }
}

impl SaveCustomer for Store {
    async fn save_customer(&self, customer: &Customer) -> Result<bool, StoreError> {
        let mut set = vec!["sig = :sig", "r = :next", "n = :run"];
        let mut remove = Vec::new();
        let mut values = Item::from([
            (":sig".to_owned(), bytes(customer.signals.to_bytes())),
            (":next".to_owned(), number(customer.revision + 1)),
            (":run".to_owned(), number(customer.run)),
        ]);
        match &customer.id {
            Some(id) => {
                set.push("id = :id");
                values.insert(":id".to_owned(), text(id));
            }
            None => remove.push("id"),
        }
        match &customer.risk {
            Some(risk) => {
                set.extend(["rk = :rk", "why = :why", "re = :re", "model = :model"]);
                values.insert(":rk".to_owned(), number(risk.log_odds));
                values.insert(":why".to_owned(), bytes(pack(&risk.reasons)));
                values.insert(":re".to_owned(), number(risk.rest));
                values.insert(":model".to_owned(), number(risk.model));
                match risk.probability {
                    Some(probability) => {
                        set.push("pr = :pr");
                        values.insert(":pr".to_owned(), number(probability));
                    }
                    None => remove.push("pr"),
                }
            }
            None => remove.extend([RISK, "why", "re", "model", "pr"]),
        }
        match &customer.flag {
            Some(flag) => {
                set.push("flag = :flag");
                values.insert(":flag".to_owned(), flag_item::to_attribute(flag));
            }
            None => remove.push("flag"),
        }
        match customer.open_flag() {
            Some(flag) => {
                set.push("fl = :state");
                let state = if flag.held_out { HELD_OUT } else { OPEN };
                values.insert(":state".to_owned(), text(state));
            }
            None => remove.push(FLAG_STATE),
        }
        let mut expression = format!("SET {}", set.join(", "));
        if !remove.is_empty() {
            expression.push_str(&format!(" REMOVE {}", remove.join(", ")));
        }
        let condition = if customer.revision == 0 {
            // One who was asked has an item already; one who was erased has a revision.
            "attribute_not_exists(r)"
        } else {
            values.insert(":known".to_owned(), number(customer.revision));
            "r = :known AND attribute_not_exists(erased) AND (attribute_not_exists(n) OR n <= :run)"
        };
        let update = self
            .client
            .update_item()
            .table_name(&self.tables.customers)
            .key(PK, text(customer.key.to_string()))
            .update_expression(expression)
            .condition_expression(condition)
            .set_expression_attribute_values(Some(values));
        update_if(update).await
    }
}

impl ScanCustomers for Store {
    async fn scan_customers(
        &self,
        segment: i32,
        of: i32,
        from: Option<Respondent>,
    ) -> Result<(Vec<Customer>, Option<Respondent>), StoreError> {
        let mut scan = self
            .client
            .scan()
            .table_name(&self.tables.customers)
            .segment(segment)
            .total_segments(of);
        if let Some(from) = from {
            scan = scan.exclusive_start_key(PK, text(from.to_string()));
        }
        let page = scan
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Scan", &error))?;
        let customers = page.items().iter().map(read).collect::<Result<_, _>>()?;
        let next = page
            .last_evaluated_key()
            .and_then(|key| get_text(key, PK))
            .and_then(|key| key.parse().ok());
        Ok((customers, next))
    }
}

impl EraseCustomer for Store {
    async fn erase_customer(&self, key: Respondent) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.tables.customers)
            .key(PK, text(key.to_string()))
            .update_expression(format!(
                "SET erased = :yes, r = :gone REMOVE id, a, n, sig, {RISK}, why, re, model, pr, flag, {FLAG_STATE}, {}",
                ASKED_ATTRIBUTES.join(", ")
            ))
            .expression_attribute_values(":yes", AttributeValue::Bool(true))
            .expression_attribute_values(":gone", number(u64::from(u32::MAX)))
            .send()
            .await
            .map(|_| ())
            .map_err(|error| StoreError::from_sdk("UpdateItem", &error))
    }
}

pub(super) fn read(item: &Item) -> Result<Customer, StoreError> {
    // What is no key may be anything, also a clear id: it is named in no error.
    let key: Option<Respondent> = get_text(item, PK).and_then(|key| key.parse().ok());
    let key = key.ok_or_else(|| StoreError::damaged("a customer", PK))?;
    let lacks = |what: &'static str| move || StoreError::damaged(key, what);
    let mut customer = Customer::new(key);
    customer.revision = get_number(item, "r").unwrap_or(0);
    customer.erased = get_flag(item, "erased");
    customer.asked = read_asked(item)?;
    customer.id = get_text(item, "id").map(str::to_owned);
    customer.attributes = get_text_map(item, "a");
    customer.run = get_number(item, "n").unwrap_or(0);
    if let Some(packed) = get_bytes(item, "sig") {
        customer.signals = Signals::from_bytes(packed).ok_or_else(lacks("sig"))?;
    }
    if let Some(log_odds) = get_number(item, RISK) {
        customer.risk = Some(StoredRisk {
            log_odds,
            reasons: get_bytes(item, "why").and_then(unpack).ok_or_else(lacks("why"))?,
            rest: get_number(item, "re").ok_or_else(lacks("re"))?,
            model: get_number(item, "model").ok_or_else(lacks("model"))?,
            probability: get_number(item, "pr"),
        });
    }
    customer.flag = flag_item::read(item, "flag").ok_or_else(lacks("flag"))?;
    Ok(customer)
}
