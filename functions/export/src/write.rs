//! Writing the file of a job, from where it is.

use shared::domain::day::Calendar;
use shared::domain::export::{Finished, Job, State};
use shared::export::{ExportFiles, FileName, Position, Walk, WalkError, header};

use crate::run::{ExportError, JobStore, Work};

/// A part is stored as soon as it has so many bytes. Storage takes none smaller than 5 MiB but the last.
const A_PART: usize = 6 * 1024 * 1024;

/// How writing ended.
pub(crate) enum Written {
    /// The file is whole.
    Whole(Finished),
    /// Time was up, after some parts.
    Part,
    /// Another process has taken the job over.
    Overtaken,
}

/// Writes as much as there is time for. What is in `job` afterwards is what is stored.
pub(crate) async fn write<S: JobStore, F: ExportFiles>(
    work: &Work<'_, S, F>,
    job: &mut Job,
    calendar: &Calendar,
) -> Result<Written, ExportError> {
    let key = job.file_key();
    let upload = match &job.progress.upload {
        Some(upload) => upload.clone(),
        None => {
            let file = FileName {
                key: key.clone(),
                name: job.export.file_name(),
                media_type: job.export.format.media_type(),
            };
            let upload = work.files.begin(&file).await?;
            job.progress.upload = Some(upload.clone());
            if !noted(work, job).await? {
                return Ok(Written::Overtaken);
            }
            upload
        }
    };
    let position = job.progress.position.as_deref().map(serde_json::from_str::<Position>);
    let mut position = position.transpose().map_err(|_| WalkError::Misplaced)?;
    let export = job.export.clone();
    let mut part = Vec::new();
    if job.progress.parts.is_empty() {
        header(export.what, export.format, &mut part).map_err(WalkError::from)?;
    }
    // Parts without a position are all there are.
    let mut ended = position.is_none() && !job.progress.parts.is_empty();
    let begun_with = job.progress.parts.len();
    let mut walk = Walk::open(work.store, &export, calendar, work.seal).await?;
    let mut rows = 0;
    while !ended {
        if work.time_is_up() {
            return if job.progress.parts.len() > begun_with {
                Ok(Written::Part)
            } else {
                Err(ExportError::NoProgress)
            };
        }
        let page = walk.page(position.as_ref(), &mut part).await?;
        rows += page.rows;
        ended = page.next.is_none();
        position = page.next;
        if ended || part.len() >= A_PART {
            let bytes = part.len() as u64;
            let number = job.progress.parts.len() + 1;
            let stored = work
                .files
                .put_part(&key, &upload, number, std::mem::take(&mut part))
                .await?;
            let progress = &mut job.progress;
            progress.parts.push(stored);
            progress.rows += std::mem::take(&mut rows);
            progress.bytes += bytes;
            progress.tries = 0;
            let text = position.as_ref().map(serde_json::to_string).transpose();
            progress.position = text.map_err(|_| WalkError::Misplaced)?;
            if !noted(work, job).await? {
                return Ok(Written::Overtaken);
            }
        }
    }
    work.files.finish(&key, &upload, &job.progress.parts).await?;
    Ok(Written::Whole(Finished {
        at: work.clock.now(),
        bytes: job.progress.bytes,
    }))
}

/// Stores how far the job is. Whether it is still this process's.
async fn noted<S: JobStore, F: ExportFiles>(work: &Work<'_, S, F>, job: &mut Job) -> Result<bool, ExportError> {
    job.revision += 1;
    job.state = State::Running;
    Ok(work.store.save_export_job(job).await?)
}
