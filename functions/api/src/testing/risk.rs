//! Settings and models of risk, in memory.

use shared::domain::risk::RiskSettings;
use shared::domain::risk::learn::Learned;
use shared::store::StoreError;
use shared::store::risk_models::{Attempt, InUse, ReadRiskModel};
use shared::store::risk_settings::{PutRiskSettings, ReadRiskSettings};

use super::Fake;

impl ReadRiskSettings for Fake {
    async fn read_risk_settings(&self) -> Result<RiskSettings, StoreError> {
        self.works().map(|()| self.risk_settings.lock().unwrap().clone())
    }
}

impl PutRiskSettings for Fake {
    async fn put_risk_settings(&self, settings: &RiskSettings) -> Result<(), StoreError> {
        self.writes("settings")?;
        *self.risk_settings.lock().unwrap() = settings.clone();
        Ok(())
    }
}

impl ReadRiskModel for Fake {
    async fn read_model_in_use(&self) -> Result<Option<InUse>, StoreError> {
        self.works().map(|()| None)
    }

    async fn read_risk_model(&self, _: u32) -> Result<Option<Learned>, StoreError> {
        self.works().map(|()| None)
    }

    async fn read_attempt(&self) -> Result<Option<Attempt>, StoreError> {
        self.works().map(|()| self.attempt.clone())
    }
}
