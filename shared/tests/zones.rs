//! Days in every time zone: each instant from 2015 to 2035 belongs to exactly one day, whatever the clocks do.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::civil::date;
use jiff::tz::{TimeZone, TimeZoneNameIter};
use jiff::{SignedDuration, Timestamp};
use shared::domain::day::{Calendar, after, range};

/// What the database knows of a zone besides places: names for tests of the database itself.
const NO_PLACE: [&str; 2] = ["Factory", "localtime"];

fn zones() -> Vec<String> {
    let names: TimeZoneNameIter<'static> = jiff::tz::db().available();
    let names: Vec<String> = names
        .map(|name| name.as_str().to_owned())
        .filter(|name| !NO_PLACE.contains(&name.as_str()))
        .collect();
    assert!(
        names.len() > 400,
        "only {} zones: the database is not there",
        names.len()
    );
    names
}

/// Every quarter of an hour of the two days around each change of a zone's clock.
fn clock_changes(zone: &str) -> impl Iterator<Item = Timestamp> {
    let (from, to): (Timestamp, Timestamp) = (
        "2014-12-31T00:00:00Z".parse().unwrap(),
        "2036-01-01T00:00:00Z".parse().unwrap(),
    );
    let zone = TimeZone::get(zone).unwrap();
    let changes: Vec<Timestamp> = zone
        .following(from)
        .map(|change| change.timestamp())
        .take_while(|at| *at < to)
        .collect();
    changes
        .into_iter()
        .flat_map(|change| (-96..=96).map(move |quarters| change + SignedDuration::from_mins(15 * quarters)))
}

/// The instants just before, at and just after a moment.
fn around(moment: Timestamp) -> [Timestamp; 3] {
    let step = SignedDuration::from_nanos(1);
    [moment - step, moment, moment + step]
}

#[test]
fn in_every_zone_every_instant_from_2015_to_2035_lies_in_exactly_one_day() {
    let mut lengths = std::collections::BTreeMap::<i64, u64>::new();
    let mut checked = 0_u64;
    for zone in zones() {
        let calendar = Calendar::new(&zone).unwrap();
        for moment in clock_changes(&zone) {
            let day = calendar.day_of(moment);
            assert!(
                calendar.opens(day) <= moment && moment < calendar.closes(day),
                "{zone}: {moment} is counted on {day}, which lasts from {} to {}",
                calendar.opens(day),
                calendar.closes(day)
            );
        }
        let mut opens = calendar.opens(date(2015, 1, 1));
        for day in range(date(2015, 1, 1), date(2035, 12, 31)) {
            let closes = calendar.closes(day);
            assert_eq!(closes, calendar.opens(after(day)), "{zone} {day}: a gap or an overlap");
            let [last, next, _] = around(closes);
            assert_eq!(calendar.day_of(opens), day, "{zone} {day}: its first instant");
            assert_eq!(calendar.day_of(last), day, "{zone} {day}: its last instant");
            assert_eq!(calendar.day_of(next), after(day), "{zone} {day}: the instant after");
            let length = closes.duration_since(opens);
            *lengths.entry(length.as_mins()).or_default() += 1;
            opens = closes;
            checked += 1;
        }
    }
    println!("{checked} days; how many of each length in minutes: {lengths:?}");
    assert!(
        lengths.keys().all(|minutes| (21 * 60..=27 * 60).contains(minutes)),
        "no clock is moved by more than the three hours of Casey station: {lengths:?}"
    );
    for hours in [23, 24, 25] {
        assert!(lengths[&(hours * 60)] > 1000, "days of {hours} hours: {lengths:?}");
    }
}
