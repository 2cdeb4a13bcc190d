//! Events from a file to the store, batch by batch.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use futures::{StreamExt, TryStreamExt, stream};
use shared::announce::Announced;
use shared::clock::SystemClock;
use shared::domain::service::event::{Event, EventKeys, Reason, Refusal, Subject};
use shared::events::{Outcome, Recorder};
use shared::store::{Store, StoreError};

use super::event_rows::{Row, Rows};
use super::rejects::Rejects;
use super::run::{Files, progress_bar};
use super::summary::rejected;
use crate::workspace::Workspace;

/// Rows held in memory at once.
const BATCH: usize = 1000;
/// Customers whose events are stored at once.
const AT_ONCE: usize = 16;

/// What an import of events did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct EventSummary {
    /// Rows.
    pub rows: u64,
    /// New events.
    pub stored: u64,
    /// Events that were there already.
    pub known: u64,
    /// Rows that do not count.
    pub rejected: u64,
    /// Why, and how often.
    pub reasons: BTreeMap<Reason, u64>,
}

impl EventSummary {
    /// In words.
    #[must_use]
    pub fn words(&self, rejects: Option<&Path>) -> String {
        let rows = if self.rows == 1 { "row" } else { "rows" };
        let mut lines = vec![format!(
            "{} {rows}: {} stored, {} known already.",
            self.rows, self.stored, self.known
        )];
        if let Some(rejects) = rejects {
            let reasons = self.reasons.iter().map(|(reason, count)| (reason.code(), *count));
            lines.extend(rejected(self.rejected, reasons, rejects));
        }
        if self.stored > 0 {
            lines.push("`aisance nightly` computes the measures of the days that changed.".to_owned());
        }
        lines.join("\n")
    }
}

/// Imports a file of events. Gives what was done, and where the rejected rows are, if there are any.
///
/// # Errors
/// The file cannot be read or lacks a column, or storage fails. What is stored stays, and running it again goes on.
pub async fn import_events(workspace: &Workspace, files: &Files) -> Result<(EventSummary, Option<PathBuf>)> {
    let mut rows = Rows::open(&files.rows)?;
    let mut rejects = Rejects::without_survey(&files.rejected, &files.rows, rows.heading())?;
    let calendar = workspace.calendar().await?;
    let clock = SystemClock;
    let recorder = Recorder {
        store: &workspace.store,
        announced: &Announced::default(),
        calendar: &calendar,
        clock: &clock,
        retention: workspace.retention,
    };
    let keys = EventKeys::of(&workspace.keys);
    let bar = progress_bar(&files.rows, files.progress);
    let mut summary = EventSummary::default();
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        let row = rows.next()?;
        let is_last = row.is_none();
        batch.extend(row);
        if batch.len() >= BATCH || is_last {
            let length: usize = batch
                .iter()
                .flat_map(|row: &Row| &row.cells)
                .map(|cell| cell.len() + 1)
                .sum();
            let outcomes = store(&recorder, &keys, &batch).await?;
            for (row, outcome) in batch.drain(..).zip(outcomes) {
                summary.rows += 1;
                match outcome {
                    Outcome::Stored => summary.stored += 1,
                    Outcome::Known => summary.known += 1,
                    Outcome::Refused(refusal) => {
                        summary.rejected += 1;
                        *summary.reasons.entry(refusal.reason).or_default() += 1;
                        let why = (refusal.reason.code(), refusal.words.as_str());
                        rejects.add_without_survey(row.line, why, &row.cells)?;
                    }
                }
            }
            bar.inc(length as u64);
        }
        if is_last {
            bar.finish_and_clear();
            return Ok((summary, rejects.finish()?));
        }
    }
}

/// Stores what can be read, and says what became of each row in their order.
async fn store(recorder: &Recorder<'_, Store>, keys: &EventKeys, batch: &[Row]) -> Result<Vec<Outcome>, StoreError> {
    let now = recorder.clock.now();
    let mut refused: BTreeMap<usize, Refusal> = BTreeMap::new();
    let mut by_customer: BTreeMap<Subject, Vec<(usize, Event)>> = BTreeMap::new();
    for (position, row) in batch.iter().enumerate() {
        let draft = row.draft.as_ref().map_err(Clone::clone);
        match draft.and_then(|draft| draft.read(keys, now, recorder.retention)) {
            Ok((subject, event)) => by_customer.entry(subject).or_default().push((position, event)),
            Err(refusal) => {
                refused.insert(position, refusal);
            }
        }
    }
    let recorded = by_customer.into_iter().map(|(subject, placed)| async move {
        let events: Vec<Event> = placed.iter().map(|(_, event)| *event).collect();
        let outcomes = recorder.record(&subject, &events).await?;
        let positions = placed.into_iter().map(|(position, _)| position);
        Ok::<_, StoreError>(positions.zip(outcomes).collect())
    });
    let recorded: Vec<Vec<(usize, Outcome)>> = stream::iter(recorded).buffer_unordered(AT_ONCE).try_collect().await?;
    let mut all: BTreeMap<usize, Outcome> = recorded.into_iter().flatten().collect();
    all.extend(
        refused
            .into_iter()
            .map(|(position, refusal)| (position, Outcome::Refused(refusal))),
    );
    Ok(all.into_values().collect())
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
