mod keys;
mod sessions;

use std::sync::Arc;

use http::HeaderMap;
use lambda_http::{Body, Response};
use serde_json::json;
use shared::clock::random_16;
use shared::domain::access::Role;
use shared::session::{LASTS, Session};
use shared::store::StoreError;
use shared::web::{Web, WebError};

use crate::oidc::Issuer;
use crate::testing::issuer::{FakeIssuer, ISSUER, config};
use crate::testing::{Fake, StillClock, app_with_clock, noon, request, roots, text, with_surveys};
use crate::{App, handle};

/// A browser before the dashboard of a workspace with an issuer.
struct Browser {
    app: App<Fake>,
    clock: Arc<StillClock>,
    issuer: Arc<FakeIssuer>,
    cookies: Vec<(String, String)>,
}

impl Browser {
    fn of(fake: Fake) -> Self {
        let (mut app, clock) = app_with_clock(fake);
        app.random = random_16;
        let issuer = FakeIssuer::new();
        let web: Arc<dyn Web> = Arc::<FakeIssuer>::clone(&issuer);
        Self {
            app: app.with_issuer(Some(Issuer::new(config(), web, None))),
            clock,
            issuer,
            cookies: Vec::new(),
        }
    }

    fn new() -> Self {
        Self::of(with_surveys(&[]))
    }

    async fn send(&mut self, method: &str, path: &str, fields: &str) -> Response<Body> {
        let mut request = request(method, path, fields);
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let headers = request.headers_mut();
        headers.insert("cookie", pairs.join("; ").parse().unwrap());
        headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
        let answer = handle(&self.app, request).await;
        self.keep(answer.headers());
        answer
    }

    async fn get(&mut self, path: &str) -> Response<Body> {
        self.send("GET", path, "").await
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with("__Host-"), "{cookie}");
            assert!(
                cookie.ends_with("; Secure; HttpOnly; SameSite=Lax") && cookie.contains("; Path=/;"),
                "{cookie}"
            );
            let (pair, _) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                assert!(!cookie.contains("Max-Age=0;"), "{cookie}");
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    fn cookie(&self, name: &str) -> Option<&str> {
        let cookie = self.cookies.iter().find(|(known, _)| known == name);
        cookie.map(|(_, value)| value.as_str())
    }

    fn session(&self) -> Option<Session> {
        Session::open(&roots().session_keys().0, self.cookie("__Host-aisance")?, noon())
    }

    /// Goes to the issuer; what it is asked there.
    async fn start(&mut self, path: &str) -> Vec<(String, String)> {
        let answer = self.get(path).await;
        let (address, query) = location(&answer).split_once('?').unwrap();
        assert_eq!(
            (answer.status().as_u16(), address),
            (303, "https://id.example/authorize")
        );
        let asked: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
        *self.issuer.nonce.lock().unwrap() = value(&asked, "nonce").to_owned();
        asked
    }

    /// Comes back from the issuer with a code.
    async fn come_back(&mut self, asked: &[(String, String)]) -> Response<Body> {
        let state = value(asked, "state");
        self.get(&format!("/dashboard/sign-in/callback?code=c&state={state}"))
            .await
    }
}

fn location(answer: &Response<Body>) -> &str {
    answer.headers()["location"].to_str().unwrap()
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    let pair = pairs.iter().find(|(known, _)| known == name);
    pair.map(|(_, value)| value.as_str()).unwrap()
}

/// The value of a hidden field.
fn field<'a>(html: &'a str, name: &str) -> &'a str {
    let (_, rest) = html.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split_once('"').unwrap().0
}

#[tokio::test]
async fn somebody_who_wants_a_page_signs_in_with_the_issuer_and_gets_to_it() {
    let mut browser = Browser::new();
    let led = browser.get("/dashboard?days=7").await;
    assert_eq!(location(&led), "/dashboard/sign-in?to=%2Fdashboard%3Fdays%3D7");
    let page = text(browser.get(location(&led)).await);
    let (_, start) = page.split_once("href=\"/dashboard/sign-in/start?").unwrap();
    assert!(start.starts_with("to=%2Fdashboard%3Fdays%3D7\""), "{start}");
    let asked = browser
        .start("/dashboard/sign-in/start?to=%2Fdashboard%3Fdays%3D7")
        .await;
    for (name, expected) in [
        ("response_type", "code"),
        ("client_id", "aisance"),
        ("redirect_uri", "https://api.example/dashboard/sign-in/callback"),
        ("scope", "openid profile"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(value(&asked, name), expected);
    }
    let back = browser.come_back(&asked).await;
    assert_eq!((back.status().as_u16(), location(&back)), (303, "/dashboard?days=7"));
    let session = browser.session().unwrap();
    assert_eq!(
        (session.subject.as_str(), session.name.as_str()),
        ("248289761001", "Somebody")
    );
    assert_eq!(
        (session.scopes, session.ends, session.key),
        (Role::Agent.scopes(), noon() + LASTS, None)
    );
    assert_eq!(browser.cookie("__Host-aisance-sign-in"), None, "a sign-in is good once");
    assert_eq!(browser.get("/dashboard?days=7").await.status(), 200);
    let audit = browser.app.store.administration.audit.lock().unwrap();
    let trail: Vec<_> = audit
        .iter()
        .map(|entry| (entry.by.as_str(), entry.deed.name(), entry.name.as_deref()))
        .collect();
    let line = ("person:248289761001", "person.sign_in", Some("Somebody"));
    assert_eq!(trail, [line], "of the subject alone nobody can tell who it is");
}

#[tokio::test]
async fn the_issuer_proves_that_the_browser_that_comes_back_is_the_one_that_went() {
    let mut browser = Browser::new();
    let asked = browser.start("/dashboard/sign-in/start").await;
    let mut other = Browser::new();
    let others = other.start("/dashboard/sign-in/start").await;
    let state = value(&asked, "state").to_owned();
    for query in [
        "code=c".to_owned(),
        "code=c&state=".to_owned(),
        format!("code=c&state={}", value(&others, "state")),
        format!("code=c&state={state}A"),
        format!("code=c&state={state}&iss=https%3A%2F%2Fevil.example"),
    ] {
        let answer = browser.get(&format!("/dashboard/sign-in/callback?{query}")).await;
        assert_eq!((answer.status().as_u16(), browser.session()), (400, None), "{query}");
        if !query.contains("iss=") {
            assert!(
                browser.cookie("__Host-aisance-sign-in").is_some(),
                "{query} ended what it did not begin"
            );
        }
    }
    // Another browser, with the code and the state of this one.
    let answer = other
        .get(&format!("/dashboard/sign-in/callback?code=c&state={state}"))
        .await;
    assert_eq!((answer.status().as_u16(), other.session()), (400, None));
    // A stranger's cookie beside the own one.
    let mut browser = Browser::new();
    let asked = browser.start("/dashboard/sign-in/start").await;
    let planted = other.cookie("__Host-aisance-sign-in").unwrap_or("planted").to_owned();
    browser.cookies.push(("__Host-aisance-sign-in".to_owned(), planted));
    assert_eq!(browser.come_back(&asked).await.status(), 400);
    assert_eq!(browser.session(), None);
}

#[tokio::test]
async fn a_sign_in_is_over_once_it_has_been_used_or_after_ten_minutes() {
    let mut browser = Browser::new();
    let asked = browser.start("/dashboard/sign-in/start").await;
    assert_eq!(browser.come_back(&asked).await.status(), 303);
    let first = browser.session();
    // Loaded again, with the session it led to.
    let again = browser.come_back(&asked).await;
    assert_eq!((again.status().as_u16(), location(&again)), (303, "/dashboard"));
    assert_eq!(browser.session(), first);
    // And without.
    browser.cookies.clear();
    assert_eq!(browser.come_back(&asked).await.status(), 400);
    assert_eq!(browser.session(), None);
    let asked = browser.start("/dashboard/sign-in/start").await;
    browser.clock.advance(600);
    assert_eq!(browser.come_back(&asked).await.status(), 400);
    assert_eq!(browser.session(), None);
    assert_eq!(browser.app.store.administration.audit.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_token_of_another_sign_in_lets_nobody_in_and_the_next_try_is_a_new_one() {
    let mut browser = Browser::new();
    let first = browser.start("/dashboard/sign-in/start").await;
    let begun = browser.cookie("__Host-aisance-sign-in").map(str::to_owned);
    "another nonce".clone_into(&mut browser.issuer.nonce.lock().unwrap());
    let answer = browser.come_back(&first).await;
    assert_eq!((answer.status().as_u16(), browser.session()), (403, None));
    assert!(text(answer).contains("nobody was signed in"));
    assert_ne!(browser.cookie("__Host-aisance-sign-in").map(str::to_owned), begun);
    let second = browser.start("/dashboard/sign-in/start").await;
    for name in ["state", "nonce", "code_challenge"] {
        assert_ne!(value(&first, name), value(&second, name), "{name} is used once");
    }
}

#[tokio::test]
async fn each_sign_in_begins_another_session() {
    let mut browser = Browser::new();
    let mut ids = Vec::new();
    for _ in 0..2 {
        let asked = browser.start("/dashboard/sign-in/start").await;
        browser.come_back(&asked).await;
        ids.push(browser.session().unwrap().id);
    }
    assert_ne!(ids[0], ids[1]);
}

#[tokio::test]
async fn what_goes_wrong_at_the_issuer_is_told_in_words_and_without_a_session() {
    let state = |asked: &[(String, String)]| value(asked, "state").to_owned();
    for (error, words) in [
        ("access_denied", "did not let you in"),
        ("server_error", "(server_error)"),
        ("%3Cscript%3E", "(script)"),
    ] {
        let mut browser = Browser::new();
        let asked = browser.start("/dashboard/sign-in/start").await;
        let answer = format!("/dashboard/sign-in/callback?error={error}&state={}", state(&asked));
        let answer = browser.get(&answer).await;
        assert_eq!((answer.status().as_u16(), browser.session()), (403, None));
        let html = text(answer);
        assert!(html.contains(words) && html.contains("role=\"alert\""), "{html}");
    }
    let mut browser = Browser::new();
    browser.issuer.behaviour.lock().unwrap().claims = Some(|claims| claims["groups"] = json!(["others"]));
    let asked = browser.start("/dashboard/sign-in/start").await;
    let html = text(browser.come_back(&asked).await);
    assert!(html.contains("aisance-admin, aisance-agent, aisance-viewer"), "{html}");
    let mut browser = Browser::new();
    browser.issuer.behaviour.lock().unwrap().fails = Some(Err(WebError::TooSlow));
    let answer = browser.get("/dashboard/sign-in/start").await;
    assert_eq!(answer.status(), 502);
    assert!(text(answer).contains("cannot be reached"));
    browser.issuer.behaviour.lock().unwrap().fails = Some(Ok((200, json!({ "issuer": ISSUER }))));
    assert!(text(browser.get("/dashboard/sign-in/start").await).contains("not set up correctly"));
}

#[tokio::test]
async fn an_issuer_that_names_itself_has_to() {
    for (named, status) in [("", 400), ("&iss=https%3A%2F%2Fid.example", 303)] {
        let mut browser = Browser::new();
        browser.issuer.behaviour.lock().unwrap().names_itself = true;
        let asked = browser.start("/dashboard/sign-in/start").await;
        let path = format!(
            "/dashboard/sign-in/callback?code=c&state={}{named}",
            value(&asked, "state")
        );
        assert_eq!(browser.get(&path).await.status(), status);
    }
}

#[tokio::test]
async fn nobody_is_led_anywhere_but_to_a_page_of_the_dashboard() {
    for to in [
        "https://evil.example",
        "//evil.example",
        "/v1/keys",
        "/dashboard\\..",
        "/dashboardx",
        "javascript:1",
    ] {
        let encoded = serde_urlencoded::to_string([("to", to)]).unwrap();
        let mut browser = Browser::new();
        let page = text(browser.get(&format!("/dashboard/sign-in?{encoded}")).await);
        assert!(
            !page.contains("evil") && page.contains("start?to=%2Fdashboard\""),
            "{to}"
        );
        let asked = browser.start(&format!("/dashboard/sign-in/start?{encoded}")).await;
        assert_eq!(location(&browser.come_back(&asked).await), "/dashboard", "{to}");
        let in_already = browser.get(&format!("/dashboard/sign-in?{encoded}")).await;
        assert_eq!(location(&in_already), "/dashboard", "{to}");
    }
    let long = format!("/dashboard/sign-in/start?to=%2Fdashboard%3F{}", "a".repeat(5_000));
    let mut browser = Browser::new();
    let asked = browser.start(&long).await;
    assert_eq!(location(&browser.come_back(&asked).await), "/dashboard");
}

#[tokio::test]
async fn nobody_is_let_in_where_the_audit_trail_cannot_be_written() {
    let mut browser = Browser::new();
    let asked = browser.start("/dashboard/sign-in/start").await;
    browser.app.store.failing = Some(|| StoreError::Throttled { operation: "PutItem" });
    let answer = browser.come_back(&asked).await;
    assert_eq!((answer.status().as_u16(), browser.session()), (503, None));
    assert!(text(answer).contains("One moment, please"));
}
