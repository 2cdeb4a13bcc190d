//! One night: merge what is new, look at every customer, flag those who were chosen, and note how the night was.
//!
//! A run keeps its state in one item, so that another process goes on where one came to the end of its time, and computes
//! every risk for the one moment of the run: however often it is stopped, the customers come out as if it had not been.

mod choose;
mod finish;
mod look;
mod merge_days;
mod progress;
#[cfg(test)]
mod tests;

use futures::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use shared::clock::Clock;
use shared::domain::day::{Calendar, UnknownZone};
use shared::domain::risk::{NightRun, Overtaken, RiskSettings, Usual};
use shared::learning::{LearningStore, model_in_use};
use shared::link::SealKey;
use shared::store::StoreError;
use shared::store::customers::SiftCustomers;
use shared::store::days::{FindPending, MarkMerged, ReadDays};
use shared::store::risk_nights::{PutRiskNight, ReadRiskNights};
use shared::store::risk_runs::{PutRun, ReadRun};
use shared::store::risk_settings::ReadRiskSettings;
use shared::store::service::ReadService;
use shared::telemetry::log;

use crate::assess::Terms;
use crate::forget::ForgetStore;
use crate::logged::Logged;
use crate::merge::MergeStore;
use crate::start::Start;
use progress::Progress;

/// What this function does to storage.
pub trait FlagStore:
    FindPending
    + ForgetStore
    + LearningStore
    + MarkMerged
    + MergeStore
    + PutRiskNight
    + PutRun
    + ReadDays
    + ReadRiskNights
    + ReadRiskSettings
    + ReadRun
    + ReadService
    + SiftCustomers
{
}

impl<S> FlagStore for S where
    S: FindPending
        + ForgetStore
        + LearningStore
        + MarkMerged
        + MergeStore
        + PutRiskNight
        + PutRun
        + ReadDays
        + ReadRiskNights
        + ReadRiskSettings
        + ReadRun
        + ReadService
        + SiftCustomers
{
}

/// Parts the table is read in at once.
const PARTS: usize = 4;

/// Time kept back before the process ends: enough to end a page, all of whose customers may have to be written.
const RESERVE: SignedDuration = SignedDuration::from_secs(30);

/// What a run has done, over all its processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// The number of the run.
    pub run: u64,
    /// Whether everything is done. If not, the rest is still to be done.
    pub finished: bool,
    /// Whether another run, or another process with the same one, has taken over: nothing is left to this one.
    pub overtaken: bool,
    /// Days whose answers, invitations and events were merged.
    pub days_merged: u64,
    /// Customers looked at.
    pub customers: u64,
    /// Customers written, because something changed.
    pub written: u64,
    /// Customers with an open flag that the team is told of.
    pub flagged: u64,
    /// Customers of whom it was forgotten when they were asked last, as no rule looks back that far.
    pub asked_forgotten: u64,
    /// Customers who were passed over, as what is stored of them cannot be read.
    pub damaged: u64,
    /// Days that are left to the next run, as something of them could not be read.
    pub days_put_off: usize,
}

impl Report {
    fn of(run: &NightRun, finished: bool) -> Self {
        Self {
            run: run.number,
            finished,
            overtaken: false,
            days_merged: run.tally.days_merged,
            customers: run.tally.customers,
            written: run.tally.written,
            flagged: run.tally.flagged,
            asked_forgotten: run.tally.asked_forgotten,
            damaged: run.tally.damaged,
            days_put_off: run.merging.put_off.len(),
        }
    }

    /// Of a process that has nothing left to do.
    fn overtaken(run: u64) -> Self {
        Self {
            run,
            finished: false,
            overtaken: true,
            days_merged: 0,
            customers: 0,
            written: 0,
            flagged: 0,
            asked_forgotten: 0,
            damaged: 0,
            days_put_off: 0,
        }
    }

    /// What was left out must not pass for a good night: somebody has to hear of it.
    fn complete(self) -> Result<Self, FlagError> {
        match (self.damaged, self.days_put_off) {
            (0, 0) => Ok(self),
            (customers, days) => Err(FlagError::LeftOut { customers, days }),
        }
    }
}

/// Why a run did not end.
#[derive(Debug, thiserror::Error)]
pub enum FlagError {
    /// Storage failed; what was done stays done, and the next try goes on.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The zone of the workspace is none.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// Time is nearly up. What was done stays done.
    #[error(
        "the time of one process is not enough to get any further; look at what storage is busy with, and run again"
    )]
    Unfinished,
    /// The night is over, and not everything could be read. All the others were looked at.
    #[error(
        "the night is over, but {customers} customers could not be read and {days} days could not be merged whole; the log names them, and a night merges them once they are repaired"
    )]
    LeftOut {
        /// Customers who were passed over.
        customers: u64,
        /// Days that are left to the next run.
        days: usize,
    },
    /// Another run has taken over. What was done stays done.
    #[error("another run has taken over")]
    Overtaken,
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
    /// IANA name of the zone that the days of nights are counted in.
    pub time_zone: &'a str,
    /// The number of the run.
    pub(crate) run: u64,
}

impl<'a> Moment<'a> {
    /// Now, by `clock`.
    #[must_use]
    pub fn new(
        clock: &'a dyn Clock,
        retention: SignedDuration,
        deadline: Option<Timestamp>,
        time_zone: &'a str,
    ) -> Self {
        Self {
            now: clock.now(),
            retention,
            clock,
            deadline,
            time_zone,
            run: 0,
        }
    }

    /// Whether there is time to go on.
    pub(crate) fn check(&self) -> Result<(), FlagError> {
        if self.has(RESERVE) {
            Ok(())
        } else {
            Err(FlagError::Unfinished)
        }
    }

    /// Whether so much time is left.
    pub(crate) fn has(&self, time: SignedDuration) -> bool {
        self.deadline
            .is_none_or(|deadline| deadline.duration_since(self.clock.now()) >= time)
    }
}

/// Merges what newly computed days tell, then reassesses every customer. A run whose time is up says that it is not
/// finished: [`Start::Rest`] goes on with it.
///
/// # Errors
/// Storage failed, or time was up before anything was done. The same start goes on where this stopped.
pub async fn run<S: FlagStore>(
    store: &S,
    seal: &SealKey,
    start: &Start,
    moment: Moment<'_>,
) -> Result<Report, FlagError> {
    let settings = store.read_risk_settings().await?;
    let day = Calendar::new(moment.time_zone)?.day_of(moment.now);
    let last = store.read_run().await?;
    let begun = match start {
        Start::Night(night) => NightRun::next(last, night.as_deref(), (moment.now, day), PARTS),
        Start::Rest { run } => match NightRun::again(last, *run, PARTS) {
            Ok(begun) => begun,
            Err(Overtaken) => return Ok(Report::overtaken(*run)),
        },
    };
    let number = begun.number;
    let moment = Moment {
        now: begun.moment,
        run: number,
        ..moment
    };
    match night(store, seal, &settings, begun, moment).await {
        Err(FlagError::Overtaken) => {
            log(&Logged::Overtaken { run: number });
            Ok(Report::overtaken(number))
        }
        ended => ended,
    }
}

async fn night<S: FlagStore>(
    store: &S,
    seal: &SealKey,
    settings: &RiskSettings,
    begun: NightRun,
    moment: Moment<'_>,
) -> Result<Report, FlagError> {
    let terms = terms(store, settings, &begun).await?;
    let progress = Progress::begin(store, begun.computed_by(terms.basis())).await?;
    let done = match work(store, seal, &terms, &progress, moment).await {
        Err(FlagError::Unfinished) => false,
        Err(error) => return Err(error),
        Ok(()) => true,
    };
    if done {
        return finish::finish(store, settings, &terms, progress, moment)
            .await?
            .complete();
    }
    let (run, moved) = progress.stop().await?;
    if !moved {
        return Err(FlagError::Unfinished);
    }
    log(&Logged::TimeUp {
        run: run.number,
        customers: run.tally.customers,
    });
    Ok(Report::of(&run, false))
}

/// Everything but the end.
async fn work<S: FlagStore>(
    store: &S,
    seal: &SealKey,
    terms: &Terms,
    progress: &Progress<'_, S>,
    moment: Moment<'_>,
) -> Result<(), FlagError> {
    merge_days::merge_days(store, seal, terms, progress, moment).await?;
    let parts = stream::iter(0..PARTS).map(|part| look::look(store, part, terms, progress, moment));
    parts.buffer_unordered(PARTS).try_collect::<Vec<()>>().await?;
    if !progress.has_seen_all().await {
        return Err(FlagError::Unfinished);
    }
    choose::flag_chosen(store, terms, progress, moment).await
}

/// What risk is computed by tonight. What is usual is found out once: conversations are counted again at any time, and a run
/// that is gone on with is not to begin anew for that.
async fn terms<S: FlagStore>(store: &S, settings: &RiskSettings, run: &NightRun) -> Result<Terms, StoreError> {
    let usual = async {
        if let Some(basis) = run.basis {
            return Ok(basis.usual);
        }
        let (first, last) = Usual::days_before(run.moment);
        Ok(Usual::at(run.moment, &store.read_conversations(first, last).await?))
    };
    let (model, usual) = futures::try_join!(model_in_use(store, settings), usual)?;
    Ok(Terms::of(model, settings, usual))
}
