//! Promises about the jobs of exports.

use shared::domain::export::{Export, Failure, Finished as Whole, Format, Job, JobId, Progress, State, What};
use shared::store::export_jobs::{ListExportJobs, PutExportJob, ReadExportJob, SaveExportJob};

use super::*;

pub(super) fn job(second: i64) -> Job {
    let export = Export {
        what: What::Scores,
        format: Format::Csv,
        survey: Some("recommend".to_owned()),
        from: DAY,
        to: DAY,
        by: Some("language".parse().expect("a cut")),
        language: "fr".to_owned(),
        asked_at: at(second),
    };
    let trace = "1-5bef4de7-ad49b0e87f6ef6c87fc2e700".parse().ok();
    Job::new(JobId::new(at(second), [7; 16]), export, "key:one".to_owned()).traced(trace)
}

/// A job comes back as it was stored, in every state, and is replaced only by whoever read it last.
pub async fn a_job_comes_back_and_is_replaced_only_by_its_reader(store: &Store) -> anyhow::Result<()> {
    let new = job(0);
    assert!(store.put_export_job(&new).await?);
    assert!(!store.put_export_job(&new).await?, "one of that name is there");
    assert_eq!(store.read_export_job(new.id, at(0)).await?, Some(new.clone()));
    let claimed = new.claimed().expect("it waits");
    assert!(store.save_export_job(&claimed).await?);
    assert!(
        !store.save_export_job(&claimed).await?,
        "of two who claim it, one has it"
    );
    let mut further = claimed.clone();
    further.revision += 1;
    further.progress = Progress {
        rows: 12,
        bytes: 3_456,
        upload: Some("begun".to_owned()),
        parts: vec!["\"one\"".to_owned(), "\"two\"".to_owned()],
        position: Some("{}".to_owned()),
        tries: 2,
        restarts: 1,
    };
    assert!(store.save_export_job(&further).await?);
    let whole = Whole {
        at: at(9),
        bytes: 3_456,
    };
    let failures = Failure::ALL.map(State::Failed);
    for state in [State::Done(whole), State::Waiting].into_iter().chain(failures) {
        further = further.into_state(state);
        assert!(store.save_export_job(&further).await?);
        assert_eq!(store.read_export_job(new.id, at(0)).await?, Some(further.clone()));
    }
    assert_eq!(store.read_export_job(job(1).id, at(0)).await?, None);
    Ok(())
}

/// Jobs are listed the latest first, in pages, for thirty days.
pub async fn jobs_are_listed_the_latest_first_for_thirty_days(store: &Store) -> anyhow::Result<()> {
    for second in [3, 1, 2] {
        assert!(store.put_export_job(&job(second)).await?);
    }
    let (first, next) = store.list_export_jobs(None, 2, at(5)).await?;
    assert_eq!(first, [job(3), job(2)]);
    let (second, _) = store.list_export_jobs(next, 2, at(5)).await?;
    assert_eq!(second, [job(1)]);
    let later = at(30 * 86_400 + 2);
    assert_eq!(store.list_export_jobs(None, 5, later).await?.0, [job(3)]);
    assert_eq!(store.read_export_job(job(2).id, later).await?, None);
    Ok(())
}
