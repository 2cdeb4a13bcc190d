//! The map: which column of the file means what. TOML, with errors that point at the line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::{Result, anyhow, bail};
use serde::Deserialize;
use shared::domain::measure::{Measure, Metric};
use shared::domain::survey::{ScaleDefinition, SurveyDefinition};
use shared::link::{Channel, MAX_ATTRIBUTES, Touchpoint};
use shared::surveys::complete;
use toml::Spanned;

use super::dates::DateForm;
use super::made_survey;
use super::map_attributes::{Attributes, attribute_name, is_name};
use crate::survey_file::line_of;

/// A column that the map names, with the line that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// The line of the map.
    pub line: usize,
}

/// What is in a column, or the same for every row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given<T> {
    /// In this column.
    In(Column),
    /// Always this.
    Always(T),
}

/// A survey whose scores the file has.
#[derive(Debug, Clone, PartialEq)]
pub struct MappedSurvey {
    /// The column with the scores.
    pub column: Column,
    /// The column with its comments.
    pub comment: Option<Column>,
    /// What it becomes if it does not exist yet.
    pub definition: SurveyDefinition,
    /// What its answers are measured in.
    pub measure: Measure,
    /// Whether the file counts the other way: its lowest score is the best.
    pub reversed: bool,
    /// The line of the map that names it.
    pub line: usize,
}

/// A checked map.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// The name of its file, for errors.
    pub file: String,
    /// What separates the cells of a row.
    pub delimiter: u8,
    /// The column that tells rows apart.
    pub reference: Option<Column>,
    /// The column with customer ids.
    pub customer: Option<Column>,
    /// The column with dates.
    pub date: Column,
    /// How they are written.
    pub date_form: DateForm,
    /// Where in the journey it was asked.
    pub touchpoint: Given<String>,
    /// How it was asked, where that is known.
    pub channel: Option<Given<Channel>>,
    /// The column with language tags.
    pub language: Option<Column>,
    /// The column with comments about no survey in particular.
    pub comment: Option<Column>,
    /// Names of attributes, with their columns.
    pub attributes: Vec<(String, Column)>,
    /// The surveys, in the map's order.
    pub surveys: Vec<MappedSurvey>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MapFile {
    delimiter: Option<Spanned<String>>,
    reference: Option<Spanned<String>>,
    customer: Option<Spanned<String>>,
    date: Spanned<String>,
    date_format: Option<Spanned<String>>,
    touchpoint: Option<Spanned<String>>,
    touchpoint_is: Option<Spanned<String>>,
    channel: Option<Spanned<String>>,
    channel_is: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    comment: Option<Spanned<String>>,
    #[serde(default)]
    attributes: Attributes,
    #[serde(default)]
    survey: Vec<SurveyEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SurveyEntry {
    id: Spanned<String>,
    column: Spanned<String>,
    metric: Metric,
    scale: Option<ScaleDefinition>,
    #[serde(default)]
    reversed: bool,
    title: Option<String>,
    comment: Option<Spanned<String>>,
}

/// Reads a map and checks it.
///
/// # Errors
/// The problems, each with file and line.
pub fn read(file: &str, text: &str) -> Result<Map> {
    let parsed: MapFile = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        anyhow!("{file}:{line}: {}", error.message())
    })?;
    let mut reader = Reader {
        file,
        text,
        problems: Vec::new(),
    };
    let map = reader.map(parsed);
    if reader.problems.is_empty()
        && let Some(map) = map
    {
        return Ok(map);
    }
    bail!(reader.problems.join("\n"))
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn line<T>(&self, value: &Spanned<T>) -> usize {
        line_of(self.text, value.span().start)
    }

    fn column(&self, value: Spanned<String>) -> Column {
        Column {
            line: self.line(&value),
            name: value.into_inner(),
        }
    }

    fn problem(&mut self, line: usize, words: impl fmt::Display) {
        self.problems.push(format!("{}:{line}: {words}", self.file));
    }

    fn map(&mut self, parsed: MapFile) -> Option<Map> {
        let delimiter = self.delimiter(parsed.delimiter.as_ref());
        let date_form = self.date_form(parsed.date_format.as_ref());
        let touchpoint = self.touchpoint(parsed.touchpoint, parsed.touchpoint_is);
        let channel = self.channel(parsed.channel, parsed.channel_is);
        let attributes = self.attributes(parsed.attributes);
        let surveys = self.surveys(parsed.survey);
        Some(Map {
            file: self.file.to_owned(),
            delimiter,
            reference: parsed.reference.map(|value| self.column(value)),
            customer: parsed.customer.map(|value| self.column(value)),
            date: self.column(parsed.date),
            date_form,
            touchpoint: touchpoint?,
            channel,
            language: parsed.language.map(|value| self.column(value)),
            comment: parsed.comment.map(|value| self.column(value)),
            attributes,
            surveys,
        })
    }

    fn delimiter(&mut self, given: Option<&Spanned<String>>) -> u8 {
        let Some(given) = given else { return b',' };
        match given.get_ref().as_bytes() {
            [byte] if *byte != b'"' && !byte.is_ascii_alphanumeric() => *byte,
            _ => {
                let line = self.line(given);
                self.problem(
                    line,
                    "delimiter is the one character between cells, such as \",\", \";\" or \"\\t\"",
                );
                b','
            }
        }
    }

    fn date_form(&mut self, given: Option<&Spanned<String>>) -> DateForm {
        let Some(given) = given else { return DateForm::Iso };
        DateForm::pattern(given.get_ref()).unwrap_or_else(|words| {
            let line = self.line(given);
            self.problem(line, format!("date_format {words}"));
            DateForm::Iso
        })
    }

    fn touchpoint(
        &mut self,
        column: Option<Spanned<String>>,
        constant: Option<Spanned<String>>,
    ) -> Option<Given<String>> {
        match (column, constant) {
            (Some(column), None) => Some(Given::In(self.column(column))),
            (None, Some(constant)) => match Touchpoint::new(constant.get_ref()) {
                Ok(touchpoint) => Some(Given::Always(touchpoint.as_str().to_owned())),
                Err(error) => {
                    let line = self.line(&constant);
                    self.problem(line, error);
                    None
                }
            },
            (None, None) => {
                self.problem(
                    1,
                    "touchpoint is missing: name the column that says where in the journey it was asked, or give the same for every row, as in touchpoint_is = \"survey-2017\"",
                );
                None
            }
            (Some(_), Some(constant)) => {
                let line = self.line(&constant);
                self.problem(line, "touchpoint and touchpoint_is are both there: keep one");
                None
            }
        }
    }

    fn channel(
        &mut self,
        column: Option<Spanned<String>>,
        constant: Option<Spanned<String>>,
    ) -> Option<Given<Channel>> {
        match (column, constant) {
            (None, None) => None,
            (Some(column), None) => Some(Given::In(self.column(column))),
            (None, Some(constant)) => match constant.get_ref().parse() {
                Ok(channel) => Some(Given::Always(channel)),
                Err(error) => {
                    let line = self.line(&constant);
                    self.problem(line, error);
                    None
                }
            },
            (Some(_), Some(constant)) => {
                let line = self.line(&constant);
                self.problem(line, "channel and channel_is are both there: keep one");
                None
            }
        }
    }

    fn attributes(&mut self, Attributes(given): Attributes) -> Vec<(String, Column)> {
        let mut named: BTreeMap<String, Column> = BTreeMap::new();
        for (name, column) in given {
            let column = self.column(column);
            let line = column.line;
            let Some(name) = name.map_or_else(|| attribute_name(&column.name), |name| is_name(&name).then_some(name))
            else {
                self.problem(
                    line,
                    format!(
                        "the column '{}' needs a name of 1 to 32 of a-z, 0-9 and _, beginning with a letter: attributes = {{ name = \"{}\" }}",
                        column.name, column.name
                    ),
                );
                continue;
            };
            if let Some(other) = named.insert(name.clone(), column.clone()) {
                self.problem(
                    line,
                    format!(
                        "the columns '{}' and '{}' would both be the attribute {name}: name them, as in attributes = {{ {name} = \"{}\" }}",
                        other.name, column.name, other.name
                    ),
                );
            }
            if named.len() == MAX_ATTRIBUTES + 1 {
                self.problem(
                    line,
                    "an answer takes at most 10 attributes: leave out those no one will compare",
                );
            }
        }
        named.into_iter().collect()
    }

    fn surveys(&mut self, entries: Vec<SurveyEntry>) -> Vec<MappedSurvey> {
        if entries.is_empty() {
            self.problem(1, "there is no [[survey]]: add one for each column with scores");
        }
        let mut ids = BTreeSet::new();
        let mut surveys = Vec::with_capacity(entries.len());
        for entry in entries {
            let line = self.line(&entry.id);
            let id = entry.id.get_ref().clone();
            if !ids.insert(id.clone()) {
                self.problem(
                    line,
                    format!("the survey '{id}' is there twice: a row has one answer to it at most"),
                );
            }
            if entry.reversed && !matches!(entry.metric, Metric::Csat | Metric::Ces) {
                self.problem(
                    line,
                    format!(
                        "{id}: {} is only ever counted one way: leave reversed out, or import the column as csat with its scale",
                        entry.metric
                    ),
                );
            }
            let definition = made_survey::definition(&id, entry.metric, entry.scale, entry.title);
            match complete(definition) {
                Ok((definition, measure)) => surveys.push(MappedSurvey {
                    column: self.column(entry.column),
                    comment: entry.comment.map(|value| self.column(value)),
                    definition,
                    measure,
                    reversed: entry.reversed,
                    line,
                }),
                Err(problems) => {
                    for problem in problems {
                        self.problem(line, format!("{}: {}", problem.path.join("."), problem.message));
                    }
                }
            }
        }
        surveys
    }
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
