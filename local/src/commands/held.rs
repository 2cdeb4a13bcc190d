//! `aisance held`: suspect answers that wait for a person's decision, and such decisions.

use anyhow::{Result, anyhow};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use shared::clock::SystemClock;
use shared::domain::audit::Deed;
use shared::domain::response::{Answer, Decision, Respondent, Response};
use shared::domain::suspicion::Suspicion;
use shared::domain::window::Window;
use shared::link::{InvitationId, unseal};
use shared::review::{Decider, Reference, decide_about};
use shared::store::keys::DayShard;
use shared::store::responses::{GetResponses, ReadDayIndex};

use super::range::{DayRange, days_with_answers};
use super::{print_line, trail, user_name};
use crate::workspace::{Workspace, now};

/// What was said to further questions begins where the comment does.
const INDENT: &str = "                 ";

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
    /// The response, as the list or the last decision shows it
    #[arg(value_name = "DAY/ID@REVISION", value_parser = reference)]
    reference: Reference,
    /// Who decides [default: the user's name on this machine]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Reads a response's day, id and revision, as in `2026-11-21/AQEBAQEBAQEBAQEBAQEBAQ@2`: with the revision, what is decided
/// about is what was listed, or nothing.
fn reference(text: &str) -> Result<Reference, String> {
    let read = || {
        let (day, rest) = text.split_once('/')?;
        let (id, revision) = rest.split_once('@')?;
        Some(Reference {
            day: day.parse().ok()?,
            id: id.parse().ok()?,
            revision: revision.parse().ok()?,
        })
    };
    read().ok_or_else(|| "give DAY/ID@REVISION, as `aisance held` lists it".to_owned())
}

/// As [`reference`] reads it.
fn written(response: &Response) -> String {
    format!(
        "{}/{}@{}",
        response.day, response.occasion.invitation, response.revision
    )
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
    let ends = match args.last {
        Some(window) => {
            let days = window.ending(workspace.calendar().await?.day_of(now()));
            (days.from, days.to)
        }
        None => args.range.ends()?,
    };
    let survey = args.survey.as_deref();
    trail::note(workspace, Deed::ReadResponses, survey).await?;
    let mut listed = 0;
    for day in days_with_answers(workspace, ends, survey).await? {
        for response in waiting(workspace, day, survey).await? {
            print_line(told(workspace, &response));
            listed += 1;
        }
    }
    print_line(match listed {
        0 => "No answer waits for a decision.",
        _ => {
            "`aisance held apply DAY/ID@REVISION` lets a suspect answer count, `drop` leaves it out for good, and `undo` takes the last decision back."
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
    let by = about.by.clone().unwrap_or_else(user_name);
    trail::note(workspace, Deed::Decide, Some(&about.reference.id.to_string())).await?;
    let decider = Decider {
        by: &by,
        at: now(),
        again: false,
    };
    let decided = decide_about(&workspace.store, about.reference, decision, decider, &SystemClock).await;
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
    let back = match decision {
        Decision::Apply | Decision::Drop => {
            format!(" `aisance held undo {}` takes this back.", written(&response))
        }
        Decision::Undo => String::new(),
    };
    print_line(format!(
        "{done} {now_counts} The next night has it in the scores.{back}"
    ));
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
        "{}  {}  {}  {who}",
        written(response),
        occasion.survey,
        occasion.touchpoint
    )];
    match response.counted() {
        Some(counted) => lines.extend(in_words("counts", counted)),
        None => lines.extend(
            response
                .answer()
                .into_iter()
                .flat_map(|answer| in_words("suspect", answer)),
        ),
    }
    lines.extend(response.held.iter().flat_map(|held| in_words("held", held)));
    lines.join("\n")
}

/// What becomes of an answer, its rating, what was said with it, and why it is suspect; a line for each further question.
fn in_words(what: &str, answer: &Answer) -> Vec<String> {
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
    let mut lines = vec![format!("    {what:<7}  {:>2}{comment}{why}", answer.rating)];
    for (question, said) in &answer.follow_ups {
        lines.push(format!("{INDENT}{question}: {}", said.join(", ").replace('\n', " ")));
    }
    lines
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
    use shared::domain::Measure;

    #[test]
    fn whoever_decides_reads_the_comment_and_what_was_said_to_further_questions() {
        let said = |words: &str| vec![words.to_owned()];
        let answer = Answer {
            rating: Measure::nps().accept(2).unwrap(),
            comment: Some("Late".to_owned()),
            language: None,
            version: 1,
            follow_ups: [
                ("reason".to_owned(), said("price")),
                ("wish".to_owned(), said("Be\nquicker")),
            ]
            .into(),
            at: now(),
            suspicions: vec![Suspicion::Unseen],
            origin: None,
            review: None,
        };
        assert_eq!(
            in_words("held", &answer),
            [
                "    held      2  \u{201c}Late\u{201d}  (not sent from the page)",
                "                 reason: price",
                "                 wish: Be quicker",
            ]
        );
    }

    #[test]
    fn a_reference_is_a_day_an_id_and_the_revision_that_was_listed() {
        let id = InvitationId::from_bytes([1; 16]);
        let day = jiff::civil::date(2026, 11, 21);
        let read = reference(&format!("{day}/{id}@2")).unwrap();
        assert_eq!((read.day, read.id, read.revision), (day, id, 2));
        for wrong in [
            "",
            "2026-11-21",
            "2026-11-21/",
            "2026-11-21/x@2",
            &format!("{day}/{id}"),
            &format!("{day}/{id}@"),
            &format!("{day}/{id}@last"),
            &format!("{id}@2"),
        ] {
            let refused = reference(wrong).unwrap_err();
            assert!(refused.contains("give DAY/ID@REVISION"), "{wrong}");
        }
    }
}
