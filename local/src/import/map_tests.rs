use super::*;

const GOOD: &str = r#"reference = "respondent"
date = "date"
touchpoint = "area"
attributes = ["Gate No."]

[[survey]]
id = "recommend"
column = "nps"
metric = "nps"

[[survey]]
id = "overall"
column = "csat"
metric = "csat"
scale = { min = 1, max = 10, satisfied_from = 8 }
title = "Over all"
comment = "why"
"#;

fn error(text: &str) -> String {
    read("sfo.map.toml", text).unwrap_err().to_string()
}

fn changed(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from));
    error(&GOOD.replacen(from, to, 1))
}

#[test]
fn a_good_map_is_read() {
    let map = read("sfo.map.toml", GOOD).unwrap();
    assert_eq!(map.date.name, "date");
    assert_eq!(map.date_form, DateForm::Iso);
    assert_eq!(map.delimiter, b',');
    assert_eq!(map.attributes[0].0, "gate_no");
    assert_eq!(map.surveys[0].measure, Measure::nps());
    assert_eq!(map.surveys[0].definition.title, "Recommend");
    assert_eq!(map.surveys[1].measure, Measure::csat(1, 10, 8).unwrap());
    assert_eq!(map.surveys[1].definition.title, "Over all");
    assert_eq!(map.surveys[1].comment.as_ref().unwrap().line, 17);
}

#[test]
fn a_misspelled_key_is_named_with_its_line() {
    let text = changed("touchpoint =", "touchpiont =");
    assert!(
        text.starts_with("sfo.map.toml:3:") && text.contains("touchpiont"),
        "{text}"
    );
    let text = changed("title =", "titel =");
    assert!(text.contains("titel"), "{text}");
}

#[test]
fn attributes_may_be_named() {
    let map = read(
        "m",
        &GOOD.replace("[\"Gate No.\"]", "{ gate = \"Gate No.\", plan = \"料金\" }"),
    )
    .unwrap();
    let names: Vec<(&str, &str)> = map
        .attributes
        .iter()
        .map(|(name, column)| (name.as_str(), column.name.as_str()))
        .collect();
    assert_eq!(names, [("gate", "Gate No."), ("plan", "料金")]);
}

#[test]
fn an_attribute_without_a_usable_name_says_how_to_give_one() {
    let text = changed("[\"Gate No.\"]", "[\"料金\"]");
    assert!(
        text.starts_with("sfo.map.toml:4:") && text.contains("{ name = \"料金\" }"),
        "{text}"
    );
    assert!(changed("[\"Gate No.\"]", "{ Gate = \"x\" }").contains("beginning with a letter"));
    assert!(changed("[\"Gate No.\"]", "[\"a b\", \"a-b\"]").contains("would both be the attribute a_b"));
    let eleven: Vec<String> = (0..11).map(|n| format!("\"a{n}\"")).collect();
    assert!(changed("\"Gate No.\"", &eleven.join(",")).contains("at most 10"));
}

#[test]
fn every_rule_has_its_words_and_its_line() {
    for (from, to, wanted) in [
        ("touchpoint = \"area\"\n", "", "sfo.map.toml:1: touchpoint is missing"),
        (
            "touchpoint =",
            "touchpoint_is = \"x\"\ntouchpoint =",
            "sfo.map.toml:3: touchpoint and touchpoint_is",
        ),
        (
            "touchpoint = \"area\"",
            "touchpoint_is = \" x\"",
            "sfo.map.toml:3: the touchpoint begins",
        ),
        (
            "touchpoint =",
            "channel_is = \"fax\"\ntouchpoint =",
            "sfo.map.toml:3: the channel must be one of",
        ),
        (
            "touchpoint =",
            "channel_is = \"sms\"\nchannel = \"c\"\ntouchpoint =",
            "keep one",
        ),
        (
            "touchpoint =",
            "date_format = \"%H\"\ntouchpoint =",
            "sfo.map.toml:3: date_format '%H'",
        ),
        (
            "touchpoint =",
            "delimiter = \"ab\"\ntouchpoint =",
            "sfo.map.toml:3: delimiter",
        ),
        (
            "id = \"overall\"",
            "id = \"recommend\"",
            "sfo.map.toml:12: the survey 'recommend' is there twice",
        ),
        ("id = \"overall\"", "id = \"Over all\"", "sfo.map.toml:12: id:"),
        ("max = 10", "max = 11", "sfo.map.toml:12: scale:"),
        ("metric = \"csat\"", "metric = \"nps\"", "NPS is asked from 0 to 10"),
        ("date = \"date\"\n", "", "missing field `date`"),
        (
            "attributes = [\"Gate No.\"]",
            "attributes = 3",
            "a list of columns, or a table",
        ),
    ] {
        let text = changed(from, to);
        assert!(text.contains(wanted), "{from} -> {to}: {text}");
    }
    let (head, _) = GOOD.split_once("[[survey]]").unwrap();
    assert!(error(head).contains("there is no [[survey]]"));
}

#[test]
fn several_problems_are_told_at_once() {
    let text = changed(
        "touchpoint = \"area\"\nattributes = [\"Gate No.\"]",
        "delimiter = \"\"\nattributes = [\"1\"]",
    );
    assert_eq!(text.lines().count(), 3, "{text}");
}

#[test]
fn counting_the_other_way_is_refused_where_it_has_no_meaning() {
    let text = changed("metric = \"nps\"", "metric = \"nps\"\nreversed = true");
    assert!(
        text.contains("only ever counted one way") && text.contains("csat"),
        "{text}"
    );
}

#[test]
fn a_likelihood_to_recommend_on_another_scale_is_no_nps() {
    let text = changed("metric = \"nps\"", "metric = \"nps\"\nscale = { min = 1, max = 10 }");
    assert!(text.contains("0 to 10") && text.contains("csat"), "{text}");
}
