//! `aisance demo`: made-up customers in a folder of their own, and everything running on them.

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use shared::clock::{Clock, SystemClock};
use shared::store::Patience;
use shared::store::days::ReadDays;
use shared::store::settings::ReadSurveys;

use super::print_line;
use super::{nightly, survey};
use crate::demo::{self, Mark, SIZE, Size, Stage};
use crate::serve::{self, ServeArgs};
use crate::workspace::{Place, Workspace};

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
    let filled = fill(&workspace, &SystemClock, SIZE).await;
    workspace.close().await;
    filled?;
    if args.no_serve {
        return Ok(());
    }
    serve::run(place, ServeArgs { port: args.port }).await
}

/// Fills the workspace, unless that has been done, and computes the scores.
async fn fill(workspace: &Workspace, clock: &dyn Clock, size: Size) -> Result<()> {
    let folder = &workspace.output;
    let calendar = workspace.calendar().await?;
    let mark = match Mark::read(folder)? {
        Some(mark) => mark,
        None => begin(workspace, calendar.day_of(clock.now())).await?,
    };
    let said = if mark.stage == Stage::Whole {
        format!("{} holds them already, from {}.", folder.display(), mark.day)
    } else {
        print_line(format!(
            "Making up {} customers and {} days of their lives. This takes about half a minute.",
            size.customers, size.days
        ));
        survey::apply_ready_as(workspace, |title| format!("{title} (made up)")).await?;
        let company = demo::company(mark.day, &calendar, size);
        let filled = demo::fill(workspace, &calendar, &company, clock).await?;
        let stage = Stage::Whole;
        Mark { stage, ..mark }.write(folder)?;
        format!("Wrote {filled} into {}.", folder.display())
    };
    nightly::night(workspace, None).await?;
    // The first night learns when it has looked at everybody; flags show what was learned from the next one on.
    nightly::night(workspace, None).await?;
    print_line("All customers, answers and events here are made up.");
    print_line(said);
    Ok(())
}

/// Marks a folder as made up, unless it holds anything.
async fn begin(workspace: &Workspace, today: Date) -> Result<Mark> {
    let holds_answers = !workspace.store.read_records(Date::MIN, Date::MAX).await?.is_empty();
    if holds_answers || !workspace.store.read_surveys().await?.current.is_empty() {
        bail!(
            "{} holds a workspace that is not made up; name another folder with --data",
            workspace.output.display()
        );
    }
    let mark = Mark {
        day: today,
        stage: Stage::Begun,
    };
    mark.write(&workspace.output)?;
    Ok(mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::Filled;
    use crate::testing::Folder;
    use jiff::SignedDuration;
    use shared::clock::ShiftedClock;
    use shared::store::responses::ScanResponses;

    const SMALL: Size = Size {
        customers: 30,
        days: 60,
    };

    async fn count(workspace: &Workspace) -> usize {
        let mut count = 0;
        workspace.store.scan_responses(|_| count += 1).await.unwrap();
        count
    }

    #[tokio::test]
    async fn a_second_run_on_a_later_day_adds_nothing() {
        let folder = Folder::new();
        let workspace = folder.workspace().await;
        fill(&workspace, &SystemClock, SMALL).await.unwrap();
        let all = count(&workspace).await;
        assert!(all > 20, "{all}");
        let before = Mark::read(&workspace.output).unwrap().unwrap();
        let tomorrow = ShiftedClock {
            clock: SystemClock,
            by: SignedDuration::from_hours(24),
        };
        fill(&workspace, &tomorrow, SMALL).await.unwrap();
        assert_eq!(count(&workspace).await, all);
        assert_eq!(Mark::read(&workspace.output).unwrap(), Some(before));
        workspace.close().await;
    }

    #[tokio::test]
    async fn a_run_cut_short_is_made_whole_by_the_next_and_nothing_comes_twice() {
        let folder = Folder::new();
        let workspace = folder.workspace().await;
        let calendar = workspace.calendar().await.unwrap();
        let today = calendar.day_of(SystemClock.now());
        begin(&workspace, today).await.unwrap();
        survey::apply_ready(&workspace).await.unwrap();
        let filled = async |customers| {
            let size = Size { customers, ..SMALL };
            let company = demo::company(today, &calendar, size);
            demo::fill(&workspace, &calendar, &company, &SystemClock).await.unwrap()
        };
        let first = filled(10).await;
        let rest = filled(20).await;
        assert!(first.answers > 0 && first.events > 0 && rest.answers > 0 && rest.events > 0);
        assert_eq!(count(&workspace).await, first.invitations + rest.invitations);
        assert_eq!(filled(20).await, Filled::default());
        workspace.close().await;
    }

    #[tokio::test]
    async fn a_folder_with_a_workspace_of_its_own_is_left_alone() {
        let folder = Folder::new();
        let workspace = folder.workspace().await;
        survey::apply_ready(&workspace).await.unwrap();
        let error = fill(&workspace, &SystemClock, SMALL).await.unwrap_err().to_string();
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
