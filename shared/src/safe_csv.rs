//! CSV that a spreadsheet opens without running anything, however it divides the lines.
//!
//! Every text cell is in quotes. A spreadsheet of a country that writes decimals with a comma divides at semicolons instead, and
//! honours no quotes that do not begin what it takes for a cell; what is pasted is divided at tabs. So an apostrophe stands
//! before whatever would be a formula at the beginning of a cell, and also after each comma, semicolon, tab and line break
//! within one. Removing one apostrophe at the beginning of a cell and after each of these gives the original.

use std::borrow::Cow;
use std::io::{self, Write};

/// What tells a spreadsheet that a file is UTF-8: without it, accents are read as other letters.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What a formula, or a trick to start one, begins with. The apostrophe is among them so that it can be removed again.
const TRIGGERS: [char; 13] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '\''];

/// Where some spreadsheet begins a new cell.
const BREAKS: [char; 5] = [',', ';', '\t', '\r', '\n'];

/// One cell whose type is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A number that a program wrote: it stays one, with its sign.
    Number(String),
    /// What may come from anybody.
    Text(Cow<'a, str>),
}

/// A writer of such CSV. The first cell of a row is to be a text, or a number that is not negative: where a line is divided at
/// semicolons alone, what begins with it goes on with the texts after it.
pub struct SafeCsv<W: Write>(W);

impl<W: Write> SafeCsv<W> {
    /// Begins a file: what a spreadsheet knows its letters by comes first.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        Ok(Self(out))
    }

    /// Goes on with a file that was begun before.
    pub fn go_on(out: W) -> Self {
        Self(out)
    }

    /// Writes one row of text cells of which nothing is known; a cell that is a plain number stays one.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn row<I, T>(&mut self, cells: I) -> io::Result<()>
    where
        I: IntoIterator<Item = T>,
        T: AsRef<str>,
    {
        self.line(cells.into_iter().map(|cell| quoted(&neutral(cell.as_ref()))))
    }

    /// Writes one row of cells whose type is known.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn cells<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        self.line(cells.into_iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Number(number) => number,
            Cell::Text(text) => quoted(&harmless(&text)),
        }))
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        for (number, cell) in cells.enumerate() {
            if number > 0 {
                self.0.write_all(b",")?;
            }
            self.0.write_all(cell.as_bytes())?;
        }
        self.0.write_all(b"\n")
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What is left cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A text cell of which nothing is known, as it is written before it is put in quotes. A plain number stays one.
#[must_use]
pub fn neutral(cell: &str) -> String {
    let number = cell.parse::<f64>().is_ok() && !cell.starts_with('+');
    if number { cell.to_owned() } else { harmless(cell) }
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// The text with an apostrophe before whatever would begin a formula, wherever a cell could begin.
fn harmless(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    let mut may_begin = true;
    for (at, letter) in text.char_indices() {
        // Quotes at the beginning of a cell may be taken for those around it.
        let begins = || text[at..].trim_start_matches('"').starts_with(TRIGGERS);
        if may_begin && begins() {
            written.push('\'');
        }
        written.push(letter);
        may_begin = BREAKS.contains(&letter);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ANYTHING: &str = "[=+@\t\r\n'＝－a-c,;\" 0-9-]{0,12}|\\PC{0,12}";

    fn file(write: impl FnOnce(&mut SafeCsv<&mut Vec<u8>>)) -> String {
        let mut out = Vec::new();
        let mut csv = SafeCsv::begin(&mut out).unwrap();
        write(&mut csv);
        csv.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    fn read_back(file: &str) -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(file.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        record.iter().map(str::to_owned).collect()
    }

    /// What was written, as the documentation says how to get it back.
    fn original(cell: &str) -> String {
        let mut text = String::new();
        let mut may_begin = true;
        for letter in cell.chars() {
            if !(may_begin && letter == '\'') {
                text.push(letter);
            }
            may_begin = BREAKS.contains(&letter);
        }
        text
    }

    fn begins_a_formula(cell: &str) -> bool {
        cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && cell.parse::<f64>().is_err()
    }

    /// The cells that a reader takes who knows nothing of quotes, and those of one who removes them where a cell begins.
    fn naively(file: &str, breaks: &[char]) -> Vec<String> {
        let cells = file.trim_start_matches('\u{feff}').split(['\r', '\n']);
        let cells = cells.flat_map(|line| line.split(breaks));
        cells
            .flat_map(|cell| [cell.to_owned(), cell.trim_matches('"').to_owned()])
            .collect()
    }

    #[test]
    fn a_formula_after_whatever_may_divide_a_line_is_made_harmless() {
        let written = |text: &str| harmless(text);
        assert_eq!(written("=1"), "'=1");
        assert_eq!(written("fine;=1"), "fine;'=1");
        assert_eq!(written("fine\t@x"), "fine\t'@x");
        assert_eq!(written("fine;\"=1\""), "fine;'\"=1\"");
        assert_eq!(written("first\r\n-second"), "first\r'\n'-second");
        assert_eq!(written("it's 1 - 1, isn't it"), "it's 1 - 1, isn't it");
        assert_eq!(written("fine;'x"), "fine;''x");
    }

    #[test]
    fn a_file_says_that_it_is_utf_8_and_only_texts_are_in_quotes() {
        let written = file(|csv| {
            csv.cells([
                Cell::Text("très \"bien\"".into()),
                Cell::Number("-1.5".to_owned()),
                Cell::Empty,
            ])
            .unwrap();
        });
        assert_eq!(written, "\u{feff}\"très \"\"bien\"\"\",-1.5,\n");
    }

    proptest! {
        #[test]
        fn no_reader_finds_a_formula_however_it_divides_the_lines(
            cells in proptest::collection::vec(ANYTHING, 1..6),
            number in any::<f64>().prop_filter("JSON has no others", |number| number.is_finite()),
        ) {
            let typed = file(|csv| {
                let texts = cells.iter().map(|cell| Cell::Text(cell.into()));
                csv.cells(texts.chain([Cell::Number(number.to_string()), Cell::Text("=1".into())])).unwrap();
            });
            // As every file has it: the row does not begin with a number below nothing.
            let untyped = file(|csv| csv.row(std::iter::once("7").chain(cells.iter().map(String::as_str))).unwrap());
            for file in [typed, untyped] {
                for breaks in [&[','][..], &[';'], &['\t'], &[',', ';'], &[',', ';', '\t']] {
                    for cell in naively(&file, breaks) {
                        prop_assert!(!begins_a_formula(&cell), "{cell:?} of {file:?} at {breaks:?}");
                    }
                }
            }
        }

        #[test]
        fn each_cell_comes_back(cells in proptest::collection::vec(ANYTHING, 1..6)) {
            let untyped = file(|csv| csv.row(&cells).unwrap());
            let typed = file(|csv| csv.cells(cells.iter().map(|cell| Cell::Text(cell.into()))).unwrap());
            for file in [typed, untyped] {
                let read: Vec<String> = read_back(&file).iter().map(|cell| original(cell)).collect();
                prop_assert_eq!(&read, &cells);
            }
        }

        #[test]
        fn a_number_stays_a_number(number in any::<f64>().prop_filter("JSON has no others", |n| n.is_finite())) {
            let read = read_back(&file(|csv| csv.cells([Cell::Number(number.to_string()), Cell::Empty]).unwrap()));
            prop_assert_eq!(read[0].parse::<f64>().unwrap(), number);
            prop_assert_eq!(&read[1], "");
        }
    }
}
