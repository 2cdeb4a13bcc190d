//! Time and randomness, given to the code that needs them by `main` alone.

use jiff::{SignedDuration, Timestamp};

/// What time it is.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

impl<C: Clock + ?Sized> Clock for &C {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The moment so many milliseconds after 1970, as Lambda tells when an invocation ends; none beyond all dates.
#[must_use]
pub fn moment_of(millis: u64) -> Option<Timestamp> {
    i64::try_from(millis)
        .ok()
        .and_then(|millis| Timestamp::from_millisecond(millis).ok())
}

/// Another clock moved by a fixed time.
#[derive(Debug, Clone, Copy)]
pub struct ShiftedClock<C> {
    /// The clock that goes on.
    pub clock: C,
    /// How far it is moved.
    pub by: SignedDuration,
}

impl<C: Clock> Clock for ShiftedClock<C> {
    fn now(&self) -> Timestamp {
        self.clock.now().saturating_add(self.by).unwrap_or(Timestamp::MAX)
    }
}

/// Sixteen bytes nobody can guess, from the operating system.
///
/// # Panics
/// The operating system has no randomness to give: nothing secret can be made then.
#[must_use]
pub fn random_16() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap_or_else(|error| panic!("the operating system gave no randomness: {error}"));
    bytes
}
