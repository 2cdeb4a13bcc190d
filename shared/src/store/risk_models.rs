//! Models of risk: versions that are never written over, which of them is in use, and what became of the last learning.
//! All in Settings under one partition key.

use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use super::Store;
use super::attributes::{Item, bytes, get_bytes, get_flag, get_millis, get_number, get_text, millis, number, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::names::{PK, SK};
use crate::domain::risk::learn::{Learned, NotLearnedReason};
use crate::domain::risk::{Feature, Model};

/// Partition key of everything here.
const RISK: &str = "risk";
const CURRENT: &str = "current";
const ATTEMPT: &str = "attempt";
const VERSIONS: &str = "model#";

/// Which model is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InUse {
    /// Its version; 0 is the scorecard.
    pub version: u32,
    /// Since when.
    pub since: Timestamp,
    /// A person chose it by its number: learning at night makes new versions and leaves it in use.
    pub chosen: bool,
}

/// What became of the last learning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// Why nothing was learned, in English with its numbers; none where a model was.
    pub nothing: Option<String>,
    /// The same for programs and pages; none also of what was noted without one.
    pub reason: Option<NotLearnedReason>,
}

/// Reads one model, which is in use, and the last attempt (GetItem).
pub trait ReadRiskModel: Sync {
    /// Which model is in use, with a consistent read; none where none was ever learned.
    fn read_model_in_use(&self) -> impl Future<Output = Result<Option<InUse>, StoreError>> + Send;
    /// A learned version; none where there is no such one.
    fn read_risk_model(&self, version: u32) -> impl Future<Output = Result<Option<Learned>, StoreError>> + Send;
    /// The last attempt to learn; none where there was none.
    fn read_attempt(&self) -> impl Future<Output = Result<Option<Attempt>, StoreError>> + Send;
}

/// Reads all models (Query).
pub trait ReadRiskModels: Sync {
    /// Every learned version, oldest first.
    fn read_risk_models(&self) -> impl Future<Output = Result<Vec<Learned>, StoreError>> + Send;
}

/// Keeps models (PutItem).
pub trait PutRiskModel: Sync {
    /// Stores a version. Whether it was stored: `false` where that version is there already.
    fn put_risk_model(&self, learned: &Learned) -> impl Future<Output = Result<bool, StoreError>> + Send;
    /// Says which is in use.
    fn use_model(&self, model: InUse) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Says what became of learning.
    fn put_attempt(&self, attempt: &Attempt) -> impl Future<Output = Result<(), StoreError>> + Send;
}

impl ReadRiskModel for Store {
    async fn read_model_in_use(&self) -> Result<Option<InUse>, StoreError> {
        let in_use = |item: &Item| {
            Some(InUse {
                version: get_number(item, "v")?,
                since: get_millis(item, "at")?,
                chosen: get_flag(item, "ch"),
            })
        };
        let item = self.setting(RISK, CURRENT).await?;
        item.map(|item| in_use(&item).ok_or_else(|| StoreError::damaged(RISK, CURRENT)))
            .transpose()
    }

    async fn read_risk_model(&self, version: u32) -> Result<Option<Learned>, StoreError> {
        let item = self.setting(RISK, &sort_key(version)).await?;
        item.as_ref().map(read).transpose()
    }

    async fn read_attempt(&self) -> Result<Option<Attempt>, StoreError> {
        let item = self.setting(RISK, ATTEMPT).await?;
        let attempt = |item: Item| {
            Ok(Attempt {
                at: get_millis(&item, "at").ok_or_else(|| StoreError::damaged(RISK, ATTEMPT))?,
                nothing: get_text(&item, "no").map(str::to_owned),
                reason: get_text(&item, "nr").and_then(NotLearnedReason::named),
            })
        };
        item.map(attempt).transpose()
    }
}

impl ReadRiskModels for Store {
    async fn read_risk_models(&self) -> Result<Vec<Learned>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.settings)
            .consistent_read(true)
            .key_condition_expression("pk = :risk AND begins_with(sk, :versions)")
            .expression_attribute_values(":risk", text(RISK))
            .expression_attribute_values(":versions", text(VERSIONS));
        let items = pages
            .into_paginator()
            .items()
            .send()
            .collect::<Result<Vec<Item>, _>>()
            .await;
        let items = items.map_err(|error| StoreError::from_sdk("Query", &error))?;
        items.iter().map(read).collect()
    }
}

impl PutRiskModel for Store {
    async fn put_risk_model(&self, learned: &Learned) -> Result<bool, StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.settings)
            .set_item(Some(item(learned)?))
            .condition_expression("attribute_not_exists(pk)");
        put_if(put).await
    }

    async fn use_model(&self, model: InUse) -> Result<(), StoreError> {
        self.put_setting(Item::from([
            (PK.to_owned(), text(RISK)),
            (SK.to_owned(), text(CURRENT)),
            ("v".to_owned(), number(model.version)),
            ("at".to_owned(), millis(model.since)),
            ("ch".to_owned(), AttributeValue::Bool(model.chosen)),
        ]))
        .await
    }

    async fn put_attempt(&self, attempt: &Attempt) -> Result<(), StoreError> {
        let mut item = Item::from([
            (PK.to_owned(), text(RISK)),
            (SK.to_owned(), text(ATTEMPT)),
            ("at".to_owned(), millis(attempt.at)),
        ]);
        if let Some(nothing) = &attempt.nothing {
            item.insert("no".to_owned(), text(nothing));
        }
        if let Some(reason) = attempt.reason {
            item.insert("nr".to_owned(), text(reason.name()));
        }
        self.put_setting(item).await
    }
}

fn sort_key(version: u32) -> String {
    format!("{VERSIONS}{version:05}")
}

fn item(learned: &Learned) -> Result<Item, StoreError> {
    let model = &learned.model;
    let sort = sort_key(model.version);
    let json = |value: Result<String, serde_json::Error>, what| value.map_err(|_| StoreError::damaged(&sort, what));
    let weights = [model.base, model.intercept].into_iter().chain(model.weights);
    let mut item = Item::from([
        (PK.to_owned(), text(RISK)),
        (SK.to_owned(), text(&sort)),
        ("at".to_owned(), millis(learned.at)),
        ("fr".to_owned(), millis(learned.from)),
        ("to".to_owned(), millis(learned.to)),
        ("cu".to_owned(), number(learned.customers)),
        ("hz".to_owned(), number(model.horizon_days)),
        ("w".to_owned(), bytes(packed(weights))),
        ("cv".to_owned(), bytes(packed(model.covariance.iter().copied()))),
        ("sp".to_owned(), AttributeValue::Bool(model.shows_probability)),
        ("wh".to_owned(), text(json(serde_json::to_string(&learned.what), "wh")?)),
        (
            "ev".to_owned(),
            text(json(serde_json::to_string(&learned.evidence), "ev")?),
        ),
    ]);
    if let Some(why_not) = &learned.why_not {
        item.insert("wn".to_owned(), text(json(serde_json::to_string(why_not), "wn")?));
    }
    Ok(item)
}

fn read(item: &Item) -> Result<Learned, StoreError> {
    let sort = get_text(item, SK).unwrap_or("a model");
    let lacks = |what: &'static str| move || StoreError::damaged(sort, what);
    let version = sort.strip_prefix(VERSIONS).and_then(|version| version.parse().ok());
    let (version, horizon_days) = version.zip(get_number(item, "hz")).ok_or_else(lacks("hz"))?;
    let model = model(version, horizon_days, item).ok_or_else(lacks("w"))?;
    let parsed = |name: &'static str| get_text(item, name).ok_or_else(lacks(name));
    Ok(Learned {
        model,
        what: serde_json::from_str(parsed("wh")?).map_err(|_| lacks("wh")())?,
        at: get_millis(item, "at").ok_or_else(lacks("at"))?,
        from: get_millis(item, "fr").ok_or_else(lacks("fr"))?,
        to: get_millis(item, "to").ok_or_else(lacks("to"))?,
        customers: get_number(item, "cu").ok_or_else(lacks("cu"))?,
        evidence: serde_json::from_str(parsed("ev")?).map_err(|_| lacks("ev")())?,
        why_not: match get_text(item, "wn") {
            None => None,
            Some(why_not) => Some(serde_json::from_str(why_not).map_err(|_| lacks("wn")())?),
        },
    })
}

/// A model that was learned before a feature was added knows nothing of it: the feature, which is among the last, keeps its prior.
fn model(version: u32, horizon_days: u16, item: &Item) -> Option<Model> {
    let weights = unpacked(get_bytes(item, "w")?)?;
    let covariance = unpacked(get_bytes(item, "cv")?)?;
    let (&[base, intercept], weights) = weights.split_first_chunk::<2>()?;
    let columns = weights.len() + 1;
    if weights.len() > Feature::COUNT || covariance.len() != columns * (columns + 1) / 2 {
        return None;
    }
    let mut model = Model {
        version,
        base,
        intercept,
        shows_probability: get_flag(item, "sp"),
        ..Model::scorecard(0.5, horizon_days)
    };
    model.weights[..weights.len()].copy_from_slice(weights);
    model.covariance[..covariance.len()].copy_from_slice(&covariance);
    Some(model)
}

fn packed(numbers: impl Iterator<Item = f64>) -> Vec<u8> {
    numbers.flat_map(f64::to_be_bytes).collect()
}

fn unpacked(bytes: &[u8]) -> Option<Vec<f64>> {
    let (numbers, rest) = bytes.as_chunks::<8>();
    rest.is_empty()
        .then(|| numbers.iter().copied().map(f64::from_be_bytes).collect())
}
