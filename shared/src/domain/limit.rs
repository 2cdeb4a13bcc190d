//! How many answers an open survey takes in an hour, from one network and in all. The two are counted apart, so that
//! one network that is full leaves the survey to everybody else.

use jiff::{SignedDuration, Timestamp};

use crate::link::NetworkTag;

const SECONDS: i64 = 3_600;

/// A whole hour (UTC) in which answers are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour(i64);

impl Hour {
    /// The hour that `now` is in.
    #[must_use]
    pub fn of(now: Timestamp) -> Self {
        Self(now.as_second().div_euclid(SECONDS))
    }

    /// When the hour began.
    #[must_use]
    pub fn start(self) -> Timestamp {
        Timestamp::from_second(self.0 * SECONDS).unwrap_or(Timestamp::MAX)
    }

    /// When the hour is over.
    #[must_use]
    pub fn end(self) -> Timestamp {
        let hour = SignedDuration::from_secs(SECONDS);
        self.start().saturating_add(hour).unwrap_or(Timestamp::MAX)
    }
}

/// What is counted together: an hour of a survey, from one network or from everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bucket {
    /// Survey id.
    pub survey: String,
    /// From which network; from everywhere where there is none.
    pub network: Option<NetworkTag>,
    /// When.
    pub hour: Hour,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_hour_begins_where_the_one_before_it_ends() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let hour = Hour::of(at("2026-11-22T13:59:59.999Z"));
        assert_eq!(hour.start(), at("2026-11-22T13:00:00Z"));
        assert_eq!(hour.end(), at("2026-11-22T14:00:00Z"));
        assert_ne!(Hour::of(hour.end()), hour);
    }

    proptest! {
        #[test]
        fn every_moment_is_in_its_hour(second in -10_000_000_000_i64..10_000_000_000) {
            let now = Timestamp::from_second(second).unwrap();
            let hour = Hour::of(now);
            prop_assert!(hour.start() <= now && now < hour.end());
        }
    }
}
