//! When something was, for people and for machines.

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::day::Calendar;
use shared::text::TeamWords;

/// A day or a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// In the page's language, in the workspace's zone.
    pub text: String,
    /// For the attribute `datetime`.
    pub iso: String,
}

impl Moment {
    /// A calendar day.
    pub(crate) fn day(day: Date, words: TeamWords) -> Self {
        Self {
            text: words.day(day),
            iso: day.to_string(),
        }
    }

    /// A moment, to the minute, with the name of the zone as it is then.
    pub(crate) fn at(at: Timestamp, calendar: &Calendar, words: TeamWords) -> Self {
        let day = calendar.day_of(at);
        let there = at.to_zoned(calendar.zone_on(day).clone());
        let (time, zone) = (there.strftime("%H:%M").to_string(), there.strftime("%Z").to_string());
        // A zone without a name of its own is a number of hours.
        let zone = match zone.as_bytes() {
            [b'+' | b'-', ..] => format!("UTC{zone}"),
            _ => zone,
        };
        let values = [("day", words.day(day)), ("time", time), ("zone", zone)];
        Self {
            text: words.with(
                "moment",
                &values.each_ref().map(|(name, value)| (*name, value.as_str())),
            ),
            iso: at.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_names_the_zone_of_the_workspace_as_it_is_then() {
        let told = |zone: &str, at: &str| {
            let calendar = Calendar::new(zone).unwrap();
            Moment::at(at.parse().unwrap(), &calendar, TeamWords::of("en")).text
        };
        assert_eq!(
            told("Europe/Paris", "2026-11-21T11:59:00Z"),
            "21 November 2026, 12:59 CET"
        );
        assert_eq!(told("Europe/Paris", "2026-07-01T22:30:00Z"), "2 July 2026, 00:30 CEST");
        assert_eq!(told("UTC", "2026-11-21T11:59:00Z"), "21 November 2026, 11:59 UTC");
        assert_eq!(
            told("America/Sao_Paulo", "2026-11-21T11:59:00Z"),
            "21 November 2026, 08:59 UTC-03"
        );
    }
}
