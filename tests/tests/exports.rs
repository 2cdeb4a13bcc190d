//! Exports: what a file holds, and that it is whole however often its writer is stopped.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use export::{ExportError, Outcome, Work};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock, random_16};
use shared::domain::export::{Export, Failure, Format, Job, JobId, State, What};
use shared::domain::response::{Respondent, Response};
use shared::export::{ExportFiles, FileError, FileName};
use shared::store::Store;
use shared::store::bucket::Bucket;
use shared::store::export_jobs::{PutExportJob, ReadExportJob};
use system_tests::exported::{answers, export, in_one_go};
use system_tests::file_store::FileStore;
use system_tests::stack::Stack;
use system_tests::steps::{api_key, authorized, body};
use tokio::sync::Notify;

/// With comments as long as these a part of a file has a thousand rows.
const LONGEST_COMMENT: usize = 2_000;

async fn asked(store: &Store, export: Export) -> Job {
    let job = Job::new(JobId::new(export.asked_at, random_16()), export, "key:test".to_owned());
    assert!(store.put_export_job(&job).await.unwrap());
    job
}

/// What a process works with whose storage of files misbehaves.
struct Files {
    bucket: Bucket,
    parts: AtomicUsize,
    /// So often what was begun turns out to be gone.
    losses: AtomicUsize,
    /// Storing the part of this number, counted over all files, does not come back.
    hangs_at: Option<usize>,
    hangs: Arc<Notify>,
    goes_on: Arc<Notify>,
}

impl Files {
    fn new(bucket: Bucket) -> Self {
        Self {
            bucket,
            parts: AtomicUsize::new(0),
            losses: AtomicUsize::new(0),
            hangs_at: None,
            hangs: Arc::new(Notify::new()),
            goes_on: Arc::new(Notify::new()),
        }
    }
}

impl ExportFiles for Files {
    async fn begin(&self, file: &FileName) -> Result<String, FileError> {
        self.bucket.begin(file).await
    }

    async fn put_part(&self, key: &str, upload: &str, number: usize, part: Vec<u8>) -> Result<String, FileError> {
        let left = self.losses.load(Ordering::SeqCst);
        if left > 0 {
            self.losses.store(left - 1, Ordering::SeqCst);
            return Err(FileError::Lost("NoSuchUpload".to_owned()));
        }
        let stored = self.bucket.put_part(key, upload, number, part).await;
        if self.hangs_at == Some(self.parts.fetch_add(1, Ordering::SeqCst) + 1) {
            self.hangs.notify_one();
            self.goes_on.notified().await;
        }
        stored
    }

    async fn finish(&self, key: &str, upload: &str, parts: &[String]) -> Result<(), FileError> {
        self.bucket.finish(key, upload, parts).await
    }

    async fn abort(&self, key: &str, upload: &str) -> Result<(), FileError> {
        self.bucket.abort(key, upload).await
    }
}

/// A clock that has no time left once a part is stored since it was last set.
struct OnePart<'a> {
    files: &'a Files,
    since: usize,
}

impl Clock for OnePart<'_> {
    fn now(&self) -> Timestamp {
        let late = self.files.parts.load(Ordering::SeqCst) > self.since;
        SystemClock.now() + SignedDuration::from_hours(i64::from(late))
    }
}

async fn run(stack: &Stack, store: &Store, files: &Files, job: &Job, one_part: bool) -> Result<Outcome, ExportError> {
    let clock = OnePart {
        files,
        since: files.parts.load(Ordering::SeqCst),
    };
    let (clock, deadline): (&dyn Clock, _) = if one_part {
        (&clock, Some(SystemClock.now() + SignedDuration::from_mins(15)))
    } else {
        (&SystemClock, None)
    };
    let sealed = stack.keys.seal_key();
    export::run(
        &Work::new(store, files, &sealed, &stack.time_zone, clock, deadline),
        job.id,
    )
    .await
}

async fn state(store: &Store, job: &Job) -> Job {
    store.read_export_job(job.id, SystemClock.now()).await.unwrap().unwrap()
}

fn waits(job: &Job) -> Value {
    let id = job.id.to_string();
    json!({ "Records": [{
        "eventName": "INSERT",
        "dynamodb": { "Keys": { "pk": { "S": "export" }, "sk": { "S": id } } },
    }] })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_function_writes_each_kind_of_file_and_an_address_gives_it() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let bucket = FileStore::start().await.unwrap();
    answers(&stack, &store, 40, 0, "=1+1 \"très\nbien\"").await;
    stack.night().await.unwrap();
    let mut environment = stack.environment().to_vec();
    environment.push(bucket.variable());
    let function = system_tests::function::Function::start("export", &environment)
        .await
        .unwrap();
    let api = system_tests::function::Function::start("api", &environment)
        .await
        .unwrap();
    let key = api_key(&stack).await;
    for what in What::ALL {
        for format in Format::ALL {
            let by = (what == What::Scores).then(|| "attribute:plan".parse().unwrap());
            let export = Export {
                by,
                ..export(what, format)
            };
            let job = asked(&store, export.clone()).await;
            assert_eq!(function.invoke(waits(&job)).await.unwrap(), json!(["done"]));
            let done = state(&store, &job).await;
            let expected = in_one_go(&stack, &store, &export).await;
            let told = authorized("GET", &format!("/v1/exports/{}", job.id), "", &key);
            let told = body(&api.invoke(told.payload()).await.unwrap());
            let (found, named) = bucket.download(told["url"].as_str().unwrap()).await.unwrap();
            assert_eq!(found, expected, "{what} as {format}");
            assert_eq!(named, format!("attachment; filename=\"{}\"", export.file_name()));
            assert!(matches!(done.state, State::Done(whole) if whole.bytes == expected.len() as u64));
            if format == Format::Ndjson {
                assert_eq!(done.progress.rows, expected.lines().count() as u64, "{what}");
            }
            if what == What::Responses {
                assert_eq!(done.progress.rows, 40);
            }
            assert_eq!(
                function.invoke(waits(&job)).await.unwrap(),
                json!(["nothing"]),
                "it is done"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_whole_though_its_writer_is_out_of_time_after_each_part_and_the_erased_are_not_in_what_comes_after() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let bucket = FileStore::start().await.unwrap();
    let stored = answers(&stack, &store, 2_600, 0, &"漢".repeat(LONGEST_COMMENT)).await;
    let files = Files::new(bucket.bucket().unwrap());
    let export = export(What::Responses, Format::Ndjson);
    let job = asked(&store, export.clone()).await;
    let mut outcomes = Vec::new();
    for _ in 0..10 {
        let outcome = run(&stack, &store, &files, &job, true).await.unwrap();
        outcomes.push(outcome);
        if outcome == Outcome::Done {
            break;
        }
        assert_eq!(state(&store, &job).await.state, State::Waiting);
    }
    assert!(outcomes.len() >= 3, "{outcomes:?}");
    let whole = bucket.text(&job.file_key()).await.unwrap();
    assert_eq!(whole, in_one_go(&stack, &store, &export).await);
    assert_eq!(whole.lines().count(), stored.len());
    assert_eq!(bucket.unfinished().await.unwrap(), 0);

    let again = asked(&store, export.clone()).await;
    assert_eq!(
        run(&stack, &store, &files, &again, true).await.unwrap(),
        Outcome::HandedBack
    );
    let erased = erase_everybody(&store, &stored).await;
    while run(&stack, &store, &files, &again, true).await.unwrap() != Outcome::Done {}
    let rest = bucket.text(&again.file_key()).await.unwrap();
    let first_part = rest.lines().count();
    assert!(
        first_part < erased,
        "{first_part} of {erased}: only what was written before the erasure"
    );
    assert!(whole.starts_with(&rest), "what was written before is as it was");
}

/// Gives how many there were.
async fn erase_everybody(store: &Store, stored: &[Response]) -> usize {
    for chunk in stored.chunks(16) {
        let erase = chunk.iter().map(|response| async {
            let Respondent::Customer(customer) = response.occasion.respondent else {
                panic!("nobody here is anonymous")
            };
            shared::erasure::erase(store, customer, &SystemClock).await.unwrap();
        });
        futures::future::join_all(erase).await;
    }
    stored.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_writers_at_once_the_later_one_has_the_job_and_the_file_is_right() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let bucket = FileStore::start().await.unwrap();
    answers(&stack, &store, 1_600, 0, &"漢".repeat(LONGEST_COMMENT)).await;
    let export = export(What::Responses, Format::Csv);
    let job = asked(&store, export.clone()).await;
    let slow = Files {
        hangs_at: Some(1),
        ..Files::new(bucket.bucket().unwrap())
    };
    let quick = Files::new(bucket.bucket().unwrap());
    let (hangs, goes_on) = (Arc::clone(&slow.hangs), Arc::clone(&slow.goes_on));
    let earlier = run(&stack, &store, &slow, &job, false);
    let later = async {
        hangs.notified().await;
        let outcome = run(&stack, &store, &quick, &job, false).await;
        goes_on.notify_one();
        outcome
    };
    let (earlier, later) = tokio::join!(earlier, later);
    assert_eq!((earlier.unwrap(), later.unwrap()), (Outcome::Overtaken, Outcome::Done));
    let expected = in_one_go(&stack, &store, &export).await;
    assert_eq!(bucket.text(&job.file_key()).await.unwrap(), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_gets_no_further_is_given_up_with_a_reason_and_leaves_nothing_behind() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let bucket = FileStore::start().await.unwrap();
    let files = Files::new(bucket.bucket().unwrap());
    let job = asked(&store, export(What::Flags, Format::Csv)).await;
    let sealed = stack.keys.seal_key();
    let out_of_time = Some(SystemClock.now());
    for _ in 0..3 {
        let work = Work::new(&store, &files, &sealed, &stack.time_zone, &SystemClock, out_of_time);
        let failed = export::run(&work, job.id).await.unwrap_err();
        assert!(matches!(failed, ExportError::NoProgress), "{failed}");
    }
    assert_eq!(bucket.unfinished().await.unwrap(), 1);
    assert_eq!(
        run(&stack, &store, &files, &job, false).await.unwrap(),
        Outcome::GivenUp
    );
    assert_eq!(bucket.unfinished().await.unwrap(), 0);
    let given_up = state(&store, &job).await.state;
    assert_eq!(given_up, State::Failed(Failure::NoProgress));

    let gone = Export {
        survey: Some("no-such-survey".to_owned()),
        ..export(What::Scores, Format::Csv)
    };
    let job = asked(&store, gone).await;
    assert_eq!(
        run(&stack, &store, &files, &job, false).await.unwrap(),
        Outcome::GivenUp
    );
    assert_eq!(state(&store, &job).await.state, State::Failed(Failure::SurveyGone));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_and_is_lost_is_begun_anew_and_not_for_ever() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let bucket = FileStore::start().await.unwrap();
    answers(&stack, &store, 5, 0, "short").await;
    for (losses, expected) in [
        (1, vec![Outcome::HandedBack, Outcome::Done]),
        (
            usize::MAX,
            vec![Outcome::HandedBack, Outcome::HandedBack, Outcome::GivenUp],
        ),
    ] {
        let files = Files {
            losses: AtomicUsize::new(losses),
            ..Files::new(bucket.bucket().unwrap())
        };
        let job = asked(&store, export(What::Responses, Format::Csv)).await;
        let mut outcomes = Vec::new();
        while !matches!(outcomes.last(), Some(Outcome::Done | Outcome::GivenUp)) {
            outcomes.push(run(&stack, &store, &files, &job, false).await.unwrap());
        }
        assert_eq!(outcomes, expected);
    }
}
