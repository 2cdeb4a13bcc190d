//! DynamoDB: typed keys, item shapes, and one narrow trait an operation, so that what a function takes in its
//! signature is what its IAM statement allows. The only place that names the SDK.

pub mod answered;
pub mod api_keys;
mod as_the_sdk_does;
pub mod asked;
mod attributes;
pub mod audit;
mod batch;
#[cfg(feature = "s3")]
pub mod bucket;
pub mod bucket_links;
pub mod charts;
pub mod client;
mod conditional;
pub mod customer_attributes;
pub mod customers;
mod day_updates;
pub mod days;
pub mod error;
pub mod events;
pub mod export_jobs;
mod fold_pages;
mod format;
pub mod invitations;
mod invited_item;
mod json_scan;
pub mod key_pages;
pub mod keys;
pub mod ledger;
pub mod limits;
pub mod names;
pub mod once;
pub mod opt_outs;
mod own_reading;
mod page_body;
mod response_item;
pub mod responses;
pub mod risk_models;
pub mod risk_nights;
pub mod risk_runs;
pub mod risk_settings;
mod scan;
pub mod score_cuts;
mod score_pages;
mod score_scan;
pub mod scores;
pub mod secret;
pub mod service;
mod setting_item;
pub mod settings;
pub mod signals;
pub mod web;
pub mod workspace_settings;

pub use client::{Connection, ConnectionError, Patience, guarded};
pub use error::StoreError;
pub use format::FORMAT;

/// Names of the tables of one deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    /// Responses and registered invitations.
    pub responses: String,
    /// Daily scores and the state of each day.
    pub scores: String,
    /// Customers.
    pub customers: String,
    /// Lifecycle and conversation events.
    pub events: String,
    /// Surveys, keys, zones.
    pub settings: String,
    /// Erasures, opt-outs and the audit trail.
    pub ledger: String,
    /// Jobs of exports.
    pub exports: String,
}

impl Tables {
    /// From the variables of [`names::env`]. `var` looks one up.
    ///
    /// # Errors
    /// The names of all variables that are missing.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<&'static str>> {
        let missing: Vec<&'static str> = names::env::TABLES
            .into_iter()
            .filter(|name| var(name).is_none())
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let table = |name| var(name).unwrap_or_default();
        Ok(Self {
            responses: table(names::env::RESPONSES_TABLE),
            scores: table(names::env::SCORES_TABLE),
            customers: table(names::env::CUSTOMERS_TABLE),
            events: table(names::env::EVENTS_TABLE),
            settings: table(names::env::SETTINGS_TABLE),
            ledger: table(names::env::LEDGER_TABLE),
            exports: table(names::env::EXPORTS_TABLE),
        })
    }
}

/// The store: a client and the names of its tables.
#[derive(Debug, Clone)]
pub struct Store {
    client: aws_sdk_dynamodb::Client,
    tables: Tables,
}

impl Store {
    /// A store over `client`.
    #[must_use]
    pub fn new(client: aws_sdk_dynamodb::Client, tables: Tables) -> Self {
        Self { client, tables }
    }

    /// The same store with another table of responses: a restored copy.
    #[must_use]
    pub fn with_responses(&self, table: impl Into<String>) -> Self {
        let tables = Tables {
            responses: table.into(),
            ..self.tables.clone()
        };
        Self::new(self.client.clone(), tables)
    }

    /// The names of its tables.
    #[must_use]
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Opens the connection ahead of its first use, with the cheapest read there is. A function calls this while it
    /// starts, when its CPU is fullest; the answer does not matter, nor does a failure.
    pub async fn prime(&self) {
        let settings = self.client.query().table_name(&self.tables.settings);
        let primed = settings
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", aws_sdk_dynamodb::types::AttributeValue::S("prime".into()))
            .limit(1)
            .send()
            .await;
        if let Err(error) = primed {
            tracing::debug!(error = %StoreError::from_sdk("Query", &error), "the connection could not be primed");
        }
    }
}
