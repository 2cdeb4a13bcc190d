//! Calendar days of the workspace: which day an instant belongs to, and when that day closes.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// The zone's name is not in the IANA database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an IANA time zone; use a name such as Europe/Paris, America/New_York or UTC")]
pub struct UnknownZone(pub String);

/// One zone and the first day that is counted in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneChange {
    /// The first calendar day counted in this zone.
    pub from: Date,
    /// IANA name.
    pub zone: String,
}

/// The workspace's one time zone, with the changes it has had.
///
/// A change takes effect on a day that has begun in neither the old nor the new zone, so that an instant
/// belongs to exactly one day and no closed day is opened again.
#[derive(Debug, Clone)]
pub struct Calendar {
    first: TimeZone,
    changes: Vec<(Date, TimeZone)>,
}

impl Calendar {
    /// A calendar that was always in `zone`.
    ///
    /// # Errors
    /// The name is not in the IANA database.
    pub fn new(zone: &str) -> Result<Self, UnknownZone> {
        Ok(Self {
            first: named(zone)?,
            changes: Vec::new(),
        })
    }

    /// A calendar from its recorded changes, oldest first. The first entry's zone also holds for all days before it.
    /// Without any, every day is counted in `configured`.
    ///
    /// # Errors
    /// A name is not in the IANA database.
    pub fn from_history(configured: &str, history: &[ZoneChange]) -> Result<Self, UnknownZone> {
        let Some((first, later)) = history.split_first() else {
            return Self::new(configured);
        };
        let mut changes = Vec::with_capacity(later.len());
        for change in later {
            changes.push((change.from, named(&change.zone)?));
        }
        Ok(Self {
            first: named(&first.zone)?,
            changes,
        })
    }

    /// The day that `at` belongs to.
    #[must_use]
    pub fn day_of(&self, at: Timestamp) -> Date {
        let mut ceiling = None;
        for (from, zone) in self.changes.iter().rev() {
            let day = local_day(zone, at);
            if day >= *from {
                return clip(day, ceiling);
            }
            ceiling = Some(before(*from));
        }
        clip(local_day(&self.first, at), ceiling)
    }

    /// The first instant of `day`.
    #[must_use]
    pub fn opens(&self, day: Date) -> Timestamp {
        day.to_zoned(self.zone_on(day).clone())
            .map_or(Timestamp::MAX, |start| start.timestamp())
    }

    /// The first instant after `day`: from then on nothing new is counted in it.
    #[must_use]
    pub fn closes(&self, day: Date) -> Timestamp {
        self.opens(after(day))
    }

    /// The change to write down when the configured zone is no longer the recorded one: it begins on a day
    /// begun in neither zone.
    ///
    /// # Errors
    /// The name is not in the IANA database.
    pub fn change_to(&self, zone: &str, now: Timestamp) -> Result<Option<ZoneChange>, UnknownZone> {
        let next = named(zone)?;
        let newest = self.changes.last().map_or(&self.first, |(_, zone)| zone);
        if *newest == next {
            return Ok(None);
        }
        let begun = self.day_of(now).max(local_day(&next, now));
        let from = self
            .changes
            .last()
            .map_or(after(begun), |(from, _)| after(begun).max(after(*from)));
        Ok(Some(ZoneChange {
            from,
            zone: zone.to_owned(),
        }))
    }

    /// The zone that `day` is counted in.
    #[must_use]
    pub fn zone_on(&self, day: Date) -> &TimeZone {
        self.changes
            .iter()
            .rev()
            .find(|(from, _)| *from <= day)
            .map_or(&self.first, |(_, zone)| zone)
    }
}

/// The day after, or the last day there is.
#[must_use]
pub fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(Date::MAX)
}

/// The day before, or the first day there is.
#[must_use]
pub fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(Date::MIN)
}

/// `day` moved by a number of days, kept within the calendar.
#[must_use]
pub fn shifted(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// Every day from `from` to `to`, both included.
pub fn range(from: Date, to: Date) -> impl Iterator<Item = Date> {
    std::iter::successors((from <= to).then_some(from), move |day| {
        let next = after(*day);
        (next <= to && next > *day).then_some(next)
    })
}

fn named(zone: &str) -> Result<TimeZone, UnknownZone> {
    TimeZone::get(zone).map_err(|_| UnknownZone(zone.to_owned()))
}

fn local_day(zone: &TimeZone, at: Timestamp) -> Date {
    zone.to_datetime(at).date()
}

fn clip(day: Date, ceiling: Option<Date>) -> Date {
    ceiling.map_or(day, |ceiling| day.min(ceiling))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_ends_where_the_next_begins_even_when_clocks_change() {
        let paris = Calendar::new("Europe/Paris").unwrap();
        let spring = date(2026, 3, 29);
        assert_eq!(paris.closes(spring).duration_since(paris.opens(spring)).as_hours(), 23);
        let autumn = date(2026, 10, 25);
        assert_eq!(paris.closes(autumn).duration_since(paris.opens(autumn)).as_hours(), 25);
        assert_eq!(paris.day_of(at("2026-03-28T22:59:59Z")), date(2026, 3, 28));
        assert_eq!(paris.day_of(at("2026-03-28T23:00:00Z")), spring);
    }

    #[test]
    fn a_zone_change_waits_for_a_day_begun_in_neither_zone() {
        let tokyo = Calendar::new("Asia/Tokyo").unwrap();
        let now = at("2026-11-20T18:00:00Z");
        let change = tokyo.change_to("America/Los_Angeles", now).unwrap().unwrap();
        assert_eq!(change.from, date(2026, 11, 22));
        let history = [
            ZoneChange {
                from: date(2026, 1, 1),
                zone: "Asia/Tokyo".into(),
            },
            change,
        ];
        let moved = Calendar::from_history("UTC", &history).unwrap();
        assert_eq!(moved.day_of(now), date(2026, 11, 21));
        assert_eq!(
            moved.day_of(at("2026-11-22T07:59:59Z")),
            date(2026, 11, 21),
            "the old day lasts until the new one begins"
        );
        assert_eq!(moved.day_of(at("2026-11-22T08:00:00Z")), date(2026, 11, 22));
        assert_eq!(moved.closes(date(2026, 11, 21)), at("2026-11-22T08:00:00Z"));
        assert_eq!(moved.change_to("America/Los_Angeles", now).unwrap(), None);
    }

    #[test]
    fn an_unknown_zone_is_named_in_the_error() {
        assert!(
            Calendar::new("Europe/Pariss")
                .unwrap_err()
                .to_string()
                .contains("Europe/Pariss")
        );
    }

    #[test]
    fn a_range_holds_both_its_ends_and_nothing_when_reversed() {
        assert_eq!(range(date(2026, 2, 27), date(2026, 3, 1)).count(), 3);
        assert_eq!(range(date(2026, 3, 1), date(2026, 2, 27)).count(), 0);
    }

    proptest::proptest! {
        #[test]
        fn every_instant_lies_within_its_day(seconds in 1_420_000_000i64..2_080_000_000, move_at in 1_420_000_000i64..2_080_000_000, a in 0usize..5, b in 0usize..5) {
            let zones = ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Pago_Pago"];
            let old = Calendar::new(zones[a]).unwrap();
            let change = old.change_to(zones[b], Timestamp::from_second(move_at).unwrap()).unwrap();
            let mut history = vec![ZoneChange { from: Date::MIN, zone: zones[a].into() }];
            history.extend(change);
            let calendar = Calendar::from_history("UTC", &history).unwrap();
            let at = Timestamp::from_second(seconds).unwrap();
            let day = calendar.day_of(at);
            proptest::prop_assert!(calendar.opens(day) <= at && at < calendar.closes(day));
        }
    }
}
