//! What a survey says that an import makes: the usual question of its metric, in English.

use std::collections::BTreeMap;

use shared::domain::measure::Metric;
use shared::domain::survey::{LONGEST_LABEL, ScaleDefinition, SurveyDefinition, SurveyText};

/// The definition of a survey that exists in a file of past answers alone.
#[must_use]
pub fn definition(id: &str, metric: Metric, scale: Option<ScaleDefinition>, title: Option<String>) -> SurveyDefinition {
    let (question, low, high) = match metric {
        Metric::Nps => (
            "How likely are you to recommend us to a friend or colleague?",
            "Not at all likely",
            "Extremely likely",
        ),
        Metric::Csat => ("How satisfied are you?", "Very dissatisfied", "Very satisfied"),
        Metric::Ces => (
            "We made it easy for you to do what you came for.",
            "Strongly disagree",
            "Strongly agree",
        ),
        Metric::Ces1 => (
            "How much effort did you personally have to put in?",
            "Very low effort",
            "Very high effort",
        ),
    };
    let text = SurveyText {
        question: question.to_owned(),
        low: low.to_owned(),
        high: high.to_owned(),
        comment: None,
    };
    SurveyDefinition {
        id: id.to_owned(),
        metric,
        scale,
        title: title.unwrap_or_else(|| title_of(id)),
        default_language: "en".to_owned(),
        contact: None,
        languages: Vec::new(),
        frame_hosts: Vec::new(),
        open: None,
        brand: None,
        follow_up: Vec::new(),
        text: BTreeMap::from([("en".to_owned(), text)]),
    }
}

fn title_of(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).take(LONGEST_LABEL).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_makes_a_survey_that_can_be_stored() {
        for metric in Metric::ALL {
            let definition = definition("way_finding-2", metric, None, None);
            assert!(definition.validate().is_ok(), "{metric}");
            assert_eq!(definition.title, "Way finding 2");
        }
    }
}
