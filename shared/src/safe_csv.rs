//! CSV that a spreadsheet opens without running anything: a text cell that begins like a formula gets a leading
//! apostrophe. Removing one leading apostrophe from a cell that begins with `'` gives the original.

use std::borrow::Cow;
use std::io::{self, Write};

/// What a formula, or a trick to start one, begins with.
const TRIGGERS: [char; 13] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '\''];

/// One cell whose type is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// What a program wrote and nobody else had a say in: a number stays one, with its sign.
    Plain(Cow<'a, str>),
    /// What may come from anybody.
    Text(Cow<'a, str>),
}

/// A writer of such CSV.
pub struct SafeCsv<W: Write>(csv::Writer<W>);

impl<W: Write> SafeCsv<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self(csv::WriterBuilder::new().flexible(true).from_writer(out))
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
        let neutral = cells.into_iter().map(|cell| neutral(cell.as_ref()));
        Ok(self.0.write_record(neutral)?)
    }

    /// Writes one row of cells whose type is known.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn cells<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Empty => self.0.write_field("")?,
                Cell::Text(text) if text.starts_with(TRIGGERS) => self.0.write_field(format!("'{text}"))?,
                Cell::Plain(text) | Cell::Text(text) => self.0.write_field(text.as_ref())?,
            }
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What is left cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A text cell of which nothing is known, as it is written. A plain number stays one.
#[must_use]
pub fn neutral(cell: &str) -> String {
    let number = cell.parse::<f64>().is_ok() && !cell.starts_with('+');
    if cell.starts_with(TRIGGERS) && !number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ANYTHING: &str = "[=+@\t\r\n'＝－a-c,;\" 0-9-]{0,12}|\\PC{0,12}";

    fn read_back(out: &[u8]) -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(out);
        let record = reader.records().next().unwrap().unwrap();
        record.iter().map(str::to_owned).collect()
    }

    proptest! {
        #[test]
        fn no_cell_begins_a_formula_and_each_comes_back(cells in proptest::collection::vec(ANYTHING, 1..6)) {
            let mut out = Vec::new();
            let mut csv = SafeCsv::new(&mut out);
            csv.row(&cells).unwrap();
            csv.finish().unwrap();
            for (read, original) in read_back(&out).iter().zip(&cells) {
                prop_assert!(!read.starts_with(&TRIGGERS[..TRIGGERS.len() - 1]) || read.parse::<f64>().is_ok());
                prop_assert_eq!(read.strip_prefix('\'').unwrap_or(read), original);
            }
        }

        #[test]
        fn a_text_cell_never_begins_a_formula_even_where_it_looks_like_a_number(cells in proptest::collection::vec(ANYTHING, 1..6)) {
            let mut out = Vec::new();
            let mut csv = SafeCsv::new(&mut out);
            csv.cells(cells.iter().map(|cell| Cell::Text(cell.into()))).unwrap();
            csv.finish().unwrap();
            let read = read_back(&out);
            prop_assert_eq!(read.len(), cells.len());
            for (read, original) in read.iter().zip(&cells) {
                prop_assert!(!read.starts_with(&TRIGGERS[..TRIGGERS.len() - 1]));
                prop_assert_eq!(read.strip_prefix('\'').unwrap_or(read), original);
            }
        }

        #[test]
        fn a_number_stays_a_number(number in any::<f64>().prop_filter("JSON has no others", |n| n.is_finite())) {
            let mut out = Vec::new();
            let mut csv = SafeCsv::new(&mut out);
            csv.cells([Cell::Plain(number.to_string().into()), Cell::Empty]).unwrap();
            csv.finish().unwrap();
            let read = read_back(&out);
            prop_assert_eq!(read[0].parse::<f64>().unwrap(), number);
            prop_assert_eq!(&read[1], "");
        }
    }
}
