//! Looking through all customers cheaply.
//!
//! A night looks at every customer and changes few. Making a [`Customer`] of each item costs far more than looking at what
//! the page says of it, so whoever looks is given a [`CustomerRef`] of each, and has those whole that it keeps.
//! [`written`](super::written) reads a page where it lies; what is not written as is usual, and everybody who is kept, is
//! decoded by the SDK, so that nobody is ever read in another way.

use std::future::Future;

use aws_sdk_dynamodb::config::ConfigBag;
use aws_sdk_dynamodb::operation::scan::{Scan, ScanOutput};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::base64;
use aws_smithy_types::body::SdkBody;
use jiff::Timestamp;

use super::written::{self, SIFTED_ATTRIBUTES, WrittenPage};
use super::{Customer, read};
use crate::domain::response::Respondent;
use crate::domain::risk::{FlagDates, pack};
use crate::store::Store;
use crate::store::as_the_sdk_does::as_the_sdk_does;
use crate::store::attributes::{Item, get_text, text};
use crate::store::error::StoreError;
use crate::store::format;
use crate::store::names::PK;
use crate::store::own_reading::OwnReading;
use crate::store::page_body::PageBody;
use crate::telemetry::Words;

/// What is known of a customer at a glance, in the memory of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CustomerRef<'a> {
    /// As of [`Customer::key`].
    pub key: Respondent,
    /// Whether the clear id is known.
    pub is_named: bool,
    /// As of [`Customer::revision`].
    pub revision: u64,
    /// As of [`Customer::run`].
    pub run: u64,
    /// As of [`Customer::erased`].
    pub erased: bool,
    /// When the customer was asked last.
    pub asked_at: Option<Timestamp>,
    /// [`Signals`](crate::domain::signal::Signals) as they are packed; none, or packed ones that are empty, where nothing is
    /// known.
    pub signals: Option<&'a [u8]>,
    /// The risk, once computed.
    pub risk: Option<RiskRef<'a>>,
    /// The latest flag.
    pub flag: Option<FlagRef>,
}

/// The risk as last computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskRef<'a> {
    /// Log-odds.
    pub log_odds: f64,
    /// The reasons, as [`pack`] packs them.
    pub reasons: &'a [u8],
    /// What everything else adds, in log-odds.
    pub rest: f64,
    /// The model that computed it.
    pub model: u32,
    /// The probability that is shown.
    pub probability: Option<f64>,
}

/// What of the flag is needed at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlagRef {
    /// What decides whether it changes.
    pub dates: FlagDates,
    /// As of [`Flag::held_out`](crate::domain::risk::Flag::held_out).
    pub held_out: bool,
}

/// A page that was looked through.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sifted {
    /// Those who were kept, in the page's order.
    pub kept: Vec<Customer>,
    /// Where the next page starts; none after the last.
    pub next: Option<Respondent>,
    /// Of everyone whose item cannot be read, what is wrong, by pseudonym: they are passed over.
    pub damaged: Vec<Words>,
}

impl Sifted {
    /// Takes in an item as it was read; what is damaged is noted.
    fn add(&mut self, read: Result<Customer, StoreError>) -> Result<(), StoreError> {
        match read {
            Ok(customer) => self.kept.push(customer),
            Err(damaged @ StoreError::Damaged { .. }) => self.damaged.push(Words::of(&damaged)),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Whoever looks through a page may have to write everyone on it before the time of a process is up; a page of small items
/// would hold many times as many.
const MOST_ON_A_PAGE: i32 = 2_000;

/// Looks through all customers (Scan).
pub trait SiftCustomers: Sync {
    /// Gives everyone on one page of a segment to `keep`, once and in order, and whole all those of whom it says so. Of
    /// the others no more is looked at than the glance shows. An item that cannot be read keeps nobody else from being
    /// looked at: it is noted, whether or not it was given to `keep`. Eventually consistent.
    fn sift_customers(
        &self,
        segment: i32,
        of: i32,
        from: Option<Respondent>,
        keep: impl FnMut(&CustomerRef<'_>) -> bool + Send,
    ) -> impl Future<Output = Result<Sifted, StoreError>> + Send;
}

/// What a [`CustomerRef`] of a whole customer points to.
#[derive(Debug, Default)]
pub struct Packed {
    signals: Vec<u8>,
    reasons: Vec<u8>,
}

impl Packed {
    /// Packs a customer.
    #[must_use]
    pub fn of(customer: &Customer) -> Self {
        Self {
            signals: customer.signals.to_bytes(),
            reasons: customer.risk.as_ref().map_or_else(Vec::new, |risk| pack(&risk.reasons)),
        }
    }

    /// The customer at a glance, who has to be the one that was packed.
    #[must_use]
    pub fn glance(&self, customer: &Customer) -> CustomerRef<'_> {
        CustomerRef {
            key: customer.key,
            is_named: customer.id.is_some(),
            revision: customer.revision,
            run: customer.run,
            erased: customer.erased,
            asked_at: customer.asked.as_ref().map(|asked| asked.at),
            signals: Some(self.signals.as_slice()).filter(|_| !customer.signals.is_empty()),
            risk: customer.risk.as_ref().map(|risk| RiskRef {
                log_odds: risk.log_odds,
                reasons: &self.reasons,
                rest: risk.rest,
                model: risk.model,
                probability: risk.probability,
            }),
            flag: customer.flag.as_ref().map(|flag| FlagRef {
                dates: flag.dates(),
                held_out: flag.held_out,
            }),
        }
    }
}

impl SiftCustomers for Store {
    async fn sift_customers(
        &self,
        segment: i32,
        of: i32,
        from: Option<Respondent>,
        keep: impl FnMut(&CustomerRef<'_>) -> bool + Send,
    ) -> Result<Sifted, StoreError> {
        let aliases = SIFTED_ATTRIBUTES.map(|name| format!("#{name}"));
        let mut scan = self
            .client
            .scan()
            .table_name(&self.tables.customers)
            .segment(segment)
            .total_segments(of)
            .limit(MOST_ON_A_PAGE)
            .projection_expression(aliases.join(","));
        for (alias, name) in aliases.into_iter().zip(SIFTED_ATTRIBUTES) {
            scan = scan.expression_attribute_names(alias, name);
        }
        if let Some(from) = from {
            scan = scan.exclusive_start_key(PK, text(from.to_string()));
        }
        let page = OwnReading::<PageBody>::default();
        scan.customize()
            .interceptor(page.clone())
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Scan", &error))?;
        sift(page.take()?, keep)
    }
}

fn unread(detail: &str) -> StoreError {
    StoreError::Unavailable {
        operation: "Scan",
        detail: detail.to_owned(),
    }
}

/// Looks through the body of a page.
fn sift(body: SdkBody, mut keep: impl FnMut(&CustomerRef<'_>) -> bool) -> Result<Sifted, StoreError> {
    match body.bytes().and_then(written::page) {
        Some(page) => sift_written(&page, keep),
        None => {
            let page = decoded(body)?;
            let mut sifted = Sifted {
                next: page.last_evaluated_key().map(goes_on_after).transpose()?,
                ..Sifted::default()
            };
            for item in page.items() {
                let read = read(item);
                let is_wanted = |customer: &Customer| keep(&Packed::of(customer).glance(customer));
                if read.as_ref().map_or(true, is_wanted) {
                    sifted.add(read)?;
                }
            }
            Ok(sifted)
        }
    }
}

fn sift_written(page: &WrittenPage<'_>, mut keep: impl FnMut(&CustomerRef<'_>) -> bool) -> Result<Sifted, StoreError> {
    let unpacked = |written: &str| base64::decode(written).map_err(|_| unread("bytes are not written in base64"));
    let mut kept = Vec::new();
    for written in &page.customers {
        let signals = written.signals.map(unpacked).transpose()?;
        let reasons = written.risk.as_ref().map(|risk| unpacked(risk.reasons)).transpose()?;
        let customer = CustomerRef {
            key: written.key,
            is_named: written.is_named,
            revision: written.revision,
            run: written.run,
            erased: written.erased,
            asked_at: written.asked_at,
            signals: signals.as_deref(),
            risk: written
                .risk
                .as_ref()
                .zip(reasons.as_deref())
                .map(|(risk, reasons)| RiskRef {
                    log_odds: risk.log_odds,
                    reasons,
                    rest: risk.rest,
                    model: risk.model,
                    probability: risk.probability,
                }),
            flag: written.flag,
        };
        if keep(&customer) {
            kept.push(written.whole);
        }
    }
    let mut sifted = Sifted {
        next: page.next,
        ..Sifted::default()
    };
    if !kept.is_empty() {
        let whole = decoded(SdkBody::from(format!(r#"{{"Items":[{}]}}"#, kept.join(","))))?;
        whole.items().iter().try_for_each(|item| sifted.add(read(item)))?;
    }
    Ok(sifted)
}

/// The customer that a page ends with. Were one that is none taken for the end, the rest of the table would be left out
/// without a word.
fn goes_on_after(last: &Item) -> Result<Respondent, StoreError> {
    let key = get_text(last, PK).and_then(|key| key.parse().ok());
    key.ok_or_else(|| StoreError::damaged("the last customer of a page", PK))
}

/// A page as the SDK decodes it.
fn decoded(body: SdkBody) -> Result<ScanOutput, StoreError> {
    let response = HttpResponse::new(200.try_into().map_err(|_| unread("a page has no status"))?, body);
    let output = as_the_sdk_does(&Scan::new(), &response, &ConfigBag::base())
        .map_err(|_| unread("a page is not written as pages are"))?;
    let page: ScanOutput = output.downcast().map_err(|_| unread("a page is none of a Scan"))?;
    // The guard in the client sees no items of a page whose body is kept as it came.
    page.items().iter().try_for_each(format::check)?;
    Ok(page)
}

#[cfg(test)]
mod tests;
