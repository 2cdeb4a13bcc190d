use jiff::SignedDuration;
use jiff::tz::{Offset, TimeZone};
use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Moment {
    Moment::At(text.parse().unwrap())
}

#[test]
fn an_attribute_that_is_left_empty_is_not_asked_for() {
    let query = Query::from_pairs(&[("attribute.plan", ""), ("attribute.country", "FR")]);
    assert_eq!(query.attributes(), [("country".to_owned(), "FR".to_owned())].into());
}

#[test]
fn a_moment_is_a_day_a_time_with_its_offset_or_unix_seconds() {
    assert_eq!(
        Moment::read("2026-11-21"),
        Ok(Moment::Day("2026-11-21".parse().unwrap()))
    );
    for (text, utc) in [
        ("2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z"),
        ("2026-11-21T09:30:00.5+01:00", "2026-11-21T08:30:00.5Z"),
        ("2026-11-21T09:30:00.123456789-23:59", "2026-11-22T09:29:00.123456789Z"),
        ("1795262400", "2026-11-21T12:00:00Z"),
        ("100000000", "1973-03-03T09:46:40Z"),
        ("9999999999", "2286-11-20T17:46:39Z"),
    ] {
        assert_eq!(Moment::read(text), Ok(at(utc)), "{text}");
    }
}

#[test]
fn what_could_be_meant_otherwise_is_refused_and_says_how_to_write_it() {
    for text in [
        "20261121",
        "2026-W47-6",
        "2026-11-31",
        "2026-02-29",
        "2026-11-21T24:00:00Z",
        "2026-11-21T09:30:60Z",
        "2016-12-31T23:59:60Z",
        "2026-11-21T09:30:00",
        "2026-11-21T09:30Z",
        "2026-11-21T09:30:00.Z",
        "2026-11-21T09:30:00.1234567890Z",
        "2026-11-21t09:30:00z",
        "2026-11-21T09:30:00+24:00",
        "2026-11-21T09:30:00+0100",
        "2026-11-21T09:30:00+01",
        "2026-11-21T09:30:00+01:00[Europe/Paris]",
        "-1795262400",
        "1795262400.5",
        "yesterday",
        "²0²6-11-21",
    ] {
        assert!(Moment::read(text).unwrap_err().starts_with("give a day"), "{text}");
    }
    for (text, words) in [
        ("1795262400000", "not in milliseconds"),
        ("2026-11-21T09:30:00 01:00", "%2B"),
        ("2026-11-21 09:30:00Z", "write T"),
    ] {
        assert!(Moment::read(text).unwrap_err().contains(words), "{text}");
    }
}

#[test]
fn a_name_that_ends_in_a_point_stands_for_names_that_begin_with_it_and_not_for_itself() {
    assert!(is_named("attribute.plan", ATTRIBUTE) && is_named("since", "since"));
    for other in ["attribute.", "attribute", "attributes.plan"] {
        assert!(!is_named(other, ATTRIBUTE), "{other}");
    }
    assert!(!is_named("sincere", "since"));
    assert_eq!(listed(&["since", ATTRIBUTE]), "since, attribute.NAME");
}

proptest! {
    #[test]
    fn every_moment_is_read_at_whatever_offset_it_is_written(second in 0i64..253_000_000_000, nanosecond in 0i32..1_000_000_000, offset in -1439i32..1440) {
        let moment = Timestamp::new(second, nanosecond).unwrap();
        let zone = TimeZone::fixed(Offset::from_seconds(offset * 60).unwrap());
        let written = moment.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string();
        prop_assert_eq!(Moment::read(&written), Ok(Moment::At(moment)), "{}", written);
        prop_assert_eq!(Moment::read(&moment.to_string()), Ok(Moment::At(moment)));
    }

    #[test]
    fn unix_seconds_are_whole_seconds(second in 100_000_000i64..10_000_000_000) {
        let read = Moment::read(&second.to_string());
        prop_assert_eq!(read, Ok(Moment::At(Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second))));
    }

    #[test]
    fn no_text_is_anything_but_a_moment_or_a_refusal(text in "[0-9TZ:.+ \\-]{0,40}|.{0,40}") {
        if let Ok(Moment::At(moment)) = Moment::read(&text) {
            prop_assert!(text.parse::<i64>().is_ok() || text.parse::<Timestamp>().is_ok_and(|parsed| parsed == moment));
        }
    }
}
