//! Closing a flag over the API.

use jiff::Timestamp;
use serde_json::json;
use shared::domain::response::Respondent;
use shared::domain::risk::Flag;
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::store::customers::Customer;

use crate::handle;
use crate::testing::{Fake, app, authorized, get, read, roots};

const OPENED: &str = "2026-11-20T04:10:00Z";
const CLOSE: &str = "/v1/flags/C-1/close";

fn flagged(held_out: bool) -> Fake {
    let id = CustomerId::new("C-1", RawIds::Refuse).unwrap();
    let key = Pseudonym::of(&roots().pseudonym_key(), &id);
    let opened_at: Timestamp = OPENED.parse().unwrap();
    let flag = Flag {
        opened_at,
        evidence: opened_at,
        enrolled: None,
        reasons: Vec::new(),
        held_out,
        closed: None,
    };
    let customer = Customer {
        revision: 1,
        flag: Some(flag),
        ..Customer::new(Respondent::Customer(key))
    };
    Fake {
        customers: vec![customer],
        ..Fake::default()
    }
}

#[tokio::test]
async fn a_flag_is_closed_with_a_note_that_the_customer_shows() {
    let app = app(flagged(false));
    let body = json!({ "opened_at": OPENED, "note": " called " }).to_string();
    for _ in 0..2 {
        let (status, closed) = read(handle(&app, authorized("POST", CLOSE, &body)).await);
        assert_eq!(status, 200, "{closed}");
        assert_eq!(
            (
                &closed["customer"],
                &closed["closed"]["cause"],
                &closed["closed"]["note"]
            ),
            (&json!("C-1"), &json!("person"), &json!("called"))
        );
    }
    let (_, shown) = get(&app, "/v1/customers/C-1").await;
    assert_eq!(shown["flag"]["closed"]["note"], "called", "{shown}");
    let other = json!({ "opened_at": OPENED, "note": "written to" }).to_string();
    let (status, refused) = read(handle(&app, authorized("POST", CLOSE, &other)).await);
    assert_eq!(status, 409, "closed with another note: {refused}");
}

#[tokio::test]
async fn what_is_held_out_is_as_unknown_as_what_is_not_there() {
    let body = json!({ "opened_at": OPENED }).to_string();
    let mut answers = Vec::new();
    for fake in [flagged(true), Fake::default()] {
        answers.push(read(handle(&app(fake), authorized("POST", CLOSE, &body)).await));
    }
    assert_eq!(answers[0].0, 404);
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn whoever_has_not_looked_at_the_flag_or_says_too_much_is_refused() {
    let app = app(flagged(false));
    let refused = async |body: serde_json::Value| {
        let (status, answer) = read(handle(&app, authorized("POST", CLOSE, &body.to_string())).await);
        (status, answer["invalid_params"][0]["name"].clone())
    };
    assert_eq!(refused(json!({ "note": "called" })).await, (422, json!("opened_at")));
    let long = json!({ "opened_at": OPENED, "note": "x".repeat(501) });
    assert_eq!(refused(long).await, (422, json!("note")));
    assert_eq!(refused(json!({ "opened_at": "2026-11-19T04:10:00Z" })).await.0, 409);
    assert_eq!(refused(json!({ "opened_at": OPENED, "cause": "left" })).await.0, 400);
    assert_eq!(get(&app, "/v1/customers/C-1").await.1["flag"]["closed"], json!(null));
}

#[tokio::test]
async fn a_customer_whom_the_night_is_writing_is_to_be_tried_again_and_is_no_conflict() {
    let overtaken = app(Fake {
        night_writes_customers: true,
        ..flagged(false)
    });
    let body = json!({ "opened_at": OPENED }).to_string();
    let response = handle(&overtaken, authorized("POST", CLOSE, &body)).await;
    assert!(response.headers().contains_key("retry-after"));
    let (status, refused) = read(response);
    assert_eq!((status, &refused["type"]), (503, &json!("urn:aisance:problem:busy")));
    let said = refused["detail"].as_str().unwrap();
    assert!(
        said.contains("Nothing was changed") && said.contains("try again"),
        "{said}"
    );
}
