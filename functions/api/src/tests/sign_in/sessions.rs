//! What a session is, and what is seen without one.

use serde_json::Value;
use shared::domain::access::{Scope, Scopes};

use super::*;
use crate::testing::{form, session, signed_in};

#[tokio::test]
async fn without_an_issuer_there_is_only_the_form_for_keys() {
    let (app, _) = app_with_clock(with_surveys(&[]));
    let page = text(handle(&app, request("GET", "/dashboard/sign-in", "")).await);
    assert!(page.contains("api_key") && !page.contains("/start"), "{page}");
    assert_eq!(
        handle(&app, request("GET", "/dashboard/sign-in/start", ""))
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn a_session_is_nobody_elses_and_a_swapped_or_doubled_one_is_none() {
    let (app, _) = app_with_clock(with_surveys(&[]));
    let sealed = session(Scopes::ALL).seal(&roots().session_keys().0);
    let ask = |cookie: String| {
        let mut request = request("GET", "/dashboard", "");
        request.headers_mut().insert("cookie", cookie.parse().unwrap());
        handle(&app, request)
    };
    assert_eq!(ask(format!("__Host-aisance={sealed}")).await.status(), 200);
    for cookie in [
        format!("aisance={sealed}"),
        format!("__Host-aisance-sign-in={sealed}"),
        format!("__Host-aisance={sealed}; __Host-aisance={sealed}"),
        format!("__Host-aisance={}", &sealed[1..]),
        "__Host-aisance=".to_owned(),
    ] {
        assert_eq!(ask(cookie.clone()).await.status(), 303, "{cookie}");
    }
    // A form with the token of one session, in another.
    let mut other = session(Scopes::ALL);
    other.id = [2; 16];
    let mut swapped = signed_in(
        Scopes::ALL,
        "POST",
        "/dashboard/language",
        &form(Scopes::ALL, &[("language", "fr")]),
    );
    let cookie = format!("__Host-aisance={}", other.seal(&roots().session_keys().0));
    swapped.headers_mut().insert("cookie", cookie.parse().unwrap());
    assert_eq!(handle(&app, swapped).await.status(), 403);
}

#[tokio::test]
async fn whoever_may_not_see_a_page_is_told_so_on_a_page_in_their_language() {
    let (app, _) = app_with_clock(with_surveys(&[]));
    let mut asked = signed_in(Scopes::of(&[Scope::Comments]), "GET", "/dashboard", "");
    asked.headers_mut().insert("accept-language", "fr".parse().unwrap());
    let answer = handle(&app, asked).await;
    assert_eq!(answer.status(), 403);
    let html = text(answer);
    assert!(
        html.contains("lang=\"fr\"") && html.contains("Cette page ne vous est pas ouverte"),
        "{html}"
    );
    assert!(
        html.contains("/dashboard/sign-out"),
        "one can sign out and in as somebody else"
    );
}

#[tokio::test]
async fn programs_are_not_led_to_a_page() {
    let (app, _) = app_with_clock(with_surveys(&[]));
    let answer = handle(&app, request("GET", "/v1/surveys", "")).await;
    assert_eq!(answer.status(), 401);
    let problem: Value = serde_json::from_str(&text(answer)).unwrap();
    assert_eq!(problem["title"], "API key needed");
}
