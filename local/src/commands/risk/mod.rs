//! `aisance risk`: by which model the risk of leaving is computed.

mod checks;
mod told;
mod watched;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use shared::domain::day::Calendar;
use shared::domain::risk::learn::Learned;
use shared::domain::risk::{Model, RiskSettings};
use shared::learning::model_in_use;
use shared::store::Store;
use shared::store::risk_models::{InUse, PutRiskModel, ReadRiskModel, ReadRiskModels};
use shared::store::risk_settings::ReadRiskSettings;

use super::print_line;
use super::table::lined_up;
use crate::workspace::{Workspace, now};

pub(super) use told::{in_words, json};

/// Arguments of `risk`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct RiskArgs {
    #[command(subcommand)]
    command: Option<RiskCommand>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What to do, other than show the model in use.
#[derive(Debug, Subcommand)]
pub enum RiskCommand {
    /// List every model that was learned
    Models,
    /// Use another model from now on: an older one, or 0, the expert scorecard
    Use {
        /// Its number, as `aisance risk models` lists it
        version: u32,
    },
}

/// Runs the command.
///
/// # Errors
/// There is no such model, or storage fails.
pub async fn run(workspace: &Workspace, args: &RiskArgs) -> Result<()> {
    let store = &workspace.store;
    let calendar = workspace.calendar().await?;
    let said = match args.command {
        None if args.json => show(store, &calendar, true).await?,
        None => {
            let watched = watched::words(store, calendar.day_of(now())).await?;
            let said = show(store, &calendar, false).await?;
            std::iter::once(said).chain(watched).collect::<Vec<_>>().join("\n\n")
        }
        Some(RiskCommand::Models) => models(store, &calendar).await?,
        Some(RiskCommand::Use { version }) => use_version(store, version).await?,
    };
    print_line(said);
    Ok(())
}

async fn show(store: &Store, calendar: &Calendar, as_json: bool) -> Result<String> {
    let settings = store.read_risk_settings().await?;
    let in_use = store.read_model_in_use().await?;
    let learned = match in_use {
        Some(InUse { version: 1.., .. }) => store.read_risk_model(in_use.map_or(0, |it| it.version)).await?,
        _ => None,
    };
    let scorecard = Model::scorecard(settings.churn(), settings.horizon_days);
    let applies = |learned: &&Learned| learned.model.horizon_days == settings.horizon_days;
    let attempt = store.read_attempt().await?;
    if as_json {
        let model = learned.as_ref().filter(applies);
        let mut value = model.map_or_else(|| told::scorecard_json(&scorecard), |learned| json(learned, &scorecard));
        value["chosen_by_a_person"] = in_use.is_some_and(|it| it.chosen).into();
        value["last_learning"] = attempt.as_ref().map_or(
            serde_json::Value::Null,
            |attempt| serde_json::json!({ "at": attempt.at, "nothing_learned": attempt.nothing }),
        );
        return Ok(serde_json::to_string_pretty(&value)?);
    }
    let mut said = match &learned {
        Some(learned) if applies(&learned) => {
            let since = in_use.map_or(learned.at, |it| it.since);
            let said = in_words(learned, &scorecard, calendar);
            format!("In use since {}.\n{said}", calendar.day_of(since))
        }
        Some(learned) => format!(
            "The expert scorecard is in use: model {} was learned for {} days, and {} are set. `aisance learn` learns for {}.\n{}",
            learned.model.version,
            learned.model.horizon_days,
            settings.horizon_days,
            settings.horizon_days,
            told::scorecard_in_words(&scorecard)
        ),
        None => format!(
            "The expert scorecard is in use.\n{}",
            told::scorecard_in_words(&scorecard)
        ),
    };
    if let Some(chosen) = in_use.filter(|it| it.chosen) {
        said.push_str(&format!(
            "\n\nA person chose {}: what is learned at night is kept and not used, until `aisance learn`.",
            named(chosen.version)
        ));
    }
    if let Some(attempt) = &attempt
        && let Some(nothing) = &attempt.nothing
    {
        said.push_str(&format!("\n\nOn {}: {nothing}.", calendar.day_of(attempt.at)));
    }
    Ok(said)
}

async fn models(store: &Store, calendar: &Calendar) -> Result<String> {
    let models = store.read_risk_models().await?;
    if models.is_empty() {
        return Ok("No model was learned yet: the expert scorecard is in use. `aisance learn` learns one.".to_owned());
    }
    let settings = store.read_risk_settings().await?;
    let in_use = model_in_use(store, &settings).await?.version;
    let mark = |version| if version == in_use { "in use" } else { "" }.to_owned();
    let mut rows = vec![vec!["0".to_owned(), mark(0), "expert scorecard".to_owned()]];
    rows.extend(models.iter().map(|learned| {
        let evidence = &learned.evidence;
        vec![
            learned.model.version.to_string(),
            mark(learned.model.version),
            told::what(learned.what).to_owned(),
            calendar.day_of(learned.at).to_string(),
            learned.model.horizon_days.to_string(),
            evidence.outcomes.to_string(),
            evidence.leavers.to_string(),
            checks::of(learned)
                .auc
                .map_or_else(|| "–".to_owned(), |auc| format!("{auc:.3}")),
            if learned.model.shows_probability {
                "shown"
            } else {
                "not shown"
            }
            .to_owned(),
        ]
    }));
    let headings = [
        "model",
        "",
        "what",
        "learned",
        "days",
        "outcomes",
        "left",
        "AUC",
        "probability",
    ];
    Ok(lined_up(&headings, &rows))
}

async fn use_version(store: &Store, version: u32) -> Result<String> {
    let settings: RiskSettings = store.read_risk_settings().await?;
    if version > 0 {
        match store.read_risk_model(version).await? {
            None => bail!("there is no model {version}; `aisance risk models` lists those there are"),
            Some(learned) if learned.model.horizon_days != settings.horizon_days => bail!(
                "model {version} tells who leaves within {} days, and {} are set: set {} first, or learn anew with `aisance learn`",
                learned.model.horizon_days,
                settings.horizon_days,
                learned.model.horizon_days
            ),
            Some(_) => {}
        }
    }
    let since = now();
    store
        .use_model(InUse {
            version,
            since,
            chosen: true,
        })
        .await?;
    Ok(format!(
        "From the next night on every risk is computed by {}, until `aisance learn` or another `aisance risk use`.",
        named(version)
    ))
}

/// A model within a sentence.
fn named(version: u32) -> String {
    match version {
        0 => "the expert scorecard".to_owned(),
        version => format!("model {version}"),
    }
}

#[cfg(test)]
mod tests;
