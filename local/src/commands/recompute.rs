//! `aisance recompute`: has days computed once more, and merged into the customers once more, by the next night.

use anyhow::Result;
use clap::Args;
use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::day::before;
use shared::domain::settle::DayRecord;
use shared::store::days::{Touch, TouchDay};

use super::range::{DayRange, every_day};
use super::{counted, print_line};
use crate::workspace::{Workspace, now};

/// Days announced at once.
const AT_ONCE: usize = 16;

/// Arguments of `recompute`.
#[derive(Debug, Args)]
pub struct RecomputeArgs {
    #[command(flatten)]
    range: DayRange,
}

/// What became of the days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Announced {
    /// Days that the next night computes.
    pub days: u64,
    /// Days that stay as they are: they are sealed, or are about to be and may have lost answers to expiry.
    pub left: u64,
}

/// Runs the command.
///
/// # Errors
/// Storage fails; running it again does the rest.
pub async fn run(workspace: &Workspace, args: &RecomputeArgs) -> Result<()> {
    let announced = announce(workspace, args.range).await?;
    if announced.days > 0 {
        print_line(format!(
            "The next night computes {} again, and merges what they hold into the customers once more; a later one settles \
             them. `aisance nightly` does it now.",
            counted(announced.days, "day")
        ));
    } else {
        print_line("There is no day to compute again: only closed days are, and only those not yet sealed.");
    }
    if announced.left > 0 {
        print_line(match announced.left {
            1 => "1 day is sealed, or due to be, and stays as it is: its answers expire.".to_owned(),
            days => format!("{days} days are sealed, or due to be, and stay as they are: their answers expire."),
        });
    }
    Ok(())
}

/// Announces a change to every closed day of a range.
///
/// # Errors
/// Storage fails.
pub async fn announce(workspace: &Workspace, range: DayRange) -> Result<Announced> {
    let (records, days) = every_day(workspace, range).await?;
    let yesterday = before(workspace.calendar().await?.day_of(now()));
    let now = now();
    let record = |day: Date| records.iter().find(|record| record.day == day);
    let closed = days.into_iter().filter(|day| *day <= yesterday);
    let (left, wanted): (Vec<Date>, Vec<Date>) =
        closed.partition(|day| record(*day).is_some_and(|known| stays(known, now)));
    let touches = wanted.into_iter().map(|day| workspace.store.touch_day(day, now));
    let touched: Vec<Touch> = stream::iter(touches).buffer_unordered(AT_ONCE).try_collect().await?;
    let sealed = touched.iter().filter(|touch| **touch == Touch::Sealed).count();
    Ok(Announced {
        days: (touched.len() - sealed) as u64,
        left: (left.len() + sealed) as u64,
    })
}

/// Whether a day must not be computed again: from the day on which it is due to be sealed, some of its answers may be gone by
/// the time a late night reads it.
fn stays(record: &DayRecord, now: Timestamp) -> bool {
    record.sealed || record.seal_due().is_some_and(|due| due <= now)
}
