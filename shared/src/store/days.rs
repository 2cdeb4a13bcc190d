//! The state of each day: touches, numbers of computations, seals, what a day waits for, and the watermark.
//!
//! A night must not cost more the longer the history is, so no run reads all days. It reads the days after the watermark
//! by key, and finds older ones by what they wait for: a day's item carries a mark ([`Pending`]) while it waits, in a
//! sparse index. Each step of a day moves its mark in the same request that stores the step:
//!
//! | request | the mark afterwards |
//! |---|---|
//! | [`TouchDay::touch_day`], [`TouchBeside::touch_beside`] | computation |
//! | [`ComputeDay::finish_day`] of a computation that completes the day, if nobody touched it since its number was taken | merge; as after `mark_merged` where the same answers are merged already |
//! | any other `finish_day` | computation |
//! | [`MarkMerged::mark_merged`] of the newest computation of a day marked merge | seal, or none where there is nothing that expires |
//! | [`ComputeDay::seal_day`] | none, but merge stays |
//!
//! So a process that stops between two requests leaves the mark of the step that is still to be done. A mark that the
//! index does not show yet waits for the next night. A mark that it still shows is checked: the index only names days, and
//! what is done with them depends on their items, read consistently.

use std::collections::BTreeSet;
use std::future::Future;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Store;
use super::attributes::{Item, get_flag, get_millis, get_number, get_seconds, get_text, text};
use super::error::StoreError;
use super::names::{BY_PENDING, PENDING, PENDING_DATE, SK};
use crate::domain::day::shifted;
use crate::domain::day_book::DayBook;
use crate::domain::settle::{Computed, DayRecord};

/// Partition of the days in the table of scores.
pub const DAYS: &str = crate::domain::survey::RESERVED_ID;
pub(super) const WATERMARK: &str = "watermark";
pub(super) const TOUCHED: &str = "t";
pub(super) const BESIDE_TOUCHED: &str = "tr";

/// Two days that are read with one request where both are wanted: what lies between costs less than a request.
const NEAR: i32 = 7;

/// What became of announcing a change to a closed day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// The day will be computed again: write within ten minutes.
    Announced,
    /// The day is sealed and takes no more changes.
    Sealed,
}

/// The next step of a day, with which its item is marked until it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pending {
    /// Its scores are to be computed.
    Computation,
    /// Its scores are settled, and its answers are to be merged into the customers.
    Merge,
    /// Everything is done but to seal it, on a later date.
    Seal,
}

impl Pending {
    /// As it is stored.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Computation => "compute",
            Self::Merge => "merge",
            Self::Seal => "seal",
        }
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
    /// Events of customers read.
    pub events: u64,
    /// When the first of them expires.
    pub first_expiry: Option<Timestamp>,
    /// Digest of the scores.
    pub digest: String,
    /// When the day had last been touched as the number was taken.
    pub touched: Option<Timestamp>,
    /// When what stands beside its scores had.
    pub beside_touched: Option<Timestamp>,
    /// Whether the computation started late enough for both, and for the day's close: nothing is left to compute.
    pub completes: bool,
    /// Whether its answers and events are in the customers' signals already, as they are the ones of the computation before.
    pub merged: bool,
}

/// Announces a change to a closed day (UpdateItem on `days`).
pub trait TouchDay: Sync {
    /// Sets `touched_at` to `now`, only forward, unless the day is sealed.
    fn touch_day(&self, day: Date, now: Timestamp) -> impl Future<Output = Result<Touch, StoreError>> + Send;
}

/// Announces a change to what stands beside a closed day's scores: its response rate, its service measures (UpdateItem on `days`).
pub trait TouchBeside: Sync {
    /// Has the day computed again without unsettling its scores, unless it is sealed; otherwise as [`TouchDay::touch_day`].
    fn touch_beside(&self, day: Date, now: Timestamp) -> impl Future<Output = Result<Touch, StoreError>> + Send;
}

/// Reads the state of days (Query on `days`).
pub trait ReadDays: Sync {
    /// The records of the days from `from` to `to` that have any, oldest first, with consistent reads.
    fn read_records(&self, from: Date, to: Date) -> impl Future<Output = Result<Vec<DayRecord>, StoreError>> + Send;
    /// The last unbroken settled day, with a consistent read.
    fn read_watermark(&self) -> impl Future<Output = Result<Option<Date>, StoreError>> + Send;

    /// Records and watermark together.
    fn read_days(&self, from: Date, to: Date) -> impl Future<Output = Result<DayBook, StoreError>> + Send {
        async move {
            // In this order: a day that the watermark has passed has its record by the time the records are read.
            let watermark = self.read_watermark().await?;
            let records = self.read_records(from, to).await?;
            Ok(DayBook { records, watermark })
        }
    }

    /// The records from a day on, and the watermark.
    fn read_days_from(&self, from: Date) -> impl Future<Output = Result<DayBook, StoreError>> + Send {
        self.read_days(from, Date::MAX)
    }

    /// The records of these days that have any, oldest first, with consistent reads: one request for days that lie
    /// close together.
    fn read_records_of(
        &self,
        days: &BTreeSet<Date>,
    ) -> impl Future<Output = Result<Vec<DayRecord>, StoreError>> + Send {
        async move {
            let mut records = Vec::new();
            for (from, to) in close_together(days) {
                records.extend(self.read_records(from, to).await?);
            }
            records.retain(|record| days.contains(&record.day));
            Ok(records)
        }
    }
}

/// Finds the days that wait for something (Query on the index `by_pending`).
pub trait FindPending: Sync {
    /// The days marked with `what` whose date is at most `until`: the day itself or, of a day to be sealed, the day (UTC)
    /// on which that is due. Eventually consistent.
    fn pending_days(
        &self,
        what: Pending,
        until: Date,
    ) -> impl Future<Output = Result<BTreeSet<Date>, StoreError>> + Send;
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
    /// Says that the answers of the day's newest computation, as `merged` has it, are merged; only forward.
    fn mark_merged(&self, merged: &DayRecord) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The first and last days of runs of days that lie at most [`NEAR`] days apart.
fn close_together(days: &BTreeSet<Date>) -> Vec<(Date, Date)> {
    let mut runs: Vec<(Date, Date)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *day <= shifted(*last, NEAR) => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    runs
}

impl Store {
    async fn query_days(&self, from: String, to: String, oldest_first: bool) -> Result<Vec<Item>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.scores)
            .consistent_read(true)
            .scan_index_forward(oldest_first)
            .key_condition_expression("pk = :days AND sk BETWEEN :from AND :to")
            .expression_attribute_values(":days", text(DAYS))
            .expression_attribute_values(":from", text(from))
            .expression_attribute_values(":to", text(to));
        let items = pages.into_paginator().items().send();
        items
            .collect::<Result<Vec<Item>, _>>()
            .await
            .map_err(|error| StoreError::from_sdk("Query", &error))
    }
}

impl ReadDays for Store {
    async fn read_records(&self, from: Date, to: Date) -> Result<Vec<DayRecord>, StoreError> {
        if from > to {
            return Ok(Vec::new());
        }
        let items = self.query_days(from.to_string(), to.to_string(), true).await?;
        items.iter().map(record).collect()
    }

    async fn read_watermark(&self) -> Result<Option<Date>, StoreError> {
        let watermark = WATERMARK.to_owned();
        let items = self.query_days(watermark.clone(), watermark, true).await?;
        Ok(items.first().and_then(watermark_of))
    }

    async fn read_days_from(&self, from: Date) -> Result<DayBook, StoreError> {
        // The watermark lies after every day, so it is read first, as in `read_days`, and by the same request.
        let items = self.query_days(from.to_string(), WATERMARK.to_owned(), false).await?;
        let (watermarks, days): (Vec<&Item>, Vec<&Item>) =
            items.iter().partition(|item| get_text(item, SK) == Some(WATERMARK));
        Ok(DayBook {
            records: days.into_iter().rev().map(record).collect::<Result<_, _>>()?,
            watermark: watermarks.into_iter().find_map(watermark_of),
        })
    }
}

impl FindPending for Store {
    async fn pending_days(&self, what: Pending, until: Date) -> Result<BTreeSet<Date>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.scores)
            .index_name(BY_PENDING)
            .key_condition_expression(format!("{PENDING} = :what AND {PENDING_DATE} <= :until"))
            .expression_attribute_values(":what", text(what.name()))
            .expression_attribute_values(":until", text(until.to_string()));
        let mut days = BTreeSet::new();
        let mut items = pages.into_paginator().items().send();
        while let Some(item) = items.next().await {
            days.insert(day_of(&item.map_err(|error| StoreError::from_sdk("Query", &error))?)?);
        }
        Ok(days)
    }
}

fn watermark_of(item: &Item) -> Option<Date> {
    get_text(item, "day").and_then(|day| day.parse().ok())
}

fn day_of(item: &Item) -> Result<Date, StoreError> {
    get_text(item, SK)
        .and_then(|day| day.parse().ok())
        .ok_or_else(|| StoreError::damaged("a day", SK))
}

pub(super) fn record(item: &Item) -> Result<DayRecord, StoreError> {
    let day = day_of(item)?;
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
        touched: get_millis(item, TOUCHED),
        beside_touched: get_millis(item, BESIDE_TOUCHED),
        issued: get_number(item, "i").unwrap_or(0),
        computed,
        surveys: surveys.collect(),
        first_expiry: get_seconds(item, "fx"),
        digest: get_text(item, "dg").map(str::to_owned),
        answers: get_number(item, "cnt").unwrap_or(0),
        events: get_number(item, "ev").unwrap_or(0),
        sealed: get_flag(item, "sealed"),
        merged: get_number(item, "f").unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_that_lie_close_together_are_read_with_one_request() {
        let days = [(11, 1), (11, 2), (11, 9), (11, 17)].map(|(month, day)| date(2026, month, day));
        let runs = close_together(&days.into());
        assert_eq!(
            runs,
            [
                (date(2026, 11, 1), date(2026, 11, 9)),
                (date(2026, 11, 17), date(2026, 11, 17))
            ]
        );
        assert!(close_together(&BTreeSet::new()).is_empty());
    }
}
