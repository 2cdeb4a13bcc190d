//! `aisance responses SURVEY`: answers with their comments.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use serde::Serialize;
use shared::domain::audit::Deed;
use shared::domain::fold::Standing;
use shared::domain::response::{Respondent, Response};
use shared::domain::survey::{FollowUpAnswers, SurveyVersions};
use shared::link::{InvitationId, unseal};
use shared::store::keys::DayShard;
use shared::store::responses::{GetResponses, ReadDayIndex};
use shared::store::settings::ReadSurveyVersions;

use super::range::{DayRange, days_with_answers};
use super::{print_line, trail};
use crate::safe_csv::SafeCsv;
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

/// One answer, as CSV and JSON give it.
#[derive(Serialize)]
struct ResponseRow {
    id: String,
    day: Date,
    customer: Option<String>,
    score: u8,
    comment: Option<String>,
    touchpoint: String,
    language: Option<String>,
    channel: Option<String>,
    excluded: Option<&'static str>,
    attributes: BTreeMap<String, String>,
    survey_version: u32,
    /// As the respondent saw it.
    question: Option<String>,
    follow_ups: FollowUpAnswers,
    /// What a decision about it, or taking one back, refers to.
    revision: u32,
}

/// Runs the command.
///
/// # Errors
/// There is no such survey, or storage fails.
pub async fn run(workspace: &Workspace, args: &ResponsesArgs) -> Result<()> {
    let survey = workspace.survey(&args.survey).await?;
    trail::note(workspace, Deed::ReadResponses, Some(&survey.definition.id)).await?;
    let days = days_with_answers(workspace, args.range.ends()?, Some(&survey.definition.id)).await?;
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
            "survey_version",
            "question",
            "follow_ups",
            "revision",
        ];
        csv.row(headings)?;
    }
    let versions = workspace.store.read_survey_versions(&survey.definition.id).await?;
    let versions: SurveyVersions = versions.into_iter().map(|stored| stored.survey).collect();
    let mut rows = Vec::new();
    for day in days {
        for response in of_day(workspace, day, &survey.definition.id, args.max_score).await? {
            let Some(row) = row(workspace, &response, &versions) else {
                continue;
            };
            match &mut csv {
                Some(csv) => csv.row(row.cells())?,
                None if args.json => rows.push(row),
                None => print_plain(&response, row.customer.as_deref()),
            }
        }
    }
    if args.json {
        print_line(serde_json::to_string_pretty(&rows)?);
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

/// What is printed of a response; nothing of one without an answer.
fn row(workspace: &Workspace, response: &Response, versions: &SurveyVersions) -> Option<ResponseRow> {
    let occasion = &response.occasion;
    let answer = response.answer()?;
    let customer = match (occasion.respondent, &occasion.sealed_customer) {
        (Respondent::Customer(pseudonym), Some(sealed)) => unseal(&workspace.keys.seal_key(), &pseudonym, sealed).ok(),
        _ => None,
    };
    let left_out = match response.standing() {
        Standing::Suspect => "suspect",
        Standing::Dropped => "dropped",
        Standing::Test => "test",
        _ => "",
    };
    let question = versions.question(&occasion.survey, answer.version, answer.language.as_deref());
    Some(ResponseRow {
        id: occasion.invitation.to_string(),
        day: response.day,
        customer: customer.map(|id| id.as_str().to_owned()),
        score: answer.rating.get(),
        comment: answer.comment.clone(),
        touchpoint: occasion.touchpoint.clone(),
        language: answer.language.clone(),
        channel: occasion.channel.map(|channel| channel.to_string()),
        excluded: Some(left_out).filter(|why| !why.is_empty()),
        attributes: occasion.attributes.clone(),
        survey_version: answer.version,
        question: question.map(str::to_owned),
        follow_ups: answer.follow_ups.clone(),
        revision: response.revision,
    })
}

impl ResponseRow {
    fn cells(&self) -> [String; 14] {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            self.id.clone(),
            self.day.to_string(),
            text(&self.customer),
            self.score.to_string(),
            text(&self.comment),
            self.touchpoint.clone(),
            text(&self.language),
            text(&self.channel),
            self.excluded.unwrap_or_default().to_owned(),
            serde_json::to_string(&self.attributes).unwrap_or_default(),
            self.survey_version.to_string(),
            text(&self.question),
            serde_json::to_string(&self.follow_ups).unwrap_or_default(),
            self.revision.to_string(),
        ]
    }
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
