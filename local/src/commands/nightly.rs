//! `aisance nightly`: what the schedule does, now.

use aggregate::{DayOutcome, Night};
use anyhow::{Context, Result, bail};
use clap::Args;
use jiff::Timestamp;
use shared::clock::{Clock, SystemClock};

use super::print_line;
use crate::workspace::Workspace;

/// Arguments of `nightly`.
#[derive(Debug, Args)]
pub struct NightlyArgs {
    /// Treat only days that had closed by then, as in 2026-11-20T04:10:00Z; never later than now
    #[arg(long, value_name = "TIME")]
    as_of: Option<Timestamp>,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

/// What a night did.
#[derive(Debug, serde::Serialize)]
pub struct NightReport {
    /// The scores.
    pub scores: aggregate::Report,
    /// The customers.
    pub customers: flag::Report,
}

/// Runs a night: the scores, and then the customers.
///
/// # Errors
/// Either fails. What was done stays done, and the next run goes on.
pub async fn night(workspace: &Workspace, as_of: Option<Timestamp>) -> Result<NightReport> {
    if let Some(later) = as_of.filter(|moment| *moment > SystemClock.now()) {
        bail!("--as-of {later} lies in the future: the clock may be moved back, never forward");
    }
    let night = Night {
        time_zone: &workspace.time_zone,
        clock: &SystemClock,
        as_of,
        deadline: None,
    };
    let scores = aggregate::run(&workspace.store, &night)
        .await
        .context("the scores could not be computed")?;
    // No process ends here before its time: the whole of it is one run.
    let moment = flag::Moment::new(&SystemClock, workspace.retention, None, &workspace.time_zone);
    let start = flag::Start::Night(None);
    let customers = flag::run(&workspace.store, &workspace.keys.seal_key(), &start, moment).await;
    let customers = customers.context("the risk of leaving could not be computed")?;
    if let Some((_, engine)) = workspace.folder() {
        engine.delete_expired()?;
    }
    Ok(NightReport { scores, customers })
}

/// Runs the command.
///
/// # Errors
/// As [`night`].
pub async fn run(workspace: &Workspace, args: &NightlyArgs) -> Result<()> {
    let report = night(workspace, args.as_of).await?;
    if args.json {
        print_line(serde_json::to_string_pretty(&report)?);
        return Ok(());
    }
    let answers: u64 = report
        .scores
        .days
        .iter()
        .map(|(_, outcome)| {
            if let DayOutcome::Computed { responses, .. } = outcome {
                *responses
            } else {
                0
            }
        })
        .sum();
    let days = report.scores.days.len();
    print_line(format!(
        "Computed {days} {}, {answers} {}.",
        plural(days, "day", "days"),
        plural(answers, "answer", "answers")
    ));
    match report.scores.settled_through {
        Some(day) => print_line(format!("New days are settled through {day}.")),
        None => print_line("No unbroken run of settled days yet."),
    }
    let open = report.scores.not_yet_settled.len();
    if open > 0 {
        print_line(format!(
            "{open} {} changed or imported less than an hour ago: the scores hold everything there is, and the next night settles {}.",
            plural(open, "day was", "days were"),
            plural(open, "it", "them"),
        ));
    }
    let shifted = report.scores.signals.len();
    if shifted > 0 {
        print_line(format!(
            "{shifted} {} shifted: `aisance signals` says how.",
            plural(shifted, "score has", "scores have")
        ));
    }
    let customers = report.customers;
    if customers.overtaken {
        print_line("Another night began meanwhile. It looks at every customer, so this one has stopped.");
        return Ok(());
    }
    print_line(format!(
        "Looked at {} {}, {} flagged.",
        customers.customers,
        plural(customers.customers, "customer", "customers"),
        customers.flagged
    ));
    Ok(())
}

fn plural<T: TryInto<u64>>(count: T, one: &'static str, many: &'static str) -> &'static str {
    if count.try_into().is_ok_and(|count| count == 1) {
        one
    } else {
        many
    }
}
