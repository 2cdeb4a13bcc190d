//! Storing what a team defines: checked, complete, and as a version of its own. The API and the command line do it here.

use jiff::Timestamp;

use crate::domain::measure::Measure;
use crate::domain::survey::{MOST_PROBLEMS, Problem, Survey, SurveyDefinition};
use crate::store::StoreError;
use crate::store::settings::{PutSurvey, ReadSurveyVersion, ReadSurveyVersions, StoredSurvey};
use crate::text::add_standard_words;

/// The largest definition as JSON, in bytes. An item of the store has 400 KB at most, and every page reads it.
pub const LARGEST_DEFINITION: usize = 256 * 1024;

/// What became of a definition.
#[derive(Debug, Clone, PartialEq)]
pub enum Applied {
    /// There was no survey with this id: it is stored as version 1.
    First(StoredSurvey),
    /// It is stored as the next version.
    Next(StoredSurvey),
    /// It says what the newest version says; nothing was stored.
    Unchanged(StoredSurvey),
}

impl Applied {
    /// The newest version, as it is stored now.
    #[must_use]
    pub fn stored(&self) -> &StoredSurvey {
        match self {
            Self::First(stored) | Self::Next(stored) | Self::Unchanged(stored) => stored,
        }
    }
}

/// Why a definition was not stored.
#[derive(Debug, thiserror::Error)]
pub enum NotApplied {
    /// It cannot be used as it is: every problem, each with its place.
    #[error("the definition has problems: {}", told(.0))]
    Wrong(Vec<Problem>),
    /// The measure would change.
    #[error("{}", .0.message)]
    OtherMeasure(Problem),
    /// Another version was stored between reading and storing.
    #[error("somebody else changed the survey '{0}' at the same moment; look at what it is now and apply again")]
    Overtaken(String),
    /// Storage fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn told(problems: &[Problem]) -> String {
    let told = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.path.join("."), problem.message));
    told.collect::<Vec<_>>().join("; ")
}

/// The definition with everything that a stored one has, also the usual words where it has none of its own, and its measure.
///
/// # Errors
/// The problems, each with its place, up to [`MOST_PROBLEMS`].
pub fn complete(mut definition: SurveyDefinition) -> Result<(SurveyDefinition, Measure), Vec<Problem>> {
    // Looked at before the words are: of each language that has none, there is a problem.
    if let Some(problem) = definition.too_many() {
        return Err(vec![problem]);
    }
    let mut problems = add_standard_words(&mut definition);
    let measure = match definition.validate() {
        Ok(measure) if problems.is_empty() => measure,
        checked => {
            problems.extend(checked.err().into_iter().flatten());
            problems.truncate(MOST_PROBLEMS);
            return Err(problems);
        }
    };
    let size = serde_json::to_string(&definition).map_or(usize::MAX, |json| json.len());
    if size > LARGEST_DEFINITION {
        let rule = format!(
            "all words together may take {LARGEST_DEFINITION} bytes as JSON, and these take {size}: shorten them, or leave a language out"
        );
        return Err(vec![Problem::at(&["text"], rule)]);
    }
    Ok((definition, measure))
}

/// Stores a definition as the first or the next version of its survey, unless it says what the newest version says.
///
/// # Errors
/// The definition cannot be used, its measure is not the stored survey's, somebody else was quicker, or storage fails.
pub async fn apply<S>(store: &S, definition: SurveyDefinition, now: Timestamp) -> Result<Applied, NotApplied>
where
    S: ReadSurveyVersions + ReadSurveyVersion + PutSurvey,
{
    let (definition, measure) = complete(definition).map_err(NotApplied::Wrong)?;
    let known = store.read_survey_versions(&definition.id).await?.pop();
    let applied: fn(StoredSurvey) -> Applied = if known.is_some() { Applied::Next } else { Applied::First };
    let survey = match known {
        None => Survey {
            version: 1,
            measure,
            definition,
        },
        Some(known) => match known.survey.next_version(definition, measure) {
            Ok(Some(next)) => next,
            Ok(None) => return Ok(Applied::Unchanged(known)),
            Err(problem) => return Err(NotApplied::OtherMeasure(problem)),
        },
    };
    match store_version(store, &survey, now).await? {
        Some(stored) => Ok(applied(stored)),
        None => Err(NotApplied::Overtaken(survey.definition.id)),
    }
}

/// Stores a version of a survey. It as stored, or none where another stands under its number.
///
/// # Errors
/// Storage fails.
pub async fn store_version<S>(store: &S, survey: &Survey, now: Timestamp) -> Result<Option<StoredSurvey>, StoreError>
where
    S: ReadSurveyVersion + PutSurvey,
{
    if store.put_survey(survey, now).await? {
        return Ok(Some(StoredSurvey {
            survey: survey.clone(),
            stored: now,
        }));
    }
    // The first attempt of a request that was sent again may have arrived after all: what is there is then this version.
    let found = store.read_survey_version(&survey.definition.id, survey.version).await?;
    Ok(found.filter(|found| found.survey == *survey))
}

#[cfg(test)]
mod tests;
