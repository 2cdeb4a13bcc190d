//! Small things that hardly ever change, kept in the process for a minute.
//!
//! A change through this process is seen at once. One through another is seen after [`FRESH`] at the latest: a survey's new
//! version, the workspace's settings, which model is in use, a time zone (which takes effect on a later day anyway).

use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// For how long a copy is good.
const FRESH: SignedDuration = SignedDuration::from_secs(60);

/// A copy of something that is stored.
pub(crate) struct Cached<T>(Mutex<Copied<T>>);

struct Copied<T> {
    copy: Option<(T, Timestamp)>,
    /// How many changes this process has made.
    changes: u64,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(Mutex::new(Copied { copy: None, changes: 0 }))
    }
}

impl<T: Clone> Cached<T> {
    /// The copy, or what is read now where there is none that is fresh. A failure is not kept.
    pub(crate) async fn get<E>(&self, now: Timestamp, read: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let changes = {
            let kept = self.kept();
            if let Some((copy, _)) = kept.copy.as_ref().filter(|(_, at)| is_fresh(*at, now)) {
                return Ok(copy.clone());
            }
            kept.changes
        };
        let found = read.await?;
        let mut kept = self.kept();
        // What was read before a change must not take the place of what the change has forgotten.
        if kept.changes == changes {
            kept.copy = Some((found.clone(), now));
        }
        Ok(found)
    }

    /// Says that this process has changed what is stored.
    pub(crate) fn changed(&self) {
        let mut kept = self.kept();
        kept.copy = None;
        kept.changes += 1;
    }

    fn kept(&self) -> MutexGuard<'_, Copied<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A clock that was put back makes nothing fresh.
fn is_fresh(read: Timestamp, now: Timestamp) -> bool {
    read <= now && now.duration_since(read) < FRESH
}
