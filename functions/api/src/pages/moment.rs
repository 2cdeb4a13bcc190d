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

    /// A moment, to the minute.
    pub(crate) fn at(at: Timestamp, calendar: &Calendar, words: TeamWords) -> Self {
        let day = calendar.day_of(at);
        let time = at.to_zoned(calendar.zone_on(day).clone()).strftime("%H:%M").to_string();
        Self {
            text: words.with("moment", &[("day", &words.day(day)), ("time", &time)]),
            iso: at.to_string(),
        }
    }
}
