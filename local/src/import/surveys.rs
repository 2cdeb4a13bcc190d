//! The surveys of the map: those that exist must measure the same, the others are made.

use anyhow::{Result, bail};
use shared::domain::survey::Survey;
use shared::store::settings::ReadSurveys;
use shared::surveys::store_version;

use super::map::Map;
use crate::workspace::{Workspace, now};

/// The surveys in the map's order. Nothing is stored unless all of them fit.
///
/// # Errors
/// One exists with another measure, or storage fails.
pub async fn find_or_make(workspace: &Workspace, map: &Map) -> Result<Vec<Survey>> {
    let mut known = workspace.store.read_surveys().await?.current;
    let mut surveys = Vec::with_capacity(map.surveys.len());
    let mut problems = Vec::new();
    for mapped in &map.surveys {
        match known.remove(&mapped.definition.id) {
            Some(survey) if survey.measure != mapped.measure => problems.push(format!(
                "{}:{}: the survey '{}' measures {} and the map says {}: correct metric and scale, or give these answers a survey id of their own",
                map.file, mapped.line, mapped.definition.id, survey.measure, mapped.measure
            )),
            Some(survey) => surveys.push((survey, false)),
            None => {
                let survey = Survey {
                    version: 1,
                    measure: mapped.measure,
                    definition: mapped.definition.clone(),
                };
                surveys.push((survey, true));
            }
        }
    }
    if !problems.is_empty() {
        bail!(problems.join("\n"));
    }
    for (survey, new) in &surveys {
        if *new && store_version(&workspace.store, survey, now()).await?.is_none() {
            bail!(
                "somebody else made the survey '{}' at the same moment; run the import again",
                survey.definition.id
            );
        }
    }
    Ok(surveys.into_iter().map(|(survey, _)| survey).collect())
}
