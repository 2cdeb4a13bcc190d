//! `aisance flags`: customers at risk of leaving.

mod close;
mod effect;

use anyhow::Result;
use clap::{Args, Subcommand};
use shared::domain::audit::Deed;
use shared::domain::day::Calendar;
use shared::risk_report::{FlagList, FlagRow, RiskRow, flag_list};
use shared::store::risk_settings::ReadRiskSettings;
use shared::text::TeamWords;

use super::{print_line, trail};
use crate::workspace::Workspace;

/// Arguments of `flags`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct FlagsArgs {
    #[command(subcommand)]
    command: Option<FlagsCommand>,
    /// How many, highest risk first
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: usize,
    /// The language: en or fr [default: the team's]
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Print JSON, as GET /v1/flags does
    #[arg(long)]
    json: bool,
}

/// What to do, other than list.
#[derive(Debug, Subcommand)]
pub enum FlagsCommand {
    /// Close a customer's flag, as somebody has dealt with it
    Close(close::CloseArgs),
    /// Compare the flagged customers the team was told of with those it was not: does working with them help?
    Effect(effect::EffectArgs),
}

/// Runs the command.
///
/// # Errors
/// There are no words in the language, or storage fails.
pub async fn run(workspace: &Workspace, args: &FlagsArgs) -> Result<()> {
    match &args.command {
        None => list(workspace, args).await,
        Some(FlagsCommand::Close(args)) => close::run(workspace, args).await,
        Some(FlagsCommand::Effect(args)) => effect::run(workspace, args).await,
    }
}

async fn list(workspace: &Workspace, args: &FlagsArgs) -> Result<()> {
    let words = words(workspace, args.language.as_deref()).await?;
    trail::note(workspace, Deed::ListFlags, None).await?;
    let calendar = workspace.calendar().await?;
    let list = flag_list(&workspace.store, args.limit, words, &calendar).await?;
    print_line(if args.json {
        serde_json::to_string_pretty(&list)?
    } else {
        told(&list, words, &calendar)
    });
    Ok(())
}

async fn words(workspace: &Workspace, language: Option<&str>) -> Result<TeamWords> {
    let Some(tag) = language else {
        return Ok(TeamWords::of(&workspace.store.read_risk_settings().await?.language));
    };
    Ok(TeamWords::find(tag)?)
}

fn told(list: &FlagList, words: TeamWords, calendar: &Calendar) -> String {
    if list.flags.is_empty() {
        return format!("{} `aisance nightly`", words.get("flags-none"));
    }
    let mut lines = vec![
        words.get("flags-title").into_owned(),
        list.note.clone(),
        words.get("points-note").into_owned(),
    ];
    for flag in &list.flags {
        lines.push(String::new());
        lines.push(heading(flag, words));
        let since = words.day(calendar.day_of(flag.opened_at));
        let since = words.with("flagged-since", &[("day", &since)]);
        match &flag.risk {
            Some(risk) => lines.extend(risk_lines(risk, &since, words)),
            None => lines.push(format!("      {since}")),
        }
    }
    lines.join("\n")
}

fn heading(flag: &FlagRow, words: TeamWords) -> String {
    let unknown = words.get("customer-unknown");
    let customer = flag.customer.as_deref().unwrap_or(&unknown);
    let attributes = flag.attributes.iter().map(|(name, value)| format!("  {name}={value}"));
    format!("{:>4}. {customer}{}", flag.rank, attributes.collect::<String>())
}

fn risk_lines(risk: &RiskRow, since: &str, words: TeamWords) -> Vec<String> {
    let chance = risk.probability.zip(risk.horizon_days);
    let chance = chance.map(|(probability, days)| words.probability(probability, days));
    let parts = [Some(words.points(risk.above_usual())), chance, Some(since.to_owned())];
    let mut lines = vec![format!(
        "      {}",
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    )];
    for reason in &risk.reasons {
        let points = words.points(reason.part.contribution);
        lines.push(format!("      {points:>11}  {}", reason.text));
        let lowers = reason.what_lowers.as_ref();
        lines.extend(lowers.map(|lowers| format!("{:19}\u{2192} {lowers}", "")));
    }
    if risk.rest.contribution != 0.0 {
        let rest = words.points(risk.rest.contribution);
        lines.push(format!("      {rest:>11}  {}", words.get("rest")));
    }
    lines
}
