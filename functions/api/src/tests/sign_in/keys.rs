//! With an API key, and out again.

use shared::api_key::ApiKey;
use shared::domain::access::{Scope, Scopes};

use super::*;
use crate::testing::{key, revoked_key};

async fn sign_in_with(browser: &mut Browser, key: &str) -> Response<Body> {
    let page = text(browser.get("/dashboard/sign-in?to=%2Fdashboard%3Fdays%3D7").await);
    let fields = [
        ("form_token", field(&page, "form_token")),
        ("to", field(&page, "to")),
        ("api_key", key),
    ];
    let fields = serde_urlencoded::to_string(fields).unwrap();
    browser.send("POST", "/dashboard/sign-in/key", &fields).await
}

#[tokio::test]
async fn a_key_signs_in_to_what_it_may_do_and_no_longer_than_it_lives() {
    let soon = ApiKey::generate([[1; 16], [2; 16], [3; 16]]);
    let mut stored = soon.to_stored("for a day of tests", Scopes::of(&[Scope::Read]), noon());
    stored.expires = Some(noon() + jiff::SignedDuration::from_mins(30));
    let fake = with_surveys(&[]);
    fake.administration.keys.lock().unwrap().push(stored);
    let mut browser = Browser::of(fake);
    let answer = sign_in_with(&mut browser, &format!(" {} ", soon.reveal())).await;
    assert_eq!(
        (answer.status().as_u16(), location(&answer)),
        (303, "/dashboard?days=7")
    );
    let session = browser.session().unwrap();
    assert_eq!(session.ends, noon() + jiff::SignedDuration::from_mins(30));
    assert_eq!(
        (session.key.as_deref(), session.name.as_str()),
        (Some(soon.id()), "for a day of tests")
    );
    assert_eq!(session.scopes, Scopes::of(&[Scope::Read]));
    assert_eq!(browser.get("/dashboard").await.status(), 200);
    browser.clock.advance(30 * 60);
    assert_eq!(browser.get("/dashboard").await.status(), 303);
    let audit = browser.app.store.administration.audit.lock().unwrap();
    assert_eq!(audit[0].by, format!("key:{}", soon.id()));
}

#[tokio::test]
async fn whatever_is_no_key_in_force_gets_one_and_the_same_answer() {
    let good = key().reveal();
    let other = ApiKey::generate([[1; 16]; 3]).reveal();
    let mut pages = Vec::new();
    for wrong in [
        "",
        "nonsense",
        &good[..good.len() - 1],
        &revoked_key().reveal(),
        &other,
        &format!("{}{}", &good[..13], &other[13..]),
    ] {
        let mut browser = Browser::new();
        let answer = sign_in_with(&mut browser, wrong).await;
        assert_eq!((answer.status().as_u16(), browser.session()), (422, None), "{wrong}");
        let html = text(answer);
        let token = field(&html, "form_token").to_owned();
        pages.push(html.replace(&token, ""));
        assert!(browser.app.store.administration.audit.lock().unwrap().is_empty());
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(!pages[0].contains("nonsense"));
}

#[tokio::test]
async fn a_sign_in_form_of_another_browser_or_site_signs_nobody_in() {
    let mut browser = Browser::new();
    let page = text(browser.get("/dashboard/sign-in").await);
    let good_key = key().reveal();
    let fields = |token: &str| serde_urlencoded::to_string([("form_token", token), ("api_key", &good_key)]).unwrap();
    let good = fields(field(&page, "form_token"));
    let mut other = Browser::new();
    let others = text(other.get("/dashboard/sign-in").await);
    // Its own token, in another's browser; no token; no cookie.
    assert_eq!(other.send("POST", "/dashboard/sign-in/key", &good).await.status(), 403);
    let foreign = fields(field(&others, "form_token"));
    assert_eq!(
        browser.send("POST", "/dashboard/sign-in/key", &foreign).await.status(),
        403
    );
    assert_eq!(
        browser
            .send("POST", "/dashboard/sign-in/key", &fields(""))
            .await
            .status(),
        403
    );
    assert_eq!(
        Browser::new()
            .send("POST", "/dashboard/sign-in/key", &good)
            .await
            .status(),
        403
    );
    assert!(browser.session().is_none() && other.session().is_none());
    let mut from_elsewhere = request("POST", "/dashboard/sign-in/key", &good);
    let cookie = format!(
        "__Host-aisance-sign-in={}",
        browser.cookie("__Host-aisance-sign-in").unwrap()
    );
    let headers = from_elsewhere.headers_mut();
    headers.insert("cookie", cookie.parse().unwrap());
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    headers.insert("origin", "https://evil.example".parse().unwrap());
    assert_eq!(handle(&browser.app, from_elsewhere).await.status(), 403);
    assert_eq!(
        browser.send("POST", "/dashboard/sign-in/key", &good).await.status(),
        303
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_in_this_browser_and_no_other_site_can_do_it() {
    let mut browser = Browser::new();
    sign_in_with(&mut browser, &key().reveal()).await;
    let page = text(browser.get("/dashboard").await);
    let foreign = browser.send("POST", "/dashboard/sign-out", "form_token=foreign").await;
    assert_eq!(foreign.status(), 403);
    assert!(browser.session().is_some());
    let own = serde_urlencoded::to_string([("form_token", field(&page, "form_token"))]).unwrap();
    let answer = browser.send("POST", "/dashboard/sign-out", &own).await;
    assert_eq!(location(&answer), "/dashboard/sign-in?signed_out=1");
    assert_eq!(browser.cookie("__Host-aisance"), None);
    let told = text(browser.get("/dashboard/sign-in?signed_out=1").await);
    assert!(told.contains("You are signed out"), "{told}");
    assert_eq!(browser.get("/dashboard").await.status(), 303);
    let again = browser.send("POST", "/dashboard/sign-out", &own).await;
    assert_eq!(again.status(), 303, "whose session has ended already is signed out too");
}

#[tokio::test]
async fn a_form_of_another_site_that_comes_without_the_session_ends_nothing() {
    let mut browser = Browser::new();
    sign_in_with(&mut browser, &key().reveal()).await;
    // The browser keeps the cookie back, and still takes what the answer tells it to forget.
    for origin in ["https://evil.example", "null", "https://api.example"] {
        let mut request = request("POST", "/dashboard/sign-out", "");
        let headers = request.headers_mut();
        headers.insert("origin", origin.parse().unwrap());
        headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
        let answer = handle(&browser.app, request).await;
        assert!(
            answer.headers().get("set-cookie").is_none(),
            "{origin}: {:?}",
            answer.headers()
        );
        browser.keep(answer.headers());
    }
    assert!(browser.session().is_some());
    assert_eq!(browser.get("/dashboard").await.status(), 200);
}
