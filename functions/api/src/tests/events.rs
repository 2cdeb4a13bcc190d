use serde_json::{Value, json};
use shared::domain::day::shifted;
use shared::domain::response::Respondent;
use shared::domain::service::fold::{Conversations, DayService, EventRow};
use shared::domain::service::retention::Flow;
use shared::domain::service::role::Role;
use shared::domain::settle::DayRecord;
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::store::customers::Customer;

use crate::testing::{Fake, TODAY, app, authorized, get, noon, read, roots, with_surveys};
use crate::{App, handle};

fn event(id: &str, kind: &str, at: &str) -> Value {
    let mut event = json!({"id": id, "type": kind, "customer": "C-1", "at": at});
    if kind.starts_with("conversation") {
        event["conversation"] = "t-1".into();
    }
    event
}

async fn post(app: &App<Fake>, body: &Value) -> (u16, Value) {
    read(handle(app, authorized("POST", "/v1/events", &body.to_string())).await)
}

/// Outcome, or the reason of a refusal, of each event.
fn outcomes(answer: &Value) -> Vec<String> {
    let events = answer["events"].as_array().unwrap();
    let word = |event: &Value| {
        event["reason"]
            .as_str()
            .or(event["outcome"].as_str())
            .unwrap()
            .to_owned()
    };
    events.iter().map(word).collect()
}

#[tokio::test]
async fn events_are_taken_once_whatever_their_number_and_order() {
    let app = app(with_surveys(&[]));
    let reply = event("e-2", "conversation.first_response", "2026-11-20T10:05:00Z");
    let start = event("e-1", "conversation.started", "2026-11-20T10:00:00Z");
    let list = json!([reply, start, start]);
    let (status, answer) = post(&app, &list).await;
    assert_eq!(
        (status, outcomes(&answer)),
        (200, vec!["stored".into(), "stored".into(), "known".into()])
    );
    assert_eq!(
        (&answer["stored"], &answer["known"], &answer["refused"]),
        (&json!(2), &json!(1), &json!(0))
    );
    assert_eq!(answer["events"][0]["id"], "e-2");
    let (status, answer) = post(&app, &start).await;
    assert_eq!((status, outcomes(&answer)), (200, vec!["known".into()]));
    let roles: Vec<Role> = app
        .store
        .events
        .lock()
        .unwrap()
        .iter()
        .map(|(_, stored)| stored.placement.role)
        .collect();
    assert!(
        roles.contains(&Role::Answered(300)) && roles.contains(&Role::Part),
        "{roles:?}"
    );
}

#[tokio::test]
async fn an_id_that_says_something_else_is_a_conflict_and_changes_nothing() {
    let app = app(with_surveys(&[]));
    post(&app, &event("e-1", "customer.started", "2026-11-20T10:00:00Z")).await;
    let (status, answer) = post(&app, &event("e-1", "customer.started", "2026-11-20T10:00:01Z")).await;
    assert_eq!(status, 409, "{answer}");
    assert!(answer["detail"].as_str().unwrap().contains("its own id"), "{answer}");
    let (status, _) = post(&app, &event("e-1", "customer.started", "2026-11-20T10:00:00Z")).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn what_cannot_have_happened_is_refused_in_either_order_and_counted_by_reason() {
    let reply = event("e-2", "conversation.first_response", "2026-11-20T09:59:00Z");
    let start = event("e-1", "conversation.started", "2026-11-20T10:00:00Z");
    let one = app(with_surveys(&[]));
    let (_, answer) = post(&one, &json!([start, reply])).await;
    assert_eq!(outcomes(&answer), ["stored", "reply_before_start"]);
    assert_eq!(answer["reasons"], json!({"reply_before_start": 1}));
    let other = app(with_surveys(&[]));
    let (_, answer) = post(&other, &json!([reply])).await;
    assert_eq!(outcomes(&answer), ["stored"], "its start may still come");
    let (_, answer) = post(&other, &json!([start])).await;
    assert_eq!(outcomes(&answer), ["stored"]);
    let (status, answer) = post(&other, &reply).await;
    assert_eq!(status, 422, "sent again, it is known to be impossible");
    assert!(
        answer["detail"].as_str().unwrap().starts_with("reply_before_start: "),
        "{answer}"
    );
    let stored = |app: &App<Fake>| {
        let mut events: Vec<_> = app
            .store
            .events
            .lock()
            .unwrap()
            .iter()
            .map(|(_, stored)| *stored)
            .collect();
        events.sort_by_key(|stored| stored.id);
        events
    };
    assert_eq!(stored(&one), stored(&other));
}

#[tokio::test]
async fn a_renewal_says_until_when_and_a_conversation_whether_it_is_a_complaint() {
    let app = app(with_surveys(&[]));
    let mut renewal = event("e-1", "customer.renewal", "2026-11-20T10:00:00Z");
    let (status, answer) = post(&app, &renewal).await;
    assert_eq!(status, 422, "{answer}");
    assert!(
        answer["detail"].as_str().unwrap().starts_with("missing_until: "),
        "{answer}"
    );
    renewal["until"] = "2027-01-31".into();
    let mut complaint = event("e-2", "conversation.started", "2026-11-20T10:00:00Z");
    complaint["complaint"] = true.into();
    let mut started = event("e-3", "customer.started", "2026-11-20T10:00:00Z");
    started["until"] = "2027-01-31".into();
    let (_, answer) = post(&app, &json!([renewal, complaint, started])).await;
    assert_eq!(outcomes(&answer), ["stored", "stored", "unexpected_field"]);
    let stored = app.store.events.lock().unwrap();
    let said: Vec<_> = stored.iter().filter_map(|(_, stored)| stored.event).collect();
    assert!(
        said.iter()
            .any(|event| event.until == Some(jiff::civil::date(2027, 1, 31)))
    );
    assert!(said.iter().any(|event| event.complaint));
}

#[tokio::test]
async fn each_event_of_a_list_is_judged_by_itself_and_no_address_comes_back() {
    let app = app(with_surveys(&[]));
    let mut address = event("e-1", "customer.started", "2026-11-20T10:00:00Z");
    address["customer"] = "ann@example.org".into();
    let future = event("e-2", "customer.started", "2026-11-21T12:06:00Z");
    let good = event("e-3", "customer.started", "2026-11-20T10:00:00Z");
    let list =
        json!([address, future, 7, {"id": "e-4"}, good, event("e-5", "customer.paused", "2026-11-20T10:00:00Z")]);
    let (status, answer) = post(&app, &list).await;
    let expected = [
        "bad_customer",
        "in_future",
        "unreadable",
        "unreadable",
        "stored",
        "unknown_type",
    ];
    assert_eq!((status, outcomes(&answer)), (200, expected.map(str::to_owned).to_vec()));
    assert!(!answer.to_string().contains("ann@example.org"), "{answer}");
    assert_eq!(app.store.events.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn sealed_days_and_erased_customers_take_no_events() {
    let fake = with_surveys(&[]);
    let customer = CustomerId::new("C-2", RawIds::Refuse).unwrap();
    let mut erased = Customer::new(Respondent::Customer(Pseudonym::of(&roots().pseudonym_key(), &customer)));
    erased.erased = true;
    let app = app(Fake {
        sealed_days: vec!["2026-01-05".parse().unwrap()],
        customers: vec![erased],
        ..fake
    });
    let mut theirs = event("e-1", "customer.started", "2026-11-20T10:00:00Z");
    theirs["customer"] = "C-2".into();
    let list = json!([event("e-2", "conversation.started", "2026-01-05T10:00:00Z"), theirs]);
    let (_, answer) = post(&app, &list).await;
    assert_eq!(outcomes(&answer), ["sealed_day", "erased"]);
    assert!(app.store.events.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_list_may_have_a_hundred_events_and_not_one_more() {
    let list = |n: usize| {
        let event = |number| event(&format!("e-{number}"), "customer.started", "2026-11-20T10:00:00Z");
        Value::Array((0..n).map(event).collect())
    };
    assert_eq!(post(&app(with_surveys(&[])), &list(100)).await.0, 200);
    let (status, answer) = post(&app(with_surveys(&[])), &list(101)).await;
    assert_eq!((status, &answer["invalid_params"][0]["name"]), (422, &json!("events")));
}

fn conversations(roles: &[Role]) -> Conversations {
    let mut day = DayService::default();
    for role in roles {
        day.add(&EventRow {
            role: *role,
            at: Some(noon()),
            expires: None,
        });
    }
    day.conversations
}

#[tokio::test]
async fn the_measures_come_with_their_n_their_limits_and_what_is_left_out() {
    let mut roles: Vec<Role> = (1..=40).map(|minute| Role::Answered(60 * minute)).collect();
    roles.extend([Role::Abandoned(30), Role::Unanswered(90), Role::Automatic]);
    let mut fake = with_surveys(&[]);
    fake.conversations = vec![(TODAY, conversations(&roles))];
    let month = Flow {
        acquired: 200,
        ..Flow::default()
    };
    let lost = Flow {
        lost: 20,
        ..Flow::default()
    };
    fake.book.watermark = Some(shifted(TODAY, -1));
    fake.flow = vec![
        ("2026-09-30".parse().unwrap(), month),
        ("2026-10-05".parse().unwrap(), lost),
    ];
    let app = app(fake);
    let (status, answer) = get(&app, "/v1/service?from=2026-10-01&to=2026-11-21").await;
    assert_eq!(status, 200, "{answer}");
    let first = &answer["first_response"];
    assert_eq!(
        (&first["n"], &first["answered"], &first["unanswered"]),
        (&json!(42), &json!(40), &json!(2))
    );
    let median = first["median_seconds"].as_u64().unwrap();
    assert!(
        (1_190..=1_260).contains(&median) && first["median_low"].as_u64() < Some(median),
        "{first}"
    );
    assert_eq!(
        (&answer["abandonment"]["abandoned"], &answer["abandonment"]["shown"]),
        (&json!(1), &json!("full"))
    );
    assert_eq!(answer["left_out"], json!({"automatic": 1}));
    let october = &answer["customers"][0];
    assert_eq!(
        (&october["month"], &october["at_start"], &october["churn_percent"]),
        (&json!("2026-10"), &json!(200), &json!(10.0))
    );
    assert_eq!(
        (&october["complete"], &answer["customers"][1]["complete"]),
        (&json!(true), &json!(false))
    );
    let (status, answer) = get(&app, "/v1/service?survey=x").await;
    assert_eq!(status, 422, "{answer}");
}

#[tokio::test]
async fn a_month_is_complete_once_all_its_days_are_settled_those_outside_the_range_too() {
    let october = async |touched: Option<&str>, watermark: &str| {
        let mut fake = with_surveys(&[]);
        let acquired = Flow {
            acquired: 200,
            ..Flow::default()
        };
        fake.flow = vec![("2026-09-30".parse().unwrap(), acquired)];
        fake.book.watermark = Some(watermark.parse().unwrap());
        fake.book
            .records
            .extend(touched.map(|day| DayRecord::new(day.parse().unwrap())));
        let (status, answer) = get(&app(fake), "/v1/service?from=2026-10-05&to=2026-10-08").await;
        assert_eq!(status, 200, "{answer}");
        let month = &answer["customers"][0];
        (
            answer["settled_through"].clone(),
            month["complete"].clone(),
            month["annual_churn_percent"].is_null(),
        )
    };
    let open = (json!("2026-10-08"), json!(false), true);
    assert_eq!(october(None, "2026-10-30").await, open, "its last day is not counted");
    assert_eq!(october(Some("2026-10-02"), "2026-11-20").await, open);
    assert_eq!(october(Some("2026-10-20"), "2026-11-20").await, open);
    let complete = (json!("2026-10-08"), json!(true), false);
    assert_eq!(october(Some("2026-11-01"), "2026-11-20").await, complete);
}
