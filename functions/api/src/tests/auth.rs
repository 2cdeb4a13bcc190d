use std::sync::atomic::Ordering::Relaxed;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::store::StoreError;

use crate::handle;
use crate::testing::{Fake, app, app_with_clock, key, read, request, revoked_key, with_surveys};

fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

/// Every way to ask, and whether it is let in.
fn attempts() -> Vec<(String, bool)> {
    let (good, revoked) = (key().reveal(), revoked_key().reveal());
    let unknown = shared::api_key::ApiKey::generate([[1; 16]; 3]).reveal();
    let wrong_secret = format!("{}{}", &good[..13], &unknown[13..]);
    vec![
        (format!("Bearer {good}"), true),
        (format!("bearer {good}"), true),
        (basic(&good, ""), true),
        (basic("me", &good), true),
        (String::new(), false),
        ("Bearer".to_owned(), false),
        ("Bearer ".to_owned(), false),
        (good.clone(), false),
        (format!("Bearer {revoked}"), false),
        (format!("Bearer {unknown}"), false),
        (format!("Bearer {wrong_secret}"), false),
        (format!("Bearer {}", &good[..good.len() - 1]), false),
        (format!("Bearer {good}, Bearer {good}"), false),
        (format!("Digest {good}"), false),
        (basic(&revoked, ""), false),
        (basic("", ""), false),
        ("Basic ????".to_owned(), false),
        (format!("Basic {}", STANDARD.encode(&good)), false),
    ]
}

#[tokio::test]
async fn a_key_is_taken_as_bearer_or_as_a_name_or_password_and_every_other_way_is_refused_alike() {
    let mut refusals = Vec::new();
    for (header, valid) in attempts() {
        let app = app(with_surveys(&["after-buy"]));
        let mut asked = request("GET", "/v1/surveys", "");
        if !header.is_empty() {
            asked.headers_mut().insert("authorization", header.parse().unwrap());
        }
        let answer = handle(&app, asked).await;
        assert_eq!(answer.status(), if valid { 200 } else { 401 }, "'{header}'");
        if !valid {
            refusals.push((answer.headers().clone(), read(answer)));
        }
    }
    assert!(refusals.windows(2).all(|pair| pair[0] == pair[1]), "{refusals:#?}");
}

#[tokio::test]
async fn two_authorization_headers_are_one_too_many() {
    let app = app(with_surveys(&[]));
    let mut asked = request("GET", "/v1/surveys", "");
    for _ in 0..2 {
        let bearer = format!("Bearer {}", key().reveal());
        asked.headers_mut().append("authorization", bearer.parse().unwrap());
    }
    assert_eq!(handle(&app, asked).await.status(), 401);
}

#[tokio::test]
async fn a_verified_key_is_looked_up_again_after_a_minute_and_a_clock_put_back_makes_none_fresh() {
    let (app, clock) = app_with_clock(with_surveys(&[]));
    let bearer = format!("Bearer {}", key().reveal());
    let ask = || {
        let mut asked = request("GET", "/v1/surveys", "");
        asked.headers_mut().insert("authorization", bearer.parse().unwrap());
        handle(&app, asked)
    };
    for (advance, lookups) in [(0, 1), (59, 1), (1, 2), (30, 2), (-40, 3)] {
        clock.advance(advance);
        assert_eq!(ask().await.status(), 200);
        assert_eq!(app.store.key_reads.load(Relaxed), lookups, "after {advance} s");
    }
}

#[tokio::test]
async fn a_cached_key_does_not_let_in_another_secret_under_its_id() {
    let app = app(with_surveys(&[]));
    let good = key().reveal();
    let other = revoked_key().reveal();
    for (secret, status) in [(&good, 200), (&format!("{}{}", &good[..13], &other[13..]), 401)] {
        let mut asked = request("GET", "/v1/surveys", "");
        asked
            .headers_mut()
            .insert("authorization", format!("Bearer {secret}").parse().unwrap());
        assert_eq!(handle(&app, asked).await.status(), status);
    }
}

#[tokio::test]
async fn a_key_that_cannot_be_looked_up_lets_nobody_in() {
    let failures: [(fn() -> StoreError, u16); 3] = [
        (|| StoreError::Throttled { operation: "GetItem" }, 503),
        (
            || StoreError::Unavailable {
                operation: "GetItem",
                detail: "secret detail".into(),
            },
            503,
        ),
        (
            || StoreError::Denied {
                operation: "GetItem",
                detail: "secret detail".into(),
            },
            500,
        ),
    ];
    for (failing, status) in failures {
        let app = app(Fake {
            failing: Some(failing),
            ..with_surveys(&["after-buy"])
        });
        let answer = handle(&app, crate::testing::authorized("GET", "/v1/surveys", "")).await;
        assert_eq!(answer.status(), status);
        assert_eq!(answer.headers().contains_key("retry-after"), status == 503);
        let (_, body) = read(answer);
        assert!(!body.to_string().contains("secret detail"), "{body}");
    }
}
