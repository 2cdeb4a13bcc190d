//! `aisance learn`: the risk of leaving, learned from who has left.

use anyhow::Result;
use clap::Args;
use serde_json::json;
use shared::clock::SystemClock;
use shared::domain::day::Calendar;
use shared::domain::risk::learn::{Learned, NotLearned};
use shared::domain::risk::{Model, RiskSettings};
use shared::learning::{Circumstances, Lesson, learn_now, try_out};
use shared::store::risk_settings::ReadRiskSettings;

use super::{print_line, risk};
use crate::workspace::{Workspace, now};

/// Arguments of `learn`.
#[derive(Debug, Args)]
pub struct LearnArgs {
    /// Only show what would be learned: nothing is kept, and the model in use stays
    #[arg(long)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// Storage fails, or a feature uses what it cannot know.
pub async fn run(workspace: &Workspace, args: &LearnArgs) -> Result<()> {
    let settings = workspace.store.read_risk_settings().await?;
    let of = Circumstances {
        settings: &settings,
        retention: workspace.retention,
        now: now(),
        clock: &SystemClock,
        deadline: None,
    };
    let learned: Result<Learned, NotLearned> = if args.dry_run {
        try_out(&workspace.store, of).await?
    } else {
        match learn_now(&workspace.store, of).await? {
            Lesson::Learned { learned, .. } => Ok(*learned),
            Lesson::Nothing(nothing) => Err(nothing),
        }
    };
    let calendar = workspace.calendar().await?;
    print_line(told(&learned, &settings, &calendar, args)?);
    Ok(())
}

fn told(
    learned: &Result<Learned, NotLearned>,
    settings: &RiskSettings,
    calendar: &Calendar,
    args: &LearnArgs,
) -> Result<String> {
    let scorecard = Model::scorecard(settings.churn(), settings.horizon_days);
    Ok(match (learned, args.json) {
        (Ok(learned), true) => {
            let mut value = risk::json(learned, &scorecard);
            value["kept"] = (!args.dry_run).into();
            serde_json::to_string_pretty(&value)?
        }
        (Err(nothing), true) => serde_json::to_string_pretty(&json!({ "nothing_learned": nothing.to_string() }))?,
        (Ok(learned), false) => {
            let what_now = if args.dry_run {
                "Nothing was kept: without --dry-run this would be the model in use.".to_owned()
            } else {
                format!(
                    "Model {} is in use: the next night computes every risk by it. `aisance risk use` goes back.",
                    learned.model.version
                )
            };
            format!("{}\n\n{what_now}", risk::in_words(learned, &scorecard, calendar))
        }
        (Err(nothing), false) => {
            let mut words = nothing.to_string();
            // The error begins in lower case, as errors do.
            words.replace_range(..1, &words[..1].to_uppercase());
            format!("{words}.")
        }
    })
}
