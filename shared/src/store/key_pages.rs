//! Answers and invitations a page at a time, in the order of their keys, so that a request reads no more than it is told to.

use std::collections::BTreeMap;
use std::future::Future;

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use jiff::Timestamp;

use super::Store;
use super::attributes::{Item, get_bytes, get_millis, get_text, get_text_map, text};
use super::error::StoreError;
use super::invited_item::is_answered;
use super::keys::DayShard;
use super::names::{BY_DAY, BY_INVITED, DAY_SHARD, INVITED_SHARD, PK, SEALED_ID, SK, TTL};
use super::response_item::{from_item, parsed, to_row};
use crate::domain::fold::Row;
use crate::domain::registered::Record;
use crate::domain::response::Respondent;
use crate::link::{Channel, InvitationId};

/// Part of what lies together, in the order of its keys.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPage<T> {
    /// What was read; where this is empty there is no more.
    pub rows: Vec<T>,
    /// Whether there may be more after it.
    pub more: bool,
}

/// What the index tells of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerRow {
    /// Whose it is.
    pub respondent: Respondent,
    /// Its id.
    pub invitation: InvitationId,
    /// When it was first answered.
    pub first_answered: Timestamp,
    /// What is counted of it.
    pub row: Row,
}

/// What the index tells of a registered invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Who was asked.
    pub respondent: Respondent,
    /// Its id.
    pub invitation: InvitationId,
    /// When it was registered.
    pub registered: Timestamp,
    /// Survey id.
    pub survey: String,
    /// Where in the journey it is asked.
    pub touchpoint: String,
    /// How its link was sent.
    pub channel: Channel,
    /// The language of its link, where it names one.
    pub language: Option<String>,
    /// Attributes of its link.
    pub attributes: BTreeMap<String, String>,
    /// Whether there is an answer to it: a machine's is none.
    pub answered: bool,
    /// The customer's id, encrypted.
    pub sealed_customer: Option<Vec<u8>>,
}

/// Reads the answers of a day in parts (Query on `by_day`).
pub trait ReadDayPage: Sync {
    /// `most` rows of a shard at most, those whose ids come after `after`; eventually consistent.
    fn read_day_page(
        &self,
        shard: DayShard,
        after: Option<InvitationId>,
        most: usize,
    ) -> impl Future<Output = Result<KeyPage<AnswerRow>, StoreError>> + Send;
}

/// Reads the invitations registered on a day in parts (Query on `by_invited`).
pub trait ReadInvitedPage: Sync {
    /// `most` rows of a shard at most, those whose ids come after `after`; eventually consistent.
    fn read_invited_page(
        &self,
        shard: DayShard,
        after: Option<InvitationId>,
        most: usize,
    ) -> impl Future<Output = Result<KeyPage<InvitationRow>, StoreError>> + Send;
}

/// Reads what is stored of a respondent in parts (Query).
pub trait ReadRespondentPage: Sync {
    /// `most` records at most, and 1 MB of them, those whose ids come after `after`, with a consistent read.
    fn read_respondent_page(
        &self,
        respondent: Respondent,
        after: Option<InvitationId>,
        most: usize,
    ) -> impl Future<Output = Result<KeyPage<Record>, StoreError>> + Send;
}

impl ReadDayPage for Store {
    async fn read_day_page(
        &self,
        shard: DayShard,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<AnswerRow>, StoreError> {
        let attributes = [PK, SK, "s", "m", "x", "t", "l", "c", "a", "st", TTL, "fa"];
        let query = self.shard_page(BY_DAY, DAY_SHARD, shard, &attributes);
        let query = query.key_condition_expression(key_condition(DAY_SHARD, ":shard", after));
        key_page(query, after, most, answer_row).await
    }
}

impl ReadInvitedPage for Store {
    async fn read_invited_page(
        &self,
        shard: DayShard,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<InvitationRow>, StoreError> {
        let attributes = [PK, SK, "s", "t", "st", "ic", "il", "ia", "ir", SEALED_ID];
        let query = self.shard_page(BY_INVITED, INVITED_SHARD, shard, &attributes);
        let query = query.key_condition_expression(key_condition(INVITED_SHARD, ":shard", after));
        key_page(query, after, most, invitation_row).await
    }
}

impl ReadRespondentPage for Store {
    async fn read_respondent_page(
        &self,
        respondent: Respondent,
        after: Option<InvitationId>,
        most: usize,
    ) -> Result<KeyPage<Record>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.tables.responses)
            .consistent_read(true)
            .key_condition_expression(key_condition(PK, ":pk", after))
            .expression_attribute_values(":pk", text(respondent.to_string()));
        key_page(query, after, most, from_item).await
    }
}

fn key_condition(key: &str, value: &str, after: Option<InvitationId>) -> String {
    match after {
        None => format!("{key} = {value}"),
        Some(_) => format!("{key} = {value} AND {SK} > :after"),
    }
}

async fn key_page<T>(
    query: QueryFluentBuilder,
    after: Option<InvitationId>,
    most: usize,
    read: impl Fn(&Item) -> Result<T, StoreError>,
) -> Result<KeyPage<T>, StoreError> {
    let mut query = query.limit(i32::try_from(most).unwrap_or(i32::MAX).max(1));
    if let Some(after) = after {
        query = query.expression_attribute_values(":after", text(after.to_string()));
    }
    let page = query
        .send()
        .await
        .map_err(|error| StoreError::from_sdk("Query", &error))?;
    let rows: Vec<T> = page.items().iter().map(read).collect::<Result<_, _>>()?;
    // Nothing is filtered by storage, so a page without rows is the end.
    let more = !rows.is_empty() && page.last_evaluated_key().is_some_and(|key| !key.is_empty());
    Ok(KeyPage { rows, more })
}

fn answer_row(item: &Item) -> Result<AnswerRow, StoreError> {
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, SK).unwrap_or("a response"), what);
    Ok(AnswerRow {
        respondent: parsed(item, PK).ok_or_else(lacks(PK))?,
        invitation: parsed(item, SK).ok_or_else(lacks(SK))?,
        first_answered: get_millis(item, "fa").ok_or_else(lacks("fa"))?,
        row: to_row(item)?,
    })
}

fn invitation_row(item: &Item) -> Result<InvitationRow, StoreError> {
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, SK).unwrap_or("an invitation"), what);
    Ok(InvitationRow {
        respondent: parsed(item, PK).ok_or_else(lacks(PK))?,
        invitation: parsed(item, SK).ok_or_else(lacks(SK))?,
        registered: get_millis(item, "ir").ok_or_else(lacks("ir"))?,
        survey: get_text(item, "s").ok_or_else(lacks("s"))?.to_owned(),
        touchpoint: get_text(item, "t").ok_or_else(lacks("t"))?.to_owned(),
        channel: parsed(item, "ic").ok_or_else(lacks("ic"))?,
        language: get_text(item, "il").map(str::to_owned),
        attributes: get_text_map(item, "ia"),
        answered: is_answered(item),
        sealed_customer: get_bytes(item, SEALED_ID).map(<[u8]>::to_vec),
    })
}
