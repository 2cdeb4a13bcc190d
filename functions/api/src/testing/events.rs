//! Events and service measures of the store in memory.

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::response::Respondent;
use shared::domain::service::event::{Event, Subject};
use shared::domain::service::fold::Conversations;
use shared::domain::service::retention::Flow;
use shared::domain::service::role::Placement;
use shared::link::EventId;
use shared::store::StoreError;
use shared::store::days::{Touch, TouchBeside};
use shared::store::events::{PutEvent, ReadEvents, StoredEvent, UpdateEvent};
use shared::store::service::ReadService;

use super::Fake;

impl TouchBeside for Fake {
    async fn touch_beside(&self, day: Date, _: Timestamp) -> Result<Touch, StoreError> {
        self.writes("day").map(|()| {
            if self.sealed_days.contains(&day) {
                Touch::Sealed
            } else {
                Touch::Announced
            }
        })
    }
}

impl PutEvent for Fake {
    async fn put_event(
        &self,
        subject: &Subject,
        day: Date,
        event: &Event,
        placement: Placement,
    ) -> Result<bool, StoreError> {
        self.writes("event")?;
        let customer = Respondent::Customer(subject.customer);
        let mut events = self.events.lock().unwrap();
        let there = events
            .iter()
            .any(|(key, stored)| *key == customer && stored.id == event.id);
        let stored = StoredEvent {
            id: event.id,
            day,
            event: Some(*event),
            placement,
        };
        if !there {
            events.push((customer, stored));
        }
        Ok(!there)
    }
}

impl ReadEvents for Fake {
    async fn read_events(&self, customer: Respondent) -> Result<Vec<StoredEvent>, StoreError> {
        self.works()?;
        let events = self.events.lock().unwrap();
        let theirs = events.iter().filter(|(key, _)| *key == customer);
        Ok(theirs.map(|(_, stored)| *stored).collect())
    }
}

impl UpdateEvent for Fake {
    async fn place_event(&self, customer: Respondent, event: EventId, placement: Placement) -> Result<(), StoreError> {
        self.writes("event")?;
        let mut events = self.events.lock().unwrap();
        let here = |(key, stored): &&mut (Respondent, StoredEvent)| *key == customer && stored.id == event;
        if let Some((_, stored)) = events.iter_mut().find(here) {
            stored.placement = placement;
        }
        Ok(())
    }

    async fn erase_event(&self, customer: Respondent, event: EventId, _: Timestamp) -> Result<(), StoreError> {
        self.writes("event")?;
        let mut events = self.events.lock().unwrap();
        let here = |(key, stored): &&mut (Respondent, StoredEvent)| *key == customer && stored.id == event;
        if let Some((_, stored)) = events.iter_mut().find(here) {
            stored.event = None;
        }
        Ok(())
    }
}

impl ReadService for Fake {
    async fn read_conversations(&self, from: Date, to: Date) -> Result<Vec<(Date, Conversations)>, StoreError> {
        self.works()?;
        let wanted = self.conversations.iter().filter(|(day, _)| (from..=to).contains(day));
        Ok(wanted.cloned().collect())
    }

    async fn read_customer_flow(&self, to: Date) -> Result<Vec<(Date, Flow)>, StoreError> {
        self.works()?;
        Ok(self.flow.iter().filter(|(day, _)| *day <= to).copied().collect())
    }
}
