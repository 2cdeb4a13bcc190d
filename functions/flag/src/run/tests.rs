//! A night over customers in memory, in which no answer is new.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use shared::clock::ShiftedClock;
use shared::domain::fatigue::{Asked, FatigueRule};
use shared::domain::response::Respondent;
use shared::domain::risk::RiskSettings;
use shared::domain::settle::DayRecord;
use shared::link::{Channel, InvitationId, Pseudonym, RootKeys};
use shared::store::asked::{ForgetAsked, ForgetAskedCustomer};
use shared::store::customer_attributes::ForgetAttributes;
use shared::store::customers::{ReadCustomer, SaveCustomer};
use shared::store::events::{EventOwner, ReadEventOwners, ReadEvents, StoredEvent};
use shared::store::invitations::{IndexedInvitation, ReadInvitedIndex};
use shared::store::keys::DayShard;
use shared::store::responses::{IndexedResponse, ReadDayIndex};

use super::*;

#[derive(Default)]
struct Customers {
    stored: Mutex<BTreeMap<Respondent, Customer>>,
    writes: Mutex<u64>,
}

impl FindPending for Customers {
    async fn pending_days(&self, _: Pending, _: Date) -> Result<BTreeSet<Date>, StoreError> {
        Ok(BTreeSet::new())
    }
}

impl MarkMerged for Customers {
    async fn mark_merged(&self, _: &DayRecord) -> Result<(), StoreError> {
        Ok(())
    }
}

impl ReadDays for Customers {
    async fn read_records(&self, _: Date, _: Date) -> Result<Vec<DayRecord>, StoreError> {
        Ok(Vec::new())
    }

    async fn read_watermark(&self) -> Result<Option<Date>, StoreError> {
        Ok(None)
    }
}

impl ReadRiskSettings for Customers {
    async fn read_risk_settings(&self) -> Result<RiskSettings, StoreError> {
        Ok(RiskSettings::default())
    }
}

impl ReadDayIndex for Customers {
    async fn read_day_index(&self, _: DayShard, _: impl FnMut(IndexedResponse) + Send) -> Result<(), StoreError> {
        Ok(())
    }
}

impl ReadInvitedIndex for Customers {
    async fn read_invited_index(&self, _: DayShard, _: impl FnMut(IndexedInvitation) + Send) -> Result<(), StoreError> {
        Ok(())
    }
}

impl ReadEventOwners for Customers {
    async fn read_event_owners(&self, _: DayShard, _: impl FnMut(EventOwner) + Send) -> Result<(), StoreError> {
        Ok(())
    }
}

impl ReadEvents for Customers {
    async fn read_events(&self, _: Respondent) -> Result<Vec<StoredEvent>, StoreError> {
        Ok(Vec::new())
    }
}

impl ForgetAttributes for Customers {
    async fn forget_attributes(&self, key: Respondent, known: &BTreeMap<String, String>) -> Result<bool, StoreError> {
        *self.writes.lock().unwrap() += 1;
        let mut stored = self.stored.lock().unwrap();
        let attributes = &mut stored.get_mut(&key).unwrap().attributes;
        let same = attributes == known;
        attributes.retain(|_, _| !same);
        Ok(same)
    }
}

impl ReadCustomer for Customers {
    async fn read_customer(&self, key: Respondent) -> Result<Option<Customer>, StoreError> {
        Ok(self.stored.lock().unwrap().get(&key).cloned())
    }
}

impl SaveCustomer for Customers {
    async fn save_customer(&self, customer: &Customer) -> Result<bool, StoreError> {
        *self.writes.lock().unwrap() += 1;
        let mut stored = self.stored.lock().unwrap();
        let attributes = stored.get(&customer.key).map(|known| known.attributes.clone());
        let written = Customer {
            attributes: attributes.unwrap_or_default(),
            ..customer.clone()
        };
        stored.insert(customer.key, written);
        Ok(true)
    }
}

impl ScanCustomers for Customers {
    async fn scan_customers(
        &self,
        segment: i32,
        _: i32,
        _: Option<Respondent>,
    ) -> Result<(Vec<Customer>, Option<Respondent>), StoreError> {
        let stored = self.stored.lock().unwrap();
        let all = stored.values().filter(|_| segment == 0);
        Ok((all.cloned().collect(), None))
    }
}

impl ForgetAsked for Customers {
    async fn forget_asked(&self, key: Respondent, asked: &Asked) -> Result<bool, StoreError> {
        *self.writes.lock().unwrap() += 1;
        let mut stored = self.stored.lock().unwrap();
        let customer = stored.get_mut(&key).unwrap();
        let same = customer.asked.as_ref() == Some(asked);
        customer.asked = customer.asked.take().filter(|_| !same);
        Ok(same)
    }
}

impl ForgetAskedCustomer for Customers {
    async fn forget_asked_customer(&self, key: Respondent, asked: &Asked) -> Result<bool, StoreError> {
        *self.writes.lock().unwrap() += 1;
        let mut stored = self.stored.lock().unwrap();
        let same = stored[&key].revision == 0 && stored[&key].asked.as_ref() == Some(asked);
        stored.retain(|known, _| *known != key || !same);
        Ok(same)
    }
}

const NOON: Timestamp = Timestamp::constant(1_795_262_400, 0);

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOON
    }
}

/// A customer of that number who was asked at `at`.
fn asked(number: u8, revision: u64, at: Timestamp) -> Customer {
    Customer {
        revision,
        asked: Some(Asked {
            at,
            invitation: InvitationId::from_bytes([number; 16]),
            survey: "recommend".into(),
            channel: Channel::Email,
        }),
        ..Customer::new(Respondent::Customer(Pseudonym::from_bytes([number; 16])))
    }
}

async fn night(store: &Customers, later: SignedDuration) -> Report {
    let clock = ShiftedClock {
        clock: Still,
        by: later,
    };
    let seal = RootKeys::parse(r#"{"1": "TEST ONLY root one, known to everyone, never deploy it"}"#)
        .unwrap()
        .seal_key();
    let retention = SignedDuration::from_hours(24 * 396);
    run(store, &seal, Moment::new(&clock, retention, None)).await.unwrap()
}

#[tokio::test]
async fn a_last_question_is_forgotten_once_no_rule_looks_back_to_it_and_not_a_moment_earlier() {
    let moment = SignedDuration::from_millis(1);
    let silent = asked(1, 0, NOON);
    let answered = asked(2, 3, NOON);
    let asked_later = asked(3, 0, NOON + moment);
    let store = Customers::default();
    let all = [&silent, &answered, &asked_later].map(|customer| (customer.key, customer.clone()));
    store.stored.lock().unwrap().extend(all);
    let days = FatigueRule::longest().next(NOON).duration_since(NOON);

    assert_eq!(night(&store, days - moment).await.asked_forgotten, 0);
    assert_eq!(
        *store.writes.lock().unwrap(),
        0,
        "nothing is written where nothing changes"
    );
    assert_eq!(night(&store, days).await.asked_forgotten, 2);
    let left: Vec<_> = store.stored.lock().unwrap().values().cloned().collect();
    let expected = [
        Customer {
            asked: None,
            ..answered
        },
        asked_later,
    ];
    assert_eq!(left, expected, "of the silent one nothing is left");
    assert_eq!(*store.writes.lock().unwrap(), 2);
    assert_eq!(night(&store, days).await.asked_forgotten, 0);
}

#[tokio::test]
async fn attributes_outlive_a_last_question_and_go_with_the_last_thing_that_is_known() {
    let plan = BTreeMap::from([("plan".to_owned(), "pro".to_owned())]);
    let asked_alone = Customer {
        attributes: plan.clone(),
        ..asked(1, 0, NOON)
    };
    let mut answered = Customer {
        attributes: plan.clone(),
        revision: 3,
        ..Customer::new(Respondent::Customer(Pseudonym::from_bytes([2; 16])))
    };
    let invitation = InvitationId::from_bytes([2; 16]);
    answered.signals.merge_unanswered(invitation, Some(NOON));
    let store = Customers::default();
    let all = [&asked_alone, &answered].map(|customer| (customer.key, customer.clone()));
    store.stored.lock().unwrap().extend(all);
    let attributes = |key| store.stored.lock().unwrap()[&key].attributes.clone();

    night(&store, SignedDuration::from_hours(24 * 396)).await;
    assert_eq!(attributes(answered.key), plan);
    night(&store, SignedDuration::from_hours(24 * 397)).await;
    assert!(attributes(answered.key).is_empty());
    assert!(store.stored.lock().unwrap()[&answered.key].signals.is_empty());
    assert_eq!(
        attributes(asked_alone.key),
        plan,
        "of whom the team alone knows something"
    );
    assert_eq!(store.stored.lock().unwrap()[&asked_alone.key].asked, None);
}
