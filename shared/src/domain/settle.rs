//! When a day's scores are right: which days a run covers, when a day is settled, and when it is sealed.
//!
//! The one assumption is that clock skew (at most 5 minutes), requests in flight and the delay of the index
//! together stay under [`GRACE`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::day::{Calendar, after, range, shifted};

/// How long after a day's close, and after the last touch, a computation must start to settle it.
pub const GRACE: SignedDuration = SignedDuration::from_hours(1);

/// How long after touching a closed day a writer may still write to it, before it must touch it again.
pub const TOUCH_HOLDS_FOR: SignedDuration = SignedDuration::from_mins(10);

/// How long a writer relies on a touch before it touches again: half of [`TOUCH_HOLDS_FOR`], so that a slow write still
/// arrives in time.
pub const TOUCH_RELIED_ON: SignedDuration = SignedDuration::from_mins(TOUCH_HOLDS_FOR.as_mins() / 2);

/// How long before its first response expires a day is sealed.
pub const SEAL_BEFORE_EXPIRY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Recent days that every run computes again, settled or not.
pub const ALWAYS_AGAIN: i32 = 3;

/// What is stored of a computation of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// Its fencing number.
    pub number: u64,
    /// When it started, by the real clock, before it read anything.
    pub started: Timestamp,
}

/// A day's item: everything that decides whether its scores are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRecord {
    /// The calendar day.
    pub day: Date,
    /// When someone last announced a change to the closed day.
    pub touched: Option<Timestamp>,
    /// When someone last announced a change to what stands beside the scores of the closed day, its response rate or its
    /// service measures, and to nothing else.
    pub beside_touched: Option<Timestamp>,
    /// The last number given to a computation.
    pub issued: u64,
    /// The newest computation whose scores are stored.
    pub computed: Option<Computed>,
    /// Surveys that have scores on this day.
    pub surveys: BTreeSet<String>,
    /// When the first of its responses expires.
    pub first_expiry: Option<Timestamp>,
    /// Digest of the stored scores.
    pub digest: Option<String>,
    /// How many answers the newest computation found, those that do not count included.
    pub answers: u64,
    /// How many events of customers the newest computation found.
    pub events: u64,
    /// Never computed again, and closed to every change.
    pub sealed: bool,
    /// The number of the computation whose answers the customers' signals hold.
    pub merged: u64,
}

impl DayRecord {
    /// The record of a day that nothing has been written about.
    #[must_use]
    pub fn new(day: Date) -> Self {
        Self {
            day,
            touched: None,
            beside_touched: None,
            issued: 0,
            computed: None,
            surveys: BTreeSet::new(),
            first_expiry: None,
            digest: None,
            answers: 0,
            events: 0,
            sealed: false,
            merged: 0,
        }
    }

    /// Whether the stored scores include everything that could have reached the day. What stands beside them may still
    /// change: its response rate grows as long as its links live.
    #[must_use]
    pub fn is_settled(&self, calendar: &Calendar) -> bool {
        self.sealed
            || self
                .computed
                .is_some_and(|computed| settles(computed.started, self.touched, calendar.closes(self.day)))
    }

    /// Whether the stored scores, the response rate and the service measures include everything that could have reached them
    /// so far.
    #[must_use]
    pub fn is_complete(&self, calendar: &Calendar) -> bool {
        let beside_settled = |computed: Computed| {
            self.beside_touched
                .is_none_or(|touched| is_late_enough(computed, touched))
        };
        self.sealed || (self.is_settled(calendar) && self.computed.is_some_and(beside_settled))
    }

    /// Whether a computation has taken a number and not ended, or never will: it could still write.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.computed.map_or(0, |computed| computed.number) < self.issued
    }

    /// When the day is to be sealed, if it holds anything that expires.
    #[must_use]
    pub fn seal_due(&self) -> Option<Timestamp> {
        self.first_expiry.map(seal_due)
    }
}

/// When a day is to be sealed of which something expires first at this moment.
#[must_use]
pub fn seal_due(first_expiry: Timestamp) -> Timestamp {
    first_expiry
        .saturating_sub(SEAL_BEFORE_EXPIRY)
        .unwrap_or(Timestamp::MIN)
}

/// Whether a computation started late enough to have seen all there is.
#[must_use]
pub fn settles(started: Timestamp, touched: Option<Timestamp>, closes: Timestamp) -> bool {
    let since = |moment: Timestamp| started.duration_since(moment) >= GRACE;
    since(closes) && touched.is_none_or(since)
}

fn is_late_enough(computed: Computed, touched: Timestamp) -> bool {
    computed.started.duration_since(touched) >= GRACE
}

/// Whether computation `by` may leave an item alone that computation `stored` wrote and that says the same. A slower
/// computation with a number between the two could still overwrite what is left alone, so only the one just before will do.
#[must_use]
pub fn may_be_left_alone(stored: u64, by: u64) -> bool {
    stored + 1 == by
}

/// The days that a run must compute, in the order in which to do it: what is not settled first, oldest first,
/// so that a run cut short has done the most useful part, then the last [`ALWAYS_AGAIN`] days.
///
/// `watermark` is the last unbroken settled day; before the first there is one, `first_day` (the day before the
/// first survey existed, say) stands in. `yesterday` is the last closed day. Sealed days are left out.
#[must_use]
pub fn days_to_compute(
    watermark: Option<Date>,
    first_day: Option<Date>,
    records: &BTreeMap<Date, DayRecord>,
    yesterday: Date,
    calendar: &Calendar,
) -> Vec<Date> {
    let closed_and_open = |day: &Date| *day <= yesterday && !records.get(day).is_some_and(|record| record.sealed);
    let unsettled = |day: &Date| records.get(day).is_none_or(|record| !record.is_complete(calendar));
    let start = watermark.map(after).or(first_day);
    let mut days: BTreeSet<Date> = start.map(|start| range(start, yesterday).collect()).unwrap_or_default();
    days.extend(records.keys().copied());
    let mut plan: Vec<Date> = days.into_iter().filter(closed_and_open).filter(unsettled).collect();
    let again = range(shifted(yesterday, 1 - ALWAYS_AGAIN), yesterday)
        .filter(|day| start.is_some_and(|start| *day >= shifted(start, -ALWAYS_AGAIN)) || records.contains_key(day))
        .filter(closed_and_open);
    for day in again {
        if !plan.contains(&day) {
            plan.push(day);
        }
    }
    plan
}

/// The last day of the unbroken run of settled days that begins after `watermark`.
#[must_use]
pub fn advanced_watermark(
    watermark: Option<Date>,
    first_day: Option<Date>,
    records: &BTreeMap<Date, DayRecord>,
    yesterday: Date,
    calendar: &Calendar,
) -> Option<Date> {
    let start = watermark.map(after).or(first_day)?;
    range(start, yesterday)
        .take_while(|day| records.get(day).is_some_and(|record| record.is_settled(calendar)))
        .last()
        .or(watermark)
}

/// For how many days scores have lacked something, begun days counted as whole ones: since the first close of a day, or the
/// last announced change of one that had closed, which no computation has taken in. 0 where everything is in; 1 is normal of
/// what came within a day of the night. `start` is the first day that is to be computed at all; the days up to `yesterday`
/// without a record have not been.
#[must_use]
pub fn settle_lag(
    start: Option<Date>,
    records: &BTreeMap<Date, DayRecord>,
    yesterday: Date,
    calendar: &Calendar,
    now: Timestamp,
) -> u64 {
    let mut days: BTreeSet<Date> = start.map(|start| range(start, yesterday).collect()).unwrap_or_default();
    days.extend(records.keys().filter(|day| **day <= yesterday));
    let lacking = days.into_iter().filter_map(|day| {
        let closed = calendar.closes(day);
        match records.get(&day) {
            None => Some(closed),
            Some(record) if record.is_settled(calendar) => None,
            Some(record) => {
                let had_closed = record
                    .computed
                    .is_some_and(|computed| settles(computed.started, None, closed));
                Some(record.touched.filter(|_| had_closed).unwrap_or(closed))
            }
        }
    });
    let longest = lacking.map(|since| now.duration_since(since).as_hours() / 24 + 1).max();
    longest.map_or(0, |days| u64::try_from(days).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn computed(day: Date, started: &str) -> DayRecord {
        DayRecord {
            computed: Some(Computed {
                number: 1,
                started: at(started),
            }),
            issued: 1,
            ..DayRecord::new(day)
        }
    }

    fn utc() -> Calendar {
        Calendar::new("UTC").unwrap()
    }

    #[test]
    fn a_day_is_settled_an_hour_after_its_close_and_not_a_second_before() {
        let day = date(2026, 11, 20);
        assert!(!computed(day, "2026-11-21T00:59:59Z").is_settled(&utc()));
        assert!(computed(day, "2026-11-21T01:00:00Z").is_settled(&utc()));
    }

    #[test]
    fn a_touch_unsettles_a_day_until_a_computation_starts_an_hour_later() {
        let mut record = computed(date(2026, 11, 20), "2026-11-21T04:10:00Z");
        record.touched = Some(at("2026-11-21T04:00:00Z"));
        assert!(!record.is_settled(&utc()));
        record.touched = Some(at("2026-11-21T03:10:00Z"));
        assert!(record.is_settled(&utc()));
    }

    #[test]
    fn an_answer_to_an_invitation_of_a_settled_day_has_it_computed_again_and_leaves_its_scores_settled() {
        let mut record = computed(date(2026, 11, 1), "2026-11-02T04:10:00Z");
        assert!(record.is_complete(&utc()));
        record.beside_touched = Some(at("2026-11-20T12:00:00Z"));
        assert!(record.is_settled(&utc()) && !record.is_complete(&utc()));
        let mut records = BTreeMap::from([(record.day, record)]);
        let plan = |records: &BTreeMap<Date, DayRecord>| {
            days_to_compute(Some(date(2026, 11, 20)), None, records, date(2026, 11, 20), &utc())
        };
        assert_eq!(plan(&records)[0], date(2026, 11, 1));
        for (started, complete) in [("2026-11-20T12:59:59Z", false), ("2026-11-20T13:00:00Z", true)] {
            for record in records.values_mut() {
                record.computed = computed(record.day, started).computed;
                assert_eq!(record.is_complete(&utc()), complete);
            }
        }
        assert!(!plan(&records).contains(&date(2026, 11, 1)));
    }

    #[test]
    fn after_an_outage_one_run_covers_every_day_it_missed_and_every_touched_one() {
        let mut records = BTreeMap::new();
        let mut touched = computed(date(2026, 3, 1), "2026-03-02T04:10:00Z");
        touched.touched = Some(at("2026-11-01T00:00:00Z"));
        records.insert(touched.day, touched);
        let plan = days_to_compute(Some(date(2026, 10, 20)), None, &records, date(2026, 11, 20), &utc());
        assert_eq!(plan.first(), Some(&date(2026, 3, 1)));
        assert_eq!(plan.len(), 1 + 31);
    }

    #[test]
    fn the_last_three_days_are_computed_again_though_they_are_settled() {
        let mut records = BTreeMap::new();
        for day in range(date(2026, 11, 10), date(2026, 11, 20)) {
            records.insert(day, computed(day, "2026-11-21T04:10:00Z"));
        }
        let plan = days_to_compute(Some(date(2026, 11, 20)), None, &records, date(2026, 11, 20), &utc());
        assert_eq!(plan, [date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20)]);
    }

    #[test]
    fn without_any_survey_or_import_there_is_nothing_to_compute() {
        assert!(days_to_compute(None, None, &BTreeMap::new(), date(2026, 11, 20), &utc()).is_empty());
    }

    #[test]
    fn days_from_before_there_was_anything_are_left_alone() {
        let plan = days_to_compute(
            Some(date(2026, 11, 18)),
            None,
            &BTreeMap::new(),
            date(2000, 1, 1),
            &utc(),
        );
        assert!(plan.is_empty());
    }

    #[test]
    fn a_sealed_day_is_never_computed_again() {
        let mut record = DayRecord::new(date(2026, 11, 19));
        record.sealed = true;
        record.touched = Some(at("2026-11-20T00:00:00Z"));
        let records = BTreeMap::from([(record.day, record)]);
        let plan = days_to_compute(Some(date(2026, 11, 18)), None, &records, date(2026, 11, 19), &utc());
        assert_eq!(plan, [date(2026, 11, 17), date(2026, 11, 18)]);
    }

    #[test]
    fn scores_lack_something_from_a_close_or_an_announced_change_until_a_computation_takes_it_in() {
        let yesterday = date(2026, 11, 20);
        let start = Some(date(2026, 11, 18));
        let settled = |day| computed(day, "2026-11-21T04:10:00Z");
        let mut records: BTreeMap<Date, DayRecord> = range(date(2026, 11, 18), yesterday)
            .map(|day| (day, settled(day)))
            .collect();
        let lag =
            |records: &BTreeMap<Date, DayRecord>, now: &str| settle_lag(start, records, yesterday, &utc(), at(now));
        assert_eq!(lag(&records, "2026-11-21T04:10:00Z"), 0);
        // The night came within an hour of the close.
        records.insert(yesterday, computed(yesterday, "2026-11-21T00:30:00Z"));
        assert_eq!(lag(&records, "2026-11-21T00:30:00Z"), 1);
        // Nothing was computed for two days and more.
        for day in range(date(2026, 11, 18), yesterday) {
            records.remove(&day);
        }
        assert_eq!(lag(&records, "2026-11-21T04:10:00Z"), 3);
        // A day long ago was changed a quarter of an hour before the night.
        let mut old = settled(date(2026, 3, 1));
        old.touched = Some(at("2026-11-21T03:55:00Z"));
        let mut records = BTreeMap::from([(old.day, old)]);
        let lag =
            |records: &BTreeMap<Date, DayRecord>, now: &str| settle_lag(None, records, yesterday, &utc(), at(now));
        assert_eq!(lag(&records, "2026-11-21T04:10:00Z"), 1);
        assert_eq!(lag(&records, "2026-11-24T04:10:00Z"), 4);
        for record in records.values_mut() {
            record.sealed = true;
        }
        assert_eq!(lag(&records, "2026-11-24T04:10:00Z"), 0);
    }

    #[test]
    fn the_watermark_stops_at_the_first_day_that_is_not_settled() {
        let mut records = BTreeMap::new();
        for day in range(date(2026, 11, 10), date(2026, 11, 20)) {
            records.insert(day, computed(day, "2026-11-21T04:10:00Z"));
        }
        records.remove(&date(2026, 11, 15));
        let mark = advanced_watermark(Some(date(2026, 11, 9)), None, &records, date(2026, 11, 20), &utc());
        assert_eq!(mark, Some(date(2026, 11, 14)));
        let none = advanced_watermark(Some(date(2026, 11, 14)), None, &records, date(2026, 11, 20), &utc());
        assert_eq!(none, Some(date(2026, 11, 14)));
    }
}
