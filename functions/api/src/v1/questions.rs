//! The questions that answers were given to, as the respondents saw them.

use std::collections::BTreeSet;

use futures::future::try_join_all;
use shared::domain::response::Response;
use shared::domain::survey::SurveyVersions;
use shared::store::StoreError;
use shared::store::settings::ReadSurveyVersion;

/// The versions that the answers in these responses were given to, those beside the content among them, and no other.
pub(crate) async fn of<'a, S: ReadSurveyVersion>(
    store: &S,
    responses: impl IntoIterator<Item = &'a Response>,
) -> Result<SurveyVersions, StoreError> {
    let seen: BTreeSet<(&str, u32)> = responses.into_iter().flat_map(Response::versions_answered).collect();
    let read = seen
        .into_iter()
        .map(|(survey, version)| store.read_survey_version(survey, version));
    let versions = try_join_all(read).await?;
    Ok(versions.into_iter().flatten().map(|stored| stored.survey).collect())
}
