//! Further questions, asked once an answer is saved, of those whose rating is in a band.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{LONGEST_LABEL, LONGEST_QUESTION, Problem, SurveyDefinition};
use crate::domain::measure::Band;
use crate::link::SurveyId;

/// The most follow-up questions that one respondent is asked.
pub const MOST_FOLLOW_UPS_A_BAND: usize = 2;
/// The most follow-up questions of a survey.
pub const MOST_FOLLOW_UPS: usize = 6;
/// The most answers to choose from.
pub const MOST_CHOICES: usize = 10;
/// The longest answer in the respondent's own words, in characters.
pub const LONGEST_FOLLOW_UP_ANSWER: usize = 500;

/// A further question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// `[a-z0-9][a-z0-9_-]{0,31}`; answers are stored under it.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[a-z0-9][a-z0-9_-]{0,31}$"))]
    pub id: String,
    /// Who is asked, by the band of their rating; everybody where left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Band>,
    /// How it is answered.
    pub answer: AnswerKind,
    /// The ids of the answers to choose from, in the order shown; none for `text`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub choices: Vec<String>,
    /// The words, by language tag, in every language of the survey.
    pub text: BTreeMap<String, FollowUpText>,
}

/// How a follow-up question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum AnswerKind {
    /// One of the choices.
    One,
    /// Any number of the choices.
    Many,
    /// The respondent's own words.
    Text,
}

/// The words of a follow-up question in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowUpText {
    /// The question.
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub question: String,
    /// The labels of the choices, by their ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, String>,
}

impl FollowUp {
    /// Whether a respondent whose rating is in `band` is asked.
    #[must_use]
    pub fn is_asked_after(&self, band: Band) -> bool {
        self.after.is_empty() || self.after.contains(&band)
    }

    fn problems(&self, at: &str, languages: &[&str]) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut problem = |path: &[&str], message: String| {
            let path: Vec<&str> = ["follow_up", at].iter().chain(path).copied().collect();
            problems.push(Problem::at(&path, message));
        };
        if SurveyId::new(&self.id).is_err() {
            let rule = "use 1 to 32 of a-z, 0-9, '-' and '_', beginning with a letter or digit";
            problem(&["id"], format!("'{}' is no id: {rule}", self.id));
        }
        let ids: BTreeSet<&str> = self.choices.iter().map(String::as_str).collect();
        let chosen_from = self.answer != AnswerKind::Text;
        if chosen_from && !(2..=MOST_CHOICES).contains(&self.choices.len()) {
            problem(&["choices"], format!("2 to {MOST_CHOICES} choices are needed"));
        } else if !chosen_from && !self.choices.is_empty() {
            problem(
                &["choices"],
                "a question answered in text has no choices: leave them out".to_owned(),
            );
        }
        if ids.len() < self.choices.len() || self.choices.iter().any(|id| SurveyId::new(id).is_err()) {
            let rule = "each choice needs an id of its own, of a-z, 0-9, '-' and '_'";
            problem(&["choices"], rule.to_owned());
        }
        for language in languages {
            let Some(text) = self.text.get(*language) else {
                let missing =
                    format!("there is no [follow_up.text.{language}], and the survey is shown in that language");
                problem(&["text"], missing);
                continue;
            };
            if text.question.trim().is_empty() || text.question.chars().count() > LONGEST_QUESTION {
                let rule = format!("1 to {LONGEST_QUESTION} characters are needed");
                problem(&["text", language, "question"], rule);
            }
            let labelled: BTreeSet<&str> = text.choices.keys().map(String::as_str).collect();
            let short = |label: &String| !label.trim().is_empty() && label.chars().count() <= LONGEST_LABEL;
            if labelled != ids || !text.choices.values().all(short) {
                let rule = format!("every choice, and nothing else, needs a label of 1 to {LONGEST_LABEL} characters");
                problem(&["text", language, "choices"], rule);
            }
        }
        problems
    }
}

impl SurveyDefinition {
    /// The follow-up questions of a respondent whose rating is in `band`, in the order of the definition.
    pub fn follow_ups_after(&self, band: Band) -> impl Iterator<Item = &FollowUp> {
        self.follow_up
            .iter()
            .filter(move |question| question.is_asked_after(band))
    }

    pub(super) fn problems_of_follow_ups(&self) -> Vec<Problem> {
        let languages: Vec<&str> = self.text.keys().map(String::as_str).collect();
        let mut problems = Vec::new();
        for (index, question) in self.follow_up.iter().enumerate() {
            problems.extend(question.problems(&index.to_string(), &languages));
        }
        let ids: BTreeSet<&str> = self.follow_up.iter().map(|question| question.id.as_str()).collect();
        if ids.len() < self.follow_up.len() {
            problems.push(Problem::at(&["follow_up"], "two follow-up questions have the same id"));
        }
        for band in Band::ALL {
            let asked = self.follow_ups_after(band).count();
            if asked > MOST_FOLLOW_UPS_A_BAND {
                let most = format!(
                    "after a rating in the {band} band {asked} questions are asked, and {MOST_FOLLOW_UPS_A_BAND} are the most: say with `after` whom each is for"
                );
                problems.push(Problem::at(&["follow_up"], most));
            }
        }
        problems
    }
}
