//! The schedule of the template, kept by this process; a night missed while it was off is run at its start.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use shared::domain::day::Calendar;

use crate::commands::nightly::night;
use crate::template::Schedule;
use crate::workspace::{Workspace, now};

/// After a night that failed, wait this long before the next try.
const TRY_AGAIN: SignedDuration = SignedDuration::from_mins(5);

/// The longest sleep: a machine that was suspended wakes up with its clock far ahead.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Runs each night when it is due, for ever.
pub(super) async fn keep(workspace: Arc<Workspace>, schedule: Schedule) {
    let mut not_before = Timestamp::MIN;
    loop {
        let due = due(&workspace, &schedule);
        if let Some(due) = due.filter(|_| now() >= not_before) {
            match night(&workspace, None).await {
                Ok(_) => remember(&workspace, due),
                Err(error) => {
                    tracing::error!("the nightly run failed and is tried again in five minutes: {error:#}");
                    not_before = now().saturating_add(TRY_AGAIN).unwrap_or(Timestamp::MAX);
                }
            }
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// The latest night that was due and has not been run.
fn due(workspace: &Workspace, schedule: &Schedule) -> Option<Timestamp> {
    let calendar = Calendar::new(&workspace.time_zone).ok()?;
    let zone = calendar.zone_on(calendar.day_of(now()));
    let last = schedule.last_before(now(), zone)?;
    let (folder, _) = workspace.folder()?;
    let done: Option<Timestamp> = fs::read_to_string(folder.last_night())
        .ok()
        .and_then(|text| text.trim().parse().ok());
    done.is_none_or(|done| done < last).then_some(last)
}

fn remember(workspace: &Workspace, night: Timestamp) {
    let Some((folder, _)) = workspace.folder() else { return };
    if let Err(error) = fs::write(folder.last_night(), night.to_string()) {
        tracing::warn!("the night's time could not be noted, so it will be run again: {error}");
    }
}
