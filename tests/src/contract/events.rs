//! Promises about events and service measures.

use shared::domain::service::event::{Event, Kind, Subject};
use shared::domain::service::fold::{Conversations, DayService, EventRow};
use shared::domain::service::retention::Flow;
use shared::domain::service::role::{Impossible, Placement, Role};
use shared::link::{ConversationId, EventId};
use shared::store::events::{
    EventOwner, PutEvent, ReadDayEvents, ReadEventOwners, ReadEvents, StoredEvent, UpdateEvent,
};
use shared::store::service::{PutService, ReadService, ReadServiceDay, ServiceItem, ServicePart};

use super::*;

pub(super) const CUSTOMER: Respondent = Respondent::Customer(Pseudonym::from_bytes([1; 16]));

/// [`CUSTOMER`], as whoever stores an event knows it.
pub(super) fn subject() -> Subject {
    Subject {
        customer: Pseudonym::from_bytes([1; 16]),
        sealed_id: vec![0, 255, 7],
    }
}

pub(super) fn event(id: u16, kind: Kind) -> Event {
    let mut bytes = [0; 16];
    bytes[..2].copy_from_slice(&id.to_le_bytes());
    Event {
        id: EventId::from_bytes(bytes),
        kind,
        at: at(i64::from(id)),
        conversation: kind.is_of_conversation().then(|| ConversationId::from_bytes([3; 16])),
        automatic: kind == Kind::FirstResponse,
        complaint: kind == Kind::ConversationStarted,
        until: (kind == Kind::CustomerRenewed).then(|| date(2027, 1, 31)),
    }
}

pub(super) fn placed(role: Role) -> Placement {
    Placement {
        role,
        expires: Some(at(86_400 * 396)),
    }
}

async fn owners(store: &Store) -> anyhow::Result<Vec<EventOwner>> {
    let mut owners = Vec::new();
    for shard in DayShard::all(DAY) {
        store.read_event_owners(shard, |owner| owners.push(owner)).await?;
    }
    Ok(owners)
}

async fn rows(store: &Store) -> anyhow::Result<Vec<EventRow>> {
    let mut rows = Vec::new();
    for shard in DayShard::all(DAY) {
        store.read_day_events(shard, |row| rows.push(row)).await?;
    }
    Ok(rows)
}

/// An event comes back as it was put, its id is taken once, and it can be placed otherwise and emptied, but not brought back.
pub async fn an_event_is_put_once_placed_anew_and_emptied(store: &Store) -> anyhow::Result<()> {
    let mut put = Vec::new();
    for (id, kind) in (1..).zip(Kind::ALL) {
        let placement = Placement {
            expires: (kind != Kind::CustomerStarted).then(|| at(86_400 * 396)),
            ..placed(Role::Answered(60))
        };
        assert!(store.put_event(&subject(), DAY, &event(id, kind), placement).await?);
        put.push(StoredEvent {
            id: event(id, kind).id,
            day: DAY,
            event: Some(event(id, kind)),
            placement,
        });
    }
    let other = event(1, Kind::CustomerEnded);
    assert!(
        !store.put_event(&subject(), DAY, &other, placed(Role::Lost)).await?,
        "the id is taken"
    );
    assert_eq!(store.read_events(CUSTOMER).await?, put);
    for (index, expires) in [(0, Some(at(86_400 * 500))), (1, None)] {
        let placement = Placement {
            role: Role::Impossible(Impossible::LeftBeforeStart),
            expires,
        };
        store.place_event(CUSTOMER, put[index].id, placement).await?;
        put[index].placement = placement;
    }
    assert_eq!(store.read_events(CUSTOMER).await?, put);
    assert_eq!(rows(store).await?.len(), put.len());

    let until = at(86_400 * 600);
    store.erase_event(CUSTOMER, put[0].id, until).await?;
    store.place_event(CUSTOMER, put[0].id, placed(Role::Acquired)).await?;
    put[0].event = None;
    put[0].placement = Placement {
        role: Role::Erased,
        expires: Some(until),
    };
    assert_eq!(store.read_events(CUSTOMER).await?, put, "an emptied event stays empty");
    let unknown = EventId::from_bytes([99; 16]);
    store.place_event(CUSTOMER, unknown, placed(Role::Acquired)).await?;
    store.erase_event(CUSTOMER, unknown, until).await?;
    assert_eq!(
        store.read_events(CUSTOMER).await?.len(),
        put.len(),
        "nothing is made by changing what is not there"
    );
    assert!(rows(store).await?.contains(&EventRow {
        role: Role::Erased,
        at: None,
        expires: Some(until)
    }));
    let named = owners(store)
        .await?
        .into_iter()
        .filter(|owner| owner.sealed_id.is_some())
        .count();
    assert_eq!(
        named,
        put.len() - 1,
        "whom an emptied event is of cannot be told any more"
    );
    Ok(())
}

/// Every page of a day's events is read, and of no other day.
pub async fn a_days_events_are_read_whole(store: &Store) -> anyhow::Result<()> {
    for id in 0..400 {
        let day = if id % 4 == 0 { date(2026, 11, 21) } else { DAY };
        let started = event(id, Kind::ConversationStarted);
        assert!(
            store
                .put_event(&subject(), day, &started, placed(Role::Waiting))
                .await?
        );
    }
    let rows = rows(store).await?;
    assert_eq!(rows.len(), 300);
    assert!(
        rows.iter()
            .all(|row| row.at.is_some() && row.expires == Some(at(86_400 * 396)))
    );
    assert_eq!(store.read_events(CUSTOMER).await?.len(), 400);
    let owner = EventOwner {
        customer: CUSTOMER,
        sealed_id: Some(subject().sealed_id),
    };
    assert_eq!(owners(store).await?, vec![owner; 300]);
    Ok(())
}

/// Service measures come back as they were, a range is read in order, and an older computation's never replace a newer's.
pub async fn service_measures_come_back_and_are_fenced(store: &Store) -> anyhow::Result<()> {
    let mut day = DayService::default();
    for role in [
        Role::Answered(300),
        Role::Abandoned(7),
        Role::Unanswered(1),
        Role::Waiting,
        Role::Automatic,
    ] {
        day.add(&EventRow {
            role,
            at: Some(at(0)),
            expires: None,
        });
    }
    let flow = Flow {
        acquired: 5,
        returned: 4,
        lost: 3,
        left_as_new: 2,
        left_again: 1,
    };
    let conversations = ServiceItem {
        number: 5,
        part: ServicePart::Conversations(day.conversations.clone()),
    };
    let customers = ServiceItem {
        number: 5,
        part: ServicePart::Customers(flow),
    };
    for item in [&conversations, &customers] {
        assert!(store.put_service(DAY, item).await?);
    }
    assert_eq!(store.read_service_day(DAY).await?, [conversations, customers]);
    assert!(store.read_service_day(date(2026, 11, 21)).await?.is_empty());
    let empty = |number| ServiceItem {
        number,
        part: ServicePart::Conversations(Conversations::default()),
    };
    assert!(!store.put_service(DAY, &empty(4)).await?);
    assert!(
        !store.put_service(DAY, &empty(5)).await?,
        "not even the same number twice"
    );
    assert!(store.put_service(date(2026, 11, 19), &empty(1)).await?);
    let read = store.read_conversations(date(2026, 11, 19), DAY).await?;
    assert_eq!(
        read,
        [(date(2026, 11, 19), Conversations::default()), (DAY, day.conversations)]
    );
    assert_eq!(store.read_conversations(DAY, DAY).await?.len(), 1);
    assert_eq!(store.read_customer_flow(DAY).await?, [(DAY, flow)]);
    assert!(store.read_customer_flow(date(2026, 11, 19)).await?.is_empty());
    Ok(())
}
