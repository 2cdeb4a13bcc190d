//! When an answer was given, as files write it.

use jiff::civil::{Date, DateTime, Time, date};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::{SignedDuration, Timestamp};
use shared::domain::day::Calendar;

use super::reason::{Reason, Refusal};

/// How far a clock elsewhere may be ahead of ours.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// Answers before this day are mistakes of reading, such as a year of two digits.
const EARLIEST: Date = date(1970, 1, 1);

/// How the file writes dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateForm {
    /// A day as in `2026-11-20`, or an instant as in `2026-11-20T14:03:00Z`.
    Iso,
    /// A pattern as `strptime` has them.
    Pattern(String),
}

/// The day an answer counts in, and the instant it is taken to have been given at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// The instant, in whole milliseconds; the first of the day where the file says no more than the day.
    pub at: Timestamp,
}

impl DateForm {
    /// A pattern, tried out on a date before any row is read.
    ///
    /// # Errors
    /// It does not say which day it is, in words.
    pub fn pattern(pattern: &str) -> Result<Self, String> {
        let tried = date(2026, 11, 21).at(16, 5, 9, 0);
        let readable = strtime::format(
            pattern,
            &tried
                .to_zoned(jiff::tz::TimeZone::UTC)
                .map_err(|error| error.to_string())?,
        )
        .and_then(|text| strtime::parse(pattern, text))
        .and_then(|parsed| parsed.to_date());
        match readable {
            Ok(day) if day == tried.date() => Ok(Self::Pattern(pattern.to_owned())),
            Ok(_) => Err(format!(
                "'{pattern}' does not say which day it is; as an example, %d/%m/%Y reads 21/11/2026"
            )),
            Err(error) => Err(format!(
                "'{pattern}' cannot be used: {error}; as an example, %d/%m/%Y reads 21/11/2026"
            )),
        }
    }

    /// Reads a cell.
    ///
    /// # Errors
    /// It is no date of this form, or one that no answer can have.
    pub fn read(&self, cell: &str, calendar: &Calendar, now: Timestamp) -> Result<Moment, Refusal> {
        let unreadable = || {
            let wanted = match self {
                Self::Iso => {
                    "write it as 2026-11-20 or 2026-11-20T14:03:00Z, or say in the map how it is written, as in date_format = \"%d/%m/%Y\"".to_owned()
                }
                Self::Pattern(pattern) => format!("write it as date_format in the map says: {pattern}"),
            };
            let shown: String = cell.chars().take(40).collect();
            Refusal::new(Reason::BadDate, format!("'{shown}' is no date; {wanted}"))
        };
        let moment = match self {
            Self::Iso => iso(cell, calendar),
            Self::Pattern(pattern) => strtime::parse(pattern, cell)
                .ok()
                .and_then(|parsed| patterned(&parsed, calendar)),
        }
        .ok_or_else(unreadable)?;
        if moment.day < EARLIEST {
            return Err(Refusal::new(
                Reason::BadDate,
                format!("{} is before 1970; correct the date", moment.day),
            ));
        }
        if moment.day > calendar.day_of(now) || moment.at.duration_since(now) > SKEW {
            return Err(Refusal::new(
                Reason::FutureDate,
                format!(
                    "{} lies in the future; correct the date, or import this row once that day has come",
                    moment.day
                ),
            ));
        }
        Ok(moment)
    }
}

/// A day, or an instant; one without a zone is in the workspace's.
pub(super) fn iso(cell: &str, calendar: &Calendar) -> Option<Moment> {
    // Stricter than the parser, which would take the day of `2026-11-20T14:03:00+05:00` and drop the rest.
    if cell.len() == 10 {
        return cell.parse().ok().map(|day| whole_day(day, calendar));
    }
    cell.parse::<Timestamp>()
        .ok()
        .map(|at| instant(at, calendar))
        .or_else(|| {
            cell.contains(['T', 't', ' '])
                .then(|| cell.parse().ok())
                .flatten()
                .and_then(|at| local(at, calendar))
        })
}

fn patterned(parsed: &BrokenDownTime, calendar: &Calendar) -> Option<Moment> {
    let day = parsed.to_date().ok()?;
    if parsed.hour().is_none() {
        return Some(whole_day(day, calendar));
    }
    if parsed.offset().is_some() {
        return parsed.to_timestamp().ok().map(|at| instant(at, calendar));
    }
    let time = parsed.to_time().unwrap_or(Time::midnight());
    local(DateTime::from_parts(day, time), calendar)
}

fn whole_day(day: Date, calendar: &Calendar) -> Moment {
    Moment {
        day,
        at: calendar.opens(day),
    }
}

fn instant(at: Timestamp, calendar: &Calendar) -> Moment {
    // Stored in whole milliseconds; what is compared with the stored must be as coarse.
    let at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at);
    Moment {
        day: calendar.day_of(at),
        at,
    }
}

/// A date and time without a zone is in the workspace's.
fn local(at: DateTime, calendar: &Calendar) -> Option<Moment> {
    let zoned = at.to_zoned(calendar.zone_on(at.date()).clone()).ok()?;
    Some(instant(zoned.timestamp(), calendar))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-21T22:00:00Z".parse().unwrap()
    }

    fn paris() -> Calendar {
        Calendar::new("Europe/Paris").unwrap()
    }

    fn read(form: &DateForm, cell: &str) -> Result<(String, String), Reason> {
        form.read(cell, &paris(), now())
            .map(|moment| (moment.day.to_string(), moment.at.to_string()))
            .map_err(|refusal| refusal.reason)
    }

    fn good(day: &str, at: &str) -> Result<(String, String), Reason> {
        Ok((day.to_owned(), at.to_owned()))
    }

    #[test]
    fn a_day_counts_in_itself_from_its_first_instant() {
        assert_eq!(
            read(&DateForm::Iso, "2026-11-20"),
            good("2026-11-20", "2026-11-19T23:00:00Z")
        );
    }

    #[test]
    fn an_instant_counts_in_the_workspace_s_day_whatever_its_offset() {
        let both = good("2026-11-20", "2026-11-19T23:30:00.123Z");
        assert_eq!(read(&DateForm::Iso, "2026-11-19T23:30:00.1234Z"), both);
        assert_eq!(read(&DateForm::Iso, "2026-11-20T04:30:00.123+05:00"), both);
    }

    #[test]
    fn a_time_without_a_zone_is_the_workspace_s() {
        let wanted = good("2026-11-20", "2026-11-20T13:03:00Z");
        assert_eq!(read(&DateForm::Iso, "2026-11-20 14:03"), wanted);
        assert_eq!(
            read(&DateForm::pattern("%d/%m/%Y %H:%M").unwrap(), "20/11/2026 14:03"),
            wanted
        );
    }

    #[test]
    fn a_pattern_reads_days_and_instants() {
        let form = DateForm::pattern("%d/%m/%Y").unwrap();
        assert_eq!(read(&form, "3/1/2026"), good("2026-01-03", "2026-01-02T23:00:00Z"));
        assert_eq!(read(&form, "13/13/2026"), Err(Reason::BadDate));
        assert_eq!(read(&form, "2026-01-03"), Err(Reason::BadDate));
        let instant = DateForm::pattern("%Y%m%d%H%M%S%z").unwrap();
        assert_eq!(
            read(&instant, "20261120003000+0100"),
            good("2026-11-20", "2026-11-19T23:30:00Z")
        );
    }

    #[test]
    fn a_pattern_that_names_no_day_is_refused_before_any_row() {
        for bad in ["%H:%M", "%Y-%m", "%Q%Q%Q", "", "%m/%d"] {
            assert!(DateForm::pattern(bad).unwrap_err().contains("%d/%m/%Y"), "{bad}");
        }
    }

    #[test]
    fn what_is_no_date_or_none_of_an_answer_is_refused() {
        for bad in [
            "",
            "yesterday",
            "20/11/2026",
            "2026-02-30",
            "20261120",
            "0026-11-20",
            "1969-12-31",
            "2026-11-20x",
        ] {
            assert_eq!(read(&DateForm::Iso, bad), Err(Reason::BadDate), "{bad}");
        }
    }

    #[test]
    fn the_future_begins_after_the_open_day() {
        assert!(read(&DateForm::Iso, "2026-11-21").is_ok());
        assert_eq!(read(&DateForm::Iso, "2026-11-22"), Err(Reason::FutureDate));
        assert!(read(&DateForm::Iso, "2026-11-21T22:04:00Z").is_ok());
        assert_eq!(read(&DateForm::Iso, "2026-11-21T22:06:00Z"), Err(Reason::FutureDate));
    }
}
