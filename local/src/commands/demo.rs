//! `aisance demo`: made-up customers in a folder of their own, and everything running on them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use clap::Args;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use shared::clock::{Clock, ShiftedClock, SystemClock};
use shared::domain::day::Calendar;
use shared::domain::response::{Answer, Content, Occasion, Respondent, Response, Source, expiry};
use shared::domain::settle::GRACE;
use shared::domain::survey::Survey;
use shared::link::{FactsDraft, InvitationId, LinkFacts, MAX_VALID_DAYS, Pseudonym, RawIds, RootKeys, seal};
use shared::store::Patience;
use shared::store::days::ReadDays;
use shared::store::ledger::ReadErasures;
use shared::store::settings::ReadSurveys;

use super::print_line;
use super::{nightly, survey};
use crate::demo::{CUSTOMERS, DAYS, Made, answers};
use crate::import::write::{Outcome, Writer};
use crate::serve::{self, ServeArgs};
use crate::workspace::{Place, Workspace};

/// The file that marks a folder as made up, with the day it was made up on.
const MARK: &str = "made-up";

/// Answers written at once.
const BATCH: usize = 500;

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Port to listen on
    #[arg(long, default_value_t = 3000, value_name = "PORT")]
    port: u16,
    /// Fill the folder and stop there
    #[arg(long)]
    no_serve: bool,
}

/// Runs the command.
///
/// # Errors
/// The folder holds real answers, storage fails, or the port is taken.
pub async fn run(place: &Place, args: DemoArgs) -> Result<()> {
    if let Place::Stack(name) = place {
        bail!(
            "made-up customers do not belong in the stack '{name}': `aisance demo` works in a folder of this machine"
        );
    }
    let workspace = Workspace::open(place, Patience::Nightly).await?;
    let filled = fill(&workspace, &SystemClock).await;
    workspace.close().await;
    filled?;
    if args.no_serve {
        return Ok(());
    }
    serve::run(place, ServeArgs { port: args.port }).await
}

/// Fills the workspace, unless that has been done, and computes the scores.
async fn fill(workspace: &Workspace, clock: &dyn Clock) -> Result<()> {
    let calendar = workspace.calendar().await?;
    let today = calendar.day_of(clock.now());
    let mark = workspace.output.join(MARK);
    let begun = match std::fs::read_to_string(&mark) {
        Ok(day) => day.trim().parse::<Date>().with_context(|| {
            format!(
                "{} does not hold a day; remove the folder and begin again",
                mark.display()
            )
        })?,
        Err(_) => {
            if !workspace.store.read_records(Date::MIN, Date::MAX).await?.is_empty()
                || !workspace.store.read_surveys().await?.current.is_empty()
            {
                bail!(
                    "{} holds a workspace that is not made up; name another folder with --data",
                    workspace.output.display()
                );
            }
            std::fs::write(&mark, today.to_string())?;
            today
        }
    };
    survey::apply_ready_as(workspace, |title| format!("{title} (made up)")).await?;
    let added = write(workspace, &calendar, clock, begun).await?;
    nightly::night(workspace, None).await?;
    print_line("All customers and answers here are made up.");
    print_line(if added > 0 {
        format!(
            "{added} answers of {CUSTOMERS} customers over {DAYS} days are in {}.",
            workspace.output.display()
        )
    } else {
        format!("{} holds them already, from {begun}.", workspace.output.display())
    });
    Ok(())
}

/// Writes what is not there, so that a run cut short is made whole by the next. How many answers it added.
async fn write(workspace: &Workspace, calendar: &Calendar, clock: &dyn Clock, begun: Date) -> Result<usize> {
    let surveys = workspace.store.read_surveys().await?.current;
    let now = clock.now();
    let responses: Vec<Response> = answers(begun)
        .iter()
        .map(|made| response(made, &surveys, &workspace.keys, calendar, now, workspace.retention))
        .collect::<Result<_>>()?;
    // Nobody else writes here, so there is nothing to wait for: announced an hour ago, the days are settled at once.
    let earlier = ShiftedClock { clock, by: -2 * GRACE };
    let writer = Writer::new(&workspace.store, &earlier, workspace.store.read_erasures().await?);
    let mut added = 0;
    for batch in responses.chunks(BATCH) {
        let outcomes = writer.write(batch).await?;
        added += outcomes.iter().filter(|outcome| **outcome == Outcome::Added).count();
    }
    Ok(added)
}

fn response(
    made: &Made,
    surveys: &BTreeMap<String, Survey>,
    keys: &RootKeys,
    calendar: &Calendar,
    now: Timestamp,
    retention: SignedDuration,
) -> Result<Response> {
    let survey = surveys.get(made.survey).with_context(|| {
        format!(
            "there is no survey '{}'; remove the folder and begin again",
            made.survey
        )
    })?;
    let draft = FactsDraft {
        survey: made.survey.to_owned(),
        customer: Some(made.customer.clone()),
        touchpoint: made.touchpoint.to_owned(),
        reference: Some(made.reference.clone()),
        attributes: made.attributes.clone(),
        channel: made.channel,
        language: Some(made.language.to_owned()),
        issued: made.day,
        valid_days: MAX_VALID_DAYS,
    };
    let facts = LinkFacts::new(&draft, RawIds::Refuse)?;
    let customer = facts.customer().context("a made-up answer without a customer")?;
    let pseudonym = Pseudonym::of(&keys.pseudonym_key(), customer);
    let scale = survey.measure.scale();
    let good = made.satisfaction * f64::from(scale.max() - scale.min());
    let at = calendar.opens(made.day) + SignedDuration::from_secs(i64::from(made.second));
    Ok(Response {
        occasion: Occasion {
            invitation: InvitationId::of(&keys.identity_key(), &facts),
            respondent: Respondent::Customer(pseudonym),
            survey: survey.definition.id.clone(),
            version: survey.version,
            measure: survey.measure,
            touchpoint: made.touchpoint.to_owned(),
            channel: Some(made.channel),
            attributes: made.attributes.clone(),
            sealed_customer: Some(seal(&keys.seal_key(), &pseudonym, customer)),
            source: Source::Import,
        },
        day: made.day,
        first_answered: at,
        invited: None,
        revision: 1,
        content: Content::Answered(Answer {
            rating: survey.measure.accept(i64::from(scale.min()) + good.round() as i64)?,
            comment: made.comment.map(str::to_owned),
            language: Some(made.language.to_owned()),
            version: survey.version,
            follow_ups: BTreeMap::new(),
            at,
            suspicions: Vec::new(),
            origin: None,
            review: None,
        }),
        held: None,
        set_aside: None,
        replaced: None,
        receipts: Vec::new(),
        expires: expiry(made.day, Some(now), retention),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Folder;
    use shared::store::responses::ScanResponses;

    async fn count(workspace: &Workspace) -> usize {
        let mut count = 0;
        workspace.store.scan_responses(|_| count += 1).await.unwrap();
        count
    }

    #[tokio::test]
    async fn a_second_run_on_a_later_day_adds_nothing() {
        let folder = Folder::new();
        let workspace = folder.workspace().await;
        fill(&workspace, &SystemClock).await.unwrap();
        let all = answers(workspace.calendar().await.unwrap().day_of(Timestamp::now())).len();
        assert_eq!(count(&workspace).await, all);
        let mark = workspace.output.join(MARK);
        let before: Date = std::fs::read_to_string(&mark).unwrap().parse().unwrap();
        let tomorrow = ShiftedClock {
            clock: SystemClock,
            by: SignedDuration::from_hours(24),
        };
        fill(&workspace, &tomorrow).await.unwrap();
        assert_eq!(count(&workspace).await, all);
        assert_eq!(std::fs::read_to_string(&mark).unwrap(), before.to_string());
        workspace.close().await;
    }

    #[tokio::test]
    async fn a_folder_with_a_workspace_of_its_own_is_left_alone() {
        let folder = Folder::new();
        let workspace = folder.workspace().await;
        survey::apply_ready(&workspace).await.unwrap();
        let error = fill(&workspace, &SystemClock).await.unwrap_err().to_string();
        assert!(error.contains("--data"), "{error}");
        assert_eq!(count(&workspace).await, 0);
        workspace.close().await;
        let stack = run(
            &Place::Stack("prod".into()),
            DemoArgs {
                port: 0,
                no_serve: true,
            },
        )
        .await;
        assert!(stack.unwrap_err().to_string().contains("'prod'"));
    }
}
