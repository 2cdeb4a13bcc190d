use shared::domain::survey::SurveyDefinition;

use super::*;

fn survey(extra: &str) -> Survey {
    let text = format!(
        r#"
id = "recommend"
metric = "nps"
title = "Recommendation"
default_language = "en"
[text.en]
question = "Would you recommend <us> & ours?"
low = "Not at all"
high = "Extremely"
[text.ar]
question = "؟"
low = "لا"
high = "نعم"
{extra}"#
    );
    let definition: SurveyDefinition = toml::from_str(&text).unwrap();
    Survey {
        version: 1,
        measure: definition.validate().unwrap(),
        definition,
    }
}

fn html(survey: &Survey, tag: &str) -> String {
    let link = MailLink::new("{{survey_link}}", None).unwrap();
    Mail::new(survey, Some(tag)).unwrap().html(&link).unwrap()
}

#[test]
fn every_answer_is_a_link_that_says_by_itself_what_it_answers() {
    let html = html(&survey(""), "en");
    for value in 1..10 {
        let link = format!("<a href=\"{{{{survey_link}}}}?r={value}\" title=\"Answer {value} of 10\"");
        assert!(html.contains(&link), "{value}: {html}");
    }
    assert!(
        html.contains("title=\"Answer 0 of 10 (Not at all)\"")
            && html.contains("title=\"Answer 10 of 10 (Extremely)\"")
    );
    assert_eq!(html.matches("<a ").count(), 12);
    assert!(html.contains("<a href=\"{{survey_link}}\" style") && html.contains(">Answer on a page</a>"));
}

#[test]
fn there_is_nothing_in_it_that_mail_programs_take_out_or_load() {
    let html = html(&survey("[brand]\nname = \"Example\"\nfont = \"Inter\"\n"), "en");
    for never in [
        "<form", "<style", "<script", "<img", "<button", "<input", "class=", "url(", "⟦",
    ] {
        assert!(!html.contains(never), "{never}");
    }
    assert_eq!(
        html.matches("<table").count(),
        html.matches("role=\"presentation\"").count()
    );
    assert!(html.contains("&#60;us&#62; &#38; ours?"), "{html}");
    assert!(html.contains("font-family:'Inter',system-ui,sans-serif\""), "{html}");
}

#[test]
fn eleven_answers_are_two_rows_on_a_phone_and_five_are_one() {
    let rows = |survey: &Survey| {
        let link = MailLink::new("x", None).unwrap();
        let html = Mail::new(survey, None).unwrap().html(&link).unwrap();
        let groups: Vec<usize> = html
            .split("display:inline-table")
            .skip(1)
            .map(|group| group.matches("?r=").count())
            .collect();
        groups
    };
    assert_eq!(rows(&survey("")), [6, 5]);
    let mut five = survey("");
    five.measure = shared::domain::Measure::usual_csat(5).unwrap();
    assert_eq!(rows(&five), [5]);
    five.measure = shared::domain::Measure::ces(7).unwrap();
    assert_eq!(rows(&five), [4, 3]);
}

#[test]
fn a_language_written_from_right_to_left_has_its_first_answer_at_the_right() {
    let html = html(&survey(""), "ar");
    assert!(html.starts_with("<div lang=\"ar\" dir=\"rtl\""), "{html}");
    assert!(html.contains("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"3\" border=\"0\" dir=\"rtl\""));
    assert!(html.contains("<td width=\"50%\" align=\"right\""));
}

#[test]
fn the_colours_are_the_brands() {
    let palette = "[brand.light]\naccent = \"#0b3d91\"\nbackground = \"#fffdf5\"\ntext = \"#111111\"\n";
    let html = html(&survey(palette), "en");
    assert!(
        html.contains("bgcolor=\"#fffdf5\"") && html.contains("color:#0b3d91"),
        "{html}"
    );
}

#[test]
fn the_plain_text_has_one_link_and_says_what_the_ends_mean() {
    let survey = survey("[brand]\nname = \"Example\"\n");
    let link = MailLink::new("{{survey_link}}", None).unwrap();
    let plain = Mail::new(&survey, None).unwrap().plain(&link);
    assert_eq!(
        plain,
        "Example\n\nWould you recommend <us> & ours?\n\n0 = Not at all\n10 = Extremely\n\nAnswer on a page:\n{{survey_link}}"
    );
}

#[test]
fn a_language_the_survey_does_not_have_is_none() {
    assert!(Mail::new(&survey(""), Some("de")).is_none());
}
