//! From the file to the store, batch by batch.

use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use csv::{ByteRecord, Reader, ReaderBuilder};
use indicatif::{ProgressBar, ProgressStyle};
use shared::clock::{Clock, SystemClock};
use shared::domain::response::Response;
use shared::domain::survey::Survey;
use shared::erasure::{latest, replay};
use shared::store::Store;
use shared::store::ledger::ReadErasures;

use super::columns::Columns;
use super::lines::{Lines, Noting};
use super::map::Map;
use super::reason::{Reason, Refusal};
use super::rejects::Rejects;
use super::rows::Rows;
use super::summary::Summary;
use super::surveys;
use super::write::{Outcome, Writer};
use crate::workspace::Workspace;

/// Answers held in memory at once.
const BATCH: usize = 1000;

/// The files of an import.
#[derive(Debug, Clone)]
pub struct Files {
    /// The rows.
    pub rows: PathBuf,
    /// Where rejected ones go.
    pub rejected: PathBuf,
    /// Whether to show how far it is.
    pub progress: bool,
}

/// Imports a file. Gives what was done, and where the rejected rows are, if there are any.
///
/// # Errors
/// The file cannot be read, does not fit the map or the surveys there are, or storage fails. What is stored stays, and
/// running it again goes on.
pub async fn import(workspace: &Workspace, map: &Map, files: &Files) -> Result<(Summary, Option<PathBuf>)> {
    let lines = Lines::default();
    let mut source = open(&files.rows, map.delimiter, &lines)?;
    let heading = heading(&mut source, &files.rows)?;
    let columns = Columns::find(map, &files.rows.display().to_string(), &heading)?;
    let rejects = Rejects::new(&files.rejected, &files.rows, heading)?;
    let surveys = surveys::find_or_make(workspace, map).await?;
    let calendar = workspace.calendar().await?;
    let clock = SystemClock;
    let erasures = workspace.store.read_erasures(None, usize::MAX).await?;
    let known = latest(erasures.iter().copied());
    let batch = Batch {
        writer: Writer::new(&workspace.store, &clock, erasures),
        surveys: &surveys,
        answers: Vec::new(),
        unrated: Vec::new(),
        about: Vec::new(),
        refused: Vec::new(),
        rejects,
        summary: Summary::default(),
    };
    let rows = Rows::new(
        &columns,
        &map.date_form,
        &surveys,
        &calendar,
        &workspace.keys,
        workspace.retention,
        clock.now(),
    );
    let bar = progress_bar(&files.rows, files.progress);
    let done = stream(&mut source, &lines, rows, batch, &bar).await;
    bar.finish_and_clear();
    // Whoever was erased while the rows went in had none of them yet.
    if latest(workspace.store.read_erasures(None, usize::MAX).await?) != known {
        replay(&workspace.store, &clock).await?;
    }
    done
}

async fn stream(
    source: &mut Reader<Noting<File>>,
    lines: &Lines,
    mut rows: Rows<'_>,
    mut batch: Batch<'_>,
    bar: &ProgressBar,
) -> Result<(Summary, Option<PathBuf>)> {
    let mut record = ByteRecord::new();
    while source.read_byte_record(&mut record)? {
        let line = lines.first_of(&record, source);
        batch.summary.rows += 1;
        let cells: Rc<[String]> = record
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect();
        let origin = |survey| Origin {
            line,
            survey,
            cells: Rc::clone(&cells),
        };
        if record.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
            let words =
                "the row is not UTF-8: save the file as UTF-8 (in a spreadsheet, \"CSV UTF-8\") and import it again";
            batch.refuse(origin(None), Refusal::new(Reason::BadRow, words));
            continue;
        }
        let row = rows.read(&cells.iter().map(String::as_str).collect::<Vec<_>>());
        batch.summary.skipped += row.skipped;
        batch.summary.repeat(row.repeated);
        for (survey, refusal) in row.refusals {
            batch.refuse(origin(survey), refusal);
        }
        for (survey, response) in row.answers {
            batch.answers.push(response);
            batch.about.push(origin(Some(survey)));
        }
        batch.unrated.extend(row.unrated);
        if batch.answers.len() + batch.unrated.len() >= BATCH || batch.refused.len() >= BATCH {
            batch.store().await?;
            bar.set_position(source.position().byte());
        }
    }
    batch.store().await?;
    Ok((batch.summary, batch.rejects.finish()?))
}

/// Where in the file something was said.
struct Origin {
    line: u64,
    /// The position of the survey; none of the row as a whole.
    survey: Option<usize>,
    cells: Rc<[String]>,
}

/// What has been read and is not stored yet.
struct Batch<'a> {
    writer: Writer<'a, Store>,
    surveys: &'a [Survey],
    answers: Vec<Response>,
    /// What holds no rating: counted beside the scores, and in the summary as skipped or rejected.
    unrated: Vec<Response>,
    /// Where each answer comes from.
    about: Vec<Origin>,
    refused: Vec<(Origin, Refusal)>,
    rejects: Rejects,
    summary: Summary,
}

impl Batch<'_> {
    fn refuse(&mut self, origin: Origin, refusal: Refusal) {
        self.summary.reject(refusal.reason);
        self.refused.push((origin, refusal));
    }

    /// Stores the answers, and writes the refusals down in the order of the file.
    async fn store(&mut self) -> Result<()> {
        let outcomes = self.writer.write(&self.answers).await?;
        self.answers.clear();
        self.writer.write(&self.unrated).await?;
        self.unrated.clear();
        for (origin, outcome) in self.about.drain(..).zip(outcomes) {
            self.summary.count(&outcome);
            if let Outcome::Refused(refusal) = outcome {
                self.refused.push((origin, refusal));
            }
        }
        self.refused.sort_by_key(|(origin, _)| (origin.line, origin.survey));
        for (origin, refusal) in self.refused.drain(..) {
            let survey = origin.survey.map_or("", |at| &self.surveys[at].definition.id);
            self.rejects.add(origin.line, survey, &refusal, &origin.cells)?;
        }
        Ok(())
    }
}

pub(super) fn open(path: &Path, delimiter: u8, lines: &Lines) -> Result<Reader<Noting<File>>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(lines.of(file)))
}

pub(super) fn heading(source: &mut Reader<Noting<File>>, path: &Path) -> Result<Vec<String>> {
    let record = source.byte_headers()?;
    let names: Option<Vec<String>> = record
        .iter()
        .map(|name| std::str::from_utf8(name).ok())
        .map(|name| name.map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()))
        .collect();
    match names {
        None => bail!(
            "the heading of {} is not UTF-8: save the file as UTF-8 (in a spreadsheet, \"CSV UTF-8\")",
            path.display()
        ),
        Some(names) if names.iter().all(String::is_empty) => {
            bail!("{} is empty: its first row must name the columns", path.display())
        }
        Some(names) => Ok(names),
    }
}

pub(super) fn progress_bar(path: &Path, wanted: bool) -> ProgressBar {
    if !wanted || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(path.metadata().map_or(0, |file| file.len()));
    match ProgressStyle::with_template("{bar:40} {percent:>3} %  {bytes} of {total_bytes}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
