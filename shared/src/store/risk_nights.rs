//! What each night's run says of all risks together: one small item a day, by which the model is watched.

use std::future::Future;

use jiff::civil::Date;

use super::Store;
use super::attributes::{Item, get_number, get_text, number, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::names::{PK, SK};
use super::risk_runs::{RISK, counts, read_counts};
use crate::domain::risk::RiskNight;

const NIGHT: &str = "d#";

/// Reads nights (Query on `_risk`).
pub trait ReadRiskNights: Sync {
    /// The nights of the days from `from` to `to` that have any, oldest first, with consistent reads.
    fn read_risk_nights(&self, from: Date, to: Date)
    -> impl Future<Output = Result<Vec<RiskNight>, StoreError>> + Send;
}

/// Stores a night (PutItem on `_risk`).
pub trait PutRiskNight: Sync {
    /// Stores the night of a run in place of what there was of the day, unless that is of a run with a higher number.
    /// Whether it was stored.
    fn put_risk_night(&self, night: &RiskNight, run: u64) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

impl ReadRiskNights for Store {
    async fn read_risk_nights(&self, from: Date, to: Date) -> Result<Vec<RiskNight>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.scores)
            .consistent_read(true)
            .key_condition_expression("pk = :risk AND sk BETWEEN :from AND :to")
            .expression_attribute_values(":risk", text(RISK))
            .expression_attribute_values(":from", text(format!("{NIGHT}{from}")))
            .expression_attribute_values(":to", text(format!("{NIGHT}{to}")));
        let mut nights = Vec::new();
        let mut items = pages.into_paginator().items().send();
        while let Some(item) = items.next().await {
            let item = item.map_err(|error| StoreError::from_sdk("Query", &error))?;
            let sort = get_text(&item, SK).unwrap_or("a night");
            nights.push(read(&item).ok_or_else(|| StoreError::damaged(sort, "the night"))?);
        }
        Ok(nights)
    }
}

impl PutRiskNight for Store {
    async fn put_risk_night(&self, night: &RiskNight, run: u64) -> Result<bool, StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.scores)
            .set_item(Some(write(night, run)))
            .condition_expression("attribute_not_exists(n) OR n <= :run")
            .expression_attribute_values(":run", number(run));
        put_if(put).await
    }
}

fn write(night: &RiskNight, run: u64) -> Item {
    Item::from([
        (PK.to_owned(), text(RISK)),
        (SK.to_owned(), text(format!("{NIGHT}{}", night.day))),
        ("n".to_owned(), number(run)),
        ("m".to_owned(), number(night.model)),
        ("h".to_owned(), number(night.horizon_days)),
        ("exp".to_owned(), number(night.hazard_millionths)),
        ("bins".to_owned(), counts(&night.bins)),
        ("ref".to_owned(), counts(&night.reference)),
        ("rn".to_owned(), number(night.reference_nights)),
    ])
}

fn read(item: &Item) -> Option<RiskNight> {
    Some(RiskNight {
        day: get_text(item, SK)?.strip_prefix(NIGHT)?.parse().ok()?,
        model: get_number(item, "m")?,
        horizon_days: get_number(item, "h")?,
        hazard_millionths: get_number(item, "exp")?,
        bins: read_counts(item, "bins")?,
        reference: read_counts(item, "ref")?,
        reference_nights: get_number(item, "rn")?,
    })
}
