//! The command line of `aisance`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, Parser, Subcommand};
use shared::store::Patience;

use crate::commands::{
    audit, backtest, demo, doctor, email, erase, export, flags, held, import, keys, languages, learn, links, nightly,
    opt_outs, recompute, responses, restore, risk, runs, scores, service, settings, signals, survey, verify,
};
use crate::data_folder;
use crate::serve;
use crate::workspace::{Place, Workspace};

/// Customer feedback whose scores can be trusted.
///
/// Without a command, the whole system runs on this machine: survey page, API, overview and the nightly run.
#[derive(Debug, Parser)]
#[command(name = "aisance", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(subcommand)]
    command: Option<Command>,
    /// Port to listen on, on this machine alone; 0 takes a free one [default: 3000]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
}

#[derive(Debug, Clone, Args)]
struct PlaceArgs {
    /// Folder that holds the data [default: aisance-data; for `demo`: aisance-demo]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Work on a deployed stack instead, with your AWS credentials
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "data")]
    stack: Option<String>,
    /// IANA zone that days are counted in; kept in the data folder [default: UTC]
    #[arg(long, global = true, value_name = "ZONE", conflicts_with = "stack")]
    time_zone: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run everything on this machine (this is what happens without a command)
    Serve(serve::ServeArgs),
    /// Fill a folder of its own with made-up customers and answers, then serve it
    Demo(demo::DemoArgs),
    /// Take in past answers from a CSV file
    Import(import::ImportArgs),
    /// Compute the scores and the churn risk now, as the schedule does each night
    Nightly(nightly::NightlyArgs),
    /// Show a survey's scores with n and 95 % interval
    Scores(scores::ScoresArgs),
    /// Show retention and churn by month, time to the first response, and abandonment
    Service(service::ServiceArgs),
    /// List answers with their comments
    Responses(responses::ResponsesArgs),
    /// Write all answers, daily scores, customers or flags as CSV or NDJSON
    Export(export::ExportArgs),
    /// List suspect answers that wait for a decision; apply or drop them, and take that back
    Held(held::HeldArgs),
    /// List customers at risk of leaving, with reasons
    Flags(flags::FlagsArgs),
    /// Replay the past month by month: what the risks of leaving would have been worth
    Backtest(backtest::BacktestArgs),
    /// Learn the risk of leaving from who has left, and use what was learned
    Learn(learn::LearnArgs),
    /// Show the model that risk is computed by; list the learned ones, and go back to another
    Risk(risk::RiskArgs),
    /// List scores that have shifted, and acknowledge what was dealt with
    Signals(signals::SignalsArgs),
    /// Make survey links for a CSV of customers (standard input to standard output), or for one customer
    Links(links::LinksArgs),
    /// Print a survey's question for an e-mail, with a link for each answer
    Email(email::EmailArgs),
    /// List who does not want to be asked again, and note or take back such a wish
    OptOuts {
        #[command(subcommand)]
        command: Option<opt_outs::OptOutsCommand>,
    },
    /// List what is set for the whole workspace, and change it
    Settings {
        #[command(subcommand)]
        command: Option<settings::SettingsCommand>,
    },
    /// Define surveys and look at them
    #[command(subcommand)]
    Survey(survey::SurveyCommand),
    /// List the languages of the page and of the usual questions
    Languages,
    /// Create, list and revoke API keys, and export the key that mints links elsewhere
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// List who read answers and customers, exported, erased, or changed settings and keys
    Audit(audit::AuditArgs),
    /// Show what the nights did, and what waits for the next one
    Runs(runs::RunsArgs),
    /// Look at everything that a working Aisance needs, and say what to do about what is missing
    Doctor(doctor::DoctorArgs),
    /// Recount days from the answers and events themselves and print every difference to what is stored
    Verify(verify::VerifyArgs),
    /// Have days computed once more by the next night, as after a restore of scores or customers
    Recompute(recompute::RecomputeArgs),
    /// Put back answers and invitations that are missing, from a restored table or a copy of the data folder
    Restore(restore::RestoreArgs),
    /// Erase a customer: answers, comments, events, risk. Cannot be undone
    Erase(erase::EraseArgs),
}

impl PlaceArgs {
    fn place(&self, default_folder: &str) -> Place {
        match &self.stack {
            Some(name) => Place::Stack(name.clone()),
            None => {
                let folder = self.data.clone().unwrap_or_else(|| PathBuf::from(default_folder));
                Place::Folder(folder, self.time_zone.clone())
            }
        }
    }
}

/// Runs the command line.
///
/// # Errors
/// Whatever keeps the command from doing what was asked, in words that say what to do.
pub async fn run(cli: Cli) -> Result<()> {
    let place = cli.place.place(data_folder::DEFAULT);
    match cli.command {
        Some(_) if cli.port.is_some() => bail!("--port belongs after the command, as in `aisance serve --port 4000`"),
        None => {
            serve::run(
                &place,
                serve::ServeArgs {
                    port: cli.port.unwrap_or(serve::DEFAULT_PORT),
                },
            )
            .await
        }
        Some(Command::Serve(args)) => serve::run(&place, args).await,
        Some(Command::Demo(args)) => demo::run(&cli.place.place(data_folder::DEFAULT_FOR_DEMO), args).await,
        Some(Command::Doctor(args)) => Box::pin(doctor::run(&place, &args)).await,
        Some(Command::Languages) => {
            languages::run();
            Ok(())
        }
        Some(command) => {
            let workspace = Workspace::open(&place, Patience::Nightly).await?;
            let done = run_in(&workspace, command).await;
            workspace.close().await;
            done
        }
    }
}

async fn run_in(workspace: &Workspace, command: Command) -> Result<()> {
    match command {
        Command::Import(args) => import::run(workspace, args).await,
        Command::Nightly(args) => nightly::run(workspace, &args).await,
        Command::Scores(args) => scores::run(workspace, &args).await,
        Command::Service(args) => service::run(workspace, &args).await,
        Command::Responses(args) => responses::run(workspace, &args).await,
        Command::Export(args) => export::run(workspace, &args).await,
        Command::Held(args) => held::run(workspace, args).await,
        Command::Flags(args) => flags::run(workspace, &args).await,
        Command::Backtest(args) => backtest::run(workspace, &args).await,
        Command::Learn(args) => learn::run(workspace, &args).await,
        Command::Risk(args) => risk::run(workspace, &args).await,
        Command::Signals(args) => signals::run(workspace, args).await,
        Command::Links(args) => links::run(workspace, &args).await,
        Command::Email(args) => email::run(workspace, &args).await,
        Command::OptOuts { command } => opt_outs::run(workspace, command).await,
        Command::Settings { command } => settings::run(workspace, command).await,
        Command::Survey(command) => survey::run(workspace, command).await,
        Command::Keys(command) => keys::run(workspace, command).await,
        Command::Audit(args) => audit::run(workspace, &args).await,
        Command::Runs(args) => runs::run(workspace, &args).await,
        Command::Verify(args) => verify::run(workspace, &args).await,
        Command::Recompute(args) => recompute::run(workspace, &args).await,
        Command::Restore(args) => restore::run(workspace, &args).await,
        Command::Erase(args) => erase::run(workspace, &args).await,
        Command::Serve(_) | Command::Demo(_) | Command::Doctor(_) | Command::Languages => {
            unreachable!("handled before a workspace is opened")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::TEMPLATE;

    #[test]
    fn the_command_that_a_stack_gives_for_its_first_key_is_understood() {
        let mut lines = TEMPLATE.lines().map(str::trim);
        let command = lines
            .find(|line| line.contains("aisance --stack ${AWS::StackName} keys"))
            .unwrap();
        let command = command.trim_start_matches("Value: !Sub").trim().trim_matches('"');
        let words = command.replace("${AWS::StackName}", "feedback");
        let cli = Cli::try_parse_from(words.split(' ')).unwrap();
        assert_eq!(cli.place.stack.as_deref(), Some("feedback"));
        assert!(matches!(
            cli.command,
            Some(Command::Keys(keys::KeysCommand::Create { .. }))
        ));
    }
}
