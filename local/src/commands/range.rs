//! Ranges of days on the command line.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use shared::domain::day::{Calendar, before};
use shared::domain::day_book::DayBook;
use shared::domain::settle::DayRecord;
use shared::domain::window::{Against, DayRange as Days, Window};
use shared::store::days::ReadDays;
use shared::store::settings::ReadFirstSurvey;

use crate::workspace::{Workspace, now};

/// A range of days.
#[derive(Debug, Clone, Copy, Args)]
pub struct DayRange {
    /// First day, as in 2026-11-01 [default: the first there is]
    #[arg(long, value_name = "DAY")]
    pub from: Option<Date>,
    /// Last day [default: the last there is]
    #[arg(long, value_name = "DAY")]
    pub to: Option<Date>,
}

/// Days that no answer lies outside of.
const EVER: (Date, Date) = (jiff::civil::date(1900, 1, 1), jiff::civil::date(2999, 12, 31));

impl DayRange {
    /// Both ends.
    ///
    /// # Errors
    /// The range ends before it begins.
    pub fn ends(self) -> Result<(Date, Date)> {
        let (from, to) = (self.from.unwrap_or(EVER.0), self.to.unwrap_or(EVER.1));
        if from > to {
            bail!("--from {from} is after --to {to}; swap them");
        }
        Ok((from, to))
    }
}

/// The days from `from` to `to` that may hold answers to a survey (to any, where none is named), oldest first: today, and
/// every day that no night has seen yet, among them.
///
/// # Errors
/// Storage fails.
pub async fn days_with_answers(
    workspace: &Workspace,
    (from, to): (Date, Date),
    survey: Option<&str>,
) -> Result<Vec<Date>> {
    let calendar = workspace.calendar().await?;
    let to = to.min(calendar.day_of(now()));
    let book = workspace.store.read_days(from, to).await?;
    let since = workspace.store.read_first_survey().await?;
    let first_day = since.map(|since| before(calendar.day_of(since)));
    Ok(book.days_to_read((from, to), first_day, survey, &calendar))
}

/// Every day of a range of which anything is known, and every day since there are surveys, today at the latest; with what is
/// known of them. A range that says where it begins is taken whole.
///
/// # Errors
/// The range ends before it begins, or storage fails.
pub async fn every_day(workspace: &Workspace, range: DayRange) -> Result<(Vec<DayRecord>, Vec<Date>)> {
    let (from, to) = range.ends()?;
    let calendar = workspace.calendar().await?;
    let to = to.min(calendar.day_of(now()));
    let records = workspace.store.read_records(from, to).await?;
    let since = workspace.store.read_first_survey().await?;
    let since = since.map(|since| before(calendar.day_of(since)));
    let whole = range.from.or(since).unwrap_or(to).max(from);
    let days: BTreeSet<Date> = records
        .iter()
        .map(|record| record.day)
        .chain(shared::domain::day::range(whole, to))
        .collect();
    Ok((records, days.into_iter().collect()))
}

/// What of a range that ends with the day `to` is settled, in words; `settled` is its last settled day.
pub fn settled_words(settled: Option<Date>, to: Date) -> String {
    match settled {
        Some(day) if day == to => "all settled".to_owned(),
        Some(day) => format!("settled through {day}, later days may still change"),
        None => "not settled yet, these may still change".to_owned(),
    }
}

/// A range of days by name or by dates, and what it is compared with.
#[derive(Debug, Clone, Copy, Args)]
pub struct Period {
    /// Whole days up to yesterday: 7d, 28d, 90d or any number, the last whole month or quarter, or ytd
    #[arg(long, value_name = "WINDOW", conflicts_with_all = ["from", "to"])]
    last: Option<Window>,
    #[command(flatten)]
    range: DayRange,
    /// Compare with the range before, or with the same dates a year_ago
    #[arg(long, value_name = "RANGE")]
    against: Option<Against>,
}

impl Period {
    /// The days, and those they are compared with. Days that are not given end where `book` or today does.
    ///
    /// # Errors
    /// The range ends before it begins, shares days with what it is compared with, or has no beginning to compare by.
    pub fn days(self, book: &DayBook, calendar: &Calendar) -> Result<(Days, Option<Days>)> {
        let today = calendar.day_of(now());
        let window = match self.last {
            Some(window) => window,
            None if self.against.is_some() && self.range.from.is_none() => {
                bail!("--against needs to know which days to compare: give --last 28d, or --from DAY")
            }
            None => {
                self.range.ends()?;
                let (first, last) = match book.records.as_slice() {
                    [] => (today, today),
                    [first, .., last] => (first.day.min(today), last.day.max(today)),
                    [only] => (only.day.min(today), only.day.max(today)),
                };
                // One end alone may lie outside of the days there are.
                let to = self
                    .range
                    .to
                    .unwrap_or_else(|| last.max(self.range.from.unwrap_or(last)));
                let from = self.range.from.unwrap_or_else(|| first.min(to));
                Window::Dates(Days { from, to })
            }
        };
        let closed = before(today);
        let compared = self
            .against
            .map(|against| window.compared(closed, against))
            .transpose()?;
        Ok((window.ending(closed), compared))
    }
}
