use lambda_http::Request;
use serde_json::Value;
use shared::domain::audit::Deed;
use shared::domain::response::Answer;
use shared::domain::suspicion::Suspicion;

use crate::handle;
use crate::testing::{Fake, TODAY, app, app_with_clock, authorized, noon, read, request, response, with_surveys};

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

#[tokio::test]
async fn a_key_that_was_revoked_meanwhile_is_shown_as_revoked_and_its_making_noted_once() {
    let app = app(with_surveys(&[]));
    let (_, made) = sent(&app, "/v1/keys", KEY, "one").await;
    let path = format!("/v1/keys/{}", made["id"].as_str().unwrap());
    assert_eq!(handle(&app, authorized("DELETE", &path, "")).await.status(), 200);
    let (status, again) = sent(&app, "/v1/keys", KEY, "one").await;
    assert_eq!(
        (status, &again["key"], &again["state"]),
        (201, &made["key"], &"revoked".into()),
        "{again}"
    );
    assert_eq!(again["revoked_at"], "2026-11-21T12:00:00Z");
    let lines = app.store.administration.audit.lock().unwrap();
    let making = lines.iter().filter(|line| line.deed == Deed::CreateKey);
    assert_eq!(making.count(), 1, "{lines:?}");
}

#[tokio::test]
async fn a_key_that_the_first_sending_did_not_get_to_make_is_made_and_noted() {
    let app = app(with_surveys(&[]));
    let (_, made) = sent(&app, "/v1/keys", KEY, "one").await;
    app.store.administration.keys.lock().unwrap().pop();
    app.store.administration.audit.lock().unwrap().clear();
    assert_eq!(sent(&app, "/v1/keys", KEY, "one").await, (201, made));
    assert_eq!(app.store.administration.audit.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_decision_that_is_sent_again_stands_as_it_was_taken_and_one_of_somebody_else_is_a_conflict() {
    let mut fake = with_surveys(&["after-buy"]);
    let mut counted = response(1, "C-1", TODAY, 20, 9, "");
    counted.held = counted.answer().cloned().map(|answer| Answer {
        suspicions: vec![Suspicion::TooQuick],
        ..answer
    });
    fake.responses = vec![counted];
    let (app, clock) = app_with_clock(fake);
    let id = shared::link::InvitationId::from_bytes([1; 16]);
    let path = format!("/v1/held/2026-11-21/{id}");
    for (revision, decision) in [(1, "apply"), (2, "undo"), (3, "drop"), (4, "undo")] {
        let body = format!(r#"{{"decision":"{decision}","revision":{revision}}}"#);
        let first = sent(&app, &path, &body, &format!("{decision}-{revision}")).await;
        assert_eq!(first.0, 200, "{decision}: {}", first.1);
        clock.advance(60);
        let again = sent(&app, &path, &body, &format!("{decision}-{revision}")).await;
        assert_eq!(again, first, "{decision}");
        let (other, refusal) = sent(&app, &path, &body, &format!("another-{decision}-{revision}")).await;
        assert_eq!(other, 409, "{decision} by another request: {refusal}");
    }
    assert_eq!(
        app.store.decided.lock().unwrap().len(),
        4,
        "each decision is taken once"
    );
    let body = r#"{"decision":"apply","revision":1}"#;
    assert_eq!(
        sent(&app, &path, body, "apply-1").await.0,
        409,
        "what others have changed since is not claimed to stand"
    );
}
