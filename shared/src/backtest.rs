//! Backtest: reads what is replayed, customer by customer, by the same sample and the same histories that are learned from.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;

use crate::domain::day::{Calendar, before};
use crate::domain::registered::Record;
use crate::domain::response::Respondent;
use crate::domain::risk::backtest::{By, Past, Replay, Report};
use crate::domain::risk::logistic::FitError;
use crate::domain::risk::rows::Window;
use crate::domain::risk::{Cause, History, Usual};
use crate::learning::{AT_ONCE, Circumstances, LearningError, OutcomeStore, sample};
use crate::link::Pseudonym;
use crate::store::StoreError;
use crate::store::customers::{Customer, ReadCustomer};

/// Months that are read at most: the earlier ones are learned from.
const MOST_MONTHS: usize = 48;

/// What a backtest reads.
pub trait BacktestStore: OutcomeStore + ReadCustomer {}

impl<S> BacktestStore for S where S: OutcomeStore + ReadCustomer {}

/// What is asked of a backtest.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// How many months are replayed at most, the latest ones.
    pub months: usize,
    /// How many customers the team looks at in a month.
    pub top: u64,
    /// What customers are divided by; none where they are not.
    pub by: Option<&'a By>,
}

/// Why there is no backtest.
#[derive(Debug, Error)]
pub enum BacktestError {
    /// Reading failed, or a feature used what it could not know.
    #[error(transparent)]
    Reading(#[from] LearningError),
    /// The numbers are none.
    #[error("nothing can be replayed: {0}")]
    Fit(#[from] FitError),
}

/// Replays the past. Nothing is changed.
///
/// # Errors
/// Storage fails, a feature uses what it cannot know, or time is up.
pub async fn backtest<S: BacktestStore>(
    store: &S,
    of: Circumstances<'_>,
    calendar: &Calendar,
    asked: Asked<'_>,
) -> Result<Report, BacktestError> {
    let window = Window {
        horizon_days: of.settings.horizon_days,
        retention: of.retention,
    };
    let (replay, names) = read(store, of, window, &months(window, calendar, of.now), asked.by).await?;
    let replayed = replay.run(&of.scorecard(), asked.months)?;
    Ok(Report::of(&replayed, asked.top, asked.by.map(|_| names.as_slice())))
}

/// First days of months and when they began, oldest first: those whose windows have closed.
fn months(window: Window, calendar: &Calendar, now: Timestamp) -> Vec<(Date, Timestamp)> {
    let newest = calendar.day_of(now).first_of_month();
    let all = std::iter::successors(Some(newest), |day| Some(before(*day).first_of_month()));
    let began = all.map(|day| (day, calendar.opens(day)));
    let closed = began.skip_while(|(_, moment)| window.closes(*moment) > now);
    let mut months: Vec<_> = closed.take(MOST_MONTHS).collect();
    months.reverse();
    months
}

async fn read<S: BacktestStore>(
    store: &S,
    of: Circumstances<'_>,
    window: Window,
    months: &[(Date, Timestamp)],
    by: Option<&By>,
) -> Result<(Replay, Vec<String>), LearningError> {
    let days = |month: Option<&(Date, Timestamp)>| month.map(|(_, moment)| Usual::days_before(*moment));
    let conversations = match (days(months.first()), days(months.last())) {
        (Some((first, _)), Some((_, last))) => store.read_conversations(first, last).await?,
        _ => Vec::new(),
    };
    let mut replay = Replay::new(window, months, |moment| Usual::at(moment, &conversations));
    let mut names = Names::default();
    // In the order of the sample, so that the same data give the same numbers to the last digit.
    let mut people = stream::iter(sample(store, of).await?)
        .map(|customer| person(store, customer))
        .buffered(AT_ONCE);
    while let Some(person) = people.try_next().await? {
        of.check()?;
        let segments: Vec<Option<u32>> = months
            .iter()
            .map(|(_, moment)| Some(names.number(by?.segment(&person.attributes, &person.records, *moment)?)))
            .collect();
        replay.add(&Past {
            history: &person.history,
            treated: person.treated,
            segments: &segments,
        })?;
    }
    Ok((replay, names.in_order()))
}

/// What is read of a customer.
struct Person {
    history: History,
    records: Vec<Record>,
    attributes: BTreeMap<String, String>,
    treated: Option<Timestamp>,
}

async fn person<S: BacktestStore>(store: &S, customer: Pseudonym) -> Result<Person, StoreError> {
    let key = Respondent::Customer(customer);
    let records = store.read_respondent(key).await?;
    let events = store.read_events(key).await?;
    let events = events.into_iter().filter_map(|stored| stored.event).collect();
    // One who was erased meanwhile has nothing left.
    let customer = store.read_customer(key).await?.unwrap_or_else(|| Customer::new(key));
    let closed = customer.flag.and_then(|flag| flag.closed);
    Ok(Person {
        history: History::of(&records, events),
        records,
        attributes: customer.attributes,
        treated: closed
            .filter(|closed| closed.cause == Cause::Person)
            .map(|closed| closed.at),
    })
}

/// Names of segments, numbered as they come.
#[derive(Default)]
struct Names(BTreeMap<String, u32>);

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        match self.0.get(name) {
            Some(number) => *number,
            None => *self.0.entry(name.to_owned()).or_insert(next),
        }
    }

    fn in_order(self) -> Vec<String> {
        let mut names: Vec<(String, u32)> = self.0.into_iter().collect();
        names.sort_by_key(|(_, number)| *number);
        names.into_iter().map(|(name, _)| name).collect()
    }
}
