//! The questions that answers were given to, as the respondents saw them.

use std::collections::BTreeSet;

use futures::future::try_join_all;
use shared::domain::response::Response;
use shared::domain::survey::SurveyVersions;
use shared::store::StoreError;
use shared::store::settings::ReadSurveyVersions;

/// Every version of the surveys that these responses answer.
pub(crate) async fn of<S: ReadSurveyVersions>(store: &S, responses: &[Response]) -> Result<SurveyVersions, StoreError> {
    let surveys: BTreeSet<&str> = responses
        .iter()
        .map(|response| response.occasion.survey.as_str())
        .collect();
    let read = surveys.into_iter().map(|survey| store.read_survey_versions(survey));
    let versions = try_join_all(read).await?;
    Ok(versions.into_iter().flatten().map(|stored| stored.survey).collect())
}
