//! `aisance responses SURVEY`: answers with their comments.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use shared::domain::fold::Standing;
use shared::domain::response::{Respondent, Response};
use shared::link::{InvitationId, unseal};
use shared::store::days::ReadDays;
use shared::store::keys::DayShard;
use shared::store::responses::{GetResponses, ReadDayIndex};

use super::print_line;
use super::range::DayRange;
use crate::safe_csv::SafeCsv;
use crate::workspace::{Workspace, now};

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
    #[arg(long)]
    csv: bool,
}

/// Runs the command.
///
/// # Errors
/// There is no such survey, or storage fails.
pub async fn run(workspace: &Workspace, args: &ResponsesArgs) -> Result<()> {
    let survey = workspace.survey(&args.survey).await?;
    let (from, to) = args.range.ends()?;
    let calendar = workspace.calendar().await?;
    let today = calendar.day_of(now());
    let records = workspace.store.read_records(from, to).await?;
    let days = records
        .iter()
        .map(|record| record.day)
        .filter(|day| *day < today)
        .chain([today]);
    let mut csv = args.csv.then(|| SafeCsv::new(std::io::stdout()));
    if let Some(csv) = &mut csv {
        let headings = [
            "id",
            "day",
            "customer",
            "score",
            "comment",
            "touchpoint",
            "language",
            "channel",
            "excluded",
            "attributes",
        ];
        csv.row(headings)?;
    }
    for day in days.filter(|day| (from..=to).contains(day)) {
        for response in of_day(workspace, day, &survey.definition.id, args.max_score).await? {
            let row = row(workspace, &response);
            match &mut csv {
                Some(csv) => csv.row(&row)?,
                None => print_plain(&response, &row[2]),
            }
        }
    }
    if let Some(csv) = csv {
        csv.finish()?;
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

fn row(workspace: &Workspace, response: &Response) -> [String; 10] {
    let occasion = &response.occasion;
    let answer = response.answer();
    let customer = match (occasion.respondent, &occasion.sealed_customer) {
        (Respondent::Customer(pseudonym), Some(sealed)) => unseal(&workspace.keys.seal_key(), &pseudonym, sealed).ok(),
        _ => None,
    };
    let attributes: BTreeMap<_, _> = occasion.attributes.iter().collect();
    let left_out = match response.standing() {
        Standing::Suspect => "suspect",
        Standing::Dropped => "dropped",
        Standing::Test => "test",
        _ => "",
    };
    [
        occasion.invitation.to_string(),
        response.day.to_string(),
        customer.map_or_else(String::new, |id| id.as_str().to_owned()),
        answer.map_or_else(String::new, |answer| answer.rating.to_string()),
        answer.and_then(|answer| answer.comment.clone()).unwrap_or_default(),
        occasion.touchpoint.clone(),
        answer.and_then(|answer| answer.language.clone()).unwrap_or_default(),
        occasion.channel.map_or_else(String::new, |channel| channel.to_string()),
        left_out.to_owned(),
        serde_json::to_string(&attributes).unwrap_or_default(),
    ]
}

fn print_plain(response: &Response, customer: &str) {
    let Some(answer) = response.answer() else { return };
    let who = if customer.is_empty() { "anonymous" } else { customer };
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
    if let Some(comment) = &answer.comment {
        print_line(format!(
            "                {}",
            comment.replace('\n', "\n                ")
        ));
    }
}
