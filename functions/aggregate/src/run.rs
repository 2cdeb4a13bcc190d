//! One night: which days, in which order, until when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use shared::clock::Clock;
use shared::domain::day::{Calendar, UnknownZone, ZoneChange, after, before, shifted};
use shared::domain::day_book::DayBook;
use shared::domain::settle::{ALWAYS_AGAIN, DayRecord, advanced_watermark, days_to_compute, settle_lag};
use shared::store::StoreError;
use shared::store::days::{ComputeDay, FindPending, Pending, ReadDays};
use shared::store::events::ReadDayEvents;
use shared::store::invitations::ReadInvited;
use shared::store::responses::FoldDay;
use shared::store::scores::{PutScores, ReadSurveyDay};
use shared::store::service::{PutService, ReadServiceDay};
use shared::store::settings::{PutZone, ReadFirstSurvey, ReadSurveys, ReadZones};
use shared::telemetry::{Metric, Words, count, log};

use crate::charts::{ChartStore, follow};
use crate::compute::{DayOutcome, Sealing, compute_day, seal_if_due};
use crate::logged::Logged;

/// What the nightly run does to storage.
pub trait AggregateStore:
    ChartStore
    + ComputeDay
    + FindPending
    + FoldDay
    + PutScores
    + PutService
    + PutZone
    + ReadDayEvents
    + ReadDays
    + ReadFirstSurvey
    + ReadInvited
    + ReadServiceDay
    + ReadSurveyDay
    + ReadSurveys
    + ReadZones
{
}

impl<S> AggregateStore for S where
    S: ChartStore
        + ComputeDay
        + FindPending
        + FoldDay
        + PutScores
        + PutService
        + PutZone
        + ReadDayEvents
        + ReadDays
        + ReadFirstSurvey
        + ReadInvited
        + ReadServiceDay
        + ReadSurveyDay
        + ReadSurveys
        + ReadZones
{
}

/// Time kept back to write down how far a run came.
const RESERVE: SignedDuration = SignedDuration::from_secs(30);

/// From when the first recorded zone holds: before any answer there could be.
const FROM_THE_BEGINNING: Date = jiff::civil::date(1, 1, 1);

/// The circumstances of one run.
pub struct Night<'a> {
    /// The configured zone.
    pub time_zone: &'a str,
    /// The real clock.
    pub clock: &'a dyn Clock,
    /// Treat only days that had closed by then. Never later than now.
    pub as_of: Option<Timestamp>,
    /// When the process ends, if it does.
    pub deadline: Option<Timestamp>,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Every day it treated, in order.
    pub days: Vec<(Date, DayOutcome)>,
    /// The last unbroken settled day.
    pub settled_through: Option<Date>,
    /// Days computed too soon after their close or their last change to be settled: a later run settles them.
    pub not_yet_settled: Vec<Date>,
    /// Days sealed by this run.
    pub sealed: Vec<Date>,
    /// Days that should have been sealed days ago and cannot be.
    pub seal_overdue: Vec<Date>,
    /// Signals that this run was the first to keep: scores that have shifted.
    pub signals: Vec<String>,
}

/// Why a run did not end.
#[derive(Debug, thiserror::Error)]
pub enum AggregateError {
    /// Storage failed; what was done stays done, and the next run goes on.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The configured zone, or a recorded one, is unknown.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// Time was nearly up. What was done stays done; run again to go on.
    #[error("time is nearly up and {left} days are left; run again to go on")]
    Unfinished {
        /// Days not yet computed.
        left: usize,
    },
}

/// Runs a night.
///
/// # Errors
/// Storage failed, a zone is unknown, or the deadline came near. Running again goes on where this stopped.
pub async fn run<S: AggregateStore>(store: &S, night: &Night<'_>) -> Result<Report, AggregateError> {
    let now = night.clock.now();
    let calendar = calendar(store, night.time_zone, now).await?;
    let moment = night.as_of.map_or(now, |as_of| as_of.min(now));
    let today = calendar.day_of(moment);
    let yesterday = before(today);
    let surveys = store.read_surveys().await?;
    let first_survey = store.read_first_survey().await?;
    let first_day = first_survey.map(|since| before(calendar.day_of(since)));
    let watermark = store.read_watermark().await?;
    let open_for_work = watermark.map(after).or(first_day).unwrap_or(today);
    let mut records = records(store, open_for_work, today, now).await?;
    let mut plan = days_to_compute(watermark, first_day, &records, yesterday, &calendar);
    if today == calendar.day_of(now) && (first_day.is_some() || records.contains_key(&today)) {
        // The open day too, last: what came in so far is seen early, and every later run computes it again.
        plan.push(today);
    }
    let mut report = Report::default();
    let mut failure = None;
    let mut left = 0;
    for (done, day) in plan.iter().enumerate() {
        if night
            .deadline
            .is_some_and(|deadline| deadline.duration_since(night.clock.now()) < RESERVE)
        {
            left = plan.len() - done;
            break;
        }
        let (outcome, after) = match compute_day(store, *day, &calendar, night.clock).await {
            Ok(computed) => computed,
            Err(error) => {
                // One day that cannot be computed must not keep the others from it, nor from being sealed in time.
                log(&Logged::DayNotComputed {
                    day: *day,
                    error: Words::of(&error),
                });
                failure.get_or_insert(error);
                continue;
            }
        };
        if let Some(after) = after {
            if *day != today && !after.is_settled(&calendar) {
                report.not_yet_settled.push(*day);
            }
            records.insert(*day, after);
        }
        report.days.push((*day, outcome));
    }
    for record in records.values() {
        match seal_if_due(store, record, &calendar, night.clock).await? {
            Sealing::Sealed => report.sealed.push(record.day),
            Sealing::Overdue => report.seal_overdue.push(record.day),
            Sealing::NothingToDo | Sealing::Waiting => {}
        }
    }
    report.settled_through = advance_watermark(store, watermark, first_day, &records, yesterday, &calendar).await?;
    let start = report.settled_through.map(after).or(first_day);
    count(
        Metric::SettleLagDays,
        settle_lag(start, &records, yesterday, &calendar, night.clock.now()),
    );
    if let Some(error) = failure {
        return Err(error.into());
    }
    if left > 0 {
        return Err(AggregateError::Unfinished { left });
    }
    let book = DayBook {
        records: records.into_values().collect(),
        watermark: report.settled_through,
    };
    report.signals = follow(store, &surveys, &book, &calendar).await?;
    log(&Logged::ScoresComputed {
        days: report.days.len(),
        settled: report.settled_through,
        waiting: report.not_yet_settled.len(),
    });
    Ok(report)
}

/// The records that tonight's work depends on: every day from `unsettled_from` and of the last that are always computed
/// again up to `today`, and the older ones that wait for something. However long the history is, no others are read.
async fn records<S: AggregateStore>(
    store: &S,
    unsettled_from: Date,
    today: Date,
    now: Timestamp,
) -> Result<BTreeMap<Date, DayRecord>, StoreError> {
    let recent = unsettled_from.min(shifted(today, -ALWAYS_AGAIN));
    // Before the records: whoever changes a day touches it first, and a day marked later waits for the next night.
    let mut waiting = BTreeSet::new();
    for what in [Pending::Computation, Pending::Merge] {
        waiting.extend(store.pending_days(what, today).await?);
    }
    waiting.extend(
        store
            .pending_days(Pending::Seal, now.to_zoned(TimeZone::UTC).date())
            .await?,
    );
    waiting.retain(|day| !(recent..=today).contains(day));
    let mut records = store.read_records(recent, today).await?;
    records.extend(store.read_records_of(&waiting).await?);
    Ok(records.into_iter().map(|record| (record.day, record)).collect())
}

async fn advance_watermark<S: AggregateStore>(
    store: &S,
    watermark: Option<Date>,
    first_day: Option<Date>,
    records: &BTreeMap<Date, DayRecord>,
    yesterday: Date,
    calendar: &Calendar,
) -> Result<Option<Date>, StoreError> {
    let advanced = advanced_watermark(watermark, first_day, records, yesterday, calendar);
    if let Some(day) = advanced.filter(|_| advanced != watermark) {
        store.set_watermark(day).await?;
    }
    Ok(advanced)
}

/// The workspace's calendar; a configured zone that is new is recorded to begin on a day begun in neither.
async fn calendar<S: AggregateStore>(store: &S, configured: &str, now: Timestamp) -> Result<Calendar, AggregateError> {
    let mut history = store.read_zones().await?;
    if history.is_empty() {
        history.push(ZoneChange {
            from: FROM_THE_BEGINNING,
            zone: configured.to_owned(),
        });
        store.put_zone(&history[0]).await?;
    }
    let calendar = Calendar::from_history(configured, &history)?;
    match calendar.change_to(configured, now)? {
        None => Ok(calendar),
        Some(change) => {
            log(&Logged::ZoneChanged {
                zone: (&change).into(),
                from: change.from,
            });
            store.put_zone(&change).await?;
            history.push(change);
            Ok(Calendar::from_history(configured, &history)?)
        }
    }
}
