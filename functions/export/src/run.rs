//! Taking a job up, and what becomes of it.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use shared::clock::Clock;
use shared::domain::day::{Calendar, UnknownZone};
use shared::domain::export::{Failure, Job, JobId, Progress, State};
use shared::export::{ExportFiles, ExportStore, FileError, WalkError};
use shared::link::SealKey;
use shared::store::StoreError;
use shared::store::export_jobs::{ReadExportJob, SaveExportJob};
use shared::store::settings::ReadZones;
use shared::telemetry::{Words, begun_by, log};

use crate::event::JobWaits;
use crate::logged::Logged;
use crate::write::{Written, write};

/// Time kept back before the process ends: enough to read a page and to store a part, and to make the file whole, which alone
/// may take a minute.
const RESERVE: SignedDuration = SignedDuration::from_secs(105);

/// How often a file is begun anew.
const MOST_RESTARTS: u32 = 2;

/// What this function does to storage.
pub trait JobStore: ExportStore + ReadExportJob + ReadZones + SaveExportJob {}

impl<S: ExportStore + ReadExportJob + ReadZones + SaveExportJob> JobStore for S {}

/// What a process works with.
pub struct Work<'a, S, F> {
    /// Where the rows and the jobs are.
    pub(crate) store: &'a S,
    /// Where the file goes.
    pub(crate) files: &'a F,
    /// Opens the customers' ids.
    pub(crate) seal: &'a SealKey,
    /// The workspace's configured zone.
    pub(crate) time_zone: &'a str,
    /// What time it is.
    pub(crate) clock: &'a dyn Clock,
    /// When this process ends; none where it has all the time there is.
    pub(crate) deadline: Option<Timestamp>,
}

/// What became of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// There is nothing to do: no such job, or it has ended.
    Nothing,
    /// Another process has taken it over.
    Overtaken,
    /// The file is whole.
    Done,
    /// Time was up: it waits again, further than it was.
    HandedBack,
    /// It was given up; the team is told why.
    GivenUp,
}

impl Outcome {
    /// As it is written everywhere.
    const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Overtaken => "overtaken",
            Self::Done => "done",
            Self::HandedBack => "handed_back",
            Self::GivenUp => "given_up",
        }
    }
}

/// Why a process stopped. The job stays as it is, to be taken up again.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Storage fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Rows cannot be read or written.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// The file cannot be stored.
    #[error(transparent)]
    File(#[from] FileError),
    /// The zone of the workspace is none.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// Not one part was written in the time there was.
    #[error("time was up before a part of the file was whole")]
    NoProgress,
}

impl<'a, S, F> Work<'a, S, F> {
    /// With all that; `deadline` is when this process ends, none where it has all the time there is.
    pub fn new(
        store: &'a S,
        files: &'a F,
        seal: &'a SealKey,
        time_zone: &'a str,
        clock: &'a dyn Clock,
        deadline: Option<Timestamp>,
    ) -> Self {
        Self {
            store,
            files,
            seal,
            time_zone,
            clock,
            deadline,
        }
    }

    pub(crate) fn time_is_up(&self) -> bool {
        self.deadline.is_some_and(|end| self.clock.now() + RESERVE >= end)
    }
}

/// Takes up every job that an event names.
///
/// # Errors
/// As [`run`].
pub async fn run_all<S: JobStore, F: ExportFiles>(
    work: &Work<'_, S, F>,
    waiting: &JobWaits,
) -> Result<Vec<Outcome>, ExportError> {
    let mut outcomes = Vec::new();
    for job in waiting.jobs() {
        outcomes.push(run(work, job).await?);
    }
    Ok(outcomes)
}

/// Takes a job up and does as much of it as there is time for.
///
/// # Errors
/// Storage fails, or time was up before anything was done: to be tried again.
pub async fn run<S: JobStore, F: ExportFiles>(work: &Work<'_, S, F>, id: JobId) -> Result<Outcome, ExportError> {
    let read = work.store.read_export_job(id, work.clock.now()).await?;
    let Some(mut job) = read.and_then(|job| job.claimed()) else {
        return Ok(Outcome::Nothing);
    };
    begun_by(job.trace.clone());
    if job.is_stuck() {
        return give_up(work, job, Failure::NoProgress).await;
    }
    if !work.store.save_export_job(&job).await? {
        return Ok(Outcome::Overtaken);
    }
    let history = work.store.read_zones().await?;
    let calendar = Calendar::from_history(work.time_zone, &history)?;
    let written = write(work, &mut job, &calendar).await;
    let state = match written {
        Ok(Written::Whole(finished)) => State::Done(finished),
        Ok(Written::Part) => State::Waiting,
        Ok(Written::Overtaken) => return Ok(Outcome::Overtaken),
        Err(ExportError::Walk(WalkError::NoSurvey(_))) => {
            job.revision += 1;
            return give_up(work, job, Failure::SurveyGone).await;
        }
        Err(ExportError::File(lost @ FileError::Lost(_))) => {
            log(&Logged::FileBegunAnew {
                export: job.id,
                error: Words::of(&lost),
            });
            job.progress = Progress {
                restarts: job.progress.restarts + 1,
                ..Progress::default()
            };
            if job.progress.restarts > MOST_RESTARTS {
                job.revision += 1;
                return give_up(work, job, Failure::FileLost).await;
            }
            State::Waiting
        }
        Err(error) => return Err(error),
    };
    let outcome = if state == State::Waiting {
        Outcome::HandedBack
    } else {
        Outcome::Done
    };
    let (rows, bytes) = (job.progress.rows, job.progress.bytes);
    if !work.store.save_export_job(&job.into_state(state)).await? {
        return Ok(Outcome::Overtaken);
    }
    log(&Logged::ExportWorkedOn {
        export: id,
        outcome: outcome.name(),
        rows,
        bytes,
    });
    Ok(outcome)
}

/// Ends a claimed job without a file.
async fn give_up<S: JobStore, F: ExportFiles>(
    work: &Work<'_, S, F>,
    mut job: Job,
    failure: Failure,
) -> Result<Outcome, ExportError> {
    job.state = State::Failed(failure);
    if !work.store.save_export_job(&job).await? {
        return Ok(Outcome::Overtaken);
    }
    log(&Logged::ExportGivenUp {
        export: job.id,
        reason: failure.name(),
    });
    if let Some(upload) = &job.progress.upload
        && let Err(error) = work.files.abort(&job.file_key(), upload).await
    {
        // It goes by itself after a while.
        log(&Logged::FileNotRemoved {
            export: job.id,
            error: Words::of(&error),
        });
    }
    Ok(Outcome::GivenUp)
}
