//! The second count of events: what each counts as is derived anew from all of its customer's, and folded again.

use std::collections::BTreeMap;

use jiff::civil::Date;
use shared::domain::day::Calendar;
use shared::domain::response::Respondent;
use shared::domain::service::fold::{DayService, EventRow};
use shared::domain::service::role::{Dated, placements};
use shared::store::StoreError;
use shared::store::events::{ScanEvents, StoredEvent};
use shared::store::service::{ReadServiceDay, ServicePart};

/// Counts every event again, by day.
///
/// # Errors
/// Storage fails.
pub(super) async fn recount<S: ScanEvents>(
    store: &S,
    calendar: &Calendar,
) -> Result<BTreeMap<Date, DayService>, StoreError> {
    let mut customers: BTreeMap<Respondent, Vec<StoredEvent>> = BTreeMap::new();
    store
        .scan_events(|customer, event| customers.entry(customer).or_default().push(event))
        .await?;
    let mut days: BTreeMap<Date, DayService> = BTreeMap::new();
    for events in customers.values() {
        let dated = events.iter().filter_map(|stored| {
            let expires = stored.placement.expires;
            stored.event.map(|event| Dated { event, expires })
        });
        let placed = placements(&dated.collect::<Vec<_>>(), calendar);
        for stored in events {
            let row = EventRow {
                role: placed
                    .get(&stored.id)
                    .map_or(stored.placement.role, |placement| placement.role),
                at: stored.event.map(|event| event.at),
                expires: stored.placement.expires,
            };
            days.entry(stored.day).or_default().add(&row);
        }
    }
    Ok(days)
}

/// What differs between a day's stored measures and the second count. What is left out is not compared: it may name a start
/// that has expired since.
///
/// # Errors
/// Storage fails.
pub(super) async fn compare<S: ReadServiceDay>(
    store: &S,
    day: Date,
    counted: &DayService,
    found: &mut Vec<String>,
) -> Result<(), StoreError> {
    let mut kept = DayService::default();
    for item in store.read_service_day(day).await? {
        match item.part {
            ServicePart::Conversations(conversations) => kept.conversations = conversations,
            ServicePart::Customers(flow) => kept.customers = flow,
        }
    }
    if kept.customers != counted.customers {
        found.push(format!(
            "{day} customers: stored {:?}, counted {:?}",
            kept.customers, counted.customers
        ));
    }
    let outcomes = |day: &DayService| {
        let conversations = &day.conversations;
        let durations = [
            &conversations.answered,
            &conversations.abandoned,
            &conversations.unanswered,
        ];
        (durations.map(Clone::clone), conversations.waiting.clone())
    };
    let (stored, again) = (outcomes(&kept), outcomes(counted));
    if stored != again {
        found.push(format!("{day} conversations: stored {stored:?}, counted {again:?}"));
    }
    Ok(())
}
