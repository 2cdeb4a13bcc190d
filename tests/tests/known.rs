//! What is known of a customer, from what is sent over the API to the risk of the next morning, through the real function
//! binaries.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::announce::Announced;
use shared::clock::{Clock, ShiftedClock, SystemClock};
use shared::domain::day::{Calendar, shifted};
use shared::domain::registered::{NamingKeys, Registered};
use shared::domain::response::Respondent;
use shared::domain::service::event::{Event, EventKeys, Kind, Subject};
use shared::domain::signal::Outcome;
use shared::erasure::erase;
use shared::events::{Outcome as Recorded, Recorder};
use shared::link::{ConversationId, CustomerId, EventId, LinkFacts, RawIds};
use shared::registration::register;
use shared::store::Store;
use shared::store::customers::{Customer, ReadCustomer};
use shared::store::days::{ReadDays, TouchBeside};
use shared::store::settings::ReadSurveys;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{api_key, authorized, body, pseudonym, sent, status};

const CUSTOMER: &str = "customer-001";

struct Team {
    stack: Stack,
    store: Store,
    api: Function,
    key: String,
}

impl Team {
    async fn start() -> Self {
        let stack = Stack::start().await.unwrap();
        Self {
            store: stack.engine.store().unwrap(),
            api: stack.function("api").await.unwrap(),
            key: api_key(&stack).await,
            stack,
        }
    }

    /// The day so many days ago, and eleven o'clock on it.
    fn day(&self, days_ago: i32) -> (Date, Timestamp) {
        let calendar = Calendar::new(&self.stack.time_zone).unwrap();
        let day = shifted(calendar.day_of(SystemClock.now()), -days_ago);
        (day, calendar.opens(day) + SignedDuration::from_hours(11))
    }

    fn event(&self, kind: &str, conversation: Option<&str>, days_ago: i32) -> Value {
        let (day, at) = self.day(days_ago);
        let id = format!("{kind} {} {day}", conversation.unwrap_or_default());
        let mut event = json!({"id": id, "type": kind, "customer": CUSTOMER, "at": at});
        if let Some(conversation) = conversation {
            event["conversation"] = conversation.into();
        }
        event
    }

    async fn send(&self, events: &[Value]) {
        let request = sent("/v1/events", &self.key, &json!(events));
        let answer = self.api.invoke(request.payload()).await.unwrap();
        assert_eq!(body(&answer)["stored"], events.len(), "{answer}");
    }

    async fn ask_today(&self) {
        let link = json!({"survey": "recommend", "customer": CUSTOMER, "touchpoint": "support", "reference": "today"});
        let request = sent("/v1/links", &self.key, &link);
        let answer = self.api.invoke(request.payload()).await.unwrap();
        assert_eq!(status(&answer), 201, "{answer}");
    }

    /// Registers an invitation as if that had been done so many days ago.
    async fn asked(&self, days_ago: i32) {
        let keys = &self.stack.keys;
        let (identity, pseudonym, seal) = (keys.identity_key(), keys.pseudonym_key(), keys.seal_key());
        let naming = NamingKeys {
            identity: &identity,
            pseudonym: &pseudonym,
            seal: &seal,
        };
        let draft = self.stack.facts("recommend", CUSTOMER, &format!("{days_ago} days ago"));
        let facts = LinkFacts::new(&draft, RawIds::Refuse).unwrap();
        let measure = self.store.read_surveys().await.unwrap().current["recommend"].measure;
        let (day, at) = self.day(days_ago);
        let retention = SignedDuration::from_hours(24 * 396);
        self.store.touch_beside(day, SystemClock.now()).await.unwrap();
        let registered = Registered::new(&facts, measure, naming, (day, at), retention);
        register(&self.store, &registered).await.unwrap();
    }

    async fn known(&self) -> Customer {
        let key = Respondent::Customer(pseudonym(&self.stack, CUSTOMER));
        self.store.read_customer(key).await.unwrap().unwrap()
    }

    /// The customer as the team sees it.
    async fn shown(&self) -> (u64, Value) {
        let request = authorized("GET", &format!("/v1/customers/{CUSTOMER}"), "", &self.key);
        let answer = self.api.invoke(request.payload()).await.unwrap();
        (status(&answer), body(&answer))
    }
}

fn features(shown: &Value) -> Vec<&str> {
    let reasons = shown["risk"]["reasons"].as_array().unwrap();
    reasons
        .iter()
        .map(|reason| reason["feature"].as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn complaints_contracts_and_silence_are_known_the_next_morning_and_an_end_closes_what_is_open() {
    let team = Team::start().await;
    let mut complaint = team.event("conversation.started", Some("complaint"), 3);
    complaint["complaint"] = true.into();
    let mut renewal = team.event("customer.renewal", None, 2);
    renewal["until"] = json!(team.day(-20).0);
    team.send(&[
        team.event("customer.started", None, 500),
        complaint,
        team.event("conversation.started", Some("question"), 1),
        renewal,
    ])
    .await;
    team.asked(10).await;
    team.asked(9).await;
    team.ask_today().await;
    team.stack.night().await.unwrap();

    let known = team.known().await;
    assert_eq!(
        known.id.as_deref(),
        Some(CUSTOMER),
        "named, though nothing was ever answered"
    );
    let stay = known.signals.stay();
    assert_eq!(stay.started, Some(team.day(500).1));
    assert_eq!(stay.renewal.unwrap().until, team.day(-20).0);
    let contacts = known.signals.contacts();
    assert!(contacts[0].complaint && contacts[0].ended.is_none(), "{contacts:?}");
    assert_eq!(contacts[1].outcome, Outcome::Waiting);
    let asked: Vec<Timestamp> = known.signals.unanswered().iter().map(|asked| asked.at).collect();
    assert_eq!((asked.len(), asked[0], asked[1]), (3, team.day(10).1, team.day(9).1));
    let (_, shown) = team.shown().await;
    let reasons = features(&shown);
    assert!(reasons.contains(&"open_complaint"), "{shown}");
    assert!(
        shown["flag"].is_object() && shown["flag"]["closed"].is_null(),
        "{shown}"
    );

    let mut left = team.event("conversation.abandoned", Some("question"), 1);
    left["at"] = json!(team.day(1).1 + SignedDuration::from_mins(90));
    team.send(&[team.event("conversation.ended", Some("complaint"), 1), left])
        .await;
    let (_, report) = team.stack.night().await.unwrap();
    assert_eq!(report["finished"], true, "{report}");
    let contacts = team.known().await.signals.contacts().to_vec();
    assert!(contacts[0].ended.is_some(), "an event of a day that was merged already");
    assert_eq!(contacts[1].outcome, Outcome::Abandoned(5_400));
    let (_, shown) = team.shown().await;
    assert!(!features(&shown).contains(&"open_complaint"), "{shown}");

    team.send(&[team.event("customer.ended", None, 0)]).await;
    team.stack.night().await.unwrap();
    let (_, shown) = team.shown().await;
    assert_eq!(shown["risk"], Value::Null, "who has left cannot leave: {shown}");
    assert!(shown["flag"]["closed"].is_object(), "{shown}");

    let clock = SystemClock;
    erase(&team.store, pseudonym(&team.stack, CUSTOMER), &clock)
        .await
        .unwrap();
    team.stack.night().await.unwrap();
    assert!(team.known().await.erased);
    assert_eq!(team.shown().await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_late_on_a_settled_day_reaches_the_record_and_nothing_else_is_merged_again() {
    let team = Team::start().await;
    let (day, at) = team.day(2);
    let keys = EventKeys::of(&team.stack.keys);
    let record = async |kind: Kind, later: i64, hours_ago: i64| {
        let id = CustomerId::new(CUSTOMER, RawIds::Refuse).unwrap();
        let event = Event {
            id: EventId::from_bytes([u8::try_from(later).unwrap(); 16]),
            kind,
            at: at + SignedDuration::from_mins(later),
            conversation: Some(ConversationId::from_bytes([1; 16])),
            automatic: false,
            complaint: kind == Kind::ConversationStarted,
            until: None,
        };
        let recorder = Recorder {
            store: &team.store,
            announced: &Announced::default(),
            calendar: &Calendar::new(&team.stack.time_zone).unwrap(),
            clock: &ShiftedClock {
                clock: SystemClock,
                by: SignedDuration::from_hours(-hours_ago),
            },
            retention: SignedDuration::from_hours(24 * 396),
        };
        let outcomes = recorder.record(&Subject::of(&keys, &id), &[event]).await.unwrap();
        assert_eq!(outcomes, [Recorded::Stored]);
    };
    let settled = async || {
        let records = team.store.read_records(day, day).await.unwrap();
        records[0].is_complete(&Calendar::new(&team.stack.time_zone).unwrap())
    };
    record(Kind::ConversationStarted, 0, 3).await;
    team.stack.night().await.unwrap();
    assert!(settled().await);
    let (_, report) = team.stack.night().await.unwrap();
    assert_eq!(report["written"], 0, "{report}");
    assert!(team.known().await.signals.contacts()[0].ended.is_none());

    record(Kind::ConversationEnded, 60, 2).await;
    team.stack.night().await.unwrap();
    assert!(settled().await);
    assert_eq!(team.known().await.signals.contacts()[0].ended, Some(3_600));
}
