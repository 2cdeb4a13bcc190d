//! What a definition has to fulfil before it is stored.

use super::language::is_language_tag;
use super::{
    Brand, LONGEST_LABEL, LONGEST_QUESTION, MOST_FOLLOW_UPS, OpenAccess, Problem, RESERVED_ID, SurveyDefinition,
};
use crate::domain::measure::Measure;

/// The most languages of a survey.
pub const MOST_LANGUAGES: usize = 100;
/// The most problems that are told of one definition: whoever mends them is told the rest.
pub const MOST_PROBLEMS: usize = 100;

impl SurveyDefinition {
    /// What there is so much of that the rest is not worth a look: questions and languages multiply.
    pub(crate) fn too_many(&self) -> Option<Problem> {
        if self.follow_up.len() > MOST_FOLLOW_UPS {
            let most = format!("{MOST_FOLLOW_UPS} follow-up questions are the most a survey can have");
            return Some(Problem::at(&["follow_up"], most));
        }
        let most = format!("{MOST_LANGUAGES} languages are the most a survey can have");
        if self.languages.len() > MOST_LANGUAGES {
            return Some(Problem::at(&["languages"], most));
        }
        if self.text.len() > MOST_LANGUAGES {
            return Some(Problem::at(&["text"], most));
        }
        let mut questions = self.follow_up.iter().enumerate();
        let (index, _) = questions.find(|(_, question)| question.text.len() > MOST_LANGUAGES)?;
        Some(Problem::at(&["follow_up", &index.to_string(), "text"], most))
    }

    /// Checks everything and gives the measure, or the problems found.
    ///
    /// # Errors
    /// The problems, each with its place, up to [`MOST_PROBLEMS`].
    pub fn validate(&self) -> Result<Measure, Vec<Problem>> {
        if let Some(problem) = self.too_many() {
            return Err(vec![problem]);
        }
        let mut problems = Vec::new();
        let mut problem = |path: &[&str], message: String| {
            problems.push(Problem::at(path, message));
        };
        if crate::link::SurveyId::new(&self.id).is_err() {
            problem(
                &["id"],
                format!(
                    "'{}' is no survey id: use 1 to 32 of a-z, 0-9, '-' and '_', beginning with a letter or digit",
                    self.id
                ),
            );
        }
        if self.id == RESERVED_ID {
            problem(
                &["id"],
                format!("'{RESERVED_ID}' is the name of a part of the storage: choose another id"),
            );
        }
        if self.title.trim().is_empty() || self.title.chars().count() > LONGEST_LABEL {
            problem(
                &["title"],
                format!("a title of 1 to {LONGEST_LABEL} characters is needed"),
            );
        }
        if !self.text.contains_key(&self.default_language) {
            problem(
                &["default_language"],
                format!(
                    "there is no [text.{}]; add it, or name a language that is there",
                    self.default_language
                ),
            );
        }
        if self
            .contact
            .as_ref()
            .is_some_and(|contact| contact.trim().is_empty() || contact.chars().count() > 200)
        {
            problem(
                &["contact"],
                "say in 1 to 200 characters how to reach the team, or leave it out".into(),
            );
        }
        for (language, text) in &self.text {
            if !is_language_tag(language) {
                problem(
                    &["text", language],
                    format!("'{language}' is no language tag; write it as en, fr or zh-Hant"),
                );
            }
            let fields = [
                ("question", Some(&text.question), LONGEST_QUESTION),
                ("low", Some(&text.low), LONGEST_LABEL),
                ("high", Some(&text.high), LONGEST_LABEL),
                ("comment", text.comment.as_ref(), LONGEST_LABEL),
            ];
            for (name, value, longest) in fields {
                if value.is_some_and(|value| value.trim().is_empty() || value.chars().count() > longest) {
                    problem(
                        &["text", language, name],
                        format!("1 to {longest} characters are needed"),
                    );
                }
            }
        }
        problems.extend(self.problems_of_follow_ups());
        problems.extend(self.problems_of_frames());
        problems.extend(self.open.iter().flat_map(OpenAccess::problems));
        problems.extend(self.brand.iter().flat_map(Brand::problems));
        match self.measure() {
            Ok(measure) if problems.is_empty() => Ok(measure),
            Ok(_) => Err(problems),
            Err(at_scale) => {
                problems.push(at_scale);
                Err(problems)
            }
        }
        .map_err(|mut problems| {
            problems.truncate(MOST_PROBLEMS);
            problems
        })
    }
}
