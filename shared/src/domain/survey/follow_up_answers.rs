//! What a respondent says to follow-up questions.

use std::collections::BTreeMap;

use super::{AnswerKind, FollowUp, LONGEST_FOLLOW_UP_ANSWER, SurveyDefinition};
use crate::domain::comment::tidied;
use crate::domain::measure::Band;

/// Answers by the question's id: ids of choices, or one text in the respondent's own words.
pub type FollowUpAnswers = BTreeMap<String, Vec<String>>;

/// Why what was said to a follow-up question cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongFollowUp {
    /// The survey has no such question.
    NoSuchQuestion,
    /// It is none of the choices, or more than one where one is asked for.
    Choice,
    /// A text has this many characters, which is over [`LONGEST_FOLLOW_UP_ANSWER`].
    TooLong(usize),
}

impl SurveyDefinition {
    /// What was said to the follow-up questions of those whose rating is in `band`: choices once each and in the order of
    /// the definition, texts in the form of [`crate::domain::comment::clean`], and nothing of a question that was left
    /// out. What belongs to questions of other bands is dropped: a rating that was changed on the way takes its reasons along.
    ///
    /// # Errors
    /// What cannot be taken, by the id that was given.
    pub fn take_follow_ups(
        &self,
        band: Band,
        given: &FollowUpAnswers,
    ) -> Result<FollowUpAnswers, BTreeMap<String, WrongFollowUp>> {
        let mut taken = FollowUpAnswers::new();
        let mut wrong = BTreeMap::new();
        for (id, answers) in given {
            let Some(question) = self.follow_up.iter().find(|question| question.id == *id) else {
                wrong.insert(id.clone(), WrongFollowUp::NoSuchQuestion);
                continue;
            };
            if !question.is_asked_after(band) {
                continue;
            }
            match question.take(answers) {
                Ok(answers) if answers.is_empty() => {}
                Ok(answers) => {
                    taken.insert(id.clone(), answers);
                }
                Err(why) => {
                    wrong.insert(id.clone(), why);
                }
            }
        }
        if wrong.is_empty() { Ok(taken) } else { Err(wrong) }
    }
}

impl FollowUp {
    fn take(&self, given: &[String]) -> Result<Vec<String>, WrongFollowUp> {
        if self.answer == AnswerKind::Text {
            return match given {
                [] => Ok(Vec::new()),
                [typed] => text(typed),
                _ => Err(WrongFollowUp::Choice),
            };
        }
        if given.iter().any(|choice| !self.choices.contains(choice)) {
            return Err(WrongFollowUp::Choice);
        }
        let chosen: Vec<String> = self
            .choices
            .iter()
            .filter(|choice| given.contains(choice))
            .cloned()
            .collect();
        if self.answer == AnswerKind::One && chosen.len() > 1 {
            return Err(WrongFollowUp::Choice);
        }
        Ok(chosen)
    }
}

fn text(typed: &str) -> Result<Vec<String>, WrongFollowUp> {
    let kept = tidied(typed);
    match kept.chars().count() {
        0 => Ok(Vec::new()),
        count if count > LONGEST_FOLLOW_UP_ANSWER => Err(WrongFollowUp::TooLong(count)),
        _ => Ok(vec![kept]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition() -> SurveyDefinition {
        toml::from_str(
            r#"
            id = "recommend"
            metric = "nps"
            title = "Recommendation"
            default_language = "en"
            [[follow_up]]
            id = "reason"
            after = ["low", "middle"]
            answer = "many"
            choices = ["price", "delay", "other"]
            text = {}
            [[follow_up]]
            id = "again"
            after = ["low"]
            answer = "one"
            choices = ["yes", "no"]
            text = {}
            [[follow_up]]
            id = "wish"
            after = ["high"]
            answer = "text"
            text = {}
            "#,
        )
        .unwrap()
    }

    fn said(pairs: &[(&str, &[&str])]) -> FollowUpAnswers {
        let texts = |answers: &[&str]| answers.iter().map(|&answer| answer.to_owned()).collect();
        pairs
            .iter()
            .map(|&(id, answers)| (id.to_owned(), texts(answers)))
            .collect()
    }

    #[test]
    fn choices_are_kept_once_and_in_the_order_of_the_definition() {
        let given = said(&[("reason", &["other", "price", "other"]), ("again", &["no"])]);
        assert_eq!(
            definition().take_follow_ups(Band::Low, &given),
            Ok(said(&[("again", &["no"]), ("reason", &["price", "other"])]))
        );
    }

    #[test]
    fn own_words_are_kept_as_comments_are_and_what_is_left_out_is_not_kept() {
        let take = |typed: &str| definition().take_follow_ups(Band::High, &said(&[("wish", &[typed])]));
        assert_eq!(take(" e\u{301}t\u{e9}\r\n\u{0}! "), Ok(said(&[("wish", &["été\n!"])])));
        assert_eq!(take(" \r\n"), Ok(said(&[])));
        let none = definition().take_follow_ups(Band::Low, &said(&[("reason", &[]), ("again", &[])]));
        assert_eq!(none, Ok(said(&[])));
    }

    #[test]
    fn what_was_said_to_questions_of_another_band_is_dropped_whatever_it_is() {
        let given = said(&[("reason", &["no such choice"]), ("wish", &["more colours"])]);
        assert_eq!(
            definition().take_follow_ups(Band::High, &given),
            Ok(said(&[("wish", &["more colours"])]))
        );
    }

    #[test]
    fn what_cannot_be_taken_is_named_by_its_question() {
        let wrong = |band, id: &str, answers: &[&str]| {
            let wrong = definition().take_follow_ups(band, &said(&[(id, answers)])).unwrap_err();
            wrong[id]
        };
        assert_eq!(wrong(Band::Low, "reason", &["price", "else"]), WrongFollowUp::Choice);
        assert_eq!(wrong(Band::Low, "again", &["yes", "no"]), WrongFollowUp::Choice);
        assert_eq!(wrong(Band::High, "wish", &["a", "b"]), WrongFollowUp::Choice);
        assert_eq!(wrong(Band::Low, "why", &["price"]), WrongFollowUp::NoSuchQuestion);
        let most = "好".repeat(LONGEST_FOLLOW_UP_ANSWER);
        assert!(
            definition()
                .take_follow_ups(Band::High, &said(&[("wish", &[&most])]))
                .is_ok()
        );
        let over = most + "好";
        assert_eq!(
            wrong(Band::High, "wish", &[&over]),
            WrongFollowUp::TooLong(LONGEST_FOLLOW_UP_ANSWER + 1)
        );
    }
}
