//! Merges the days that are new, shard by shard: what one process has not the time for, the next one goes on with.

use std::collections::BTreeSet;

use jiff::civil::Date;
use shared::domain::risk::BegunDay;
use shared::link::SealKey;
use shared::store::days::Pending;
use shared::store::keys::DayShard;
use shared::telemetry::{Words, log};

use super::progress::Progress;
use super::{FlagError, FlagStore, Moment};
use crate::assess::Terms;
use crate::logged::Logged;
use crate::merge::merge_shard;

/// Merges what is new. A day that cannot be read must not keep the others from the customers: it is put off to the next run.
pub(super) async fn merge_days<S: FlagStore>(
    store: &S,
    seal: &SealKey,
    terms: &Terms,
    progress: &Progress<'_, S>,
    moment: Moment<'_>,
) -> Result<(), FlagError> {
    // Days that are not settled are merged too: a low answer of today is looked at tonight.
    let mut waiting = BTreeSet::new();
    for what in [Pending::Computation, Pending::Merge] {
        waiting.extend(store.pending_days(what, Date::MAX).await?);
    }
    let before = progress.snapshot().await;
    waiting.retain(|day| !before.merging.put_off.contains(day));
    let mut records = store.read_records_of(&waiting).await?;
    // The one that was begun comes first: another would take its place, and it would begin anew in every process.
    records.sort_by_key(|record| !before.merging.has_begun(record.day));
    for record in records {
        let Some(computed) = record.computed.filter(|computed| computed.number > record.merged) else {
            continue;
        };
        let begun = before.merging.of(record.day, computed.number);
        match merge_day(store, seal, begun, terms, progress, moment).await {
            Ok(merged) if merged.is_done(before.day) => {
                store.mark_merged(&record).await?;
                progress.merged_a_day().await;
            }
            Ok(_) => progress.put_off(record.day).await?,
            Err(stop @ (FlagError::Unfinished | FlagError::Overtaken)) => return Err(stop),
            Err(error) => {
                log(&Logged::DayNotMerged {
                    day: record.day,
                    error: Words::of(&error),
                });
                progress.put_off(record.day).await?;
            }
        }
    }
    Ok(())
}

/// Merges the shards that are left of a day.
async fn merge_day<S: FlagStore>(
    store: &S,
    seal: &SealKey,
    mut begun: BegunDay,
    terms: &Terms,
    progress: &Progress<'_, S>,
    moment: Moment<'_>,
) -> Result<BegunDay, FlagError> {
    for shard in DayShard::all(begun.day).skip(begun.shards.into()) {
        let merged = merge_shard(store, seal, shard, terms, moment).await?;
        begun = begun.further(merged.damaged);
        progress.merged_a_shard(begun, merged.written).await?;
    }
    Ok(begun)
}
