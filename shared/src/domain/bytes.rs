//! Reading packed forms: numbers of a fixed width, big-endian.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::Offset;

/// Days are counted from here.
const FIRST_DAY: Date = date(1970, 1, 1);

const DAY_SECONDS: i64 = 86_400;

/// Bytes that are still to be read. Everything is `None` where they end too soon.
pub(super) struct Rest<'a>(pub &'a [u8]);

impl Rest<'_> {
    /// The next `N` bytes.
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_be_bytes)
    }

    /// A moment, in whole seconds.
    pub(super) fn moment(&mut self) -> Option<Timestamp> {
        Timestamp::from_second(self.number()?.into()).ok()
    }

    /// A day.
    pub(super) fn day(&mut self) -> Option<Date> {
        // As a moment: adding a span of days to a date takes many times as long, and is done for every customer.
        let midnight = Timestamp::from_second(i64::from(self.number()?) * DAY_SECONDS).ok()?;
        Some(Offset::UTC.to_datetime(midnight).date())
    }
}

/// A moment as it is packed.
pub(super) fn moment(at: Timestamp) -> [u8; 4] {
    u32::try_from(at.as_second().max(0)).unwrap_or(u32::MAX).to_be_bytes()
}

/// A day as it is packed.
pub(super) fn day(day: Date) -> [u8; 4] {
    let days = day.since(FIRST_DAY).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0).to_be_bytes()
}

/// The code of a value, in a list of all.
pub(super) fn code<T: Copy + PartialEq>(codes: &[(T, u8)], value: T) -> u8 {
    codes
        .iter()
        .find(|(known, _)| *known == value)
        .map_or(0, |(_, code)| *code)
}

/// The value of a code, in a list of all.
pub(super) fn decoded<T: Copy>(codes: &[(T, u8)], code: u8) -> Option<T> {
    codes.iter().find(|(_, known)| *known == code).map(|(value, _)| *value)
}
