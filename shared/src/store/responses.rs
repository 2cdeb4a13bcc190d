//! Responses: one conditional request an answer.

use std::future::Future;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Store;
use super::attributes::{Item, get_bytes, get_millis, get_text, number, text};
use super::error::StoreError;
use super::fold_pages::FoldPages;
use super::keys::DayShard;
use super::names::{BY_DAY, DAY_SHARD, PK, SEALED_ID, SK, TTL};
use super::own_reading::each_page;
use super::response_item::{from_item, get_rating, to_item, to_row};
use crate::domain::fold::{DayScores, Standing};
use crate::domain::measure::{Measure, Rating};
use crate::domain::registered::Record;
use crate::domain::response::{Respondent, Response};
use crate::link::InvitationId;

/// What the fold needs of a response, as [`scan`](super::scan) understands it.
const FOLDED_ATTRIBUTES: [&str; 9] = ["s", "m", "x", "t", "l", "c", "a", "st", TTL];

/// What the index tells of a response, beside what is folded.
const INDEXED_ATTRIBUTES: [&str; 11] = [PK, SK, "s", "m", "x", "t", "st", TTL, SEALED_ID, "fa", "ir"];

/// What became of a conditional write.
#[derive(Debug, Clone, PartialEq)]
pub enum Put {
    /// It is stored.
    Stored,
    /// Something else is there; nothing was written. A retry whose first attempt had landed finds its own.
    Found(Box<Record>),
    /// What was to be replaced is gone: it has expired.
    Gone,
}

/// What the index tells of a response, beside what is folded.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexedResponse {
    /// Whose it is.
    pub respondent: Respondent,
    /// Its id.
    pub invitation: InvitationId,
    /// Survey id.
    pub survey: String,
    /// What its rating is measured in.
    pub measure: Measure,
    /// The rating; none once erased.
    pub rating: Option<Rating>,
    /// Whether it counts.
    pub standing: Standing,
    /// When it was first answered.
    pub first_answered: Timestamp,
    /// When its invitation was registered, if it was.
    pub invited_at: Option<Timestamp>,
    /// The customer's id, encrypted.
    pub sealed_customer: Option<Vec<u8>>,
}

/// Stores a response if what is there is what the writer thinks (PutItem).
pub trait PutResponse: Sync {
    /// Stores `response` in place of revision `replaces`, or of nothing.
    fn put_response(
        &self,
        response: &Response,
        replaces: Option<u32>,
    ) -> impl Future<Output = Result<Put, StoreError>> + Send;
}

/// Folds the responses of a day for the scores (Query on `by_day`).
pub trait FoldDay: Sync {
    /// The fold of every response of a shard, read page by page.
    fn fold_day(&self, shard: DayShard) -> impl Future<Output = Result<DayScores, StoreError>> + Send;
}

/// Reads which responses a day has (Query on `by_day`).
pub trait ReadDayIndex: Sync {
    /// Gives every response of a shard to `each`, page by page.
    fn read_day_index(
        &self,
        shard: DayShard,
        each: impl FnMut(IndexedResponse) + Send,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Finds whose a response is by its day and id (Query on `by_day`).
pub trait FindResponse: Sync {
    /// Its key; none where there is no such response on the day, or it is so new that the index does not show it yet.
    fn find_response(
        &self,
        day: Date,
        id: InvitationId,
    ) -> impl Future<Output = Result<Option<(Respondent, InvitationId)>, StoreError>> + Send;
}

/// Reads whole responses by key (BatchGetItem).
pub trait GetResponses: Sync {
    /// The responses that are there, in no order; eventually consistent unless `consistent`. An invitation without an
    /// answer is none.
    fn get_responses(
        &self,
        keys: &[(Respondent, InvitationId)],
        consistent: bool,
    ) -> impl Future<Output = Result<Vec<Response>, StoreError>> + Send;
}

/// Reads everything of a respondent (Query).
pub trait ReadRespondent: Sync {
    /// All responses, tombstones included, and registered invitations, with consistent reads.
    fn read_respondent(&self, respondent: Respondent) -> impl Future<Output = Result<Vec<Record>, StoreError>> + Send;
}

/// Reads the whole table (Scan), for `verify` alone.
pub trait ScanResponses: Sync {
    /// Gives every response and registered invitation to `each`, with consistent reads.
    fn scan_responses(&self, each: impl FnMut(Record) + Send) -> impl Future<Output = Result<(), StoreError>> + Send;
}

impl PutResponse for Store {
    async fn put_response(&self, response: &Response, replaces: Option<u32>) -> Result<Put, StoreError> {
        self.put_record(to_item(response), replaces).await
    }
}

impl Store {
    /// Stores the item of an invitation in place of revision `replaces`, or of nothing.
    pub(super) async fn put_record(&self, item: Item, replaces: Option<u32>) -> Result<Put, StoreError> {
        let request = self
            .client
            .put_item()
            .table_name(&self.tables.responses)
            .set_item(Some(item))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let request = match replaces {
            None => request.condition_expression("attribute_not_exists(pk)"),
            Some(revision) => request
                .condition_expression("#r = :replaces")
                .expression_attribute_names("#r", "r")
                .expression_attribute_values(":replaces", number(revision)),
        };
        match request.send().await {
            Ok(_) => Ok(Put::Stored),
            Err(SdkError::ServiceError(failed)) => match failed.err() {
                PutItemError::ConditionalCheckFailedException(check) => match check.item() {
                    Some(item) => Ok(Put::Found(Box::new(from_item(item)?))),
                    None => Ok(Put::Gone),
                },
                _ => Err(StoreError::from_sdk("PutItem", &SdkError::ServiceError(failed))),
            },
            Err(error) => Err(StoreError::from_sdk("PutItem", &error)),
        }
    }

    /// The query for a page of one shard of an index by day, with these attributes.
    pub(super) fn shard_page(
        &self,
        index: &str,
        key: &str,
        shard: DayShard,
        attributes: &[&str],
    ) -> QueryFluentBuilder {
        let aliases: Vec<String> = attributes.iter().map(|name| format!("#{name}")).collect();
        let query = self
            .client
            .query()
            .table_name(&self.tables.responses)
            .index_name(index)
            .key_condition_expression(format!("{key} = :shard"))
            .expression_attribute_values(":shard", text(shard.to_string()))
            .projection_expression(aliases.join(","));
        let names = aliases.into_iter().zip(attributes);
        names.fold(query, |query, (alias, name)| {
            query.expression_attribute_names(alias, *name)
        })
    }

    /// Reads one shard of an index by day, page by page.
    pub(super) async fn query_shard(
        &self,
        index: &str,
        key: &str,
        shard: DayShard,
        attributes: &[&str],
        mut each: impl FnMut(&Item) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        let query = self.shard_page(index, key, shard, attributes);
        let mut items = query.into_paginator().items().send();
        while let Some(item) = items.next().await {
            each(&item.map_err(|error| StoreError::from_sdk("Query", &error))?)?;
        }
        Ok(())
    }
}

impl FoldDay for Store {
    async fn fold_day(&self, shard: DayShard) -> Result<DayScores, StoreError> {
        let query = self.shard_page(BY_DAY, DAY_SHARD, shard, &FOLDED_ATTRIBUTES);
        let mut scores = DayScores::default();
        each_page::<FoldPages, _>(query, |page| scores.merge(page)).await?;
        Ok(scores)
    }
}

impl ReadDayIndex for Store {
    async fn read_day_index(
        &self,
        shard: DayShard,
        mut each: impl FnMut(IndexedResponse) + Send,
    ) -> Result<(), StoreError> {
        self.query_shard(BY_DAY, DAY_SHARD, shard, &INDEXED_ATTRIBUTES, |item| {
            indexed(item).map(&mut each)
        })
        .await
    }
}

impl FindResponse for Store {
    async fn find_response(
        &self,
        day: Date,
        id: InvitationId,
    ) -> Result<Option<(Respondent, InvitationId)>, StoreError> {
        let found = self
            .client
            .query()
            .table_name(&self.tables.responses)
            .index_name(BY_DAY)
            .key_condition_expression(format!("{DAY_SHARD} = :shard AND {SK} = :id"))
            .expression_attribute_values(":shard", text(DayShard::of(day, id).to_string()))
            .expression_attribute_values(":id", text(id.to_string()))
            .projection_expression(PK)
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Query", &error))?;
        let respondent = |item: &Item| {
            let key = get_text(item, PK).and_then(|key| key.parse().ok());
            key.ok_or_else(|| StoreError::damaged(id.to_string(), PK))
        };
        let found = found.items().first().map(respondent).transpose()?;
        Ok(found.map(|respondent| (respondent, id)))
    }
}

fn indexed(item: &Item) -> Result<IndexedResponse, StoreError> {
    let row = to_row(item)?;
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, SK).unwrap_or("a response"), what);
    Ok(IndexedResponse {
        respondent: get_text(item, PK)
            .and_then(|key| key.parse().ok())
            .ok_or_else(lacks(PK))?,
        invitation: get_text(item, SK)
            .and_then(|key| key.parse().ok())
            .ok_or_else(lacks(SK))?,
        rating: get_rating(item, row.measure),
        first_answered: get_millis(item, "fa").ok_or_else(lacks("fa"))?,
        invited_at: get_millis(item, "ir"),
        sealed_customer: get_bytes(item, SEALED_ID).map(<[u8]>::to_vec),
        survey: row.survey,
        measure: row.measure,
        standing: row.standing,
    })
}

impl GetResponses for Store {
    async fn get_responses(
        &self,
        keys: &[(Respondent, InvitationId)],
        consistent: bool,
    ) -> Result<Vec<Response>, StoreError> {
        let key = |(respondent, invitation): &(Respondent, InvitationId)| {
            Item::from([
                (PK.to_owned(), text(respondent.to_string())),
                (SK.to_owned(), text(invitation.to_string())),
            ])
        };
        let items = self
            .get_batch(&self.tables.responses, keys.iter().map(key).collect(), consistent)
            .await?;
        let records: Result<Vec<Record>, StoreError> = items.iter().map(from_item).collect();
        Ok(records?.into_iter().filter_map(Record::into_response).collect())
    }
}

impl ReadRespondent for Store {
    async fn read_respondent(&self, respondent: Respondent) -> Result<Vec<Record>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.responses)
            .consistent_read(true)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", text(respondent.to_string()));
        let mut found = Vec::new();
        let mut items = pages.into_paginator().items().send();
        while let Some(item) = items.next().await {
            found.push(from_item(
                &item.map_err(|error| StoreError::from_sdk("Query", &error))?,
            )?);
        }
        Ok(found)
    }
}

impl ScanResponses for Store {
    async fn scan_responses(&self, mut each: impl FnMut(Record) + Send) -> Result<(), StoreError> {
        let mut items = self
            .client
            .scan()
            .table_name(&self.tables.responses)
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        while let Some(item) = items.next().await {
            each(from_item(&item.map_err(|error| StoreError::from_sdk("Scan", &error))?)?);
        }
        Ok(())
    }
}
