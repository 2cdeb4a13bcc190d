//! What several pages are made of: choices, what came of a form, moments.

/// One of several.
pub(crate) struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    pub chosen: bool,
}

impl Choice {
    /// Whether `value` is the one that is chosen.
    pub(crate) fn of(value: impl Into<String>, text: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        Self {
            chosen: value == chosen,
            value,
            text: text.into(),
        }
    }
}

/// What came of a form, to be told above it.
pub(crate) struct Notice {
    pub text: String,
    pub bad: bool,
}

impl Notice {
    pub(crate) fn good(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bad: false,
        }
    }

    pub(crate) fn bad(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bad: true,
        }
    }
}

/// A moment, as a page tells it.
pub(crate) struct Told {
    pub iso: String,
    pub text: String,
}

impl Told {
    /// To the minute, in UTC.
    pub(crate) fn of(at: jiff::Timestamp, words: shared::text::TeamWords) -> Self {
        let utc = at.to_zoned(jiff::tz::TimeZone::UTC);
        let (day, time) = (words.day(utc.date()), utc.strftime("%H:%M").to_string());
        Self {
            iso: at.to_string(),
            text: words.with("moment-utc", &[("day", &day), ("time", &time)]),
        }
    }

    /// A calendar day.
    pub(crate) fn day(day: jiff::civil::Date, words: shared::text::TeamWords) -> Self {
        Self {
            iso: day.to_string(),
            text: words.day(day),
        }
    }
}
