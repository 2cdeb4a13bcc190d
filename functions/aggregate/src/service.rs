//! A day's events: fold and write, within the computation of the day's scores.

use futures::{StreamExt, TryStreamExt, stream};
use jiff::civil::Date;
use shared::domain::service::fold::{Conversations, DayService};
use shared::domain::service::retention::Flow;
use shared::store::StoreError;
use shared::store::events::ReadDayEvents;
use shared::store::keys::DayShard;
use shared::store::service::{PutService, ReadServiceDay, ServiceItem, ServicePart};

/// Shards read at once.
const SHARDS_AT_ONCE: usize = 4;

/// Folds a day's events from the index.
pub(crate) async fn fold_events<S: ReadDayEvents>(store: &S, day: Date) -> Result<DayService, StoreError> {
    let shards = stream::iter(DayShard::all(day)).map(|shard| async move {
        let mut part = DayService::default();
        store.read_day_events(shard, |row| part.add(&row)).await?;
        Ok::<_, StoreError>(part)
    });
    let whole = shards
        .buffer_unordered(SHARDS_AT_ONCE)
        .try_fold(DayService::default(), |mut whole, part| async move {
            whole.merge(part);
            Ok(whole)
        });
    whole.await
}

/// Writes a day's measures: what was found, and zeros where something was and nothing is any more. How many items.
pub(crate) async fn write_service<S: ReadServiceDay + PutService>(
    store: &S,
    day: Date,
    found: DayService,
    number: u64,
) -> Result<u64, StoreError> {
    let stored = store.read_service_day(day).await?;
    let mut written = 0;
    for part in [
        ServicePart::Conversations(found.conversations),
        ServicePart::Customers(found.customers),
    ] {
        let known = stored
            .iter()
            .find(|item| std::mem::discriminant(&item.part) == std::mem::discriminant(&part));
        let needless = match known {
            None => is_empty(&part),
            // As with scores: only the very last computation's item may be left alone.
            Some(known) => known.part == part && known.number + 1 == number,
        };
        if !needless && store.put_service(day, &ServiceItem { number, part }).await? {
            written += 1;
        }
    }
    Ok(written)
}

fn is_empty(part: &ServicePart) -> bool {
    match part {
        ServicePart::Conversations(conversations) => *conversations == Conversations::default(),
        ServicePart::Customers(flow) => *flow == Flow::default(),
    }
}
