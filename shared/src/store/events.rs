//! Events: put once, never changed; what they count as is written beside them as more of their customer's arrive.

use std::future::Future;

use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Store;
use super::attributes::{Item, bytes, get_bytes, get_flag, get_millis, get_seconds, get_text, millis, seconds, text};
use super::conditional::{put_if, update_if};
use super::error::StoreError;
use super::keys::{DayShard, LIMIT, SENT};
use super::names::{BY_DAY, DAY_SHARD, PK, SEALED_ID, SK, TTL};
use crate::domain::response::Respondent;
use crate::domain::service::event::{Event, Subject};
use crate::domain::service::fold::EventRow;
use crate::domain::service::role::{Placement, Role};
use crate::link::EventId;

/// An event as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StoredEvent {
    /// Its id.
    pub id: EventId,
    /// The day it happened on.
    pub day: Date,
    /// What it says; none once erased.
    pub event: Option<Event>,
    /// What it counts as, and when it expires.
    pub placement: Placement,
}

/// Stores a new event (PutItem).
pub trait PutEvent: Sync {
    /// Stores it, unless its customer has an event of its id. Whether it was stored.
    fn put_event(
        &self,
        subject: &Subject,
        day: Date,
        event: &Event,
        placement: Placement,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Reads all events of a customer (Query).
pub trait ReadEvents: Sync {
    /// All events, erased ones included, with consistent reads.
    fn read_events(&self, customer: Respondent) -> impl Future<Output = Result<Vec<StoredEvent>, StoreError>> + Send;
}

/// Changes what is stored beside an event, and empties it (UpdateItem).
pub trait UpdateEvent: Sync {
    /// Writes what the event counts as. Nothing where it has expired or was erased.
    fn place_event(
        &self,
        customer: Respondent,
        event: EventId,
        placement: Placement,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Leaves an empty item in its place until `expires`.
    fn erase_event(
        &self,
        customer: Respondent,
        event: EventId,
        expires: Timestamp,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Reads the events of a day for the measures (Query on `by_day`).
pub trait ReadDayEvents: Sync {
    /// Gives every row of a shard to `each`, page by page.
    fn read_day_events(
        &self,
        shard: DayShard,
        each: impl FnMut(EventRow) + Send,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Whom a day's events are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventOwner {
    /// The customer.
    pub customer: Respondent,
    /// The customer's id, encrypted; none once erased.
    pub sealed_id: Option<Vec<u8>>,
}

/// Reads which customers a day has events of (Query on `by_day`).
pub trait ReadEventOwners: Sync {
    /// Gives the customer of every event of a shard to `each`, page by page.
    fn read_event_owners(
        &self,
        shard: DayShard,
        each: impl FnMut(EventOwner) + Send,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Reads the whole table (Scan), for `verify` alone.
pub trait ScanEvents: Sync {
    /// Gives every event and its customer to `each`, with consistent reads.
    fn scan_events(
        &self,
        each: impl FnMut(Respondent, StoredEvent) + Send,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

impl PutEvent for Store {
    async fn put_event(
        &self,
        subject: &Subject,
        day: Date,
        event: &Event,
        placement: Placement,
    ) -> Result<bool, StoreError> {
        let mut item = Item::from([
            (PK.to_owned(), text(Respondent::Customer(subject.customer).to_string())),
            (SK.to_owned(), text(event.id.to_string())),
            (
                DAY_SHARD.to_owned(),
                text(DayShard::of_event(day, event.id).to_string()),
            ),
            ("k".to_owned(), text(event.kind.name())),
            ("at".to_owned(), millis(event.at)),
            ("rl".to_owned(), text(placement.role.to_string())),
            (SEALED_ID.to_owned(), bytes(subject.sealed_id.clone())),
        ]);
        if let Some(conversation) = event.conversation {
            item.insert("v".to_owned(), text(conversation.to_string()));
        }
        if event.automatic {
            item.insert("au".to_owned(), AttributeValue::Bool(true));
        }
        if event.complaint {
            item.insert("co".to_owned(), AttributeValue::Bool(true));
        }
        if let Some(until) = event.until {
            item.insert("un".to_owned(), text(until.to_string()));
        }
        if let Some(expires) = placement.expires {
            item.insert(TTL.to_owned(), seconds(expires));
        }
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.events)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)");
        put_if(put).await
    }
}

impl ReadEvents for Store {
    async fn read_events(&self, customer: Respondent) -> Result<Vec<StoredEvent>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.events)
            .consistent_read(true)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", text(customer.to_string()));
        let mut found = Vec::new();
        let mut items = pages.into_paginator().items().send();
        while let Some(item) = items.next().await {
            found.push(stored(&item.map_err(|error| StoreError::from_sdk("Query", &error))?)?);
        }
        Ok(found)
    }
}

impl Store {
    fn update_event(&self, customer: Respondent, event: EventId, role: Role) -> UpdateItemFluentBuilder {
        self.client
            .update_item()
            .table_name(&self.tables.events)
            .key(PK, text(customer.to_string()))
            .key(SK, text(event.to_string()))
            .expression_attribute_names("#ttl", TTL)
            .expression_attribute_values(":role", text(role.to_string()))
    }
}

/// Sends an update; one whose condition does not hold has nothing to do.
async fn send(update: UpdateItemFluentBuilder) -> Result<(), StoreError> {
    update_if(update).await.map(|_| ())
}

impl UpdateEvent for Store {
    async fn place_event(&self, customer: Respondent, event: EventId, placement: Placement) -> Result<(), StoreError> {
        let update = self
            .update_event(customer, event, placement.role)
            .condition_expression("attribute_exists(k)");
        let update = match placement.expires {
            None => update.update_expression("SET rl = :role REMOVE #ttl"),
            Some(expires) => update
                .update_expression("SET rl = :role, #ttl = :ttl")
                .expression_attribute_values(":ttl", seconds(expires)),
        };
        send(update).await
    }

    async fn erase_event(&self, customer: Respondent, event: EventId, expires: Timestamp) -> Result<(), StoreError> {
        let update = self
            .update_event(customer, event, Role::Erased)
            .update_expression("SET rl = :role, #ttl = :ttl REMOVE k, #at, v, au, co, un, u")
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":ttl", seconds(expires))
            .condition_expression("attribute_exists(k)");
        send(update).await
    }
}

impl Store {
    /// Reads these attributes of one shard of a day's events, page by page.
    async fn query_events(
        &self,
        shard: DayShard,
        attributes: &[&str],
        mut each: impl FnMut(&Item) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        let aliases: Vec<String> = attributes.iter().map(|name| format!("#{name}")).collect();
        let mut pages = self
            .client
            .query()
            .table_name(&self.tables.events)
            .index_name(BY_DAY)
            .key_condition_expression(format!("{DAY_SHARD} = :shard"))
            .expression_attribute_values(":shard", text(shard.to_string()))
            .projection_expression(aliases.join(","));
        for (alias, name) in aliases.iter().zip(attributes) {
            pages = pages.expression_attribute_names(alias, *name);
        }
        let mut items = pages.into_paginator().items().send();
        while let Some(item) = items.next().await {
            each(&item.map_err(|error| StoreError::from_sdk("Query", &error))?)?;
        }
        Ok(())
    }
}

impl ReadDayEvents for Store {
    async fn read_day_events(&self, shard: DayShard, mut each: impl FnMut(EventRow) + Send) -> Result<(), StoreError> {
        self.query_events(shard, &["rl", "at", TTL], |item| {
            each(EventRow {
                role: role(item)?,
                at: get_millis(item, "at"),
                expires: get_seconds(item, TTL),
            });
            Ok(())
        })
        .await
    }
}

impl ReadEventOwners for Store {
    async fn read_event_owners(
        &self,
        shard: DayShard,
        mut each: impl FnMut(EventOwner) + Send,
    ) -> Result<(), StoreError> {
        self.query_events(shard, &[PK, SEALED_ID], |item| {
            let customer = get_text(item, PK).and_then(|key| key.parse().ok());
            each(EventOwner {
                customer: customer.ok_or_else(|| StoreError::damaged("an event", PK))?,
                sealed_id: get_bytes(item, SEALED_ID).map(<[u8]>::to_vec),
            });
            Ok(())
        })
        .await
    }
}

impl ScanEvents for Store {
    async fn scan_events(&self, mut each: impl FnMut(Respondent, StoredEvent) + Send) -> Result<(), StoreError> {
        let mut items = self
            .client
            .scan()
            .table_name(&self.tables.events)
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        while let Some(item) = items.next().await {
            let item = item.map_err(|error| StoreError::from_sdk("Scan", &error))?;
            if get_text(&item, PK).is_some_and(|key| [LIMIT, SENT].iter().any(|kind| key.starts_with(kind))) {
                continue;
            }
            let customer = get_text(&item, PK).and_then(|key| key.parse().ok());
            each(
                customer.ok_or_else(|| StoreError::damaged("an event", PK))?,
                stored(&item)?,
            );
        }
        Ok(())
    }
}

fn role(item: &Item) -> Result<Role, StoreError> {
    get_text(item, "rl")
        .and_then(|role| role.parse().ok())
        .ok_or_else(|| StoreError::damaged(get_text(item, SK).unwrap_or("an event"), "rl"))
}

fn stored(item: &Item) -> Result<StoredEvent, StoreError> {
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, SK).unwrap_or("an event"), what);
    let id = get_text(item, SK)
        .and_then(|id| id.parse().ok())
        .ok_or_else(lacks(SK))?;
    let shard: DayShard = get_text(item, DAY_SHARD)
        .and_then(|shard| shard.parse().ok())
        .ok_or_else(lacks(DAY_SHARD))?;
    let event = match get_text(item, "k") {
        None => None,
        Some(kind) => Some(Event {
            id,
            kind: kind.parse().map_err(|_| lacks("k")())?,
            at: get_millis(item, "at").ok_or_else(lacks("at"))?,
            conversation: get_text(item, "v")
                .map(|conversation| conversation.parse().map_err(|_| lacks("v")()))
                .transpose()?,
            automatic: get_flag(item, "au"),
            complaint: get_flag(item, "co"),
            until: match get_text(item, "un") {
                None => None,
                Some(day) => Some(day.parse().map_err(|_| lacks("un")())?),
            },
        }),
    };
    Ok(StoredEvent {
        id,
        day: shard.day,
        event,
        placement: Placement {
            role: role(item)?,
            expires: get_seconds(item, TTL),
        },
    })
}
