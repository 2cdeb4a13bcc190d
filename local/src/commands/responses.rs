//! `aisance responses SURVEY`: answers with their comments.

use std::io::Write;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use shared::domain::audit::Deed;
use shared::domain::export::{Format, What};
use shared::domain::fold::Standing;
use shared::domain::response::{Respondent, Response};
use shared::domain::survey::SurveyVersions;
use shared::export::{ResponseRow, append, header};
use shared::link::InvitationId;
use shared::store::keys::DayShard;
use shared::store::responses::{GetResponses, ReadDayIndex};
use shared::store::settings::ReadSurveyVersions;

use super::range::{DayRange, days_with_answers};
use super::{print_line, trail};
use crate::workspace::Workspace;

/// What stands under an answer begins where its words do.
const INDENT: &str = "                ";

/// Arguments of `responses`.
#[derive(Debug, Args)]
pub struct ResponsesArgs {
    /// Survey id
    survey: String,
    #[command(flatten)]
    range: DayRange,
    /// Only answers with this rating or a lower one
    #[arg(long, value_name = "N")]
    max_score: Option<u8>,
    /// Print CSV, safe to open in a spreadsheet
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// There is no such survey, or storage fails.
pub async fn run(workspace: &Workspace, args: &ResponsesArgs) -> Result<()> {
    let survey = workspace.survey(&args.survey).await?;
    trail::note(workspace, Deed::ReadResponses, Some(&survey.definition.id)).await?;
    let days = days_with_answers(workspace, args.range.ends()?, Some(&survey.definition.id)).await?;
    let mut csv = Vec::new();
    if args.csv {
        header(What::Responses, Format::Csv, &mut csv)?;
    }
    let versions = workspace.store.read_survey_versions(&survey.definition.id).await?;
    let versions: SurveyVersions = versions.into_iter().map(|stored| stored.survey).collect();
    let seal = workspace.keys.seal_key();
    let mut rows = Vec::new();
    for day in days {
        for response in of_day(workspace, day, &survey.definition.id, args.max_score).await? {
            let Some(row) = ResponseRow::of(&response, &seal) else {
                continue;
            };
            if args.csv {
                append(&[row.with_question(&versions)], Format::Csv, &mut csv)?;
            } else if args.json {
                rows.push(row.with_question(&versions));
            } else {
                print_plain(&response, row.customer());
            }
        }
        std::io::stdout().write_all(&csv)?;
        csv.clear();
    }
    std::io::stdout().write_all(&csv)?;
    if args.json {
        print_line(serde_json::to_string_pretty(&rows)?);
    }
    Ok(())
}

/// The answers of one day that are there, first to last.
async fn of_day(workspace: &Workspace, day: Date, survey: &str, max_score: Option<u8>) -> Result<Vec<Response>> {
    let mut keys: Vec<(Respondent, InvitationId)> = Vec::new();
    for shard in DayShard::all(day) {
        let read = workspace.store.read_day_index(shard, |response| {
            let low_enough = max_score.is_none_or(|max| response.rating.is_some_and(|rating| rating.get() <= max));
            if response.survey == survey && response.rating.is_some() && low_enough {
                keys.push((response.respondent, response.invitation));
            }
        });
        read.await?;
    }
    let mut responses = workspace.store.get_responses(&keys, false).await?;
    responses.retain(|response| response.answer().is_some());
    responses.sort_by_key(|response| (response.first_answered, response.occasion.invitation));
    Ok(responses)
}

fn print_plain(response: &Response, customer: Option<&str>) {
    let Some(answer) = response.answer() else { return };
    let who = customer.unwrap_or("anonymous");
    let why: Vec<String> = answer.suspicions.iter().map(ToString::to_string).collect();
    let left_out = match response.standing() {
        Standing::Suspect => format!("  (suspect: {})", why.join(", ")),
        Standing::Dropped => format!("  (dropped: {})", why.join(", ")),
        Standing::Test => "  (test)".to_owned(),
        _ => String::new(),
    };
    print_line(format!(
        "{}  {:>2}  {who}  {}{left_out}",
        response.day, answer.rating, response.occasion.touchpoint
    ));
    let indented = |text: &str| print_line(format!("{INDENT}{}", text.replace('\n', &format!("\n{INDENT}"))));
    if let Some(comment) = &answer.comment {
        indented(comment);
    }
    for (question, said) in &answer.follow_ups {
        indented(&format!("{question}: {}", said.join(", ")));
    }
}
