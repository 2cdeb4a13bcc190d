//! `aisance held`: suspect answers that wait for a person's decision, and such decisions.

use std::str::FromStr;

use anyhow::{Result, anyhow};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use shared::clock::SystemClock;
use shared::domain::response::{Answer, Decision, Respondent, Response};
use shared::domain::suspicion::Suspicion;
use shared::domain::window::Window;
use shared::link::{InvitationId, unseal};
use shared::review::{Reference, decide_about};
use shared::store::days::ReadDays;
use shared::store::keys::DayShard;
use shared::store::responses::{GetResponses, ReadDayIndex};

use super::range::DayRange;
use super::{print_line, user_name};
use crate::workspace::{Workspace, now};

/// Arguments of `held`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct HeldArgs {
    #[command(subcommand)]
    command: Option<HeldCommand>,
    /// Days up to today: 7d, 28d, 90d or any number, the last whole month or quarter, or ytd
    #[arg(long, value_name = "WINDOW", conflicts_with_all = ["from", "to"])]
    last: Option<Window>,
    #[command(flatten)]
    range: DayRange,
    /// Of this survey alone
    #[arg(long, value_name = "ID")]
    survey: Option<String>,
}

/// What to do with suspect answers, other than list them.
#[derive(Debug, Subcommand)]
pub enum HeldCommand {
    /// It is a person's: it counts. A held answer takes the place of the one that counted, which is set aside
    Apply(About),
    /// It is a machine's: it waits no longer, and never counts
    Drop(About),
    /// Take the last decision about it back
    Undo(About),
}

/// Which response, and who decides.
#[derive(Debug, Args)]
pub struct About {
    /// The response, as the list shows it
    #[arg(value_name = "DAY/ID")]
    reference: DayAndId,
    /// Who decides [default: the user's name on this machine]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// A response's day and id, as in `2026-11-21/AQEBAQEBAQEBAQEBAQEBAQ`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DayAndId {
    day: Date,
    id: InvitationId,
}

impl FromStr for DayAndId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/');
        let read = parts.and_then(|(day, id)| Some((day.parse().ok()?, id.parse().ok()?)));
        let (day, id) = read.ok_or("give a day and an id, as `aisance held` lists them")?;
        Ok(Self { day, id })
    }
}

/// Runs the command.
///
/// # Errors
/// There is no such response or survey, nothing of it waits, its day is sealed, or storage fails.
pub async fn run(workspace: &Workspace, args: HeldArgs) -> Result<()> {
    match &args.command {
        None => list(workspace, &args).await,
        Some(HeldCommand::Apply(about)) => decide(workspace, about, Decision::Apply).await,
        Some(HeldCommand::Drop(about)) => decide(workspace, about, Decision::Drop).await,
        Some(HeldCommand::Undo(about)) => decide(workspace, about, Decision::Undo).await,
    }
}

async fn list(workspace: &Workspace, args: &HeldArgs) -> Result<()> {
    if let Some(survey) = &args.survey {
        workspace.survey(survey).await?;
    }
    let calendar = workspace.calendar().await?;
    let today = calendar.day_of(now());
    let (from, to) = match args.last {
        Some(window) => {
            let days = window.ending(today);
            (days.from, days.to)
        }
        None => args.range.ends()?,
    };
    let records = workspace.store.read_records(from, to).await?;
    let days = records.iter().map(|record| record.day).filter(|day| *day < today);
    let mut listed = 0;
    for day in days.chain([today]).filter(|day| (from..=to).contains(day)) {
        for response in waiting(workspace, day, args.survey.as_deref()).await? {
            print_line(told(workspace, &response));
            listed += 1;
        }
    }
    print_line(match listed {
        0 => "No answer waits for a decision.",
        _ => {
            "`aisance held apply DAY/ID` lets a suspect answer count, `drop` leaves it out for good, and `undo` takes the last decision back."
        }
    });
    Ok(())
}

/// The responses of one day that wait for a decision, first to last.
async fn waiting(workspace: &Workspace, day: Date, survey: Option<&str>) -> Result<Vec<Response>> {
    let mut keys: Vec<(Respondent, InvitationId)> = Vec::new();
    for shard in DayShard::all(day) {
        let read = workspace.store.read_day_index(shard, |response| {
            if response.standing.waits() && survey.is_none_or(|survey| response.survey == survey) {
                keys.push((response.respondent, response.invitation));
            }
        });
        read.await?;
    }
    let mut responses = workspace.store.get_responses(&keys, false).await?;
    responses.retain(|response| response.standing().waits());
    responses.sort_by_key(|response| (response.first_answered, response.occasion.invitation));
    Ok(responses)
}

async fn decide(workspace: &Workspace, about: &About, decision: Decision) -> Result<()> {
    let DayAndId { day, id } = about.reference;
    let reference = Reference {
        day,
        id,
        revision: None,
    };
    let by = about.by.clone().unwrap_or_else(user_name);
    let decided = decide_about(&workspace.store, reference, decision, &SystemClock, &by).await;
    let response = decided.map_err(|error| anyhow!("nothing was changed: {error}"))?;
    let done = match decision {
        Decision::Apply => "Applied.",
        Decision::Drop => "Dropped.",
        Decision::Undo => "Taken back.",
    };
    let now_counts = response.counted().map_or_else(
        || "Nothing of this response counts.".to_owned(),
        |answer| format!("{} counts.", answer.rating),
    );
    print_line(format!("{done} {now_counts} The next night has it in the scores."));
    Ok(())
}

/// A response that waits, in a few lines.
fn told(workspace: &Workspace, response: &Response) -> String {
    let occasion = &response.occasion;
    let customer = match (occasion.respondent, &occasion.sealed_customer) {
        (Respondent::Customer(pseudonym), Some(sealed)) => unseal(&workspace.keys.seal_key(), &pseudonym, sealed).ok(),
        _ => None,
    };
    let who = customer.map_or_else(|| "anonymous".to_owned(), |id| id.as_str().to_owned());
    let mut lines = vec![format!(
        "{}/{}  {}  {}  {who}",
        response.day, occasion.invitation, occasion.survey, occasion.touchpoint
    )];
    match response.counted() {
        Some(counted) => lines.push(format!("    counts   {}", in_words(counted))),
        None => lines.extend(
            response
                .answer()
                .map(|answer| format!("    suspect  {}", in_words(answer))),
        ),
    }
    lines.extend(
        response
            .held
            .as_ref()
            .map(|held| format!("    held     {}", in_words(held))),
    );
    lines.join("\n")
}

/// The rating, what was said with it, and why it is suspect.
fn in_words(answer: &Answer) -> String {
    let comment = answer.comment.as_ref();
    let comment = comment.map_or_else(String::new, |comment| {
        format!("  \u{201c}{}\u{201d}", comment.replace('\n', " "))
    });
    let why: Vec<&str> = answer.suspicions.iter().copied().map(reason).collect();
    let why = if why.is_empty() {
        String::new()
    } else {
        format!("  ({})", why.join("; "))
    };
    format!("{:>2}{comment}{why}", answer.rating)
}

fn reason(suspicion: Suspicion) -> &'static str {
    match suspicion {
        Suspicion::TooQuick => "sent within 2 seconds of the view",
        Suspicion::ManyRatings => "one of three or more ratings within a minute",
        Suspicion::Decoy => "a button was pressed that no person sees",
        Suspicion::Elsewhere => "another network and browser than the answer that counts, and no comment",
        Suspicion::Unseen => "not sent from the page",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_a_day_and_an_id() {
        let id = InvitationId::from_bytes([1; 16]);
        let day = jiff::civil::date(2026, 11, 21);
        assert_eq!(format!("{day}/{id}").parse(), Ok(DayAndId { day, id }));
        for wrong in ["", "2026-11-21", "2026-11-21/", "2026-11-21/x", &id.to_string()] {
            assert!(wrong.parse::<DayAndId>().is_err(), "{wrong}");
        }
    }
}
