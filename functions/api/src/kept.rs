//! What is set for the workspace, read at most once a minute.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use shared::domain::day::Calendar;
use shared::domain::risk::RiskSettings;
use shared::domain::risk::learn::Learned;
use shared::store::StoreError;
use shared::store::customers::{Customer, InQueue, ReadFlagged};
use shared::store::risk_models::{Attempt, InUse, ReadRiskModel};
use shared::store::risk_settings::ReadRiskSettings;
use shared::store::settings::Surveys;

use crate::cached::Cached;
use crate::problem::Problem;
use crate::{ApiStore, App};

/// Copies of what is stored. What decides whether anything is written (how often a customer may be asked) is not among them.
#[derive(Default)]
pub(crate) struct Kept {
    pub surveys: Cached<Arc<Surveys>>,
    calendar: Cached<Arc<Calendar>>,
    pub risk: Cached<RiskSettings>,
    model_in_use: Cached<Option<InUse>>,
    /// Models by version. One never changes, so these are good for ever.
    models: Mutex<BTreeMap<u32, Learned>>,
}

impl<S: ApiStore> App<S> {
    /// The surveys in their newest version, at most a minute old.
    pub(crate) async fn surveys(&self) -> Result<Arc<Surveys>, Problem> {
        let read = async { self.store.read_surveys().await.map(Arc::new) };
        Ok(self.kept.surveys.get(self.clock.now(), read).await?)
    }

    /// The workspace's calendar, at most a minute old.
    pub(crate) async fn calendar(&self) -> Result<Arc<Calendar>, Problem> {
        let read = async {
            let history = self.store.read_zones().await?;
            let calendar = Calendar::from_history(&self.zone, &history);
            calendar.map(Arc::new).map_err(|unknown| Problem::internal(&unknown))
        };
        self.kept.calendar.get(self.clock.now(), read).await
    }

    /// The storage where it is asked for risks: settings and models are at most a minute old.
    pub(crate) fn risks(&self) -> Risks<'_, S> {
        Risks {
            store: &self.store,
            kept: &self.kept,
            now: self.clock.now(),
        }
    }
}

/// Reads risks, and remembers what hardly ever changes.
pub(crate) struct Risks<'a, S> {
    store: &'a S,
    kept: &'a Kept,
    now: Timestamp,
}

impl<S: ApiStore> ReadRiskSettings for Risks<'_, S> {
    async fn read_risk_settings(&self) -> Result<RiskSettings, StoreError> {
        self.kept.risk.get(self.now, self.store.read_risk_settings()).await
    }
}

impl<S: ApiStore> ReadRiskModel for Risks<'_, S> {
    async fn read_model_in_use(&self) -> Result<Option<InUse>, StoreError> {
        let in_use = &self.kept.model_in_use;
        in_use.get(self.now, self.store.read_model_in_use()).await
    }

    async fn read_risk_model(&self, version: u32) -> Result<Option<Learned>, StoreError> {
        let models = || self.kept.models.lock().unwrap_or_else(PoisonError::into_inner);
        let known = models().get(&version).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let learned = self.store.read_risk_model(version).await?;
        if let Some(learned) = &learned {
            models().insert(version, learned.clone());
        }
        Ok(learned)
    }

    async fn read_attempt(&self) -> Result<Option<Attempt>, StoreError> {
        self.store.read_attempt().await
    }
}

impl<S: ApiStore> ReadFlagged for Risks<'_, S> {
    async fn read_flagged_after(&self, after: Option<&InQueue>, limit: usize) -> Result<Vec<Customer>, StoreError> {
        self.store.read_flagged_after(after, limit).await
    }
}
