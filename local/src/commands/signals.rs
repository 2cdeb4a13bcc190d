//! `aisance signals`: scores that have shifted.

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use shared::domain::chart::Acknowledged;
use shared::signals::{Reading, SignalRow};
use shared::store::signals::{AcknowledgeSignal, Acknowledgement, ReadSignals};

use super::{print_line, user_name};
use crate::workspace::{Workspace, now};

/// Arguments of `signals`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct SignalsArgs {
    #[command(subcommand)]
    command: Option<SignalsCommand>,
    /// List the acknowledged ones too
    #[arg(long)]
    all: bool,
    /// Print a list of JSON objects
    #[arg(long)]
    json: bool,
}

/// What to do with signals, other than list them.
#[derive(Debug, Subcommand)]
pub enum SignalsCommand {
    /// Say that somebody has dealt with a signal: it is cleared, and what the score has been since is what is usual
    Acknowledge {
        /// The signal's id, as the list shows it
        id: String,
        /// Who has dealt with it [default: the user's name on this machine]
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
}

/// Runs the command.
///
/// # Errors
/// There is no such signal, or storage fails.
pub async fn run(workspace: &Workspace, args: SignalsArgs) -> Result<()> {
    match args.command {
        None => list(workspace, args.all, args.json).await,
        Some(SignalsCommand::Acknowledge { id, by }) => acknowledge(workspace, &id, by).await,
    }
}

async fn list(workspace: &Workspace, all: bool, json: bool) -> Result<()> {
    let signals = workspace.store.read_signals().await?;
    let rows: Vec<SignalRow> = signals
        .iter()
        .filter(|signal| all || signal.acknowledged.is_none())
        .map(SignalRow::of)
        .collect();
    if json {
        print_line(serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    if rows.is_empty() {
        print_line(
            "No score has shifted that nobody has dealt with. Each night looks, once a survey has 30 nights with answers.",
        );
    }
    for row in &rows {
        print_line(told(row));
    }
    Ok(())
}

async fn acknowledge(workspace: &Workspace, id: &str, by: Option<String>) -> Result<()> {
    let by = by.unwrap_or_else(user_name);
    let by = Acknowledged { at: now(), by };
    match workspace.store.acknowledge_signal(id, &by).await? {
        Acknowledgement::Done(signal) => print_line(format!(
            "Acknowledged: {} {}. From the next night on, the days since then are what is usual.",
            about(&SignalRow::of(&signal)),
            SignalRow::of(&signal).words()
        )),
        Acknowledgement::Before(signal) => print_line(told(&SignalRow::of(&signal))),
        Acknowledgement::Unknown => {
            bail!("there is no signal '{id}'; `aisance signals --all` lists them with their ids")
        }
    }
    Ok(())
}

fn about(row: &SignalRow) -> String {
    match &row.touchpoint {
        Some(touchpoint) => format!("{}, {touchpoint},", row.survey),
        None => row.survey.clone(),
    }
}

/// A signal in three lines.
fn told(row: &SignalRow) -> String {
    let unit = if row.metric == "nps" { "" } else { " %" };
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
    let reading = |reading: &Reading| {
        format!(
            "{}{unit} ({} to {}, {} answers)",
            number(reading.score),
            number(reading.low),
            number(reading.high),
            reading.n
        )
    };
    let alert = if row.alert { "  ALERT" } else { "" };
    let state = match (&row.acknowledged_by, row.acknowledged_at) {
        (Some(by), Some(at)) => format!("acknowledged by {by} on {}", at.strftime("%Y-%m-%d")),
        _ => format!(
            "noticed on {}; `aisance signals acknowledge {}` clears it",
            row.noticed, row.id
        ),
    };
    format!(
        "{} {}{alert}\n      before {}, then {}\n      {state}",
        about(row),
        row.words(),
        reading(&row.before),
        reading(&row.since)
    )
}
