//! CSV that a spreadsheet opens without running anything: a text cell that begins like a formula gets a leading
//! apostrophe. Removing one leading apostrophe from a cell that begins with `'` gives the original.

use std::io::Write;

use anyhow::Result;

/// What a formula, or a trick to start one, begins with.
const TRIGGERS: [char; 13] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '\''];

/// A writer of such CSV.
pub struct SafeCsv<W: Write>(csv::Writer<W>);

impl<W: Write> SafeCsv<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self(csv::WriterBuilder::new().flexible(true).from_writer(out))
    }

    /// Writes one row of text cells.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn row<I, T>(&mut self, cells: I) -> Result<()>
    where
        I: IntoIterator<Item = T>,
        T: AsRef<str>,
    {
        Ok(self
            .0
            .write_record(cells.into_iter().map(|cell| neutral(cell.as_ref())))?)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What is left cannot be written.
    pub fn finish(mut self) -> Result<()> {
        Ok(self.0.flush()?)
    }
}

/// The cell as it is written. A plain number stays one.
pub(crate) fn neutral(cell: &str) -> String {
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

    proptest! {
        #[test]
        fn no_cell_begins_a_formula_and_each_comes_back(cells in proptest::collection::vec("[=+@\t\r\n'＝－a-c,\" 0-9-]{0,12}", 1..6)) {
            let mut out = Vec::new();
            let mut csv = SafeCsv::new(&mut out);
            csv.row(&cells).unwrap();
            csv.finish().unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&out[..]);
            let read = reader.records().next().unwrap().unwrap();
            for (read, original) in read.iter().zip(&cells) {
                prop_assert!(!read.starts_with(&TRIGGERS[..TRIGGERS.len() - 1]) || read.parse::<f64>().is_ok());
                prop_assert_eq!(read.strip_prefix('\'').unwrap_or(read), original);
            }
        }
    }
}
