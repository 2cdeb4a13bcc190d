//! The state of each day: touches, numbers of computations, seals, and the watermark.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};
use jiff::Timestamp;
use jiff::civil::Date;

use super::Store;
use super::attributes::{Item, get_flag, get_millis, get_number, get_seconds, get_text, millis, number, seconds, text};
use super::error::StoreError;
use super::names::{PK, SK};
use crate::domain::day::{Calendar, range};
use crate::domain::settle::{Computed, DayRecord};

/// Partition of the days in the table of scores.
pub const DAYS: &str = "days";
const WATERMARK: &str = "watermark";

/// What became of announcing a change to a closed day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// The day will be computed again: write within ten minutes.
    Announced,
    /// The day is sealed and takes no more changes.
    Sealed,
}

/// What is known of all days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DayBook {
    /// One record a day that has any, oldest first.
    pub records: Vec<DayRecord>,
    /// The last unbroken settled day.
    pub watermark: Option<Date>,
}

impl DayBook {
    /// The last day of an unbroken run of settled days from `from` on, at most `to`; none where `from` is not settled. A day
    /// up to the watermark of which nothing is written has no answers and is settled; one that was touched since is not.
    #[must_use]
    pub fn settled_through(&self, from: Date, to: Date, calendar: &Calendar) -> Option<Date> {
        let records: BTreeMap<Date, &DayRecord> = self.records.iter().map(|record| (record.day, record)).collect();
        let settled = |day: &Date| match records.get(day) {
            Some(record) => record.is_settled(calendar),
            None => self.watermark.is_some_and(|watermark| *day <= watermark),
        };
        range(from, to).take_while(settled).last()
    }
}

/// What a finished computation says of its day.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// Its number and start.
    pub computed: Computed,
    /// Every survey that has scores on the day.
    pub surveys: BTreeSet<String>,
    /// Responses read.
    pub responses: u64,
    /// When the first of them expires.
    pub first_expiry: Option<Timestamp>,
    /// Digest of the scores.
    pub digest: String,
}

/// Announces a change to a closed day (UpdateItem on `days`).
pub trait TouchDay: Sync {
    /// Sets `touched_at` to `now`, only forward, unless the day is sealed.
    fn touch_day(&self, day: Date, now: Timestamp) -> impl Future<Output = Result<Touch, StoreError>> + Send;
}

/// Reads the state of all days (Query on `days`).
pub trait ReadDays: Sync {
    /// Every record and the watermark, with consistent reads.
    fn read_days(&self) -> impl Future<Output = Result<DayBook, StoreError>> + Send;
}

/// What a computation writes of its day (UpdateItem on `days`).
pub trait ComputeDay: Sync {
    /// Takes the next number of the day, and gives its record as it then is; `None` when it is sealed.
    fn take_number(&self, day: Date) -> impl Future<Output = Result<Option<DayRecord>, StoreError>> + Send;
    /// Lists a survey with the day before anything of it is written, so that whoever takes a later number knows of it.
    /// Whether computation `number` is still the newest: if not, it has nothing more to write.
    fn list_survey(
        &self,
        day: Date,
        survey: &str,
        number: u64,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
    /// Says that the scores of a computation are stored, and gives the day's record as it then is; `None` when a
    /// later one has said so already.
    fn finish_day(
        &self,
        day: Date,
        finished: &Finished,
    ) -> impl Future<Output = Result<Option<DayRecord>, StoreError>> + Send;
    /// Seals the day if its record is still as it was judged and no computation of it is under way, which could write to
    /// it afterwards. Whether it was sealed.
    fn seal_day(&self, judged: &DayRecord) -> impl Future<Output = Result<bool, StoreError>> + Send;
    /// Moves the watermark, only forward.
    fn set_watermark(&self, day: Date) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Notes which answers the customers' signals hold (UpdateItem on `days`).
pub trait MarkMerged: Sync {
    /// Says that the answers of computation `number` are merged, only forward.
    fn mark_merged(&self, day: Date, number: u64) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// An update either took place or met a condition that did not hold, with the item it met.
enum Updated {
    Done(Option<Item>),
    Refused(Item),
}

impl Store {
    fn update_day(&self, sort: impl Into<String>) -> UpdateItemFluentBuilder {
        self.client
            .update_item()
            .table_name(&self.tables.scores)
            .key(PK, text(DAYS))
            .key(SK, text(sort))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }
}

async fn send(update: UpdateItemFluentBuilder) -> Result<Updated, StoreError> {
    match update.send().await {
        Ok(done) => Ok(Updated::Done(done.attributes)),
        Err(SdkError::ServiceError(failed)) => match failed.err() {
            UpdateItemError::ConditionalCheckFailedException(check) => {
                Ok(Updated::Refused(check.item().cloned().unwrap_or_default()))
            }
            _ => Err(StoreError::from_sdk("UpdateItem", &SdkError::ServiceError(failed))),
        },
        Err(error) => Err(StoreError::from_sdk("UpdateItem", &error)),
    }
}

impl TouchDay for Store {
    async fn touch_day(&self, day: Date, now: Timestamp) -> Result<Touch, StoreError> {
        let update = self
            .update_day(day.to_string())
            .update_expression("SET t = :now")
            .condition_expression("attribute_not_exists(sealed) AND (attribute_not_exists(t) OR t < :now)")
            .expression_attribute_values(":now", millis(now));
        match send(update).await? {
            Updated::Refused(found) if get_flag(&found, "sealed") => Ok(Touch::Sealed),
            // A later touch is already there and announces this change too.
            Updated::Done(_) | Updated::Refused(_) => Ok(Touch::Announced),
        }
    }
}

impl ReadDays for Store {
    async fn read_days(&self) -> Result<DayBook, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.scores)
            .consistent_read(true)
            .key_condition_expression("pk = :days")
            .expression_attribute_values(":days", text(DAYS));
        let mut book = DayBook::default();
        let mut items = pages.into_paginator().items().send();
        while let Some(item) = items.next().await {
            let item = item.map_err(|error| StoreError::from_sdk("Query", &error))?;
            if get_text(&item, SK) == Some(WATERMARK) {
                book.watermark = get_text(&item, "day").and_then(|day| day.parse().ok());
            } else {
                book.records.push(record(&item)?);
            }
        }
        Ok(book)
    }
}

impl ComputeDay for Store {
    async fn take_number(&self, day: Date) -> Result<Option<DayRecord>, StoreError> {
        let update = self
            .update_day(day.to_string())
            .update_expression("ADD i :one")
            .condition_expression("attribute_not_exists(sealed)")
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::AllNew);
        match send(update).await? {
            Updated::Done(item) => record(&item.unwrap_or_default()).map(Some),
            Updated::Refused(_) => Ok(None),
        }
    }

    async fn list_survey(&self, day: Date, survey: &str, by: u64) -> Result<bool, StoreError> {
        let update = self
            .update_day(day.to_string())
            .update_expression("ADD sv :sv")
            .condition_expression("i = :n AND attribute_not_exists(sealed)")
            .expression_attribute_values(":sv", AttributeValue::Ss(vec![survey.to_owned()]))
            .expression_attribute_values(":n", number(by));
        Ok(matches!(send(update).await?, Updated::Done(_)))
    }

    async fn finish_day(&self, day: Date, finished: &Finished) -> Result<Option<DayRecord>, StoreError> {
        let mut set = String::from("SET n = :n, b = :b, cnt = :cnt, dg = :dg");
        let mut update = self
            .update_day(day.to_string())
            .condition_expression("attribute_not_exists(sealed) AND (attribute_not_exists(n) OR n < :n)")
            .expression_attribute_values(":n", number(finished.computed.number))
            .expression_attribute_values(":b", millis(finished.computed.started))
            .expression_attribute_values(":cnt", number(finished.responses))
            .expression_attribute_values(":dg", text(&finished.digest));
        if let Some(first) = finished.first_expiry {
            set.push_str(", fx = :fx");
            update = update.expression_attribute_values(":fx", seconds(first));
        }
        if !finished.surveys.is_empty() {
            set.push_str(" ADD sv :sv");
            update = update
                .expression_attribute_values(":sv", AttributeValue::Ss(finished.surveys.iter().cloned().collect()));
        }
        match send(update.update_expression(set).return_values(ReturnValue::AllNew)).await? {
            Updated::Done(item) => record(&item.unwrap_or_default()).map(Some),
            Updated::Refused(_) => Ok(None),
        }
    }

    async fn seal_day(&self, judged: &DayRecord) -> Result<bool, StoreError> {
        let Some(computed) = judged.computed else {
            return Ok(false);
        };
        let update = self
            .update_day(judged.day.to_string())
            .update_expression("SET sealed = :true")
            .expression_attribute_values(":true", AttributeValue::Bool(true))
            .expression_attribute_values(":n", number(computed.number));
        let update = match judged.touched {
            None => update.condition_expression("n = :n AND i = :n AND attribute_not_exists(t)"),
            Some(touched) => update
                .condition_expression("n = :n AND i = :n AND t = :t")
                .expression_attribute_values(":t", millis(touched)),
        };
        Ok(matches!(send(update).await?, Updated::Done(_)))
    }

    async fn set_watermark(&self, day: Date) -> Result<(), StoreError> {
        let update = self
            .update_day(WATERMARK)
            .update_expression("SET #day = :day")
            .condition_expression("attribute_not_exists(#day) OR #day < :day")
            .expression_attribute_names("#day", "day")
            .expression_attribute_values(":day", text(day.to_string()));
        send(update).await.map(|_| ())
    }
}

impl MarkMerged for Store {
    async fn mark_merged(&self, day: Date, merged: u64) -> Result<(), StoreError> {
        let update = self
            .update_day(day.to_string())
            .update_expression("SET f = :f")
            .condition_expression("attribute_not_exists(f) OR f < :f")
            .expression_attribute_values(":f", number(merged));
        send(update).await.map(|_| ())
    }
}

fn record(item: &Item) -> Result<DayRecord, StoreError> {
    let day = get_text(item, SK)
        .and_then(|day| day.parse().ok())
        .ok_or_else(|| StoreError::damaged("a day", SK))?;
    let computed = get_number(item, "n")
        .zip(get_millis(item, "b"))
        .map(|(number, started)| Computed { number, started });
    let surveys = item
        .get("sv")
        .and_then(|set| set.as_ss().ok())
        .into_iter()
        .flatten()
        .cloned();
    Ok(DayRecord {
        day,
        touched: get_millis(item, "t"),
        issued: get_number(item, "i").unwrap_or(0),
        computed,
        surveys: surveys.collect(),
        first_expiry: get_seconds(item, "fx"),
        digest: get_text(item, "dg").map(str::to_owned),
        sealed: get_flag(item, "sealed"),
        merged: get_number(item, "f").unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_touched_since_ends_what_counts_as_settled_though_the_watermark_lies_beyond_it() {
        let calendar = Calendar::new("UTC").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut touched = DayRecord::new(date(2026, 11, 10));
        touched.computed = Some(Computed {
            number: 1,
            started: at("2026-11-11T04:10:00Z"),
        });
        let mut book = DayBook {
            records: vec![touched],
            watermark: Some(date(2026, 11, 20)),
        };
        let through = |book: &DayBook| book.settled_through(date(2026, 11, 1), date(2026, 11, 21), &calendar);
        assert_eq!(through(&book), Some(date(2026, 11, 20)));
        book.records[0].touched = Some(at("2026-11-21T12:00:00Z"));
        assert_eq!(through(&book), Some(date(2026, 11, 9)));
        book.watermark = None;
        assert_eq!(through(&book), None);
    }
}
