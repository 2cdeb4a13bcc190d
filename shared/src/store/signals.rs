//! Signals: one item each, stored once, and marked when a person has dealt with it.

use std::future::Future;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};

use super::Store;
use super::attributes::{Item, get_flag, get_map, get_millis, get_text, millis, number, text};
use super::error::StoreError;
use super::names::{PK, SK};
use crate::domain::chart::{Acknowledged, Direction, OpenSignal, ScoreSignal, Tally};

/// Partition of the signals in the table of scores. No survey can have this id.
pub const SIGNALS: &str = "#signals";

/// What was there when a signal was kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptBefore {
    /// The signal was there.
    pub known: bool,
    /// It sent a message.
    pub alert: bool,
    /// Somebody had dealt with it.
    pub acknowledged: Option<Acknowledged>,
}

/// What became of acknowledging a signal.
#[derive(Debug, Clone, PartialEq)]
pub enum Acknowledgement {
    /// It is acknowledged now.
    Done(Box<ScoreSignal>),
    /// It was already, and stays as it was.
    Before(Box<ScoreSignal>),
    /// There is no such signal.
    Unknown,
}

/// Keeps a signal (UpdateItem on `#signals`).
pub trait KeepSignal: Sync {
    /// Stores a signal unless it is there, and marks it as an alert where it is one. What is there is never changed
    /// back, so this may be done any number of times.
    fn keep_signal(&self, signal: &ScoreSignal) -> impl Future<Output = Result<KeptBefore, StoreError>> + Send;
}

/// Reads the signals (Query on `#signals`).
pub trait ReadSignals: Sync {
    /// All of them, the latest noticed first, the whole survey before its touchpoints. There are few: a chart raises
    /// its next when a person has acknowledged the last.
    fn read_signals(&self) -> impl Future<Output = Result<Vec<ScoreSignal>, StoreError>> + Send;
}

/// Acknowledges a signal (UpdateItem on `#signals`).
pub trait AcknowledgeSignal: Sync {
    /// Notes who has dealt with it, and when; the first stays.
    fn acknowledge_signal(
        &self,
        id: &str,
        by: &Acknowledged,
    ) -> impl Future<Output = Result<Acknowledgement, StoreError>> + Send;
}

impl Store {
    fn update_signal(&self, id: &str) -> UpdateItemFluentBuilder {
        self.client
            .update_item()
            .table_name(&self.tables.scores)
            .key(PK, text(SIGNALS))
            .key(SK, text(id))
    }
}

impl KeepSignal for Store {
    async fn keep_signal(&self, signal: &ScoreSignal) -> Result<KeptBefore, StoreError> {
        let mut set = String::from(
            "SET s = if_not_exists(s, :s), t = if_not_exists(t, :t), m = if_not_exists(m, :m), sig = if_not_exists(sig, :sig)",
        );
        let mut update = self
            .update_signal(&signal.id())
            .expression_attribute_values(":s", text(&signal.survey))
            .expression_attribute_values(":t", text(signal.subject.to_string()))
            .expression_attribute_values(":m", text(signal.measure.to_string()))
            .expression_attribute_values(":sig", AttributeValue::M(write_open_signal(&signal.noticed)));
        if signal.noticed.alert {
            set.push_str(", al = :true");
            update = update.expression_attribute_values(":true", AttributeValue::Bool(true));
        }
        let kept = update
            .update_expression(set)
            .return_values(ReturnValue::AllOld)
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("UpdateItem", &error))?;
        let before = kept.attributes.unwrap_or_default();
        Ok(KeptBefore {
            known: before.contains_key("sig"),
            alert: get_flag(&before, "al"),
            acknowledged: acknowledged(&before),
        })
    }
}

impl ReadSignals for Store {
    async fn read_signals(&self) -> Result<Vec<ScoreSignal>, StoreError> {
        let pages = self
            .client
            .query()
            .table_name(&self.tables.scores)
            .key_condition_expression("pk = :signals")
            .expression_attribute_values(":signals", text(SIGNALS));
        let mut signals = Vec::new();
        let mut items = pages.into_paginator().items().send();
        while let Some(item) = items.next().await {
            signals.push(read(&item.map_err(|error| StoreError::from_sdk("Query", &error))?)?);
        }
        signals.sort_by(|one, other| {
            let later = other.noticed.noticed.cmp(&one.noticed.noticed);
            later.then_with(|| (&one.survey, &one.subject).cmp(&(&other.survey, &other.subject)))
        });
        Ok(signals)
    }
}

impl AcknowledgeSignal for Store {
    async fn acknowledge_signal(&self, id: &str, by: &Acknowledged) -> Result<Acknowledgement, StoreError> {
        let update = self
            .update_signal(id)
            .update_expression("SET ka = :at, kb = :by")
            .condition_expression("attribute_exists(sig) AND attribute_not_exists(ka)")
            .expression_attribute_values(":at", millis(by.at))
            .expression_attribute_values(":by", text(&by.by))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        match update.send().await {
            Ok(done) => {
                let signal = read(&done.attributes.unwrap_or_default())?;
                Ok(Acknowledgement::Done(Box::new(signal)))
            }
            Err(SdkError::ServiceError(failed)) => match failed.err() {
                UpdateItemError::ConditionalCheckFailedException(check) => match check.item() {
                    Some(there) => Ok(Acknowledgement::Before(Box::new(read(there)?))),
                    None => Ok(Acknowledgement::Unknown),
                },
                _ => Err(StoreError::from_sdk("UpdateItem", &SdkError::ServiceError(failed))),
            },
            Err(error) => Err(StoreError::from_sdk("UpdateItem", &error)),
        }
    }
}

/// What of a signal never changes.
pub(super) fn write_open_signal(signal: &OpenSignal) -> Item {
    let tally = |tally: Tally| AttributeValue::L([tally.n, tally.up, tally.down].map(number).to_vec());
    Item::from([
        ("way".to_owned(), text(signal.direction.word())),
        ("from".to_owned(), text(signal.began.to_string())),
        ("seen".to_owned(), text(signal.noticed.to_string())),
        ("was".to_owned(), tally(signal.before)),
        ("is".to_owned(), tally(signal.since)),
    ])
}

/// Reads what [`write_open_signal`] wrote.
pub(super) fn open_signal(item: &Item, alert: bool) -> Option<OpenSignal> {
    let tally = |name: &str| {
        let counts: Vec<u64> = item
            .get(name)?
            .as_l()
            .ok()?
            .iter()
            .filter_map(|count| count.as_n().ok()?.parse().ok())
            .collect();
        let [n, up, down] = counts[..] else { return None };
        Some(Tally { n, up, down })
    };
    let way = get_text(item, "way")?;
    Some(OpenSignal {
        direction: [Direction::Fell, Direction::Rose]
            .into_iter()
            .find(|direction| direction.word() == way)?,
        began: get_text(item, "from")?.parse().ok()?,
        noticed: get_text(item, "seen")?.parse().ok()?,
        before: tally("was")?,
        since: tally("is")?,
        alert,
    })
}

fn acknowledged(item: &Item) -> Option<Acknowledged> {
    Some(Acknowledged {
        at: get_millis(item, "ka")?,
        by: get_text(item, "kb")?.to_owned(),
    })
}

fn read(item: &Item) -> Result<ScoreSignal, StoreError> {
    let sort = get_text(item, SK).unwrap_or("a signal");
    let lacks = |what: &'static str| move || StoreError::damaged(sort, what);
    let signal = get_map(item, "sig").and_then(|signal| open_signal(signal, get_flag(item, "al")));
    Ok(ScoreSignal {
        survey: get_text(item, "s").map(str::to_owned).ok_or_else(lacks("s"))?,
        subject: get_text(item, "t")
            .and_then(|subject| subject.parse().ok())
            .ok_or_else(lacks("t"))?,
        measure: get_text(item, "m")
            .and_then(|measure| measure.parse().ok())
            .ok_or_else(lacks("m"))?,
        noticed: signal.ok_or_else(lacks("sig"))?,
        acknowledged: acknowledged(item),
    })
}
