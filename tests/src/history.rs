//! Days that earlier nights have finished with.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use shared::domain::day::shifted;
use shared::domain::settle::Computed;
use shared::store::Store;
use shared::store::days::{ComputeDay, Finished, MarkMerged};

/// Makes the `days` days up to `last` what nights leave behind: computed at `started`, settled, merged, waiting to be
/// sealed in a year; and the watermark on `last`.
pub async fn settled_days(store: &Store, last: Date, days: i32, started: Timestamp) -> Result<()> {
    for back in 0..days {
        let day = shifted(last, -back);
        let number = store.take_number(day).await?.context("a new day is not sealed")?.issued;
        let finished = Finished {
            computed: Computed { number, started },
            surveys: BTreeSet::from(["recommend".to_owned(), "satisfaction".to_owned()]),
            responses: 100,
            events: 0,
            first_expiry: Some(started + SignedDuration::from_hours(24 * 396)),
            digest: "0123456789abcdef0123456789abcdef".to_owned(),
            touched: None,
            completes: true,
            merged: false,
            beside_touched: None,
        };
        let record = store.finish_day(day, &finished).await?.context("nothing is newer")?;
        store.mark_merged(&record).await?;
    }
    store.set_watermark(last).await?;
    Ok(())
}
