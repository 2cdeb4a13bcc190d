//! The map's columns found in the heading of a file.

use anyhow::{Result, bail};
use shared::link::Channel;

use super::map::{Column, Given, Map};

/// What is in a cell, or the same for every row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source<T> {
    /// In the cell at this position.
    At(usize),
    /// Always this.
    Always(T),
}

/// Positions of the cells that the map names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// How many cells a row has.
    pub cells: usize,
    /// What tells rows apart.
    pub reference: Option<usize>,
    /// The customer's id.
    pub customer: Option<usize>,
    /// The date.
    pub date: usize,
    /// The touchpoint.
    pub touchpoint: Source<String>,
    /// The channel.
    pub channel: Option<Source<Channel>>,
    /// The language.
    pub language: Option<usize>,
    /// The comment about no survey in particular.
    pub comment: Option<usize>,
    /// Attributes by name.
    pub attributes: Vec<(String, usize)>,
    /// Score, and comment of its own, of each survey in the map's order.
    pub surveys: Vec<(usize, Option<usize>)>,
    /// Which of them count the other way.
    pub reversed: Vec<bool>,
}

impl Columns {
    /// Finds the map's columns.
    ///
    /// # Errors
    /// Some are not there, or are there twice; with the map's line, and with those there are.
    pub fn find(map: &Map, file: &str, heading: &[String]) -> Result<Self> {
        let mut finder = Finder {
            map: &map.file,
            file,
            heading,
            problems: Vec::new(),
        };
        let columns = Self {
            cells: heading.len(),
            reference: finder.maybe(map.reference.as_ref()),
            customer: finder.maybe(map.customer.as_ref()),
            date: finder.position(&map.date),
            touchpoint: finder.source(&map.touchpoint),
            channel: map.channel.as_ref().map(|channel| finder.source(channel)),
            language: finder.maybe(map.language.as_ref()),
            comment: finder.maybe(map.comment.as_ref()),
            attributes: map
                .attributes
                .iter()
                .map(|(name, column)| (name.clone(), finder.position(column)))
                .collect(),
            surveys: map
                .surveys
                .iter()
                .map(|survey| (finder.position(&survey.column), finder.maybe(survey.comment.as_ref())))
                .collect(),
            reversed: map.surveys.iter().map(|survey| survey.reversed).collect(),
        };
        if finder.problems.is_empty() {
            return Ok(columns);
        }
        bail!(
            "{}\n{file} has the columns: {}",
            finder.problems.join("\n"),
            heading.join(", ")
        )
    }
}

struct Finder<'a> {
    map: &'a str,
    file: &'a str,
    heading: &'a [String],
    problems: Vec<String>,
}

impl Finder<'_> {
    fn position(&mut self, column: &Column) -> usize {
        let mut positions = (0..self.heading.len()).filter(|at| self.heading[*at] == column.name.trim());
        let problem = match (positions.next(), positions.next()) {
            (Some(position), None) => return position,
            (Some(_), Some(_)) => "more than once",
            (None, _) => "not",
        };
        self.problems.push(format!(
            "{}:{}: the column '{}' is {problem} in {}",
            self.map, column.line, column.name, self.file
        ));
        0
    }

    fn maybe(&mut self, column: Option<&Column>) -> Option<usize> {
        column.map(|column| self.position(column))
    }

    fn source<T: Clone>(&mut self, given: &Given<T>) -> Source<T> {
        match given {
            Given::In(column) => Source::At(self.position(column)),
            Given::Always(value) => Source::Always(value.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::map;

    const MAP: &str =
        "date = \"when\"\ntouchpoint = \"where\"\n[[survey]]\nid = \"s\"\ncolumn = \"score\"\nmetric = \"nps\"\n";

    fn find(heading: &[&str]) -> Result<Columns> {
        let heading: Vec<String> = heading.iter().map(|&name| name.to_owned()).collect();
        Columns::find(&map::read("m.toml", MAP)?, "f.csv", &heading)
    }

    #[test]
    fn columns_are_found_wherever_they_stand() {
        let columns = find(&["score", "x", "where", "when"]).unwrap();
        assert_eq!((columns.date, columns.surveys[0].0, columns.cells), (3, 0, 4));
        assert_eq!(columns.touchpoint, Source::At(2));
    }

    #[test]
    fn every_missing_column_is_named_with_its_line_and_those_there_are() {
        let text = find(&["when", "area", "Score"]).unwrap_err().to_string();
        assert_eq!(
            text,
            "m.toml:2: the column 'where' is not in f.csv\nm.toml:5: the column 'score' is not in f.csv\n\
             f.csv has the columns: when, area, Score"
        );
    }

    #[test]
    fn a_column_that_is_there_twice_is_none() {
        let text = find(&["when", "where", "score", "score"]).unwrap_err().to_string();
        assert!(
            text.contains("m.toml:5: the column 'score' is more than once in f.csv"),
            "{text}"
        );
    }
}
