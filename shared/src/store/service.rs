//! Daily service measures: rewritten whole, fenced by the number of the computation that wrote them, as scores are.

use std::collections::BTreeMap;
use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::civil::Date;

use super::Store;
use super::attributes::{Item, get_map, get_number, get_text, number, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::names::{PK, SK};
use crate::domain::service::durations::Durations;
use crate::domain::service::fold::Conversations;
use crate::domain::service::retention::Flow;

/// Partition of the service measures in the table of scores. No survey can have this id: theirs begin with a letter or a
/// digit.
pub const SERVICE: &str = "_service";

const CONVERSATIONS: &str = "d#";
const CUSTOMERS: &str = "l#";

/// What a day's item says. The two kinds lie in items of their own: all of a team's history of customers is read for each
/// month's retention, and must stay small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServicePart {
    /// `d#DAY`: the conversations that started.
    Conversations(Conversations),
    /// `l#DAY`: the customers who came and went.
    Customers(Flow),
}

impl ServicePart {
    fn key(&self, day: Date) -> String {
        match self {
            Self::Conversations(_) => format!("{CONVERSATIONS}{day}"),
            Self::Customers(_) => format!("{CUSTOMERS}{day}"),
        }
    }
}

/// A part and the number of the computation that wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceItem {
    /// The number.
    pub number: u64,
    /// What it says.
    pub part: ServicePart,
}

/// Reads what is stored of one day (GetItem).
pub trait ReadServiceDay: Sync {
    /// The items that are there, with consistent reads.
    fn read_service_day(&self, day: Date) -> impl Future<Output = Result<Vec<ServiceItem>, StoreError>> + Send;
}

/// Stores a day's measures (PutItem).
pub trait PutService: Sync {
    /// Stores an item whole, unless one of a later computation is there. Whether it was stored.
    fn put_service(&self, day: Date, item: &ServiceItem) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Reads measures over days (Query).
pub trait ReadService: Sync {
    /// The conversations of each day that had any, oldest first.
    fn read_conversations(
        &self,
        from: Date,
        to: Date,
    ) -> impl Future<Output = Result<Vec<(Date, Conversations)>, StoreError>> + Send;
    /// The customers who came and went on each day that has any, from the very first to `to`: one item of some 150 bytes a
    /// day, so that ten years are half a megabyte.
    fn read_customer_flow(&self, to: Date) -> impl Future<Output = Result<Vec<(Date, Flow)>, StoreError>> + Send;
}

impl ReadServiceDay for Store {
    async fn read_service_day(&self, day: Date) -> Result<Vec<ServiceItem>, StoreError> {
        let get = |sort: String| {
            self.client
                .get_item()
                .table_name(&self.tables.scores)
                .key(PK, text(SERVICE))
                .key(SK, text(sort))
                .consistent_read(true)
                .send()
        };
        let found = futures::try_join!(get(format!("{CONVERSATIONS}{day}")), get(format!("{CUSTOMERS}{day}")));
        let (conversations, customers) = found.map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        let items = [conversations.item, customers.item].into_iter().flatten();
        items.map(|item| read(&item).map(|(_, item)| item)).collect()
    }
}

impl PutService for Store {
    async fn put_service(&self, day: Date, item: &ServiceItem) -> Result<bool, StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.scores)
            .set_item(Some(write(day, item)))
            .condition_expression("attribute_not_exists(pk) OR n < :n")
            .expression_attribute_values(":n", number(item.number));
        put_if(put).await
    }
}

impl Store {
    async fn query_service(&self, from: String, to: String) -> Result<Vec<(Date, ServicePart)>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.scores)
            .key_condition_expression("pk = :service AND sk BETWEEN :from AND :to")
            .expression_attribute_values(":service", text(SERVICE))
            .expression_attribute_values(":from", text(from))
            .expression_attribute_values(":to", text(to));
        let mut found = Vec::new();
        let mut items = pages.into_paginator().items().send();
        while let Some(item) = items.next().await {
            let (day, item) = read(&item.map_err(|error| StoreError::from_sdk("Query", &error))?)?;
            found.push((day, item.part));
        }
        Ok(found)
    }
}

impl ReadService for Store {
    async fn read_conversations(&self, from: Date, to: Date) -> Result<Vec<(Date, Conversations)>, StoreError> {
        let found = self
            .query_service(format!("{CONVERSATIONS}{from}"), format!("{CONVERSATIONS}{to}"))
            .await?;
        let conversations = |(day, part)| match part {
            ServicePart::Conversations(conversations) => Some((day, conversations)),
            ServicePart::Customers(_) => None,
        };
        Ok(found.into_iter().filter_map(conversations).collect())
    }

    async fn read_customer_flow(&self, to: Date) -> Result<Vec<(Date, Flow)>, StoreError> {
        let found = self
            .query_service(CUSTOMERS.to_owned(), format!("{CUSTOMERS}{to}"))
            .await?;
        let flow = |(day, part)| match part {
            ServicePart::Customers(flow) => Some((day, flow)),
            ServicePart::Conversations(_) => None,
        };
        Ok(found.into_iter().filter_map(flow).collect())
    }
}

fn write(day: Date, item: &ServiceItem) -> Item {
    let mut written = Item::from([
        (PK.to_owned(), text(SERVICE)),
        (SK.to_owned(), text(item.part.key(day))),
        ("n".to_owned(), number(item.number)),
    ]);
    match &item.part {
        ServicePart::Conversations(day) => {
            written.insert("re".to_owned(), counts(day.answered.iter()));
            written.insert("ab".to_owned(), counts(day.abandoned.iter()));
            written.insert("en".to_owned(), counts(day.unanswered.iter()));
            written.insert("wt".to_owned(), counts(day.waiting.iter()));
            written.insert("x".to_owned(), counts(day.left_out.iter()));
        }
        ServicePart::Customers(flow) => {
            written.insert("in".to_owned(), number(flow.acquired));
            written.insert("back".to_owned(), number(flow.returned));
            written.insert("lost".to_owned(), number(flow.lost));
            written.insert("new".to_owned(), number(flow.left_as_new));
            written.insert("again".to_owned(), number(flow.left_again));
        }
    }
    written
}

fn counts(counted: impl Iterator<Item = (impl ToString, impl std::fmt::Display)>) -> AttributeValue {
    AttributeValue::M(
        counted
            .map(|(value, count)| (value.to_string(), number(count)))
            .collect(),
    )
}

fn read(item: &Item) -> Result<(Date, ServiceItem), StoreError> {
    let sort = get_text(item, SK).unwrap_or_default();
    let lacks = |what: &'static str| move || StoreError::damaged(sort, what);
    let part = if let Some(day) = sort.strip_prefix(CONVERSATIONS) {
        let durations = |name: &'static str| {
            let mut durations = Durations::default();
            for (seconds, count) in read_counts(item, name).ok_or_else(lacks(name))? {
                durations.add_many(seconds, count);
            }
            Ok::<_, StoreError>(durations)
        };
        let conversations = Conversations {
            answered: durations("re")?,
            abandoned: durations("ab")?,
            unanswered: durations("en")?,
            waiting: read_counts(item, "wt").ok_or_else(lacks("wt"))?,
            left_out: read_counts(item, "x").ok_or_else(lacks("x"))?,
        };
        (day, ServicePart::Conversations(conversations))
    } else {
        let count = |name: &'static str| get_number(item, name).ok_or_else(lacks(name));
        let flow = Flow {
            acquired: count("in")?,
            returned: count("back")?,
            lost: count("lost")?,
            left_as_new: count("new")?,
            left_again: count("again")?,
        };
        (
            sort.strip_prefix(CUSTOMERS).unwrap_or_default(),
            ServicePart::Customers(flow),
        )
    };
    let day = part.0.parse().map_err(|_| lacks(SK)())?;
    let number = get_number(item, "n").ok_or_else(lacks("n"))?;
    Ok((day, ServiceItem { number, part: part.1 }))
}

fn read_counts<V: std::str::FromStr + Ord>(item: &Item, name: &str) -> Option<BTreeMap<V, u64>> {
    let count =
        |(value, count): (&String, &AttributeValue)| Some((value.parse().ok()?, count.as_n().ok()?.parse().ok()?));
    get_map(item, name)?.iter().map(count).collect()
}
