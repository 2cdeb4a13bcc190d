//! All that surveys have been: an answer stays readable beside the question it answered.

use std::collections::BTreeMap;

use super::Survey;

/// Every version of every survey.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SurveyVersions(BTreeMap<String, BTreeMap<u32, Survey>>);

impl SurveyVersions {
    /// One version of a survey.
    #[must_use]
    pub fn get(&self, survey: &str, version: u32) -> Option<&Survey> {
        self.0.get(survey)?.get(&version)
    }

    /// The question as a version of a survey asks it in a language, or in its default language where it has none such.
    /// None where there is no such version.
    #[must_use]
    pub fn question<'a>(&'a self, survey: &str, version: u32, language: Option<&'a str>) -> Option<&'a str> {
        let (_, text) = self.get(survey, version)?.text(language);
        Some(&text.question)
    }
}

impl FromIterator<Survey> for SurveyVersions {
    fn from_iter<I: IntoIterator<Item = Survey>>(surveys: I) -> Self {
        let mut versions = Self::default();
        versions.extend(surveys);
        versions
    }
}

impl Extend<Survey> for SurveyVersions {
    fn extend<I: IntoIterator<Item = Survey>>(&mut self, surveys: I) {
        for survey in surveys {
            let of_survey = self.0.entry(survey.definition.id.clone()).or_default();
            of_survey.insert(survey.version, survey);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::SurveyDefinition;

    fn version(version: u32, question: &str) -> Survey {
        let text = format!(
            "id = \"recommend\"\nmetric = \"nps\"\ntitle = \"R\"\ndefault_language = \"en\"\n\
             [text.en]\nquestion = \"{question}\"\nlow = \"no\"\nhigh = \"yes\"\n\
             [text.fr]\nquestion = \"{question} (fr)\"\nlow = \"non\"\nhigh = \"oui\"\n"
        );
        let definition: SurveyDefinition = toml::from_str(&text).unwrap();
        Survey {
            version,
            measure: definition.measure().unwrap(),
            definition,
        }
    }

    #[test]
    fn a_question_reads_as_the_version_that_was_seen_asked_it() {
        let versions: SurveyVersions = [version(1, "Then?"), version(2, "Now?")].into_iter().collect();
        let asked = |number, language| versions.question("recommend", number, language);
        assert_eq!(asked(1, Some("fr")), Some("Then? (fr)"));
        assert_eq!(asked(2, Some("de")), Some("Now?"));
        assert_eq!(asked(2, None), Some("Now?"));
        assert_eq!(asked(3, None), None);
        assert_eq!(versions.question("ease", 1, None), None);
    }
}
