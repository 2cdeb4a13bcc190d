//! `aisance doctor`: looks at everything that a working Aisance needs, and says what to do about what is missing.

mod addresses;
mod alarms;
mod exports;
mod functions;
mod inside;
mod machine;
mod nights;
mod report;
mod root_keys;
mod schedule;
mod stack;
mod tables;

use anyhow::{Result, bail};
use clap::Args;

use self::report::Report;
use super::print_line;
use crate::workspace::Place;

/// Arguments of `doctor`.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub struct DoctorArgs {
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

const HELP: &str = "Of a deployed stack (--stack NAME): its state and release, each function, what its addresses answer, \
the schedule, the tables, the root keys, what starts exports, what failed, alarms and who is told of them. Of a stack and of a data folder: API keys, \
surveys, and how far the nights are. No secret is shown. Of a stack nothing is changed; in a data folder of an earlier release, tables \
and indexes are made that it has not yet, and nothing else: the earlier release can still use it.

It ends with 0 where nothing is wrong, and with 1 where something is. A note is nothing wrong.";

/// Runs the command.
///
/// # Errors
/// Something is wrong, or there is nothing to look at.
pub async fn run(place: &Place, args: &DoctorArgs) -> Result<()> {
    let report = match place {
        Place::Stack(name) => Box::pin(stack::examine(name)).await?,
        Place::Folder(path, _) => Box::pin(machine::examine(path)).await?,
    };
    print_line(if args.json {
        serde_json::to_string_pretty(&report)?
    } else {
        report.words()
    });
    if !report.well {
        bail!(report.wrong_words());
    }
    Ok(())
}

/// The report, where nothing that was looked at could be reached at all.
fn nothing(of: String, finding: report::Finding) -> Report {
    Report::new(of, vec![finding])
}
