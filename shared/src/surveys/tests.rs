use std::sync::Mutex;

use super::*;

/// The versions that are there. The answer to every request is lost: it is sent again, and finds what its first attempt
/// stored.
#[derive(Default)]
struct Versions {
    stored: Mutex<Vec<StoredSurvey>>,
    /// What somebody else stores just before the next request.
    before: Mutex<Option<StoredSurvey>>,
}

impl ReadSurveyVersions for Versions {
    async fn read_survey_versions(&self, _: &str) -> Result<Vec<StoredSurvey>, StoreError> {
        Ok(self.stored.lock().unwrap().clone())
    }
}

impl ReadSurveyVersion for Versions {
    async fn read_survey_version(&self, _: &str, version: u32) -> Result<Option<StoredSurvey>, StoreError> {
        let stored = self.stored.lock().unwrap();
        Ok(stored.iter().find(|stored| stored.survey.version == version).cloned())
    }
}

impl PutSurvey for Versions {
    async fn put_survey(&self, survey: &Survey, now: Timestamp) -> Result<bool, StoreError> {
        let mine = StoredSurvey {
            survey: survey.clone(),
            stored: now,
        };
        let first = self.before.lock().unwrap().take().unwrap_or(mine);
        self.stored.lock().unwrap().push(first);
        Ok(false)
    }
}

fn definition(title: &str) -> SurveyDefinition {
    let text = format!("id = \"recommend\"\nmetric = \"nps\"\ntitle = \"{title}\"\ndefault_language = \"en\"\n");
    toml::from_str(&text).unwrap()
}

fn now() -> Timestamp {
    Timestamp::from_second(1_795_132_800).unwrap()
}

#[tokio::test]
async fn a_version_whose_request_arrived_twice_is_stored() {
    let versions = Versions::default();
    let first = apply(&versions, definition("One"), now()).await.unwrap();
    assert!(matches!(&first, Applied::First(stored) if stored.survey.version == 1));
    let next = apply(&versions, definition("Two"), now()).await.unwrap();
    assert!(matches!(&next, Applied::Next(stored) if stored.survey.version == 2));
    assert_eq!(
        *versions.stored.lock().unwrap(),
        [first.stored().clone(), next.stored().clone()]
    );
}

#[tokio::test]
async fn whoever_was_quicker_with_another_definition_is_not_written_over() {
    let versions = Versions::default();
    let (definition_of_other, measure) = complete(definition("Theirs")).unwrap();
    let theirs = StoredSurvey {
        survey: Survey {
            version: 1,
            measure,
            definition: definition_of_other,
        },
        stored: now(),
    };
    *versions.before.lock().unwrap() = Some(theirs.clone());
    let refused = apply(&versions, definition("Mine"), now()).await;
    assert!(matches!(refused, Err(NotApplied::Overtaken(id)) if id == "recommend"));
    assert_eq!(*versions.stored.lock().unwrap(), [theirs]);
}

#[test]
fn of_very_many_languages_without_words_one_problem_is_told() {
    let mut definition = definition("Many");
    definition.languages = (0..3_000).map(|number| format!("x{number}")).collect();
    let problems = complete(definition).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path, ["languages"]);
    assert_eq!(problems[0].message, "100 languages are the most a survey can have");
}
