//! The file of rejected rows: made with the first of them, and safe to open in a spreadsheet.

use std::fs::{self, File, OpenOptions};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::reason::Refusal;
use shared::safe_csv::SafeCsv;

/// Columns before those of the file itself.
const HEADING: [&str; 4] = ["line", "survey", "reason", "what_to_do"];

/// The same, where the rows are about no survey.
const HEADING_WITHOUT_SURVEY: [&str; 3] = ["line", "reason", "what_to_do"];

/// Where rejected rows go.
pub struct Rejects {
    path: PathBuf,
    own: &'static [&'static str],
    heading: Vec<String>,
    out: Option<SafeCsv<BufWriter<File>>>,
}

impl Rejects {
    /// Nothing rejected yet. What an earlier import left at `path` goes, so that what is there is of this one.
    ///
    /// # Errors
    /// It is the file being imported, or what is there cannot be removed.
    pub fn new(path: &Path, importing: &Path, heading: Vec<String>) -> Result<Self> {
        Self::under(&HEADING, path, importing, heading)
    }

    /// As [`Self::new`], of a file whose rows are about no survey: of events, of customers.
    ///
    /// # Errors
    /// As there.
    pub fn without_survey(path: &Path, importing: &Path, heading: Vec<String>) -> Result<Self> {
        Self::under(&HEADING_WITHOUT_SURVEY, path, importing, heading)
    }

    fn under(own: &'static [&'static str], path: &Path, importing: &Path, heading: Vec<String>) -> Result<Self> {
        let same = |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
        if same(path, importing) {
            bail!(
                "{} is the file to import; name another one for the rejected rows with --rejected",
                path.display()
            );
        }
        match fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot replace {}", path.display()))
            }
            _ => Ok(Self {
                path: path.to_owned(),
                own,
                heading,
                out: None,
            }),
        }
    }

    /// Writes a row down.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&mut self, line: u64, survey: &str, refusal: &Refusal, cells: &[String]) -> Result<()> {
        self.row(
            &[&line.to_string(), survey, refusal.reason.code(), &refusal.words],
            cells,
        )
    }

    /// Writes a row that is about no survey down, with the code of the reason and the words for it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add_without_survey(&mut self, line: u64, (code, words): (&str, &str), cells: &[String]) -> Result<()> {
        self.row(&[&line.to_string(), code, words], cells)
    }

    fn row(&mut self, own: &[&str], cells: &[String]) -> Result<()> {
        if self.out.is_none() {
            self.out = Some(self.open()?);
        }
        if let Some(out) = &mut self.out {
            out.row(own.iter().copied().chain(cells.iter().map(String::as_str)))?;
        }
        Ok(())
    }

    /// Ends the file. Where it is, if anything was rejected.
    ///
    /// # Errors
    /// What is left cannot be written.
    pub fn finish(self) -> Result<Option<PathBuf>> {
        match self.out {
            None => Ok(None),
            Some(out) => {
                out.finish()
                    .with_context(|| format!("cannot write {}", self.path.display()))?;
                Ok(Some(self.path))
            }
        }
    }

    fn open(&self) -> Result<SafeCsv<BufWriter<File>>> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(true).write(true);
        // It holds what customers said.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(&self.path)
            .with_context(|| format!("cannot write {}", self.path.display()))?;
        let mut out = SafeCsv::begin(BufWriter::new(file))?;
        out.row(self.own.iter().copied().chain(self.heading.iter().map(String::as_str)))?;
        Ok(out)
    }
}
