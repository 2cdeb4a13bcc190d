//! Surveys as TOML files, with errors that point at the line.

use std::ops::Range;

use anyhow::{Result, anyhow};
use shared::domain::survey::{Problem, SurveyDefinition};
use toml::de::{DeTable, DeValue};

/// Reads a definition and checks it.
///
/// # Errors
/// Every problem, each with file and line.
pub fn read(name: &str, text: &str) -> Result<SurveyDefinition> {
    let definition: SurveyDefinition = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        anyhow!("{name}:{line}: {}", error.message())
    })?;
    match definition.validate() {
        Ok(_) => Ok(definition),
        Err(problems) => Err(anyhow!(
            problems
                .iter()
                .map(|problem| at_line(name, text, problem))
                .collect::<Vec<_>>()
                .join("\n")
        )),
    }
}

/// The problem with the line it is on: the line of the key it names, or of the nearest table around it.
#[must_use]
pub fn at_line(name: &str, text: &str, problem: &Problem) -> String {
    let line = span_of(text, &problem.path).map_or(1, |span| line_of(text, span.start));
    format!("{name}:{line}: {}: {}", problem.path.join("."), problem.message)
}

fn span_of(text: &str, path: &[String]) -> Option<Range<usize>> {
    let document = DeTable::parse(text).ok()?;
    let mut table = document.into_inner();
    let mut found = None;
    for key in path {
        let Some((name, value)) = table.remove_entry(key.as_str()) else {
            break;
        };
        // A table's own span covers its heading; a value's does not cover its key.
        found = Some(name.span());
        match value.into_inner() {
            DeValue::Table(inner) => table = inner,
            _ => break,
        }
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
    fn a_misspelled_key_is_named_with_its_line() {
        let text = error(&GOOD.replace("high =", "hihg ="));
        assert!(text.starts_with("speed.toml:1") && text.contains("hihg"), "{text}");
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
