//! A day's events: fold and write, within the computation of the day's scores.

use futures::{StreamExt, TryStreamExt, stream};
use jiff::civil::Date;
use shared::domain::service::fold::DayService;
use shared::domain::settle::may_be_left_alone;
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

/// Writes a day's measures: what was found, zeros included. How many items.
///
/// Both items are written by whichever computation is the newest, whether there was anything to count or not: where it
/// left one out, a slower computation could still make it, out of events that have left the day meanwhile.
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
        let needless = known.is_some_and(|known| known.part == part && may_be_left_alone(known.number, number));
        if !needless && store.put_service(day, &ServiceItem { number, part }).await? {
            written += 1;
        }
    }
    Ok(written)
}
