//! Surveys and their versions, in memory.

use jiff::Timestamp;
use shared::domain::survey::Survey;
use shared::store::StoreError;
use shared::store::settings::{PutSurvey, ReadSurveyVersion, ReadSurveyVersions, StoredSurvey};

use super::Fake;

impl ReadSurveyVersions for Fake {
    async fn read_survey_versions(&self, id: &str) -> Result<Vec<StoredSurvey>, StoreError> {
        self.works()?;
        let versions = self.versions.lock().unwrap();
        let of_this = versions.iter().filter(|stored| stored.survey.definition.id == id);
        Ok(of_this.cloned().collect())
    }
}

impl ReadSurveyVersion for Fake {
    async fn read_survey_version(&self, id: &str, version: u32) -> Result<Option<StoredSurvey>, StoreError> {
        let mut versions = self.read_survey_versions(id).await?;
        versions.retain(|stored| stored.survey.version == version);
        Ok(versions.pop())
    }
}

impl PutSurvey for Fake {
    async fn put_survey(&self, survey: &Survey, now: Timestamp) -> Result<bool, StoreError> {
        self.writes("survey")?;
        if !self.overtaken {
            self.versions.lock().unwrap().push(StoredSurvey {
                survey: survey.clone(),
                stored: now,
            });
        }
        Ok(!self.overtaken)
    }
}
