use lambda_http::Request;
use serde_json::Value;

use crate::handle;
use crate::testing::{Fake, app, app_with_clock, authorized, noon, read, request, with_surveys};

const LINK: &str = r#"{"survey":"after-buy","touchpoint":"checkout"}"#;
const KEY: &str = r#"{"name":"CRM","scopes":["read"],"valid_days":7}"#;

fn keyed(mut request: Request, key: &str) -> Request {
    request.headers_mut().insert("idempotency-key", key.parse().unwrap());
    request
}

/// The store in memory gives fresh randomness that is always the same: what is drawn is told by not being that.
async fn sent(app: &crate::App<Fake>, path: &str, body: &str, key: &str) -> (u16, Value) {
    read(handle(app, keyed(authorized("POST", path, body), key)).await)
}

#[tokio::test]
async fn sent_again_a_request_gets_the_same_answer_and_makes_nothing_new() {
    let (app, clock) = app_with_clock(with_surveys(&["after-buy"]));
    let link = sent(&app, "/v1/links", LINK, "one").await;
    let key = sent(&app, "/v1/keys", KEY, "two").await;
    assert_eq!((link.0, key.0), (201, 201), "{link:?} {key:?}");
    let keys = app.store.administration.keys.lock().unwrap().len();
    clock.advance(24 * 3_600 - 1);
    assert_eq!(
        sent(&app, "/v1/links", LINK, "one").await,
        link,
        "a day later it is still the same link"
    );
    assert_eq!(
        sent(&app, "/v1/links", LINK, "\"one\"").await,
        link,
        "as a structured header too"
    );
    assert_eq!(sent(&app, "/v1/keys", KEY, "two").await, key);
    assert_eq!(app.store.administration.keys.lock().unwrap().len(), keys);
    clock.advance(1);
    let anew = sent(&app, "/v1/links", LINK, "one").await;
    assert_eq!(anew.0, 201);
    assert_ne!(anew.1["token"], link.1["token"], "after a day it is another request");
}

#[tokio::test]
async fn a_request_that_comes_back_late_is_registered_on_the_day_it_comes() {
    let (app, clock) = app_with_clock(with_surveys(&["after-buy"]));
    let body = r#"{"survey":"after-buy","customer":"C-1","touchpoint":"checkout"}"#;
    let first = sent(&app, "/v1/links", body, "late").await;
    // As if the first had stopped before it registered anything.
    app.store.registered.lock().unwrap().clear();
    clock.advance(23 * 3_600);
    assert_eq!(sent(&app, "/v1/links", body, "late").await, first);
    let registered = app.store.registered.lock().unwrap();
    assert_eq!(
        registered[0].invited.day.to_string(),
        "2026-11-22",
        "never on a day that is over"
    );
}

#[tokio::test]
async fn another_request_under_the_same_key_is_refused_and_does_nothing() {
    let app = app(with_surveys(&["after-buy"]));
    sent(&app, "/v1/keys", KEY, "one").await;
    app.store.written.lock().unwrap().clear();
    let other_body = KEY.replace("CRM", "ERP");
    for (path, body) in [
        ("/v1/keys", other_body.as_str()),
        ("/v1/links", LINK),
        ("/v1/keys", &format!("{KEY} ")),
    ] {
        let (status, answer) = sent(&app, path, body, "one").await;
        assert_eq!(status, 422, "{answer}");
        assert_eq!(answer["type"], "urn:aisance:problem:idempotency-key-reused");
    }
    assert!(app.store.written.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_same_key_of_another_caller_is_another() {
    let fake = with_surveys(&["after-buy"]);
    let other = shared::api_key::ApiKey::generate([[21; 16], [22; 16], [23; 16]]);
    let stored = other.to_stored("other", shared::domain::access::Scopes::ALL, noon());
    fake.administration.keys.lock().unwrap().push(stored);
    let app = app(fake);
    let own = sent(&app, "/v1/links", LINK, "one").await;
    let mut asked = keyed(request("POST", "/v1/links", LINK), "one");
    let bearer = format!("Bearer {}", other.reveal()).parse().unwrap();
    asked.headers_mut().insert("authorization", bearer);
    let others = read(handle(&app, asked).await);
    assert_eq!(others.0, 201);
    assert_ne!(own.1["token"], others.1["token"]);
}

#[tokio::test]
async fn what_is_no_key_is_refused_and_where_nothing_is_posted_none_is_looked_at() {
    let app = app(with_surveys(&["after-buy"]));
    for wrong in ["", "a b", "\"\"", &"k".repeat(256)] {
        let (status, answer) = sent(&app, "/v1/links", LINK, wrong).await;
        let refused = &answer["invalid_params"][0]["name"];
        assert_eq!((status, refused), (422, &"Idempotency-Key".into()), "{wrong:?}");
    }
    let mut twice = keyed(authorized("POST", "/v1/links", LINK), "one");
    twice.headers_mut().append("idempotency-key", "two".parse().unwrap());
    assert_eq!(handle(&app, twice).await.status(), 422);
    for method in ["GET", "PUT"] {
        let body = r#"{"fatigue_days":30}"#;
        let answer = handle(&app, keyed(authorized(method, "/v1/settings", body), "a b")).await;
        assert_eq!(answer.status(), 200);
    }
    assert!(app.store.administration.sendings.lock().unwrap().is_empty());
}
