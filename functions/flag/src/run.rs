//! One night: merge what is new, then look at every customer.

use std::collections::BTreeSet;

use futures::{StreamExt, TryStreamExt, stream};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use shared::clock::Clock;
use shared::link::SealKey;
use shared::store::StoreError;
use shared::store::customers::{Customer, ScanCustomers};
use shared::store::days::{FindPending, MarkMerged, Pending, ReadDays};
use shared::store::risk_settings::ReadRiskSettings;
use shared::telemetry::{self, Metric};

use crate::assess::{Terms, reassessed};
use crate::forget::{ForgetStore, forget_asked, forget_attributes};
use crate::merge::{MergeStore, merge_day};

/// What this function does to storage.
pub trait FlagStore:
    FindPending + ForgetStore + MarkMerged + MergeStore + ReadDays + ReadRiskSettings + ScanCustomers
{
}

impl<S> FlagStore for S where
    S: FindPending + ForgetStore + MarkMerged + MergeStore + ReadDays + ReadRiskSettings + ScanCustomers
{
}

/// Parts the table is scanned in at once.
const SEGMENTS: i32 = 4;

/// Time kept back before the process ends.
const RESERVE: SignedDuration = SignedDuration::from_secs(30);

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Days whose answers, invitations and events were merged.
    pub days_merged: u64,
    /// Customers looked at.
    pub customers: u64,
    /// Customers written, because something changed.
    pub written: u64,
    /// Customers with an open flag.
    pub flagged: u64,
    /// Customers of whom it was forgotten when they were asked last, as no rule looks back that far.
    pub asked_forgotten: u64,
}

impl Report {
    fn plus(self, other: Self) -> Self {
        Self {
            days_merged: self.days_merged + other.days_merged,
            customers: self.customers + other.customers,
            written: self.written + other.written,
            flagged: self.flagged + other.flagged,
            asked_forgotten: self.asked_forgotten + other.asked_forgotten,
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

/// The circumstances of one run.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
    /// The moment that risk is computed for.
    pub now: Timestamp,
    /// How long an answer may be remembered.
    pub retention: SignedDuration,
    /// The real clock.
    pub clock: &'a dyn Clock,
    /// When the process ends, if it does.
    pub deadline: Option<Timestamp>,
}

impl<'a> Moment<'a> {
    /// Now, by `clock`.
    #[must_use]
    pub fn new(clock: &'a dyn Clock, retention: SignedDuration, deadline: Option<Timestamp>) -> Self {
        Self {
            now: clock.now(),
            retention,
            clock,
            deadline,
        }
    }

    /// Whether there is time to go on.
    pub(crate) fn check(&self) -> Result<(), FlagError> {
        let near = self
            .deadline
            .is_some_and(|deadline| deadline.duration_since(self.clock.now()) < RESERVE);
        if near { Err(FlagError::Unfinished) } else { Ok(()) }
    }
}

/// Merges what newly computed days tell, then reassesses every customer.
///
/// # Errors
/// Storage failed, or the deadline came near. Running again goes on where this stopped.
pub async fn run<S: FlagStore>(store: &S, seal: &SealKey, moment: Moment<'_>) -> Result<Report, FlagError> {
    let terms = Terms::of(&store.read_risk_settings().await?);
    let mut report = Report::default();
    let mut failure = None;
    // Days that are not settled are merged too: a low answer of today is looked at tonight.
    let mut waiting = BTreeSet::new();
    for what in [Pending::Computation, Pending::Merge] {
        waiting.extend(store.pending_days(what, Date::MAX).await?);
    }
    for record in store.read_records_of(&waiting).await? {
        if record.computed.is_none_or(|computed| computed.number <= record.merged) {
            continue;
        }
        match merge_day(store, seal, record.day, &terms, moment).await {
            Ok(written) => {
                report.written += written;
                store.mark_merged(&record).await?;
                report.days_merged += 1;
            }
            Err(FlagError::Unfinished) => return Err(FlagError::Unfinished),
            Err(error) => {
                // One day that cannot be read must not keep the others from the customers.
                tracing::error!(day = %record.day, %error, "a day could not be merged into the customers");
                failure.get_or_insert(error);
            }
        }
    }
    let segments = stream::iter(0..SEGMENTS).map(|segment| reassess_segment(store, segment, &terms, moment));
    let scanned = segments
        .buffer_unordered(4)
        .try_fold(Report::default(), |sum, part| async move { Ok(sum.plus(part)) })
        .await?;
    if let Some(error) = failure {
        return Err(error);
    }
    let report = report.plus(scanned);
    // Counted here, at the end of the second half: a night whose customers were not looked at is not complete.
    telemetry::count(Metric::NightlyRunCompleted, 1, moment.clock.now());
    tracing::info!(
        days = report.days_merged,
        customers = report.customers,
        written = report.written,
        flagged = report.flagged,
        asked_forgotten = report.asked_forgotten,
        "every customer was looked at"
    );
    Ok(report)
}

async fn reassess_segment<S: FlagStore>(
    store: &S,
    segment: i32,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<Report, FlagError> {
    let mut report = Report::default();
    let mut from = None;
    loop {
        moment.check()?;
        let (customers, next) = store.scan_customers(segment, SEGMENTS, from).await?;
        for customer in &customers {
            report.asked_forgotten += u64::from(forget_asked(store, customer, moment.now).await?);
        }
        // Of whoever was asked and has not answered there is nothing to assess.
        let assessable = |customer: &&Customer| !customer.erased && customer.revision > 0;
        for customer in customers.iter().filter(assessable) {
            let (written, flagged) = reassess(store, customer, terms, moment).await?;
            report = report.plus(Report {
                customers: 1,
                written: written.into(),
                flagged: flagged.into(),
                ..Report::default()
            });
        }
        match next {
            Some(next) => from = Some(next),
            None => return Ok(report),
        }
    }
}

/// Writes a customer if something changed. One that another run changed meanwhile was looked at by that run.
async fn reassess<S: FlagStore>(
    store: &S,
    customer: &Customer,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<(bool, bool), StoreError> {
    let next = reassessed(customer, terms, moment.now, moment.retention);
    forget_attributes(store, customer, &next).await?;
    let flagged = next.open_flag().is_some();
    Ok((next != *customer && store.save_customer(&next).await?, flagged))
}

#[cfg(test)]
mod tests;
