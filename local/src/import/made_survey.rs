//! The survey that an import makes: it asks the usual question of its metric.

use std::collections::BTreeMap;

use shared::domain::measure::Metric;
use shared::domain::survey::{LONGEST_LABEL, ScaleDefinition, SurveyDefinition};

/// The definition of a survey that exists in a file of past answers alone.
#[must_use]
pub fn definition(id: &str, metric: Metric, scale: Option<ScaleDefinition>, title: Option<String>) -> SurveyDefinition {
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
        text: BTreeMap::new(),
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
            assert!(shared::surveys::complete(definition.clone()).is_ok(), "{metric}");
            assert_eq!(definition.title, "Way finding 2");
        }
    }
}
