//! How far a run has merged the days into the customers, shard by shard.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::domain::day::shifted;

/// Days within which a customer who cannot be read has to be repaired, so that nothing that a day tells of them is lost. So
/// long the day is merged again every night; later it is not, or one lost customer would cost a night more every day.
pub const REPAIR_DAYS: i32 = 14;

/// How far the days are merged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merging {
    /// The day that is being merged.
    pub begun: Option<BegunDay>,
    /// Days that the run leaves to the next one, as something of them could not be read.
    pub put_off: BTreeSet<Date>,
}

/// How far one day is merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BegunDay {
    /// The day.
    pub day: Date,
    /// The number of its computation: a later one begins anew.
    pub computation: u64,
    /// How many of its shards are merged.
    pub shards: u8,
    /// How often a customer was passed over who could not be read.
    pub damaged: u64,
}

impl Merging {
    /// Whether the day is the one that is being merged.
    #[must_use]
    pub fn has_begun(&self, day: Date) -> bool {
        self.begun.is_some_and(|begun| begun.day == day)
    }

    /// Where the merging of a computation of a day goes on, or begins.
    #[must_use]
    pub fn of(&self, day: Date, computation: u64) -> BegunDay {
        let same = |begun: &BegunDay| begun.day == day && begun.computation == computation;
        self.begun.filter(same).unwrap_or(BegunDay {
            day,
            computation,
            shards: 0,
            damaged: 0,
        })
    }

    /// Leaves a day to the next run.
    pub fn put_off(&mut self, day: Date) {
        self.begun = self.begun.filter(|begun| begun.day != day);
        self.put_off.insert(day);
    }
}

impl BegunDay {
    /// One shard further, of which so many customers could not be read.
    #[must_use]
    pub fn further(self, damaged: u64) -> Self {
        Self {
            shards: self.shards + 1,
            damaged: self.damaged + damaged,
            ..self
        }
    }

    /// Whether the day, all of whose shards are merged, is done: unless somebody may still be repaired.
    #[must_use]
    pub fn is_done(&self, today: Date) -> bool {
        self.damaged == 0 || self.day < shifted(today, -REPAIR_DAYS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DAY: Date = date(2026, 11, 21);

    #[test]
    fn a_day_goes_on_where_it_stopped_and_another_computation_or_day_begins_anew() {
        let begun = Merging::default().of(DAY, 3).further(0).further(2);
        assert_eq!((begun.shards, begun.damaged), (2, 2));
        let merging = Merging {
            begun: Some(begun),
            ..Merging::default()
        };
        assert!(merging.has_begun(DAY) && !merging.has_begun(shifted(DAY, 1)));
        assert_eq!(merging.of(DAY, 3), begun);
        assert_eq!(merging.of(DAY, 4).shards, 0);
        assert_eq!(merging.of(shifted(DAY, 1), 3).shards, 0);
    }

    #[test]
    fn a_day_with_somebody_to_be_repaired_is_done_when_it_is_too_old_and_any_other_at_once() {
        let whole = Merging::default().of(DAY, 3).further(0);
        assert!(whole.is_done(DAY));
        let damaged = whole.further(1);
        assert!(!damaged.is_done(DAY) && !damaged.is_done(shifted(DAY, REPAIR_DAYS)));
        assert!(damaged.is_done(shifted(DAY, REPAIR_DAYS + 1)));
    }

    #[test]
    fn a_day_that_is_put_off_is_begun_no_more() {
        let mut merging = Merging {
            begun: Some(Merging::default().of(DAY, 3)),
            ..Merging::default()
        };
        merging.put_off(DAY);
        assert!(!merging.has_begun(DAY) && merging.put_off.contains(&DAY));
    }
}
