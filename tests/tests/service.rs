//! From events to service measures, through the real function binaries.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::day::{Calendar, shifted};
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{api_key, authorized, body, pseudonym, sent, status};

/// Noon of the day so many days before today, where the stack is.
fn noon(stack: &Stack, days_ago: i32) -> Timestamp {
    let calendar = Calendar::new(&stack.time_zone).unwrap();
    let today = calendar.day_of(SystemClock.now());
    calendar.opens(shifted(today, -days_ago)) + SignedDuration::from_hours(11)
}

struct Team {
    api: Function,
    key: String,
}

impl Team {
    async fn of(stack: &Stack) -> Self {
        let key = api_key(stack).await;
        Self {
            api: stack.function("api").await.unwrap(),
            key,
        }
    }

    async fn send(&self, events: &[Value]) -> Value {
        let answer = sent("/v1/events", &self.key, &json!(events));
        let answer = self.api.invoke(answer.payload()).await.unwrap();
        assert_eq!(status(&answer), 200, "{answer}");
        body(&answer)
    }

    async fn service(&self) -> Value {
        let answer = authorized("GET", "/v1/service", "", &self.key);
        let answer = self.api.invoke(answer.payload()).await.unwrap();
        assert_eq!(status(&answer), 200, "{answer}");
        body(&answer)
    }
}

fn event(id: &str, kind: &str, customer: &str, at: Timestamp) -> Value {
    let mut event = json!({"id": id, "type": kind, "customer": customer, "at": at});
    if kind.starts_with("conversation") {
        event["conversation"] = "ticket-1".into();
    }
    event
}

/// Twelve conversations of two days ago: ten answered after 1 to 10 minutes, one left, one waiting.
fn conversations(stack: &Stack) -> Vec<Value> {
    let start = noon(stack, 2);
    let mut events = Vec::new();
    for number in 1..=12_i64 {
        let customer = format!("customer-{number:03}");
        events.push(event(&format!("s{number}"), "conversation.started", &customer, start));
        let mut automatic = event(&format!("m{number}"), "conversation.first_response", &customer, start);
        automatic["automatic"] = true.into();
        events.push(automatic);
        let later = start + SignedDuration::from_mins(number);
        match number {
            1..=10 => events.push(event(
                &format!("r{number}"),
                "conversation.first_response",
                &customer,
                later,
            )),
            11 => events.push(event("left", "conversation.abandoned", &customer, later)),
            _ => {}
        }
    }
    events
}

#[tokio::test(flavor = "multi_thread")]
async fn events_sent_one_day_are_measures_the_next() {
    let stack = Stack::start().await.unwrap();
    let team = Team::of(&stack).await;
    let events = conversations(&stack);
    let taken = team.send(&events).await;
    assert_eq!(
        (&taken["stored"], &taken["refused"]),
        (&json!(events.len()), &json!(0)),
        "{taken}"
    );
    let started: Vec<Value> = (0..20)
        .map(|number| {
            event(
                "in",
                "customer.started",
                &format!("member-{number:02}"),
                noon(&stack, 70),
            )
        })
        .collect();
    team.send(&started).await;
    let left = noon(&stack, 1);
    team.send(&[event("out", "customer.ended", "member-07", left)]).await;
    assert_eq!(
        team.service().await["first_response"]["n"],
        0,
        "nothing is counted before the night"
    );
    stack.night().await.unwrap();

    let service = team.service().await;
    let first = &service["first_response"];
    assert_eq!(
        (&first["n"], &first["answered"], &first["unanswered"]),
        (&json!(12), &json!(10), &json!(2)),
        "{service}"
    );
    assert_eq!(
        (&first["median_seconds"], &first["p90_seconds"]),
        (&json!(360), &Value::Null),
        "one of twelve waits on"
    );
    assert_eq!(
        (&service["abandonment"]["n"], &service["abandonment"]["abandoned"]),
        (&json!(12), &json!(1))
    );
    assert_eq!(service["left_out"], json!({"automatic": 12}));
    let calendar = Calendar::new(&stack.time_zone).unwrap();
    let month = calendar.day_of(left).strftime("%Y-%m").to_string();
    let months = service["customers"].as_array().unwrap();
    let of_loss = months.iter().find(|row| row["month"] == month).unwrap();
    assert_eq!(
        (&of_loss["at_start"], &of_loss["lost"], &of_loss["churn_percent"]),
        (&json!(20), &json!(1), &json!(5.0)),
        "{of_loss}"
    );

    // The one who waited is answered at last: a change to a closed day, which the next night takes in.
    let reply = noon(&stack, 0) - SignedDuration::from_hours(1);
    team.send(&[event("late", "conversation.first_response", "customer-012", reply)])
        .await;
    stack.night().await.unwrap();
    let service = team.service().await;
    assert_eq!(service["first_response"]["answered"], 11, "{service}");
    assert!(
        service["first_response"]["p90_seconds"].as_u64() >= Some(600),
        "{service}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_again_and_in_another_order_gives_the_same_measures() {
    let mut seen: Vec<Value> = Vec::new();
    for backwards in [false, true] {
        let stack = Stack::start().await.unwrap();
        let team = Team::of(&stack).await;
        let mut events = conversations(&stack);
        events.push(event(
            "early",
            "conversation.first_response",
            "customer-001",
            noon(&stack, 2) - SignedDuration::from_secs(1),
        ));
        if backwards {
            events.reverse();
        }
        for part in events.chunks(5) {
            team.send(part).await;
        }
        let again = team.send(&events).await;
        assert_eq!(
            (&again["stored"], &again["reasons"]),
            (&json!(0), &json!({"reply_before_start": 1}))
        );
        stack.night().await.unwrap();
        stack.night().await.unwrap();
        let mut service = team.service().await;
        assert_eq!(service["left_out"], json!({"automatic": 12, "reply_before_start": 1}));
        service["first_response"]["median_high"].take();
        seen.push(service["first_response"].take());
        seen.push(service["left_out"].take());
    }
    assert_eq!(seen[..2], seen[2..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_senders_at_once_leave_what_one_would_have() {
    let stack = Stack::start().await.unwrap();
    let team = Team::of(&stack).await;
    let start = noon(&stack, 2);
    let mut events = vec![event("start", "conversation.started", "customer-001", start)];
    events.extend((1..=9_i64).map(|minute| {
        let at = start + SignedDuration::from_mins(minute);
        event(&format!("r{minute}"), "conversation.first_response", "customer-001", at)
    }));
    events.reverse();
    let senders = ["api", "api", "api"].map(|name| stack.function(name));
    let senders = futures::future::try_join_all(senders).await.unwrap();
    let requests = events.iter().enumerate().map(|(number, event)| {
        let request = sent("/v1/events", &team.key, event);
        senders[number % senders.len()].invoke(request.payload())
    });
    for answer in futures::future::try_join_all(requests).await.unwrap() {
        assert_eq!(status(&answer), 200, "{answer}");
    }
    stack.night().await.unwrap();
    let store = stack.engine.store().unwrap();
    let key = shared::domain::response::Respondent::Customer(pseudonym(&stack, "customer-001"));
    let stored = shared::store::events::ReadEvents::read_events(&store, key)
        .await
        .unwrap();
    let mut roles: Vec<String> = stored.iter().map(|stored| stored.placement.role.to_string()).collect();
    roles.sort();
    assert_eq!(roles[0], "answered:60");
    assert!(roles[1..].iter().all(|role| role == "part"), "{roles:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_customers_events_leave_the_measures_and_no_new_ones_come() {
    let stack = Stack::start().await.unwrap();
    let team = Team::of(&stack).await;
    team.send(&conversations(&stack)).await;
    stack.night().await.unwrap();
    assert_eq!(team.service().await["first_response"]["n"], 12);
    let store = stack.engine.store().unwrap();
    let erased = shared::erasure::erase(&store, pseudonym(&stack, "customer-003"), &SystemClock)
        .await
        .unwrap();
    assert_eq!((erased.erased, erased.events), (0, 3));
    let new = event("new", "conversation.started", "customer-003", noon(&stack, 1));
    let refused = team.send(&[new]).await;
    assert_eq!(refused["reasons"], json!({"erased": 1}));
    stack.night().await.unwrap();
    let service = team.service().await;
    assert_eq!(service["first_response"]["n"], 11, "{service}");
    assert_eq!(
        (&service["left_out"]["erased"], &service["left_out"]["automatic"]),
        (&json!(3), &json!(11))
    );
    let again = shared::erasure::erase(&store, pseudonym(&stack, "customer-003"), &SystemClock)
        .await
        .unwrap();
    assert_eq!(again.events, 0, "erasing again finds nothing left");
    let calendar = Calendar::new(&stack.time_zone).unwrap();
    let day_before = shifted(calendar.day_of(SystemClock.now()), -3);
    assert_eq!(
        service["settled_through"],
        json!(day_before),
        "a day that was touched settles an hour later"
    );
}
