//! An export that a function writes: it may stop at any point and be gone on with, by another process too.
//!
//! A process claims the job, and stores how far it is after each part of the file; each step is refused where another
//! process has taken the job over since (`revision`). A process whose time is up hands the job back as waiting.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::Export;
use crate::domain::trace::TraceId;

/// How often a process may take a job up without getting a part further.
pub const MOST_TRIES: u32 = 3;

/// How long a file is kept once it is written; the bucket of `template.yaml` says the same.
pub const KEPT: SignedDuration = SignedDuration::from_hours(3 * 24);

/// The name of a job: when it was asked for, and what nobody can guess. Later ones sort last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobId([u8; 16]);

impl JobId {
    /// Of a moment and random bytes.
    #[must_use]
    pub fn new(at: Timestamp, random: [u8; 16]) -> Self {
        let mut bytes = random;
        let millis = u64::try_from(at.as_millisecond()).unwrap_or_default().to_be_bytes();
        bytes[..6].copy_from_slice(&millis[2..]);
        Self(bytes)
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// No id of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id of an export has 32 digits from 0 to f")]
pub struct UnknownJobId;

impl FromStr for JobId {
    type Err = UnknownJobId;

    fn from_str(text: &str) -> Result<Self, UnknownJobId> {
        let mut bytes = [0; 16];
        let digits = text.as_bytes();
        if digits.len() != 32 {
            return Err(UnknownJobId);
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| UnknownJobId)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| UnknownJobId)?;
        }
        let id = Self(bytes);
        // One text for each id: no capitals, no sign.
        if id.to_string() == text {
            Ok(id)
        } else {
            Err(UnknownJobId)
        }
    }
}

/// An export and how far the work on it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// What is asked for.
    pub export: Export,
    /// Who asked, as the audit trail names them.
    pub by: String,
    /// The trace of the request that asked, for whoever looks for what became of it in the logs.
    pub trace: Option<TraceId>,
    /// Grows with every change; a change that another has overtaken is refused.
    pub revision: u64,
    /// Where it stands.
    pub state: State,
    /// How far the file is.
    pub progress: Progress,
}

/// Where a job stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// For a process to take it up: a new one, or one whose process had no more time.
    Waiting,
    /// A process works on it.
    Running,
    /// The file is whole.
    Done(Finished),
    /// There will be no file.
    Failed(Failure),
}

/// Why there will be no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ExportFailure))]
pub enum Failure {
    /// It was tried several times, and none got a part of the file further.
    NoProgress,
    /// What was stored of the file was lost, again and again.
    FileLost,
    /// There is no such survey any more.
    SurveyGone,
}

impl Failure {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NoProgress, Self::FileLost, Self::SurveyGone];

    /// As it is written everywhere.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoProgress => "no_progress",
            Self::FileLost => "file_lost",
            Self::SurveyGone => "survey_gone",
        }
    }
}

/// A whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finished {
    /// When it was whole.
    pub at: Timestamp,
    /// Its size.
    pub bytes: u64,
}

/// How far the file of a job is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows in the parts that are stored.
    pub rows: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// The storage's name of the file under way; none before it is begun.
    pub upload: Option<String>,
    /// The parts that are stored, in order, as the storage names them.
    pub parts: Vec<String>,
    /// Where the rows go on, as the walk over them wrote it; none at the beginning.
    pub position: Option<String>,
    /// How often a process has taken the job up since the last part was stored.
    pub tries: u32,
    /// How often the file was begun anew, as what was stored of it was lost.
    pub restarts: u32,
}

impl Job {
    /// A new one.
    #[must_use]
    pub fn new(id: JobId, export: Export, by: String) -> Self {
        Self {
            id,
            export,
            by,
            trace: None,
            revision: 1,
            state: State::Waiting,
            progress: Progress::default(),
        }
    }

    /// The same, asked for under this trace.
    #[must_use]
    pub fn traced(self, trace: Option<TraceId>) -> Self {
        Self { trace, ..self }
    }

    /// Where its file lies in the storage. It names no customer.
    #[must_use]
    pub fn file_key(&self) -> String {
        format!("exports/{}/{}", self.id, self.export.file_name())
    }

    /// The job in the hands of a process; none where nothing is left to do.
    #[must_use]
    pub fn claimed(&self) -> Option<Self> {
        matches!(self.state, State::Waiting | State::Running).then(|| {
            let mut claimed = self.clone();
            claimed.revision += 1;
            claimed.state = State::Running;
            claimed.progress.tries += 1;
            claimed
        })
    }

    /// Whether it was taken up so often without getting further that it is given up.
    #[must_use]
    pub const fn is_stuck(&self) -> bool {
        self.progress.tries > MOST_TRIES
    }

    /// The next revision, in this state.
    #[must_use]
    pub fn into_state(mut self, state: State) -> Self {
        self.revision += 1;
        self.state = state;
        self
    }

    /// Until when there is a file, once it is done.
    #[must_use]
    pub fn expires_at(&self) -> Option<Timestamp> {
        match self.state {
            State::Done(done) => done.at.checked_add(KEPT).ok(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::export::{Format, What};
    use jiff::civil::date;

    fn job() -> Job {
        let asked_at: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let export = Export {
            what: What::Responses,
            format: Format::Ndjson,
            survey: None,
            from: date(2026, 11, 1),
            to: date(2026, 11, 22),
            by: None,
            language: "en".to_owned(),
            asked_at,
        };
        Job::new(JobId::new(asked_at, [0xab; 16]), export, "key:one".to_owned())
    }

    #[test]
    fn ids_sort_by_their_moment_and_have_one_text() {
        let id = job().id;
        assert_eq!(id.to_string().parse(), Ok(id));
        let later = JobId::new("2026-11-22T10:00:01Z".parse().unwrap(), [0; 16]);
        assert!(id.to_string() < later.to_string());
        let text = id.to_string();
        for wrong in [
            text.to_uppercase(),
            text[1..].to_owned(),
            format!("+{}", &text[1..]),
            "é".repeat(16),
        ] {
            assert_eq!(wrong.parse::<JobId>(), Err(UnknownJobId), "{wrong}");
        }
    }

    #[test]
    fn a_job_is_taken_up_until_it_has_ended_and_given_up_after_three_tries_without_a_part() {
        let mut job = job();
        for tries in 1..=MOST_TRIES {
            job = job.claimed().unwrap();
            assert_eq!((job.progress.tries, job.is_stuck()), (tries, false));
        }
        assert!(job.claimed().unwrap().is_stuck());
        let finished = Finished {
            at: "2026-11-22T10:05:00Z".parse().unwrap(),
            bytes: 3,
        };
        let done = job.clone().into_state(State::Done(finished));
        assert_eq!(done.claimed(), None);
        assert_eq!(done.expires_at(), "2026-11-25T10:05:00Z".parse().ok());
        assert_eq!(job.into_state(State::Failed(Failure::NoProgress)).claimed(), None);
    }
}
