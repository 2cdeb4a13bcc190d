//! Ranges of days on the command line.

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;

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
