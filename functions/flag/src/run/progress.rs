//! The state of the run while this process has it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use futures::lock::Mutex;
use jiff::civil::Date;
use shared::domain::risk::{BegunDay, Candidate, NightRun, Part, Stage, Tally};
use shared::store::risk_runs::{PutRun, ReadRun};

use super::FlagError;

/// Pages, or handfuls of chosen customers, between two checkpoints: what a process that dies has to do again.
const STEPS_BETWEEN: u64 = 16;

/// A run, and whether it has come any further here.
pub(super) struct Progress<'a, S> {
    store: &'a S,
    run: Mutex<NightRun>,
    steps: AtomicU64,
    moved: AtomicBool,
}

impl<'a, S: ReadRun + PutRun> Progress<'a, S> {
    /// Takes the run over: whoever had it before notices.
    pub(super) async fn begin(store: &'a S, run: NightRun) -> Result<Self, FlagError> {
        let progress = Self {
            store,
            run: Mutex::new(run),
            steps: AtomicU64::new(0),
            moved: AtomicBool::new(false),
        };
        progress.keep(&mut *progress.run.lock().await).await?;
        Ok(progress)
    }

    /// How far a part is.
    pub(super) async fn part(&self, part: usize) -> Part {
        self.run.lock().await.parts[part]
    }

    /// Whether every customer has been looked at.
    pub(super) async fn has_seen_all(&self) -> bool {
        self.run.lock().await.has_seen_all()
    }

    fn moved(&self) {
        self.moved.store(true, Ordering::Relaxed);
    }

    /// Takes in that a shard of a day was merged, and keeps how far the day is now.
    pub(super) async fn merged_a_shard(&self, now_at: BegunDay, written: u64) -> Result<(), FlagError> {
        self.moved();
        let mut run = self.run.lock().await;
        run.merging.begun = Some(now_at);
        run.tally.written += written;
        self.keep(&mut run).await
    }

    /// Takes in that the day that was begun is merged.
    pub(super) async fn merged_a_day(&self) {
        self.moved();
        let mut run = self.run.lock().await;
        run.merging.begun = None;
        run.tally.days_merged += 1;
    }

    /// Takes in that a day is left to the next run.
    pub(super) async fn put_off(&self, day: Date) -> Result<(), FlagError> {
        self.moved();
        let mut run = self.run.lock().await;
        run.merging.put_off(day);
        self.keep(&mut run).await
    }

    /// Takes in a page, and looks whether the run is still this process's.
    pub(super) async fn saw_page(
        &self,
        part: usize,
        now_at: Part,
        done: &Tally,
        candidates: Vec<Candidate>,
    ) -> Result<(), FlagError> {
        self.moved();
        let mut run = self.run.lock().await;
        run.absorb(part, now_at, done, candidates);
        self.hold(&mut run).await
    }

    /// Goes on to flag whoever was chosen.
    pub(super) async fn choose(&self) -> Result<(), FlagError> {
        let mut run = self.run.lock().await;
        if run.stage == Stage::Looking {
            run.choose();
            self.keep(&mut run).await?;
        }
        Ok(())
    }

    /// Who is to be flagged next: of those that are left, so many at the highest risk.
    pub(super) async fn next_chosen(&self, most: usize) -> Vec<Candidate> {
        self.run.lock().await.candidates.iter().take(most).copied().collect()
    }

    /// Takes in that some of the chosen have been dealt with, and looks whether the run is still this process's.
    pub(super) async fn flagged(&self, chosen: &[Candidate], done: &Tally) -> Result<(), FlagError> {
        self.moved();
        let mut run = self.run.lock().await;
        chosen.iter().for_each(|candidate| run.candidates.remove(candidate));
        run.tally.add(done);
        self.hold(&mut run).await
    }

    /// Stores the state as time is up; gives it, and whether anything was done here.
    pub(super) async fn stop(self) -> Result<(NightRun, bool), FlagError> {
        let moved = self.moved.load(Ordering::Relaxed);
        Ok((self.kept().await?, moved))
    }

    /// Stores that all is done.
    pub(super) async fn finish(self) -> Result<NightRun, FlagError> {
        self.run.lock().await.stage = Stage::Finished;
        self.kept().await
    }

    /// The state as it is now.
    pub(super) async fn snapshot(&self) -> NightRun {
        self.run.lock().await.clone()
    }

    async fn kept(self) -> Result<NightRun, FlagError> {
        self.keep(&mut *self.run.lock().await).await?;
        Ok(self.run.into_inner())
    }

    /// Fails where another process has the run by now. Every so many times, with a checkpoint.
    async fn hold(&self, run: &mut NightRun) -> Result<(), FlagError> {
        if self.steps.fetch_add(1, Ordering::Relaxed) % STEPS_BETWEEN == STEPS_BETWEEN - 1 {
            return self.keep(run).await;
        }
        if self.store.read_run_revision().await? == Some(run.revision) {
            Ok(())
        } else {
            Err(FlagError::Overtaken)
        }
    }

    async fn keep(&self, run: &mut NightRun) -> Result<(), FlagError> {
        let stored = self.store.put_run(run).await?;
        run.revision += 1;
        // The answer to a first attempt may have been lost. Of two that store the very same, both go on: they do the same.
        if stored || self.store.read_run().await?.as_ref() == Some(run) {
            Ok(())
        } else {
            Err(FlagError::Overtaken)
        }
    }
}
