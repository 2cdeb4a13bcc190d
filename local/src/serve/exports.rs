//! Exports on one machine: this process writes each job that waits, and gives its file to whoever has an address of it.
//!
//! An address is the file's own, with the second until which it gives it and a signature by a key that only this process has:
//! nobody can guess one, and the API hands it to whoever may have the file.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use export::Work;
use futures::stream;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use sha2::Sha256;
use shared::clock::{SystemClock, random_16};
use shared::domain::export::{JobId, KEPT, State as JobState};
use shared::export::{FileError, FileLink, FileLinks};
use shared::store::export_jobs::ListExportJobs;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use crate::export_folder::ExportFolder;
use crate::workspace::{Workspace, now};

/// How long an address gives its file.
const VALID: SignedDuration = SignedDuration::from_mins(10);
/// How often to look for jobs.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How long a job that failed is left alone after the first time.
const FIRST_REST: SignedDuration = SignedDuration::from_secs(2);
/// How often that is doubled at most: to four minutes or so.
const MOST_DOUBLINGS: u32 = 7;
/// How many of the latest jobs are looked at.
const LATEST: usize = 50;
/// Looks between two times that old files are deleted: an hour.
const LOOKS_AN_HOUR: u32 = 3_600;
/// Bytes of a file that are in memory at once.
const CHUNK: usize = 64 * 1024;

/// Writes every job that waits, for ever.
pub(super) async fn keep(workspace: Arc<Workspace>, files: ExportFolder) {
    let mut looks = 0;
    let mut failing = Failing::default();
    loop {
        if looks % LOOKS_AN_HOUR == 0
            && let Err(error) = files.delete_older(KEPT.unsigned_abs()).await
        {
            tracing::warn!("old files of exports could not be deleted: {error}");
        }
        looks = looks.wrapping_add(1);
        if let Err(error) = write_waiting(&workspace, &files, &mut failing).await {
            tracing::error!("the exports that wait could not be read and are looked for again: {error:#}");
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Jobs that failed, how often in a row, and from when on each is tried again.
#[derive(Default)]
struct Failing(BTreeMap<JobId, (u32, Timestamp)>);

impl Failing {
    /// Whether a job waits for its next try.
    fn rests(&self, job: JobId, now: Timestamp) -> bool {
        self.0.get(&job).is_some_and(|(_, again)| now < *again)
    }

    /// Notes how a job ended: after each failure in a row it rests twice as long.
    fn note(&mut self, job: JobId, failed: bool, now: Timestamp) {
        if !failed {
            self.0.remove(&job);
            return;
        }
        let (failures, again) = self.0.entry(job).or_insert((0, now));
        let rest = FIRST_REST.saturating_mul(1 << (*failures).min(MOST_DOUBLINGS));
        *failures = failures.saturating_add(1);
        *again = now.saturating_add(rest).unwrap_or(Timestamp::MAX);
    }
}

/// Writes each job that waits, but those that failed lately: one that cannot be written does not keep the others waiting.
async fn write_waiting(workspace: &Workspace, files: &ExportFolder, failing: &mut Failing) -> anyhow::Result<()> {
    let (jobs, _) = workspace.store.list_export_jobs(None, LATEST, now()).await?;
    // One that runs was left by a process that ended: there is no other than this one.
    let unfinished = jobs
        .into_iter()
        .filter(|job| matches!(job.state, JobState::Waiting | JobState::Running));
    for job in unfinished {
        if failing.rests(job.id, now()) {
            continue;
        }
        let seal = workspace.keys.seal_key();
        let work = Work::new(&workspace.store, files, &seal, &workspace.time_zone, &SystemClock, None);
        let written = export::run(&work, job.id).await;
        failing.note(job.id, written.is_err(), now());
        if let Err(error) = written {
            tracing::error!(export = %job.id, "an export could not be written and is tried again: {error}");
        }
    }
    Ok(())
}

/// The files, and the key that their addresses are signed with.
pub(super) struct Files {
    folder: ExportFolder,
    base_url: String,
    key: [u8; 16],
}

impl Files {
    /// Those of a folder, served under `base_url`.
    pub(super) fn new(folder: ExportFolder, base_url: String) -> Self {
        Self {
            folder,
            base_url,
            key: random_16(),
        }
    }

    /// The route that gives them.
    pub(super) fn route(self: Arc<Self>) -> Router {
        Router::new()
            .route("/exports/{export}/{name}", get(give))
            .with_state(self)
    }

    fn signed(&self, key: &str, until: i64) -> Option<Hmac<Sha256>> {
        let mut signed = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        signed.update(format!("{until} {key}").as_bytes());
        Some(signed)
    }

    fn is_valid(&self, key: &str, asked: &Asked, now: Timestamp) -> bool {
        let signature = URL_SAFE_NO_PAD.decode(&asked.signature).unwrap_or_default();
        let signed = self.signed(key, asked.until);
        now.as_second() < asked.until && signed.is_some_and(|signed| signed.verify_slice(&signature).is_ok())
    }
}

impl FileLinks for Files {
    fn link(&self, key: &str, now: Timestamp) -> Result<FileLink, FileError> {
        let expires_at = now.saturating_add(VALID).unwrap_or(Timestamp::MAX);
        let until = expires_at.as_second();
        let unusable = || FileError::Unavailable {
            operation: "signing an address",
            detail: "the key cannot be used".to_owned(),
        };
        let signature = self.signed(key, until).ok_or_else(unusable)?.finalize().into_bytes();
        let signature = URL_SAFE_NO_PAD.encode(signature);
        Ok(FileLink {
            url: format!("{}/{key}?until={until}&signature={signature}", self.base_url),
            expires_at,
        })
    }
}

#[derive(Deserialize)]
struct Asked {
    until: i64,
    signature: String,
}

async fn give(
    State(files): State<Arc<Files>>,
    Path((export, name)): Path<(String, String)>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let key = format!("exports/{export}/{name}");
    // What was signed names a file in the folder; nothing else gets as far as the folder.
    let valid = asked.is_ok_and(|Query(asked)| files.is_valid(&key, &asked, now()));
    let file = if valid {
        File::open(files.folder.path(&key)).await.ok()
    } else {
        None
    };
    let Some(file) = file else {
        let words = "This address does not give a file any more. Open the list of exports again for a new one.\n";
        return (StatusCode::NOT_FOUND, words).into_response();
    };
    let kind = if name.ends_with(".csv") {
        "text/csv; charset=utf-8"
    } else {
        "application/x-ndjson"
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, Body::from_stream(chunks(file))).into_response()
}

fn chunks(file: File) -> impl stream::Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(file, |mut file| async move {
        let mut chunk = vec![0; CHUNK];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(chunk), file)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Folder;

    #[test]
    fn a_job_that_fails_rests_longer_each_time_and_keeps_no_other_waiting() {
        let mut failing = Failing::default();
        let start = now();
        let (bad, good) = (JobId::new(start, [1; 16]), JobId::new(start, [2; 16]));
        let mut rests = Vec::new();
        for _ in 0..10 {
            failing.note(bad, true, start);
            failing.note(good, false, start);
            let rest = (0..).find(|second| !failing.rests(bad, start + SignedDuration::from_secs(*second)));
            rests.extend(rest);
            assert!(!failing.rests(good, start));
        }
        assert_eq!(rests, [2, 4, 8, 16, 32, 64, 128, 256, 256, 256]);
        failing.note(bad, false, start);
        assert!(
            !failing.rests(bad, start),
            "what was written once is not held against it"
        );
    }

    #[test]
    fn an_address_is_of_one_file_and_of_some_minutes_and_cannot_be_made_up() {
        let folder = Folder::new();
        let files = Files::new(ExportFolder::new(folder.path()), "http://localhost:3000".to_owned());
        let now = now();
        let link = files.link("exports/1/a.csv", now).unwrap();
        let (_, query) = link.url.split_once("until=").unwrap();
        let (until, signature) = query.split_once("&signature=").unwrap();
        let asked = |until: i64, signature: &str| Asked {
            until,
            signature: signature.to_owned(),
        };
        let until: i64 = until.parse().unwrap();
        assert!(files.is_valid("exports/1/a.csv", &asked(until, signature), now));
        assert!(!files.is_valid("exports/1/a.csv", &asked(until, signature), now + VALID + VALID));
        assert!(!files.is_valid("exports/1/a.csv", &asked(until + 1, signature), now));
        assert!(!files.is_valid("exports/2/a.csv", &asked(until, signature), now));
        assert!(!files.is_valid("exports/1/a.csv", &asked(until, ""), now));
        let other = Files::new(ExportFolder::new(folder.path()), String::new());
        assert!(!other.is_valid("exports/1/a.csv", &asked(until, signature), now));
    }
}
