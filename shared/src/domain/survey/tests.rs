use super::*;
use crate::domain::measure::Band;

const GOOD: &str = r#"
id = "recommend"
metric = "nps"
title = "Recommendation"
default_language = "en"
frame_hosts = ["https://www.example.com"]

[open]
touchpoints = ["store", "website"]

[text.en]
question = "Would you recommend us?"
low = "No"
high = "Yes"

[[follow_up]]
id = "reason"
after = ["low", "middle"]
answer = "many"
choices = ["price", "delay"]
[follow_up.text.en]
question = "What went wrong?"
choices = { price = "The price", delay = "The wait" }

[[follow_up]]
id = "wish"
answer = "text"
[follow_up.text.en]
question = "What do you wish for?"
"#;

fn definition(text: &str) -> SurveyDefinition {
    toml::from_str(text).unwrap()
}

fn problems(text: &str) -> Vec<String> {
    let found = definition(text).validate().unwrap_err();
    found
        .iter()
        .map(|problem| format!("{}: {}", problem.path.join("."), problem.message))
        .collect()
}

#[test]
fn a_good_definition_is_taken_and_its_limits_are_the_usual_ones() {
    let good = definition(GOOD);
    assert!(good.validate().is_ok());
    let open = good.open.unwrap();
    assert_eq!((open.answers_an_hour_per_address, open.answers_an_hour), (60, 3_000));
}

#[test]
fn a_definition_is_the_same_in_json_and_in_toml() {
    let good = definition(GOOD);
    let json = serde_json::to_string(&good).unwrap();
    assert_eq!(serde_json::from_str::<SurveyDefinition>(&json).unwrap(), good);
    assert_eq!(definition(&toml::to_string(&good).unwrap()), good);
}

#[test]
fn follow_up_questions_are_asked_by_the_band_of_the_rating() {
    let good = definition(GOOD);
    let asked = |band| {
        good.follow_ups_after(band)
            .map(|question| question.id.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(Band::Low), ["reason", "wish"]);
    assert_eq!(asked(Band::High), ["wish"]);
}

#[test]
fn a_follow_up_that_cannot_be_asked_is_named_with_its_place() {
    let told = |from: &str, to: &str, expected: &str| {
        let found = problems(&GOOD.replacen(from, to, 1));
        assert!(
            found.iter().any(|problem| problem.contains(expected)),
            "{expected}: {found:?}"
        );
    };
    told("\"text\"", "\"one\"", "follow_up.1.choices: 2 to 10");
    told(
        "delay = \"The wait\"",
        "late = \"The wait\"",
        "follow_up.0.text.en.choices",
    );
    told("[\"price\", \"delay\"]", "[\"price\", \"price\"]", "an id of its own");
    told("id = \"wish\"", "id = \"reason\"", "the same id");
    told("id = \"wish\"", "id = \"My wish\"", "no id");
    told("What do you wish for?", "", "follow_up.1.text.en.question");
    let french = "[text.en]\nquestion = \"?\"\nlow = \"a\"\nhigh = \"b\"\n[text.fr]";
    told("[text.en]", french, "there is no [follow_up.text.fr]");
    let third = "[[follow_up]]\nid = \"third\"\nanswer = \"text\"\ntext.en.question = \"And?\"\n";
    let found = problems(&format!("{GOOD}\n{third}"));
    assert!(
        found.iter().any(|problem| problem.contains("low band 3 questions")),
        "{found:?}"
    );
}

#[test]
fn an_open_survey_needs_a_touchpoint_and_limits_above_nothing() {
    let found = problems(&GOOD.replace("[\"store\", \"website\"]", "[]\nanswers_an_hour = 0"));
    assert!(found[0].starts_with("open.touchpoints: 1 to 50"), "{found:?}");
    assert!(
        found[1].starts_with("open.answers_an_hour: a number from 1"),
        "{found:?}"
    );
}

#[test]
fn of_too_many_follow_ups_or_languages_nothing_but_that_is_told() {
    let mut many = definition(GOOD);
    let question = FollowUp {
        text: BTreeMap::new(),
        ..many.follow_up[0].clone()
    };
    many.follow_up = vec![question; 3_000];
    let words = many.text["en"].clone();
    many.text = (0..3_000).map(|number| (format!("x{number}"), words.clone())).collect();
    let told = |definition: &SurveyDefinition| {
        let mut problems = definition.validate().unwrap_err();
        let problem = problems.remove(0);
        assert_eq!(problems, []);
        (problem.path.join("."), problem.message)
    };
    let most = |path: &str, what: &str| (path.to_owned(), format!("{what} are the most a survey can have"));
    assert_eq!(told(&many), most("follow_up", "6 follow-up questions"));
    many.follow_up.clear();
    assert_eq!(told(&many), most("text", "100 languages"));
    let mut translated = definition(GOOD);
    let words = translated.follow_up[1].text["en"].clone();
    translated.follow_up[1].text = (0..=100).map(|number| (format!("x{number}"), words.clone())).collect();
    assert_eq!(told(&translated), most("follow_up.1.text", "100 languages"));
}

#[test]
fn no_more_problems_are_told_than_anybody_mends_at_once() {
    let mut wrong = definition(GOOD);
    wrong.frame_hosts = vec!["nowhere".to_owned(); 3_000];
    assert_eq!(wrong.validate().unwrap_err().len(), MOST_PROBLEMS);
}
