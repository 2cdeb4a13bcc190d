//! Surveys as TOML files, with errors that point at the line.

use std::ops::Range;

use anyhow::{Result, anyhow};
use shared::domain::survey::{Problem, SurveyDefinition};
use toml::de::{DeTable, DeValue};

/// Reads a definition, as it is written.
///
/// # Errors
/// It is no TOML, or not of the form of a definition: with file and line.
pub fn parse(name: &str, text: &str) -> Result<SurveyDefinition> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        anyhow!("{name}:{line}: {}", error.message())
    })
}

/// Reads a definition, checks it and completes it.
///
/// # Errors
/// Every problem, each with file and line.
pub fn read(name: &str, text: &str) -> Result<SurveyDefinition> {
    let complete = shared::surveys::complete(parse(name, text)?);
    complete
        .map(|(definition, _)| definition)
        .map_err(|problems| anyhow!(all_at_lines(name, text, &problems)))
}

/// The problems, each with the line it is on.
#[must_use]
pub fn all_at_lines(name: &str, text: &str, problems: &[Problem]) -> String {
    let told = problems.iter().map(|problem| at_line(name, text, problem));
    told.collect::<Vec<_>>().join("\n")
}

/// The problem with the line it is on: the line of the key it names, or of the nearest table around it.
#[must_use]
pub fn at_line(name: &str, text: &str, problem: &Problem) -> String {
    let line = span_of(text, &problem.path).map_or(1, |span| line_of(text, span.start));
    format!("{name}:{line}: {}: {}", problem.path.join("."), problem.message)
}

fn span_of(text: &str, path: &[String]) -> Option<Range<usize>> {
    let mut value = DeValue::Table(DeTable::parse(text).ok()?.into_inner());
    let mut found = None;
    for key in path {
        let next = match value {
            // A table's own span covers its heading; a value's does not cover its key.
            DeValue::Table(mut table) => table
                .remove_entry(key.as_str())
                .map(|(name, value)| (name.span(), value)),
            DeValue::Array(items) => key
                .parse()
                .ok()
                .and_then(|at| items.into_iter().nth(at))
                .map(|item| (item.span(), item)),
            _ => None,
        };
        let Some((span, inner)) = next else {
            break;
        };
        found = Some(span);
        value = inner.into_inner();
    }
    found
}

pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"id = "speed"
metric = "csat"
title = "Speed"
default_language = "en"

[scale]
min = 1
max = 5

[text.en]
question = "How fast were we?"
low = "Slow"
high = "Fast"
"#;

    fn error(text: &str) -> String {
        read("speed.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn a_good_file_is_read() {
        assert_eq!(read("speed.toml", GOOD).unwrap().id, "speed");
    }

    #[test]
    fn the_examples_of_the_documentation_are_surveys() {
        let documentation = include_str!("../../docs/surveys.md");
        let whole = documentation
            .split("```")
            .nth(1)
            .and_then(|block| block.strip_prefix("toml\n"))
            .unwrap();
        let definition = read("docs/surveys.md", whole).unwrap();
        assert!(definition.brand.is_some() && definition.open.is_some() && !definition.follow_up.is_empty());
        assert_eq!(definition.text.keys().collect::<Vec<_>>(), ["en", "fr"]);
        let least: String = documentation
            .lines()
            .filter_map(|line| line.strip_prefix("    "))
            .take_while(|line| !line.is_empty())
            .take(5)
            .fold(String::new(), |all, line| all + line + "\n");
        assert!(read("docs/surveys.md", &least).unwrap().text.len() > 10, "{least}");
    }

    #[test]
    fn a_misspelled_key_is_named_with_its_line() {
        let text = error(&GOOD.replace("high =", "hihg ="));
        assert!(text.starts_with("speed.toml:1") && text.contains("hihg"), "{text}");
    }

    #[test]
    fn a_file_without_words_gets_the_usual_ones_and_a_language_that_has_none_points_at_languages() {
        let bare = GOOD.split("[text.en]").next().unwrap();
        let every = read("speed.toml", bare).unwrap();
        assert_eq!(every.text.len(), shared::text::Words::all().count());
        let named = bare.replace("title =", "languages = [\"en\", \"tlh\"]\ntitle =");
        let text = error(&named);
        assert!(
            text.starts_with("speed.toml:3: languages: there are no usual words in 'tlh'"),
            "{text}"
        );
    }

    #[test]
    fn a_missing_language_points_at_default_language() {
        let text = error(&GOOD.replace("default_language = \"en\"", "default_language = \"fr\""));
        assert!(
            text.starts_with("speed.toml:4: default_language: there is no [text.fr]"),
            "{text}"
        );
    }

    #[test]
    fn a_scale_that_does_not_fit_points_at_the_scale() {
        let text = error(&GOOD.replace("max = 5", "max = 50"));
        assert!(text.starts_with("speed.toml:6: scale:"), "{text}");
        let nps = error(&GOOD.replace("\"csat\"", "\"nps\""));
        assert!(nps.contains("0 to 10"), "{nps}");
    }

    #[test]
    fn a_survey_cannot_take_the_name_under_which_the_state_of_the_days_is_stored() {
        let text = error(&GOOD.replace("id = \"speed\"", "id = \"days\""));
        assert!(
            text.contains("speed.toml:1: id:") && text.contains("choose another id"),
            "{text}"
        );
    }

    #[test]
    fn a_problem_of_a_follow_up_points_at_its_own_line() {
        let follow_ups = r#"
[[follow_up]]
id = "why"
answer = "text"
[follow_up.text.en]
question = "Why?"

[[follow_up]]
id = "what"
answer = "one"
choices = ["a"]
[follow_up.text.en]
question = ""
choices = { a = "A" }
"#;
        let text = error(&format!("{GOOD}{follow_ups}"));
        let mut lines = text.lines();
        assert!(
            lines
                .next()
                .unwrap()
                .starts_with("speed.toml:24: follow_up.1.choices: 2 to 10"),
            "{text}"
        );
        assert!(
            lines
                .next()
                .unwrap()
                .starts_with("speed.toml:26: follow_up.1.text.en.question:"),
            "{text}"
        );
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_told_with_a_shade_that_can() {
        let brand = "\n[brand.light]\naccent = \"#f5a623\"\nbackground = \"#ffffff\"\ntext = \"#000000\"\n";
        let text = error(&format!("{GOOD}{brand}"));
        assert!(
            text.starts_with("speed.toml:16: brand.light.accent: #f5a623 on #ffffff"),
            "{text}"
        );
    }

    #[test]
    fn every_problem_is_told_at_once_and_an_empty_text_points_at_its_own_line() {
        let text = error(
            &GOOD
                .replace("\"Slow\"", "\"\"")
                .replace("id = \"speed\"", "id = \"Speed!\""),
        );
        assert!(
            text.contains("speed.toml:1: id:") && text.contains("speed.toml:12: text.en.low:"),
            "{text}"
        );
    }
}
