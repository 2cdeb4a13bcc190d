//! Exports, of the store in memory.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use shared::domain::export::{Job, JobId};
use shared::export::{FileError, FileLink, FileLinks};
use shared::store::StoreError;
use shared::store::export_jobs::{ListExportJobs, PutExportJob, ReadExportJob};

use super::Fake;

#[derive(Default)]
pub(crate) struct Jobs(pub Mutex<Vec<Job>>);

/// Addresses that tell of what they are.
pub(crate) struct Links;

impl FileLinks for Links {
    fn link(&self, key: &str, now: Timestamp) -> Result<FileLink, FileError> {
        Ok(FileLink {
            url: format!("https://files.example/{key}"),
            expires_at: now + SignedDuration::from_mins(10),
        })
    }
}

impl PutExportJob for Fake {
    async fn put_export_job(&self, job: &Job) -> Result<bool, StoreError> {
        self.works()?;
        let mut jobs = self.jobs.0.lock().unwrap();
        let new = jobs.iter().all(|known| known.id != job.id);
        if new {
            jobs.push(job.clone());
        }
        Ok(new)
    }
}

impl ReadExportJob for Fake {
    async fn read_export_job(&self, id: JobId, _now: Timestamp) -> Result<Option<Job>, StoreError> {
        self.works()?;
        let jobs = self.jobs.0.lock().unwrap();
        Ok(jobs.iter().find(|job| job.id == id).cloned())
    }
}

impl ListExportJobs for Fake {
    async fn list_export_jobs(
        &self,
        before: Option<JobId>,
        limit: usize,
        _now: Timestamp,
    ) -> Result<(Vec<Job>, Option<JobId>), StoreError> {
        self.works()?;
        let mut jobs = self.jobs.0.lock().unwrap().clone();
        jobs.sort_by_key(|job| std::cmp::Reverse(job.id));
        jobs.retain(|job| before.is_none_or(|before| job.id < before));
        let more = jobs.len() > limit;
        jobs.truncate(limit);
        let next = jobs.last().map(|job| job.id).filter(|_| more);
        Ok((jobs, next))
    }
}
