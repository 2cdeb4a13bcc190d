//! `aisance runs`: what the nights did, and what waits for the next one.

use anyhow::Result;
use clap::Args;
use shared::runs_report::{CustomersRun, DayRun, Runs, WaitsFor, runs};

use super::print_line;
use super::table::lined_up;
use crate::workspace::{Workspace, now};

/// Arguments of `runs`.
#[derive(Debug, Args)]
pub struct RunsArgs {
    /// Print JSON, as GET /v1/runs does
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// Storage fails.
pub async fn run(workspace: &Workspace, args: &RunsArgs) -> Result<()> {
    let runs = runs(&workspace.store, &workspace.calendar().await?, now()).await?;
    print_line(if args.json {
        serde_json::to_string_pretty(&runs)?
    } else {
        told(&runs)
    });
    Ok(())
}

fn told(runs: &Runs) -> String {
    let mut lines = vec![match runs.settled_through {
        Some(day) => format!("Days are settled through {day}."),
        None => "No night has settled a day yet: `aisance nightly` runs one now.".to_owned(),
    }];
    if !runs.days.is_empty() {
        let rows: Vec<Vec<String>> = runs.days.iter().map(row).collect();
        lines.push(lined_up(&["day", "computed (UTC)", "answers", "state"], &rows));
    }
    for waiting in &runs.waiting {
        lines.push(match waiting.waits_for {
            WaitsFor::Scores => format!("{} waits for its scores.", waiting.day),
            WaitsFor::Customers => format!("{} waits to be taken into the customers' risks.", waiting.day),
        });
    }
    lines.push(match &runs.customers {
        Some(run) => told_customers(run),
        None => "No night has looked at the customers yet.".to_owned(),
    });
    lines.extend(runs.learning.as_ref().map(|learning| {
        let day = learning.at.strftime("%Y-%m-%d");
        match &learning.nothing {
            Some(why) => format!("Nothing was learned on {day}: {why}."),
            None => format!("A model was learned on {day}: `aisance risk` shows it."),
        }
    }));
    lines.join("\n")
}

fn row(day: &DayRun) -> Vec<String> {
    let state = match (day.sealed, day.settled) {
        (true, _) => "sealed",
        (false, true) => "settled",
        (false, false) => "open",
    };
    let computed = day.computed_at.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string());
    vec![
        day.day.to_string(),
        computed.unwrap_or_else(|| "not yet".to_owned()),
        day.answers.to_string(),
        state.to_owned(),
    ]
}

fn told_customers(run: &CustomersRun) -> String {
    let state = if run.finished { "finished" } else { "has not finished" };
    let damaged = match run.damaged {
        0 => String::new(),
        count => format!(", {count} passed over as they cannot be read"),
    };
    format!(
        "The run over the customers of {} UTC {state}: {} looked at, {} flagged{damaged}.",
        run.moment.strftime("%Y-%m-%d %H:%M"),
        run.customers,
        run.flagged
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn before_and_after_a_night_it_is_told_how_far_the_work_is() {
        let folder = crate::testing::Folder::new();
        let workspace = folder.workspace().await;
        let told_now = async || {
            let calendar = workspace.calendar().await.unwrap();
            told(&runs(&workspace.store, &calendar, now()).await.unwrap())
        };
        let before = told_now().await;
        assert!(
            before.contains("No night has settled") && before.contains("No night has looked"),
            "{before}"
        );
        super::super::survey::apply_ready(&workspace).await.unwrap();
        super::super::nightly::night(&workspace, None).await.unwrap();
        let after = told_now().await;
        assert!(after.contains("UTC finished: 0 looked at, 0 flagged."), "{after}");
        workspace.close().await;
    }
}
