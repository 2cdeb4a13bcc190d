//! By what the scores of a day are divided.

use std::future::Future;

use jiff::civil::Date;

use super::Store;
use super::attributes::{get_text, text};
use super::error::StoreError;
use super::keys::ScoreKey;
use super::names::SK;
use crate::domain::cut::Cut;

/// Reads by what a survey's scores are divided (Query).
pub trait ReadCuts: Sync {
    /// The cuts of one day other than by touchpoint, attributes first; only their names are sent.
    fn read_cuts(&self, survey: &str, day: Date) -> impl Future<Output = Result<Vec<Cut>, StoreError>> + Send;
}

impl ReadCuts for Store {
    async fn read_cuts(&self, survey: &str, day: Date) -> Result<Vec<Cut>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.scores)
            .key_condition_expression("pk = :survey AND sk BETWEEN :from AND :to")
            .projection_expression(SK)
            .expression_attribute_values(":survey", text(survey))
            .expression_attribute_values(":from", text(format!("c#{day}#")))
            .expression_attribute_values(":to", text(format!("c#{day}#~")));
        let mut cuts = Vec::new();
        let mut items = pages.into_paginator().items().send();
        while let Some(item) = items.next().await {
            let item = item.map_err(|error| StoreError::from_sdk("Query", &error))?;
            let key = get_text(&item, SK).and_then(|key| key.parse().ok());
            if let Some(ScoreKey::Cut(_, cut)) = key {
                cuts.push(cut);
            }
        }
        Ok(cuts)
    }
}
