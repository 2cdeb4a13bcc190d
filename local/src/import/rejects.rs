//! The file of rejected rows: made with the first of them, and safe to open in a spreadsheet.

use std::fs::{self, File, OpenOptions};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::reason::Refusal;
use crate::safe_csv::SafeCsv;

/// Columns before those of the file itself.
const HEADING: [&str; 4] = ["line", "survey", "reason", "what_to_do"];

/// Where rejected rows go.
pub struct Rejects {
    path: PathBuf,
    heading: Vec<String>,
    out: Option<SafeCsv<BufWriter<File>>>,
}

impl Rejects {
    /// Nothing rejected yet. What an earlier import left at `path` goes, so that what is there is of this one.
    ///
    /// # Errors
    /// It is the file being imported, or what is there cannot be removed.
    pub fn new(path: &Path, importing: &Path, heading: Vec<String>) -> Result<Self> {
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
        if self.out.is_none() {
            self.out = Some(self.open()?);
        }
        if let Some(out) = &mut self.out {
            let line = line.to_string();
            let first = [line.as_str(), survey, refusal.reason.code(), &refusal.words];
            out.row(first.into_iter().chain(cells.iter().map(String::as_str)))?;
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
        let mut out = SafeCsv::new(BufWriter::new(file));
        out.row(HEADING.into_iter().chain(self.heading.iter().map(String::as_str)))?;
        Ok(out)
    }
}
