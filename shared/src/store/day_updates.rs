//! The steps of a day, each one conditional request that also moves the day's mark; `days.rs` says how.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Store;
use super::attributes::{Item, get_flag, get_number, get_text, millis, number, seconds, text};
use super::days::{
    BESIDE_TOUCHED, ComputeDay, DAYS, Finished, MarkMerged, Pending, TOUCHED, Touch, TouchBeside, TouchDay, WATERMARK,
    record,
};
use super::error::StoreError;
use super::names::{PENDING, PENDING_DATE, PK, SK};
use crate::domain::settle::{DayRecord, seal_due};

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

/// The assignments that mark a day with its next step.
fn marked(update: UpdateItemFluentBuilder, next: Pending, date: Date) -> (UpdateItemFluentBuilder, String) {
    let update = update
        .expression_attribute_values(":pending", text(next.name()))
        .expression_attribute_values(":date", text(date.to_string()));
    (update, format!("{PENDING} = :pending, {PENDING_DATE} = :date"))
}

/// The condition that a day, and what stands beside its scores, were last touched then, or never.
fn touched(
    mut update: UpdateItemFluentBuilder,
    day: Option<Timestamp>,
    rate: Option<Timestamp>,
) -> (UpdateItemFluentBuilder, String) {
    let conditions = [(TOUCHED, day), (BESIDE_TOUCHED, rate)].map(|(attribute, at)| match at {
        None => format!("attribute_not_exists({attribute})"),
        Some(at) => {
            update = update
                .clone()
                .expression_attribute_values(format!(":{attribute}"), millis(at));
            format!("{attribute} = :{attribute}")
        }
    });
    (update, conditions.join(" AND "))
}

impl TouchDay for Store {
    async fn touch_day(&self, day: Date, now: Timestamp) -> Result<Touch, StoreError> {
        self.touch(day, TOUCHED, now).await
    }
}

impl TouchBeside for Store {
    async fn touch_beside(&self, day: Date, now: Timestamp) -> Result<Touch, StoreError> {
        self.touch(day, BESIDE_TOUCHED, now).await
    }
}

impl Store {
    async fn touch(&self, day: Date, attribute: &str, now: Timestamp) -> Result<Touch, StoreError> {
        let (update, mark) = marked(self.update_day(day.to_string()), Pending::Computation, day);
        let update = update
            .update_expression(format!("SET #t = :now, {mark}"))
            .condition_expression("attribute_not_exists(sealed) AND (attribute_not_exists(#t) OR #t < :now)")
            .expression_attribute_names("#t", attribute)
            .expression_attribute_values(":now", millis(now));
        match send(update).await? {
            Updated::Refused(found) if get_flag(&found, "sealed") => Ok(Touch::Sealed),
            // A later touch is already there, with its mark, and announces this change too.
            Updated::Done(_) | Updated::Refused(_) => Ok(Touch::Announced),
        }
    }

    /// Stores what a computation says of its day. Where it is complete, only if the day is still touched as it was, and on to
    /// the next step; else the day is to be computed once more.
    fn finish(&self, day: Date, finished: &Finished, complete: bool) -> UpdateItemFluentBuilder {
        let mut set = String::from("SET n = :n, b = :b, cnt = :cnt, ev = :ev, dg = :dg");
        let mut remove = Vec::new();
        let mut condition = String::from("attribute_not_exists(sealed) AND (attribute_not_exists(n) OR n < :n)");
        let mut update = self
            .update_day(day.to_string())
            .expression_attribute_values(":n", number(finished.computed.number))
            .expression_attribute_values(":b", millis(finished.computed.started))
            .expression_attribute_values(":cnt", number(finished.responses))
            .expression_attribute_values(":ev", number(finished.events))
            .expression_attribute_values(":dg", text(&finished.digest));
        if complete {
            let (conditional, as_before) = touched(update, finished.touched, finished.beside_touched);
            update = conditional;
            condition = format!("{condition} AND {as_before}");
        }
        let next = match (complete, finished.merged) {
            (false, _) => Some((Pending::Computation, day)),
            (true, false) => Some((Pending::Merge, day)),
            (true, true) => {
                set.push_str(", f = :n");
                finished
                    .first_expiry
                    .map(|first| (Pending::Seal, seal_date(seal_due(first))))
            }
        };
        match next {
            Some((pending, date)) => {
                let (with_mark, mark) = marked(update, pending, date);
                update = with_mark;
                set.push_str(&format!(", {mark}"));
            }
            None => remove.extend([PENDING, PENDING_DATE]),
        }
        match finished.first_expiry {
            Some(first) => {
                set.push_str(", fx = :fx");
                update = update.expression_attribute_values(":fx", seconds(first));
            }
            None => remove.push("fx"),
        }
        if !remove.is_empty() {
            set.push_str(&format!(" REMOVE {}", remove.join(", ")));
        }
        if !finished.surveys.is_empty() {
            set.push_str(" ADD sv :sv");
            update = update
                .expression_attribute_values(":sv", AttributeValue::Ss(finished.surveys.iter().cloned().collect()));
        }
        update
            .update_expression(set)
            .condition_expression(condition)
            .return_values(ReturnValue::AllNew)
    }
}

/// The day (UTC) under which a day to be sealed waits.
fn seal_date(due: Timestamp) -> Date {
    due.to_zoned(TimeZone::UTC).date()
}

impl ComputeDay for Store {
    async fn take_number(&self, day: Date) -> Result<Option<DayRecord>, StoreError> {
        let update = self
            .update_day(day.to_string())
            // Marked, should this process stop here: an item without a result waits for one, wherever it lies.
            .update_expression(format!(
                "SET {PENDING} = if_not_exists({PENDING}, :pending), {PENDING_DATE} = if_not_exists({PENDING_DATE}, :date) ADD i :one"
            ))
            .condition_expression("attribute_not_exists(sealed)")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":pending", text(Pending::Computation.name()))
            .expression_attribute_values(":date", text(day.to_string()))
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
        let own = |found: &Item| get_number(found, "n") == Some(finished.computed.number);
        let onwards = finished.completes.then(|| self.finish(day, finished, true));
        // A complete day goes on only if it is still touched as it was: a mark cleared without comparing
        // would lose a touch made while the day was read. Where it was touched, it is to be computed once more.
        let to_compute = self.finish(day, finished, false);
        for update in onwards.into_iter().chain([to_compute]) {
            match send(update).await? {
                Updated::Done(item) => return record(&item.unwrap_or_default()).map(Some),
                // An attempt without an answer had landed.
                Updated::Refused(found) if own(&found) => return record(&found).map(Some),
                // Superseded or sealed, which the second update meets too; or touched, which it allows.
                Updated::Refused(_) => {}
            }
        }
        Ok(None)
    }

    async fn seal_day(&self, judged: &DayRecord) -> Result<bool, StoreError> {
        let Some(computed) = judged.computed else {
            return Ok(false);
        };
        let seal = |assignments: &str, also: &str| {
            let (update, as_judged) = touched(
                self.update_day(judged.day.to_string()),
                judged.touched,
                judged.beside_touched,
            );
            update
                .update_expression(assignments)
                .condition_expression(format!("n = :n AND i = :n AND {as_judged} AND {also}"))
                .expression_attribute_values(":true", AttributeValue::Bool(true))
                .expression_attribute_values(":n", number(computed.number))
                .expression_attribute_values(":merge", text(Pending::Merge.name()))
        };
        let nothing_left = seal(
            &format!("SET sealed = :true REMOVE {PENDING}, {PENDING_DATE}"),
            &format!("(attribute_not_exists({PENDING}) OR {PENDING} <> :merge)"),
        );
        match send(nothing_left).await? {
            Updated::Done(_) => Ok(true),
            Updated::Refused(found) if get_text(&found, PENDING) == Some(Pending::Merge.name()) => {
                let to_merge = seal("SET sealed = :true", &format!("{PENDING} = :merge"));
                Ok(matches!(send(to_merge).await?, Updated::Done(_)))
            }
            Updated::Refused(_) => Ok(false),
        }
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
    async fn mark_merged(&self, merged: &DayRecord) -> Result<(), StoreError> {
        let Some(computed) = merged.computed else {
            return Ok(());
        };
        let update = || {
            self.update_day(merged.day.to_string())
                .expression_attribute_values(":f", number(computed.number))
        };
        let settled = |sealed: bool| {
            let (update, assignments) = match merged.seal_due().filter(|_| !sealed) {
                Some(due) => {
                    let (update, mark) = marked(update(), Pending::Seal, seal_date(due));
                    (update, format!("SET f = :f, {mark}"))
                }
                None => (update(), format!("SET f = :f REMOVE {PENDING}, {PENDING_DATE}")),
            };
            let as_read = if sealed {
                "attribute_exists(sealed)"
            } else {
                "attribute_not_exists(sealed)"
            };
            update
                .update_expression(assignments)
                .condition_expression(format!("n = :f AND {PENDING} = :merge AND {as_read}"))
                .expression_attribute_values(":merge", text(Pending::Merge.name()))
        };
        let Updated::Refused(found) = send(settled(merged.sealed)).await? else {
            return Ok(());
        };
        let sealed_since = get_flag(&found, "sealed") && !merged.sealed;
        if sealed_since && matches!(send(settled(true)).await?, Updated::Done(_)) {
            return Ok(());
        }
        // Not settled, or computed again since: it is merged once more then, and keeps its mark.
        let only_forward = update()
            .update_expression("SET f = :f")
            .condition_expression("attribute_not_exists(f) OR f < :f");
        send(only_forward).await.map(|_| ())
    }
}
