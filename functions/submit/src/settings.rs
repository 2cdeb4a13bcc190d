//! The surveys and the calendar, read at most once a minute.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::lock::Mutex;
use jiff::{SignedDuration, Timestamp};
use shared::domain::day::Calendar;
use shared::domain::survey::Survey;
use shared::store::settings::{ReadSurveys, ReadZones};
use shared::telemetry::{LogWords, Words, log};

use crate::logged::Logged;
use crate::look::Look;

/// How long a copy is good.
const FRESH: SignedDuration = SignedDuration::from_secs(60);

/// How soon storage is asked again after it failed, or for a survey that a link names and the copy does not have.
const AGAIN: SignedDuration = SignedDuration::from_secs(5);

/// A survey, and what its pages have in common.
#[derive(Debug, Clone)]
pub(crate) struct Presented {
    pub(crate) survey: Arc<Survey>,
    pub(crate) look: Arc<Look>,
}

/// The surveys and the calendar as they were read.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) surveys: BTreeMap<String, Presented>,
    pub(crate) calendar: Calendar,
}

/// A survey, and the settings it is in.
pub(crate) type Found = (Presented, Arc<Snapshot>);

/// There is no copy and none can be had. The reason is in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoSettings;

fn not_read(error: &impl LogWords) {
    log(&Logged::SettingsNotRead {
        error: Words::of(error),
    });
}

fn find(snapshot: Arc<Snapshot>, id: &str) -> Option<Found> {
    snapshot.surveys.get(id).cloned().map(|survey| (survey, snapshot))
}

impl Presented {
    fn new(survey: Survey) -> Self {
        Self {
            look: Arc::new(Look::of(&survey.definition)),
            survey: Arc::new(survey),
        }
    }
}

struct Copy {
    snapshot: Arc<Snapshot>,
    read: Timestamp,
    good_until: Timestamp,
}

/// The surveys and the calendar of a process, as it last read them.
pub struct Settings {
    zone: String,
    copy: Mutex<Option<Copy>>,
}

impl Settings {
    /// Nothing read yet; `zone` is the configured time zone, which counts where no change of zone is recorded.
    #[must_use]
    pub fn new(zone: String) -> Self {
        Self {
            zone,
            copy: Mutex::new(None),
        }
    }

    /// Reads them ahead of the first request. Failing is no harm: the first request tries again.
    pub async fn warm<S: ReadSurveys + ReadZones>(&self, store: &S, now: Timestamp) {
        let _ = self.read(store, now).await;
    }

    /// The settings, at most a minute old; older while storage fails, as an old question is better than none.
    pub(crate) async fn read<S: ReadSurveys + ReadZones>(
        &self,
        store: &S,
        now: Timestamp,
    ) -> Result<Arc<Snapshot>, NoSettings> {
        self.read_where(store, now, |copy| now < copy.good_until).await
    }

    /// A survey, and the settings it is in. One that a genuine link names and the copy does not have is new, so storage
    /// is asked again, but not by every request.
    pub(crate) async fn survey_of_link<S: ReadSurveys + ReadZones>(
        &self,
        store: &S,
        id: &str,
        now: Timestamp,
    ) -> Result<Option<Found>, NoSettings> {
        if let Some(found) = find(self.read(store, now).await?, id) {
            return Ok(Some(found));
        }
        let recent = |copy: &Copy| now.duration_since(copy.read) < AGAIN;
        Ok(find(self.read_where(store, now, recent).await?, id))
    }

    /// A survey whose id anybody may have made up. Only the copy is asked: such an id costs nothing, and how long the answer
    /// takes does not tell which surveys there are.
    pub(crate) async fn survey_of_address<S: ReadSurveys + ReadZones>(
        &self,
        store: &S,
        id: &str,
        now: Timestamp,
    ) -> Result<Option<Found>, NoSettings> {
        Ok(find(self.read(store, now).await?, id))
    }

    async fn read_where<S: ReadSurveys + ReadZones>(
        &self,
        store: &S,
        now: Timestamp,
        good: impl Fn(&Copy) -> bool,
    ) -> Result<Arc<Snapshot>, NoSettings> {
        let mut copy = self.copy.lock().await;
        if let Some(copy) = copy.as_ref().filter(|copy| good(copy)) {
            return Ok(Arc::clone(&copy.snapshot));
        }
        let after = |pause| now.saturating_add(pause).unwrap_or(Timestamp::MAX);
        match self.fetch(store).await {
            Some(snapshot) => {
                let snapshot = Arc::new(snapshot);
                *copy = Some(Copy {
                    snapshot: Arc::clone(&snapshot),
                    read: now,
                    good_until: after(FRESH),
                });
                Ok(snapshot)
            }
            None => {
                let stale = copy.as_mut().ok_or(NoSettings)?;
                stale.good_until = after(AGAIN);
                stale.read = now;
                Ok(Arc::clone(&stale.snapshot))
            }
        }
    }

    async fn fetch<S: ReadSurveys + ReadZones>(&self, store: &S) -> Option<Snapshot> {
        let (surveys, zones) = futures::join!(store.read_surveys(), store.read_zones());
        let surveys = surveys.inspect_err(not_read).ok()?.current;
        let zones = zones.inspect_err(not_read).ok()?;
        let calendar = Calendar::from_history(&self.zone, &zones);
        let calendar = calendar.inspect_err(not_read).ok()?;
        let surveys = surveys
            .into_iter()
            .map(|(id, survey)| (id, Presented::new(survey)))
            .collect();
        Some(Snapshot { surveys, calendar })
    }
}
