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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// What is stored, and how often it was read.
    struct Stored {
        value: Cell<u32>,
        reads: Cell<u32>,
    }

    impl Stored {
        async fn read(&self) -> Result<u32, ()> {
            self.reads.set(self.reads.get() + 1);
            Ok(self.value.get())
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[tokio::test]
    async fn it_is_read_once_a_minute_and_again_when_the_clock_was_put_back() {
        let stored = Stored {
            value: Cell::new(1),
            reads: Cell::new(0),
        };
        let cached = Cached::default();
        for (second, value, seen, reads) in [
            (100, 1, 1, 1),
            (159, 2, 1, 1),
            (160, 2, 2, 2),
            (99, 3, 3, 3),
            (158, 4, 3, 3),
        ] {
            stored.value.set(value);
            assert_eq!(cached.get(at(second), stored.read()).await, Ok(seen), "at {second}");
            assert_eq!(stored.reads.get(), reads, "at {second}");
        }
    }

    #[tokio::test]
    async fn a_change_of_this_process_is_seen_at_once_even_by_who_was_reading() {
        let cached = Cached::default();
        let before_the_change = async {
            cached.changed();
            Ok::<_, ()>(1)
        };
        assert_eq!(cached.get(at(0), before_the_change).await, Ok(1));
        assert_eq!(cached.get(at(1), async { Ok::<_, ()>(2) }).await, Ok(2));
        assert_eq!(cached.get(at(2), async { Ok::<_, ()>(3) }).await, Ok(2));
        cached.changed();
        assert_eq!(cached.get(at(3), async { Ok::<_, ()>(4) }).await, Ok(4));
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let cached = Cached::default();
        assert_eq!(cached.get(at(0), async { Err("no") }).await, Err("no"));
        assert_eq!(cached.get(at(0), async { Ok::<_, &str>(1) }).await, Ok(1));
    }
}
