//! `aisance backtest`: what the risks of the past would have been worth.

mod plot;
mod words;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use shared::backtest::{Asked, backtest};
use shared::clock::SystemClock;
use shared::domain::risk::backtest::{By, Report};
use shared::learning::Circumstances;
use shared::store::risk_settings::ReadRiskSettings;

use super::print_line;
use crate::workspace::{Workspace, now};

/// Arguments of `backtest`.
#[derive(Debug, Args)]
pub struct BacktestArgs {
    /// How many months to replay, the latest whose outcomes are known; 48 are read in all, the earlier ones to learn from
    #[arg(long, default_value_t = 12, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=48))]
    months: u8,
    /// Within how many days leaving counts: 30, 60, 90 or 180 [default: what is set, else 90]
    #[arg(long, value_name = "DAYS")]
    horizon: Option<u16>,
    /// How many customers your team can look at in a month; how many are flagged a night (settings risk --top) is another number
    #[arg(long, default_value_t = 25, value_name = "K", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    top: u64,
    /// Also divide by language, or by an attribute such as plan; groups under 5 customers are not shown
    #[arg(long, value_name = "ATTRIBUTE")]
    by: Option<String>,
    /// Write the reliability curve, what was said against who left, to this file as SVG
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// There is no such horizon, storage fails, a feature uses what it cannot know, or the file cannot be written.
pub async fn run(workspace: &Workspace, args: &BacktestArgs) -> Result<()> {
    let settings = workspace.store.read_risk_settings().await?;
    let settings = match args.horizon {
        Some(days) => settings.with_horizon(days)?,
        None => settings,
    };
    let of = Circumstances {
        settings: &settings,
        retention: workspace.retention,
        now: now(),
        clock: &SystemClock,
        deadline: None,
    };
    let by = args.by.as_deref().map(By::named);
    let asked = Asked {
        months: usize::from(args.months),
        top: args.top,
        by: by.as_ref(),
    };
    let report = backtest(&workspace.store, of, &workspace.calendar().await?, asked).await?;
    if args.json {
        print_line(serde_json::to_string_pretty(&report)?);
    } else {
        print_line(words::text(&report));
    }
    if let Some(path) = &args.plot {
        write_plot(&report, path)?;
        if !args.json {
            print_line(format!("\nThe reliability curve is in {}.", path.display()));
        }
    }
    Ok(())
}

fn write_plot(report: &Report, path: &PathBuf) -> Result<()> {
    let Some(whole) = &report.whole else {
        bail!("there is nothing to draw, so {} was not written", path.display());
    };
    std::fs::write(path, plot::svg(report, whole)?).with_context(|| format!("{} cannot be written", path.display()))
}
