//! Promises about surveys.

use shared::domain::survey::SurveyDefinition;
use shared::store::settings::{
    PutSurvey, ReadFirstSurvey, ReadSurveyVersion, ReadSurveyVersions, ReadSurveys, StoredSurvey,
};
use shared::surveys::{Applied, apply};

use super::*;

pub(super) fn definition(id: &str, question: &str) -> SurveyDefinition {
    let text = serde_json::json!({"question": question, "low": "No", "high": "Yes"});
    let definition = serde_json::json!({
        "id": id, "metric": "nps", "title": "T", "default_language": "en", "text": {"en": text},
    });
    serde_json::from_value(definition).expect("a definition")
}

/// A survey keeps every version as it was, and of its own id alone; the newest is the one asked.
pub async fn a_survey_keeps_every_version_as_it_was(store: &Store) -> anyhow::Result<()> {
    // An id that begins as another does is another survey.
    for (second, id, question) in [
        (1, "shop", "One?"),
        (2, "shop-2", "Other?"),
        (3, "shop", "Two?"),
        (4, "shop", "Two?"),
    ] {
        apply(store, definition(id, question), at(second)).await?;
    }
    let told = |stored: &StoredSurvey| {
        let text = &stored.survey.definition.text["en"];
        (stored.survey.version, text.question.clone(), stored.stored)
    };
    let versions: Vec<_> = store.read_survey_versions("shop").await?.iter().map(told).collect();
    assert_eq!(versions, [(1, "One?".to_owned(), at(1)), (2, "Two?".to_owned(), at(3))]);
    assert!(store.read_survey_versions("sho").await?.is_empty());
    let surveys = store.read_surveys().await?;
    let newest: Vec<_> = surveys
        .current
        .values()
        .map(|survey| (survey.definition.id.as_str(), survey.version))
        .collect();
    assert_eq!(newest, [("shop", 2), ("shop-2", 1)]);

    let one = store.read_survey_version("shop", 1).await?;
    assert_eq!(one.as_ref().map(told), Some((1, "One?".to_owned(), at(1))));
    assert_eq!(store.read_survey_version("shop", 3).await?, None);

    // A version that is there is never written over, and with it nothing is lost.
    let mut late = surveys.current["shop"].clone();
    late.definition.title = "Written over".to_owned();
    assert!(!store.put_survey(&late, at(9)).await?);
    let applied = apply(store, definition("shop", "Two?"), at(10)).await?;
    assert!(matches!(applied, Applied::Unchanged(stored) if stored.stored == at(3)));
    Ok(())
}

/// Of each survey the newest version is found beyond all before it, also beside ids that begin alike and sort close by, and
/// when the first one began is told by the first versions alone.
pub async fn the_newest_versions_and_the_beginning_are_found_among_many(store: &Store) -> anyhow::Result<()> {
    assert_eq!(store.read_first_survey().await?, None);
    assert_eq!(store.read_surveys().await?.current.len(), 0);
    let ids = ["0", "a", "a-1", "a0", "a_1", "z-", "zz"];
    for (number, id) in ids.into_iter().enumerate() {
        for version in 0..=number {
            // The last id begins first.
            let second = 100 * (ids.len() - number) + version;
            let stored = at(i64::try_from(second)?);
            apply(store, definition(id, &format!("Question {version}?")), stored).await?;
        }
    }
    let surveys = store.read_surveys().await?;
    let newest = surveys
        .current
        .iter()
        .map(|(id, survey)| (id.as_str(), survey.version, survey.definition.id.as_str()));
    let expected = ids.into_iter().zip(1..).map(|(id, version)| (id, version, id));
    assert_eq!(newest.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    assert_eq!(store.read_first_survey().await?, Some(at(100)));
    Ok(())
}
