//! What every list has: pages of a size, and days between two moments.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::domain::day::{Calendar, shifted};
use shared::listing::Place;

use crate::problem::Problem;
use crate::query::{MOST_DAYS, Moment, Query, USUAL_DAYS};

const USUAL_PER_PAGE: u64 = 50;
const HIGHEST_PER_PAGE: u64 = 200;

/// How many items a page has at most.
pub(crate) fn per_page(query: &Query) -> Result<usize, Problem> {
    let asked = query.number("per_page", &(1..=HIGHEST_PER_PAGE))?;
    Ok(usize::try_from(asked.unwrap_or(USUAL_PER_PAGE)).unwrap_or(1))
}

/// From a moment on, until another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Period {
    /// The first moment of it.
    pub since: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
}

impl Period {
    /// From `since` until `until`; by default the last 28 days up to the end of `today`.
    pub(crate) fn of(query: &Query, calendar: &Calendar, today: Date) -> Result<Self, Problem> {
        let until = until(query, calendar)?.unwrap_or_else(|| calendar.closes(today));
        let last = last_day(until, calendar);
        let usual = || calendar.opens(shifted(last, 1 - USUAL_DAYS));
        let since = since(query, calendar)?.unwrap_or_else(usual);
        Ok(Self { since, until })
    }

    /// The days it has a part in, none after `today`.
    pub(crate) fn days(&self, calendar: &Calendar, today: Date) -> Result<(Date, Date), Problem> {
        let Self { since, until } = self;
        if since >= until {
            let reason = format!("it is not before the end, {until}; give an earlier moment");
            return Err(Problem::invalid("since", reason));
        }
        let (first, last) = (calendar.day_of(*since), last_day(*until, calendar));
        if first < shifted(last, 1 - MOST_DAYS) {
            let reason = format!("a list may go over {MOST_DAYS} days at most; ask for it in parts");
            return Err(Problem::invalid("since", reason));
        }
        Ok((first, last.min(today)))
    }
}

/// The moment from which on; the first of a day.
pub(crate) fn since(query: &Query, calendar: &Calendar) -> Result<Option<Timestamp>, Problem> {
    let moment = query.moment("since")?;
    Ok(moment.map(|moment| match moment {
        Moment::Day(day) => calendar.opens(day),
        Moment::At(at) => at,
    }))
}

/// The moment before which; after the last of a day.
pub(crate) fn until(query: &Query, calendar: &Calendar) -> Result<Option<Timestamp>, Problem> {
    let moment = query.moment("until")?;
    Ok(moment.map(|moment| match moment {
        Moment::Day(day) => calendar.closes(day),
        Moment::At(at) => at,
    }))
}

fn last_day(until: Timestamp, calendar: &Calendar) -> Date {
    let last_moment = Timestamp::from_nanosecond(until.as_nanosecond() - 1);
    calendar.day_of(last_moment.unwrap_or(until))
}

/// Where a list of a period goes on. The period lies in it, so that a list begun before midnight goes on unchanged after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlaceInPeriod {
    pub period: Period,
    pub place: Place,
}
