//! Customers from a file to the store, batch by batch: their starts, ends and contracts as events, and their attributes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use csv::ByteRecord;
use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use shared::announce::Announced;
use shared::clock::SystemClock;
use shared::domain::response::Respondent;
use shared::domain::service::event::{Event, EventKeys, Kind, Reason, Subject};
use shared::events::{Outcome, Recorder};
use shared::link::{CustomerId, EventId, Reference};
use shared::store::Store;
use shared::store::customer_attributes::SaveAttributes;
use shared::store::events::ReadEvents;

use super::contracts::Contracts;
use super::customer_rows::{Columns, Refusal, Told};
use super::lines::Lines;
use super::reason;
use super::rejects::Rejects;
use super::run::{Files, heading, open, progress_bar};
use super::summary::rejected;
use crate::workspace::Workspace;

/// Rows held in memory at once.
const BATCH: usize = 1000;
/// Customers written at once.
const AT_ONCE: usize = 16;

/// What an import of customers did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct CustomerSummary {
    /// Rows.
    pub rows: u64,
    /// New starts, ends and contracts.
    pub stored: u64,
    /// Starts, ends and contracts that were there already.
    pub known: u64,
    /// Rows whose attributes are the customer's now.
    pub attributes: u64,
    /// Rows of which something is not taken.
    pub rejected: u64,
    /// Why, and how often.
    pub reasons: BTreeMap<&'static str, u64>,
}

impl CustomerSummary {
    /// In words.
    #[must_use]
    pub fn words(&self, rejects: Option<&Path>) -> String {
        let rows = if self.rows == 1 { "row" } else { "rows" };
        let mut lines = vec![format!(
            "{} {rows}: {} starts, ends and contracts stored, {} known already; attributes of {}.",
            self.rows, self.stored, self.known, self.attributes
        )];
        if let Some(rejects) = rejects {
            let reasons = self.reasons.iter().map(|(code, count)| (*code, *count));
            lines.extend(rejected(self.rejected, reasons, rejects));
        }
        if self.stored > 0 {
            lines.push("`aisance nightly` computes the measures of the days that changed, and every risk.".to_owned());
        }
        lines.join("\n")
    }

    fn count(&mut self, done: &Done) {
        self.rows += 1;
        self.stored += done.stored;
        self.known += done.known;
        self.attributes += u64::from(done.has_attributes);
        if let Some(refusal) = &done.refusal {
            self.rejected += 1;
            *self.reasons.entry(refusal.code).or_default() += 1;
        }
    }
}

/// What became of a row.
#[derive(Default)]
struct Done {
    stored: u64,
    known: u64,
    has_attributes: bool,
    refusal: Option<Refusal>,
}

/// One row as the file has it.
struct Row {
    line: u64,
    cells: Vec<String>,
    told: Result<Told, Refusal>,
}

/// Imports a file of customers. Gives what was done, and where the rejected rows are, if there are any.
///
/// # Errors
/// The file cannot be read or its heading is wrong, or storage fails. What is stored stays, and running it again goes on.
pub async fn import_customers(workspace: &Workspace, files: &Files) -> Result<(CustomerSummary, Option<PathBuf>)> {
    let lines = Lines::default();
    let mut source = open(&files.rows, b',', &lines)?;
    let heading = heading(&mut source, &files.rows)?;
    let columns = Columns::find(&heading)?;
    let mut rejects = Rejects::without_survey(&files.rejected, &files.rows, heading)?;
    let calendar = workspace.calendar().await?;
    let clock = SystemClock;
    let importer = Importer {
        recorder: Recorder {
            store: &workspace.store,
            announced: &Announced::default(),
            calendar: &calendar,
            clock: &clock,
            retention: workspace.retention,
        },
        keys: EventKeys::of(&workspace.keys),
        now: Timestamp::from_millisecond(Timestamp::now().as_millisecond())?,
    };
    let bar = progress_bar(&files.rows, files.progress);
    let mut summary = CustomerSummary::default();
    let mut contracts = Contracts::default();
    let mut batch: Vec<Row> = Vec::with_capacity(BATCH);
    let mut record = ByteRecord::new();
    loop {
        let is_last = !source.read_byte_record(&mut record)?;
        if !is_last {
            let line = lines.first_of(&record, &source);
            let mut row = importer.row(line, &record, &columns);
            row.told = row.told.and_then(|told| contracts.checked(told, line));
            batch.push(row);
        }
        if batch.len() >= BATCH || is_last {
            let done = importer.write(&batch).await?;
            for (row, done) in batch.drain(..).zip(done) {
                summary.count(&done);
                if let Some(refusal) = &done.refusal {
                    rejects.add_without_survey(row.line, (refusal.code, &refusal.words), &row.cells)?;
                }
            }
            bar.set_position(source.position().byte());
        }
        if is_last {
            bar.finish_and_clear();
            return Ok((summary, rejects.finish()?));
        }
    }
}

struct Importer<'a> {
    recorder: Recorder<'a, Store>,
    keys: EventKeys,
    /// When this import began, in whole milliseconds.
    now: Timestamp,
}

impl Importer<'_> {
    fn row(&self, line: u64, record: &ByteRecord, columns: &Columns) -> Row {
        let cells: Vec<String> = record
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect();
        let told = if record.iter().all(|cell| std::str::from_utf8(cell).is_ok()) {
            columns.read(&cells, self.recorder.calendar, self.now)
        } else {
            let words =
                "the row is not UTF-8: save the file as UTF-8 (in a spreadsheet, \"CSV UTF-8\") and import it again";
            Err(reason::Refusal::new(reason::Reason::BadRow, words).into())
        };
        Row { line, cells, told }
    }

    /// Writes what can be read, rows of one customer in their order. Says what became of each row, in their order.
    async fn write(&self, batch: &[Row]) -> Result<Vec<Done>> {
        let mut all: Vec<Done> = Vec::with_capacity(batch.len());
        let mut by_customer: BTreeMap<&str, Vec<(usize, &Told)>> = BTreeMap::new();
        for (position, row) in batch.iter().enumerate() {
            let mut done = Done::default();
            match &row.told {
                Ok(told) => by_customer
                    .entry(told.customer.as_str())
                    .or_default()
                    .push((position, told)),
                Err(refusal) => done.refusal = Some(refusal.clone()),
            }
            all.push(done);
        }
        let written = by_customer.into_values().map(|rows| async move {
            let mut done = Vec::with_capacity(rows.len());
            for (position, told) in rows {
                done.push((position, self.write_row(told).await?));
            }
            anyhow::Ok(done)
        });
        let written: Vec<Vec<(usize, Done)>> = stream::iter(written).buffer_unordered(AT_ONCE).try_collect().await?;
        for (position, done) in written.into_iter().flatten() {
            all[position] = done;
        }
        Ok(all)
    }

    async fn write_row(&self, told: &Told) -> Result<Done> {
        let subject = Subject::of(&self.keys, &told.customer);
        let key = Respondent::Customer(subject.customer);
        let mut done = Done::default();
        let events = self.events(key, told, &mut done).await?;
        for outcome in self.recorder.record(&subject, &events).await? {
            match outcome {
                Outcome::Stored => done.stored += 1,
                Outcome::Known => done.known += 1,
                Outcome::Refused(mut refusal) => {
                    if refusal.reason != Reason::Erased {
                        refusal.words.push_str(". The rest of the row is stored");
                    }
                    done.refusal.get_or_insert(refusal.into());
                }
            }
        }
        if let Some(attributes) = &told.attributes {
            done.has_attributes = self.recorder.store.save_attributes(key, attributes).await?;
            if !done.has_attributes {
                let words = "the customer was erased and is not followed again: leave the row out";
                let refusal = reason::Refusal::new(reason::Reason::Erased, words);
                done.refusal.get_or_insert(refusal.into());
            }
        }
        Ok(done)
    }

    /// What a row says as events. Their ids come from what they say, so that importing it again adds nothing.
    async fn events(&self, key: Respondent, told: &Told, done: &mut Done) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        for (kind, at) in [(Kind::CustomerStarted, told.started), (Kind::CustomerEnded, told.ended)] {
            if let Some(at) = at {
                events.push(self.event(&told.customer, kind, at, "")?);
            }
        }
        // Of whoever has left, when a contract would have run out says nothing.
        if let Some(until) = told.renews_until.filter(|_| told.ended.is_none()) {
            let stored = self.recorder.store.read_events(key).await?;
            // Not only the latest: an old file, imported again, is no news and undoes no newer contract.
            let mut contracts = stored.iter().filter_map(|stored| stored.event?.until);
            if contracts.any(|known| known == until) {
                done.known += 1;
            } else {
                // The file does not say when it was agreed. Dated back, it would tell the past what it could not know.
                events.push(Event {
                    until: Some(until),
                    ..self.event(&told.customer, Kind::CustomerRenewed, self.now, &until.to_string())?
                });
            }
        }
        Ok(events)
    }

    fn event(&self, customer: &CustomerId, kind: Kind, at: Timestamp, what: &str) -> Result<Event> {
        let name = format!("import/{kind}/{}/{what}", at.as_millisecond());
        Ok(Event {
            id: EventId::of(&self.keys.event, customer, &Reference::new(&name)?),
            kind,
            at,
            conversation: None,
            automatic: false,
            complaint: false,
            until: None,
        })
    }
}

#[cfg(test)]
#[path = "customers_tests.rs"]
mod tests;
