//! One night: merge what is new, then look at every customer.

use futures::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use shared::clock::Clock;
use shared::link::SealKey;
use shared::store::StoreError;
use shared::store::customers::{Customer, ReadCustomer, SaveCustomer, ScanCustomers};
use shared::store::days::{MarkMerged, ReadDays};
use shared::store::responses::ReadDayIndex;

use crate::assess::reassessed;
use crate::merge::merge_day;

/// What this function does to storage.
pub trait FlagStore: MarkMerged + ReadCustomer + ReadDayIndex + ReadDays + SaveCustomer + ScanCustomers {}

impl<S: MarkMerged + ReadCustomer + ReadDayIndex + ReadDays + SaveCustomer + ScanCustomers> FlagStore for S {}

/// Parts the table is scanned in at once.
const SEGMENTS: i32 = 4;

/// Time kept back before the process ends.
const RESERVE: SignedDuration = SignedDuration::from_secs(30);

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Days whose answers were merged.
    pub days_merged: u64,
    /// Customers looked at.
    pub customers: u64,
    /// Customers written, because something changed.
    pub written: u64,
    /// Customers with an open flag.
    pub flagged: u64,
}

impl Report {
    fn plus(self, other: Self) -> Self {
        Self {
            days_merged: self.days_merged + other.days_merged,
            customers: self.customers + other.customers,
            written: self.written + other.written,
            flagged: self.flagged + other.flagged,
        }
    }
}

/// Why a run did not end.
#[derive(Debug, thiserror::Error)]
pub enum FlagError {
    /// Storage failed; what was done stays done, and the next run goes on.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Time was nearly up. What was done stays done; run again to go on.
    #[error("time is nearly up before every customer was looked at; run again to go on")]
    Unfinished,
}

/// Merges the answers of newly computed days, then reassesses every customer.
///
/// # Errors
/// Storage failed, or the deadline came near. Running again goes on where this stopped.
pub async fn run<S: FlagStore>(
    store: &S,
    seal: &SealKey,
    clock: &dyn Clock,
    deadline: Option<Timestamp>,
) -> Result<Report, FlagError> {
    let now = clock.now();
    let in_time = || deadline.is_none_or(|deadline| deadline.duration_since(clock.now()) >= RESERVE);
    let mut report = Report::default();
    for record in store.read_days().await?.records {
        let Some(computed) = record.computed.filter(|computed| computed.number > record.merged) else {
            continue;
        };
        if !in_time() {
            return Err(FlagError::Unfinished);
        }
        report.written += merge_day(store, seal, record.day, now).await?;
        store.mark_merged(record.day, computed.number).await?;
        report.days_merged += 1;
    }
    let segments = stream::iter(0..SEGMENTS).map(|segment| reassess_segment(store, segment, now, &in_time));
    let scanned = segments
        .buffer_unordered(4)
        .try_fold(Report::default(), |sum, part| async move { Ok(sum.plus(part)) })
        .await?;
    let report = report.plus(scanned);
    tracing::info!(
        days = report.days_merged,
        customers = report.customers,
        written = report.written,
        flagged = report.flagged,
        "every customer was looked at"
    );
    Ok(report)
}

async fn reassess_segment<S: FlagStore>(
    store: &S,
    segment: i32,
    now: Timestamp,
    in_time: &(impl Fn() -> bool + Sync),
) -> Result<Report, FlagError> {
    let mut report = Report::default();
    let mut from = None;
    loop {
        if !in_time() {
            return Err(FlagError::Unfinished);
        }
        let (customers, next) = store.scan_customers(segment, SEGMENTS, from).await?;
        for customer in customers.iter().filter(|customer| !customer.erased) {
            let (written, flagged) = reassess(store, customer, now).await?;
            report = report.plus(Report {
                days_merged: 0,
                customers: 1,
                written: written.into(),
                flagged: flagged.into(),
            });
        }
        match next {
            Some(next) => from = Some(next),
            None => return Ok(report),
        }
    }
}

/// Writes a customer if something changed. One that another run changed meanwhile was looked at by that run.
async fn reassess<S: FlagStore>(store: &S, customer: &Customer, now: Timestamp) -> Result<(bool, bool), StoreError> {
    let next = reassessed(customer, now);
    let flagged = next.open_flag().is_some();
    Ok((next != *customer && store.save_customer(&next).await?, flagged))
}
