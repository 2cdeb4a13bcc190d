//! Jobs of exports: one item each, replaced whole by whoever read it last. The table's stream starts the function whenever one
//! waits, so the state is a text of its own.

use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use super::Store;
use super::attributes::{Item, get_millis, get_number, get_text, millis, number, seconds, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::names::{EXPORT_STATE, EXPORT_WAITING, PK, SK, TTL};
use crate::domain::export::{Export, Failure, Finished, Job, JobId, Progress, State};

/// The one partition: a team asks for a few a day.
const EXPORTS: &str = "export";

/// How long a job is listed.
const LISTED_DAYS: i64 = 30;

/// The trace of the request that asked for it.
const TRACE: &str = "tid";

const RUNNING: &str = "running";
const DONE: &str = "done";
const FAILED: &str = "failed";

/// Stores a new job (PutItem).
pub trait PutExportJob: Sync {
    /// Stores a job. Whether it was stored: `false` where there is one of that id.
    fn put_export_job(&self, job: &Job) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Stores a changed job (PutItem).
pub trait SaveExportJob: Sync {
    /// Replaces a job if what is there has the revision before this one. Whether it was replaced.
    fn save_export_job(&self, job: &Job) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Reads one job (GetItem).
pub trait ReadExportJob: Sync {
    /// The job, with a consistent read; none where there is none, or it is not listed any more at `now`.
    fn read_export_job(
        &self,
        id: JobId,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Job>, StoreError>> + Send;
}

/// Lists the jobs (Query).
pub trait ListExportJobs: Sync {
    /// At most `limit` jobs that are listed at `now`, the latest first, before the one called `before`; and before which the
    /// next page begins.
    fn list_export_jobs(
        &self,
        before: Option<JobId>,
        limit: usize,
        now: Timestamp,
    ) -> impl Future<Output = Result<(Vec<Job>, Option<JobId>), StoreError>> + Send;
}

impl PutExportJob for Store {
    async fn put_export_job(&self, job: &Job) -> Result<bool, StoreError> {
        let put = self.client.put_item().table_name(&self.tables.exports);
        put_if(
            put.set_item(Some(write(job)?))
                .condition_expression("attribute_not_exists(pk)"),
        )
        .await
    }
}

impl SaveExportJob for Store {
    async fn save_export_job(&self, job: &Job) -> Result<bool, StoreError> {
        let put = self.client.put_item().table_name(&self.tables.exports);
        let put = put
            .set_item(Some(write(job)?))
            .condition_expression("r = :known")
            .expression_attribute_values(":known", number(job.revision.saturating_sub(1)));
        put_if(put).await
    }
}

impl ReadExportJob for Store {
    async fn read_export_job(&self, id: JobId, now: Timestamp) -> Result<Option<Job>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.tables.exports)
            .key(PK, text(EXPORTS))
            .key(SK, text(id.to_string()))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        let listed = found.item.filter(|item| is_listed(item, now));
        listed.map(|item| read(&item)).transpose()
    }
}

impl ListExportJobs for Store {
    async fn list_export_jobs(
        &self,
        before: Option<JobId>,
        limit: usize,
        now: Timestamp,
    ) -> Result<(Vec<Job>, Option<JobId>), StoreError> {
        let start =
            before.map(|id| Item::from([(PK.to_owned(), text(EXPORTS)), (SK.to_owned(), text(id.to_string()))]));
        let page = self
            .client
            .query()
            .table_name(&self.tables.exports)
            .key_condition_expression("pk = :exports")
            .expression_attribute_values(":exports", text(EXPORTS))
            .scan_index_forward(false)
            .set_exclusive_start_key(start)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX).max(1))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Query", &error))?;
        let listed = page.items().iter().filter(|item| is_listed(item, now));
        let jobs = listed.map(read).collect::<Result<_, _>>()?;
        let next = page
            .last_evaluated_key()
            .and_then(|key| get_text(key, SK))
            .map(|id| id.parse().map_err(|_| StoreError::damaged(EXPORTS, SK)));
        Ok((jobs, next.transpose()?))
    }
}

/// What has expired stays until DynamoDB gets round to it.
fn is_listed(item: &Item, now: Timestamp) -> bool {
    get_number::<i64>(item, TTL).is_none_or(|expires| expires > now.as_second())
}

fn write(job: &Job) -> Result<Item, StoreError> {
    let damaged = |what: &'static str| move |_| StoreError::damaged(job.id, what);
    let export = serde_json::to_string(&job.export).map_err(damaged("x"))?;
    let expires = job
        .export
        .asked_at
        .checked_add(jiff::SignedDuration::from_hours(24 * LISTED_DAYS))
        .unwrap_or(Timestamp::MAX);
    let (state, more) = match &job.state {
        State::Waiting => (EXPORT_WAITING, None),
        State::Running => (RUNNING, None),
        State::Done(done) => (DONE, Some(("at", millis(done.at)))),
        State::Failed(failure) => (FAILED, Some(("why", text(failure.name())))),
    };
    let progress = &job.progress;
    let mut item = Item::from([
        (PK.to_owned(), text(EXPORTS)),
        (SK.to_owned(), text(job.id.to_string())),
        (EXPORT_STATE.to_owned(), text(state)),
        ("x".to_owned(), text(export)),
        ("by".to_owned(), text(&job.by)),
        ("r".to_owned(), number(job.revision)),
        ("rows".to_owned(), number(progress.rows)),
        ("size".to_owned(), number(progress.bytes)),
        ("tr".to_owned(), number(progress.tries)),
        ("rs".to_owned(), number(progress.restarts)),
        (
            "parts".to_owned(),
            AttributeValue::L(progress.parts.iter().map(text).collect()),
        ),
        (TTL.to_owned(), seconds(expires)),
    ]);
    item.extend(more.map(|(name, value)| (name.to_owned(), value)));
    let optional = [("up", &progress.upload), ("pos", &progress.position)];
    item.extend(
        optional
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), text(value.as_ref()?)))),
    );
    let trace = job.trace.as_ref().map(|trace| text(trace.to_string()));
    item.extend(trace.map(|trace| (TRACE.to_owned(), trace)));
    Ok(item)
}

fn read(item: &Item) -> Result<Job, StoreError> {
    let id: JobId = get_text(item, SK)
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| StoreError::damaged(EXPORTS, SK))?;
    let lacks = |what: &'static str| move || StoreError::damaged(id, what);
    let export: Option<Export> = get_text(item, "x").and_then(|export| serde_json::from_str(export).ok());
    let bytes = get_number(item, "size").ok_or_else(lacks("size"))?;
    let state = match get_text(item, EXPORT_STATE) {
        Some(EXPORT_WAITING) => State::Waiting,
        Some(RUNNING) => State::Running,
        Some(DONE) => State::Done(Finished {
            at: get_millis(item, "at").ok_or_else(lacks("at"))?,
            bytes,
        }),
        Some(FAILED) => {
            let why = get_text(item, "why");
            let failure = Failure::ALL.into_iter().find(|failure| why == Some(failure.name()));
            State::Failed(failure.ok_or_else(lacks("why"))?)
        }
        _ => return Err(StoreError::damaged(id, EXPORT_STATE)),
    };
    let parts = item.get("parts").and_then(|parts| parts.as_l().ok());
    let parts = parts.ok_or_else(lacks("parts"))?.iter();
    let parts = parts.map(|part| part.as_s().cloned().map_err(|_| StoreError::damaged(id, "parts")));
    Ok(Job {
        id,
        export: export.ok_or_else(lacks("x"))?,
        by: get_text(item, "by").ok_or_else(lacks("by"))?.to_owned(),
        // It only helps to find things: a job without one is as good.
        trace: get_text(item, TRACE).and_then(|trace| trace.parse().ok()),
        revision: get_number(item, "r").ok_or_else(lacks("r"))?,
        state,
        progress: Progress {
            rows: get_number(item, "rows").ok_or_else(lacks("rows"))?,
            bytes,
            upload: get_text(item, "up").map(str::to_owned),
            parts: parts.collect::<Result<_, _>>()?,
            position: get_text(item, "pos").map(str::to_owned),
            tries: get_number(item, "tr").ok_or_else(lacks("tr"))?,
            restarts: get_number(item, "rs").ok_or_else(lacks("rs"))?,
        },
    })
}
