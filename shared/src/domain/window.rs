//! Ranges of days by name, and the range each is compared with.
//!
//! A named window ends at the last *closed* day, so that every day in it is whole. Not at the last settled one: an
//! import into last month would move every window back. What of it is settled is said beside it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::day::{before, shifted};

/// The most days a window that counts days may have: a leap year.
pub const MOST_DAYS: u16 = 366;

/// A range of days by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// So many days, the last of them the last closed one: `28d`. From 1 to [`MOST_DAYS`].
    Days(u16),
    /// The last whole calendar month: `month`.
    Month,
    /// The last whole calendar quarter: `quarter`.
    Quarter,
    /// From 1 January to the last closed day: `ytd`.
    YearToDate,
    /// These days and no others, closed or not.
    Dates(DayRange),
}

/// Which range a range is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(rename_all = "snake_case"))]
pub enum Against {
    /// The range of the same kind just before.
    Before,
    /// The same calendar dates a year earlier.
    YearAgo,
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRange {
    /// First day.
    pub from: Date,
    /// Last day, not before the first.
    pub to: Date,
}

impl DayRange {
    /// How many days.
    #[must_use]
    pub fn days(self) -> i32 {
        days_between(self.from, self.to) + 1
    }

    fn compared(self, against: Against) -> Self {
        match against {
            Against::Before => Self {
                from: shifted(self.from, -self.days()),
                to: before(self.from),
            },
            Against::YearAgo => Self {
                from: a_year_before(self.from),
                to: a_year_before(self.to),
            },
        }
    }
}

impl Window {
    /// The days of this window where `last_closed` is the last day that has ended.
    #[must_use]
    pub fn ending(self, last_closed: Date) -> DayRange {
        match self {
            Self::Days(days) => DayRange {
                from: shifted(last_closed, 1 - i32::from(days)),
                to: last_closed,
            },
            Self::Month => whole_months(1, last_closed),
            Self::Quarter => whole_months(3, last_closed),
            Self::YearToDate => DayRange {
                from: last_closed.first_of_year(),
                to: last_closed,
            },
            Self::Dates(range) => range,
        }
    }

    /// What the days of this window are compared with. A month or quarter with a whole one; any other window with as
    /// many days just before, or with the same dates a year earlier.
    ///
    /// # Errors
    /// The two would share days, as a window of more than a year does with its dates a year earlier.
    pub fn compared(self, last_closed: Date, against: Against) -> Result<DayRange, Overlap> {
        let range = self.ending(last_closed);
        let compared = match (self, against) {
            (Self::Month, Against::Before) => whole_months(1, before(range.from)),
            (Self::Quarter, Against::Before) => whole_months(3, before(range.from)),
            // February ends on another day in some years.
            (Self::Month | Self::Quarter, Against::YearAgo) => DayRange {
                from: a_year_before(range.from),
                to: a_year_before(range.to).last_of_month(),
            },
            (Self::Days(_) | Self::YearToDate | Self::Dates(_), _) => range.compared(against),
        };
        if compared.to < range.from {
            Ok(compared)
        } else {
            Err(Overlap { range, compared })
        }
    }
}

/// Two ranges to compare that share days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} to {} and {} to {} share days, so they cannot be compared: ask for a year at most",
    range.from, range.to, compared.from, compared.to
)]
pub struct Overlap {
    range: DayRange,
    compared: DayRange,
}

/// The last whole run of so many months (1 or 3, counted from January) that ended on `last_closed` or before.
fn whole_months(months: i8, last_closed: Date) -> DayRange {
    let begun_earlier = (last_closed.month() - 1) % months;
    let current = earlier(last_closed.first_of_month(), i32::from(begun_earlier).months());
    let ends = before(later(current, i32::from(months).months()));
    if ends <= last_closed {
        return DayRange {
            from: current,
            to: ends,
        };
    }
    DayRange {
        from: earlier(current, i32::from(months).months()),
        to: before(current),
    }
}

/// The same date a year earlier; for 29 February, the 28th.
fn a_year_before(day: Date) -> Date {
    earlier(day, 1.year())
}

fn earlier(day: Date, span: Span) -> Date {
    day.saturating_sub(span)
}

fn later(day: Date, span: Span) -> Date {
    day.saturating_add(span)
}

fn days_between(from: Date, to: Date) -> i32 {
    // Without a larger unit asked for, the difference of two dates is in days alone.
    (to - from).get_days()
}

/// The text names no window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no window: use a number of days from 1d to {MOST_DAYS}d such as 28d, or month, quarter or ytd")]
pub struct UnknownWindow(pub String);

impl FromStr for Window {
    type Err = UnknownWindow;

    fn from_str(text: &str) -> Result<Self, UnknownWindow> {
        match text {
            "month" => Ok(Self::Month),
            "quarter" => Ok(Self::Quarter),
            "ytd" => Ok(Self::YearToDate),
            _ => text
                .strip_suffix('d')
                .and_then(|days| days.parse().ok().filter(|number: &u16| number.to_string() == days))
                .filter(|days| (1..=MOST_DAYS).contains(days))
                .map(Self::Days)
                .ok_or_else(|| UnknownWindow(text.to_owned())),
        }
    }
}

/// The text names nothing to compare with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is nothing to compare with: use before, or year_ago")]
pub struct UnknownAgainst(pub String);

impl fmt::Display for Against {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Before => "before",
            Self::YearAgo => "year_ago",
        })
    }
}

impl FromStr for Against {
    type Err = UnknownAgainst;

    fn from_str(text: &str) -> Result<Self, UnknownAgainst> {
        [Self::Before, Self::YearAgo]
            .into_iter()
            .find(|against| against.to_string() == text)
            .ok_or_else(|| UnknownAgainst(text.to_owned()))
    }
}

#[cfg(test)]
mod tests;
