//! The usual questions of each metric, for surveys that bring no words of their own.

use std::collections::BTreeSet;

use super::Words;
use crate::domain::measure::Metric;
use crate::domain::survey::{Problem, SurveyDefinition, SurveyText};

/// The usual question of a metric in one language, and what the ends of its scale mean.
#[must_use]
pub fn standard(metric: Metric, words: &Words) -> SurveyText {
    let [question, low, high] = match metric {
        Metric::Csat => ["csat-question", "csat-low", "csat-high"],
        Metric::Nps => ["nps-question", "nps-low", "nps-high"],
        Metric::Ces => ["ces-question", "ces-low", "ces-high"],
        Metric::Ces1 => ["ces1-question", "ces1-low", "ces1-high"],
    }
    .map(|key| words.get(key).into_owned());
    SurveyText {
        question,
        low,
        high,
        comment: None,
    }
}

/// Gives the definition words in every language that it names: its own, else the usual ones of its metric. One that names
/// no language and has no words of its own gets every language there is, or those of its follow-up questions where it has
/// any. What is stored has all its words this way, and a version says the same for ever, whatever becomes of the usual words.
///
/// A problem is given for each language that has neither.
pub fn add_standard_words(definition: &mut SurveyDefinition) -> Vec<Problem> {
    let mut problems = Vec::new();
    for tag in languages_of(definition) {
        if definition.text.contains_key(&tag) {
            continue;
        }
        match Words::all().find(|words| words.tag() == tag) {
            Some(words) => {
                definition.text.insert(tag, standard(definition.metric, words));
            }
            None => problems.push(no_words(&tag)),
        }
    }
    problems
}

fn languages_of(definition: &SurveyDefinition) -> BTreeSet<String> {
    if !definition.languages.is_empty() || !definition.text.is_empty() {
        definition.languages.iter().cloned().collect()
    } else if !definition.follow_up.is_empty() {
        let questions = definition.follow_up.iter();
        questions.flat_map(|question| question.text.keys().cloned()).collect()
    } else {
        Words::all().map(|words| words.tag().to_owned()).collect()
    }
}

fn no_words(tag: &str) -> Problem {
    let way_out = Words::nearest(tag).map_or_else(
        || format!("add a [text.{tag}]"),
        |near| format!("write '{}', or add a [text.{tag}]", near.tag()),
    );
    let mut tags: Vec<&str> = Words::all().map(Words::tag).collect();
    tags.sort_unstable();
    Problem::at(
        &["languages"],
        format!(
            "there are no usual words in '{tag}': {way_out}. There are usual words in {}",
            tags.join(", ")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::{LONGEST_LABEL, LONGEST_QUESTION};

    fn definition(rest: &str) -> SurveyDefinition {
        let head = "id = \"delivery\"\nmetric = \"csat\"\ntitle = \"Delivery\"\ndefault_language = \"en\"\n";
        toml::from_str(&format!("{head}{rest}")).unwrap()
    }

    fn languages(definition: &SurveyDefinition) -> Vec<&str> {
        definition.text.keys().map(String::as_str).collect()
    }

    #[test]
    fn every_metric_has_its_own_words_in_every_language_and_they_fit_a_definition() {
        for words in Words::all() {
            let texts = Metric::ALL.map(|metric| standard(metric, words));
            for (index, text) in texts.iter().enumerate() {
                let SurveyText {
                    question, low, high, ..
                } = text;
                assert!(question.chars().count() <= LONGEST_QUESTION, "{question}");
                for label in [low, high] {
                    assert!(label.chars().count() <= LONGEST_LABEL, "{label}");
                }
                assert!(low != high && !question.contains('⟦'), "{}: {text:?}", words.tag());
                assert!(
                    texts[..index].iter().all(|other| other.question != *question),
                    "{}: {question}",
                    words.tag()
                );
            }
        }
    }

    fn completed(rest: &str) -> SurveyDefinition {
        let mut definition = definition(rest);
        assert_eq!(add_standard_words(&mut definition), []);
        definition
    }

    #[test]
    fn a_survey_without_words_and_languages_is_shown_in_every_language() {
        let all = completed("");
        assert_eq!(all.text.len(), Words::all().count());
        assert!(all.validate().is_ok());
        assert_eq!(all.text["fr"], standard(Metric::Csat, Words::in_first_of(["fr"])));
        let mut again = all.clone();
        assert_eq!(add_standard_words(&mut again), []);
        assert_eq!(again, all, "what is complete stays as it is");
    }

    #[test]
    fn a_survey_keeps_its_own_words_and_gets_the_usual_ones_only_where_it_names_a_language() {
        let own = "[text.en]\nquestion = \"How was the delivery?\"\nlow = \"Bad\"\nhigh = \"Good\"\n";
        let alone = completed(own);
        assert_eq!(languages(&alone), ["en"]);
        let more = completed(&format!("languages = [\"en\", \"fr\"]\n{own}"));
        assert_eq!(languages(&more), ["en", "fr"]);
        assert_eq!(more.text["en"], alone.text["en"]);
        assert_eq!(more.text["fr"], standard(Metric::Csat, Words::in_first_of(["fr"])));
        let few = completed("languages = [\"en\", \"zh-Hant\"]");
        assert_eq!(languages(&few), ["en", "zh-Hant"]);
    }

    #[test]
    fn a_survey_with_follow_up_questions_alone_is_shown_in_their_languages() {
        let question = "[[follow_up]]\nid = \"why\"\nanswer = \"text\"\ntext.en.question = \"Why?\"\n";
        assert_eq!(languages(&completed(question)), ["en"]);
        let both = completed(&format!("{question}text.fr.question = \"Pourquoi ?\"\n"));
        assert_eq!(languages(&both), ["en", "fr"]);
        assert!(both.validate().is_ok());
    }

    #[test]
    fn a_language_without_words_is_refused_with_those_there_are_and_the_nearest() {
        let problems = add_standard_words(&mut definition("languages = [\"en\", \"zh-TW\", \"tlh\"]"));
        let told: Vec<_> = problems
            .iter()
            .map(|problem| (problem.path.join("."), problem.message.as_str()))
            .collect();
        assert_eq!(told.len(), 2);
        assert!(told.iter().all(|(path, _)| path == "languages"));
        assert!(
            told[0]
                .1
                .starts_with("there are no usual words in 'tlh': add a [text.tlh].")
        );
        assert!(told[0].1.ends_with("zh-Hant"), "{told:?}");
        assert!(told[1].1.contains("write 'zh-Hant', or add a [text.zh-TW]"), "{told:?}");
        let own = "[text.tlh]\nquestion = \"QaQ\"\nlow = \"Qob\"\nhigh = \"Dun\"\n";
        completed(&format!("languages = [\"tlh\", \"en\"]\n{own}"));
    }
}
