//! The rows of a file of events: cells under named columns, or a JSON object a line.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, bail};
use csv::{ByteRecord, Reader};
use shared::domain::service::event::{EventDraft, Reason, Refusal};

use super::lines::{Lines, Noting};
use super::run::{heading, open};

/// One row as the file has it.
pub(super) struct Row {
    /// The line it begins on.
    pub line: u64,
    /// What it says, or why that cannot be read.
    pub draft: Result<EventDraft, Refusal>,
    /// Its cells; the whole line where it is JSON.
    pub cells: Vec<String>,
}

/// A file of events, read row by row.
pub(super) enum Rows {
    Cells(Box<Reader<Noting<File>>>, Lines, Columns, Vec<String>),
    Json(BufReader<File>, u64),
}

/// Where the columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    id: usize,
    kind: usize,
    customer: usize,
    at: usize,
    conversation: Option<usize>,
    automatic: Option<usize>,
    complaint: Option<usize>,
    until: Option<usize>,
    cells: usize,
}

impl Columns {
    fn find(heading: &[String]) -> Result<Self> {
        let find = |name: &str| heading.iter().position(|cell| cell == name);
        let missing: Vec<&str> = ["id", "type", "customer", "at"]
            .into_iter()
            .filter(|name| find(name).is_none())
            .collect();
        if !missing.is_empty() {
            bail!(
                "there is no column {}: a file of events has id, type, customer, at, for conversations conversation, and for renewals until; automatic and complaint may be there",
                missing.join(", ")
            );
        }
        let needed = |name| find(name).unwrap_or_default();
        Ok(Self {
            id: needed("id"),
            kind: needed("type"),
            customer: needed("customer"),
            at: needed("at"),
            conversation: find("conversation"),
            automatic: find("automatic"),
            complaint: find("complaint"),
            until: find("until"),
            cells: heading.len(),
        })
    }

    fn draft(&self, cells: &[String]) -> Result<EventDraft, Refusal> {
        if cells.len() != self.cells {
            let words = format!(
                "the row has {} cells and the heading {}: put cells that contain a separator or a line break in double quotes",
                cells.len(),
                self.cells
            );
            return Err(Refusal::new(Reason::Unreadable, words));
        }
        let cell = |at: usize| cells[at].trim().to_owned();
        let optional = |at: Option<usize>| at.map(cell).filter(|text| !text.is_empty());
        let mark = |name: &str, at| match optional(at).as_deref().map(str::to_lowercase).as_deref() {
            None | Some("false" | "no" | "0") => Ok(false),
            Some("true" | "yes" | "1") => Ok(true),
            Some(_) => {
                let words = format!("{name} is neither true nor false: write one of them, or leave it blank");
                Err(Refusal::new(Reason::Unreadable, words))
            }
        };
        Ok(EventDraft {
            id: cell(self.id),
            kind: cell(self.kind),
            customer: cell(self.customer),
            at: cell(self.at),
            conversation: optional(self.conversation),
            automatic: mark("automatic", self.automatic)?,
            complaint: mark("complaint", self.complaint)?,
            until: optional(self.until),
        })
    }
}

impl Rows {
    /// Opens a file: JSON lines where its name ends in `.ndjson` or `.jsonl`, else CSV.
    ///
    /// # Errors
    /// It cannot be read, or lacks a column.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .map(str::to_lowercase);
        if matches!(ending.as_deref(), Some("ndjson" | "jsonl")) {
            let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
            return Ok(Self::Json(BufReader::new(file), 0));
        }
        let lines = Lines::default();
        let mut source = open(path, b',', &lines)?;
        let heading = heading(&mut source, path)?;
        let columns = Columns::find(&heading).with_context(|| format!("{} cannot be imported", path.display()))?;
        Ok(Self::Cells(Box::new(source), lines, columns, heading))
    }

    /// The columns that a file of rejected rows has beside its own.
    pub(super) fn heading(&self) -> Vec<String> {
        match self {
            Self::Cells(.., heading) => heading.clone(),
            Self::Json(..) => vec!["event".to_owned()],
        }
    }

    /// The next row; none after the last.
    ///
    /// # Errors
    /// The file cannot be read on.
    pub(super) fn next(&mut self) -> Result<Option<Row>> {
        match self {
            Self::Cells(source, lines, columns, _) => {
                let mut record = ByteRecord::new();
                if !source.read_byte_record(&mut record)? {
                    return Ok(None);
                }
                let line = lines.first_of(&record, source);
                let cells: Vec<String> = record
                    .iter()
                    .map(|cell| String::from_utf8_lossy(cell).into_owned())
                    .collect();
                let draft = if record.iter().all(|cell| std::str::from_utf8(cell).is_ok()) {
                    columns.draft(&cells)
                } else {
                    Err(not_utf8())
                };
                Ok(Some(Row { line, draft, cells }))
            }
            Self::Json(source, line) => loop {
                let mut bytes = Vec::new();
                if source.read_until(b'\n', &mut bytes)? == 0 {
                    return Ok(None);
                }
                *line += 1;
                let text = String::from_utf8_lossy(&bytes).trim().to_owned();
                if text.is_empty() {
                    continue;
                }
                let draft = match std::str::from_utf8(&bytes) {
                    Ok(_) => json(&text),
                    Err(_) => Err(not_utf8()),
                };
                return Ok(Some(Row {
                    line: *line,
                    draft,
                    cells: vec![text],
                }));
            },
        }
    }
}

fn json(text: &str) -> Result<EventDraft, Refusal> {
    serde_json::from_str(text).map_err(|error| {
        let words = format!("this is not an event with id, type, customer and at, all texts: {error}");
        Refusal::new(Reason::Unreadable, words)
    })
}

fn not_utf8() -> Refusal {
    let words = "the row is not UTF-8: save the file as UTF-8 (in a spreadsheet, \"CSV UTF-8\") and import it again";
    Refusal::new(Reason::Unreadable, words)
}
