//! What a survey asks, and how its score comes about.

use shared::domain::Metric;
use shared::domain::survey::Survey;

use crate::pages::display::plain;
use crate::pages::told::Told;

/// The question, in a language of the survey, and the formula in words.
pub(super) struct About {
    pub question: String,
    pub language: String,
    pub scale: String,
    pub formula: String,
    pub interval: String,
}

impl About {
    pub(super) fn of(told: Told, survey: &Survey) -> Self {
        let words = told.words;
        let scale = survey.measure.scale();
        let (least, most, from) = (
            scale.min().to_string(),
            scale.max().to_string(),
            scale.satisfied_from().to_string(),
        );
        let (language, text) = survey.text([words.tag()]);
        let (formula, interval) = match told.metric {
            Metric::Nps => ("survey-formula-nps", "survey-interval-nps"),
            Metric::Csat | Metric::Ces => ("survey-formula-high", "survey-interval-share"),
            Metric::Ces1 => ("survey-formula-low", "survey-interval-share"),
        };
        Self {
            question: plain(&text.question),
            language: language.to_owned(),
            scale: words.with("survey-scale-value", &[("least", &least), ("most", &most)]),
            formula: words.with(formula, &[("from", &from)]),
            interval: words.get(interval).into_owned(),
        }
    }
}
