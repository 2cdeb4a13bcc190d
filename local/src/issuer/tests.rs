use axum::body::{Bytes, to_bytes};
use axum::extract::{RawQuery, State};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, StatusCode};
use sha2::{Digest as _, Sha256};
use shared::domain::access::Role;

use super::*;

const BASE: &str = "http://127.0.0.1:3000";
const BACK: &str = "http://127.0.0.1:3000/dashboard/sign-in/callback";
const VERIFIER: &str = "a verifier that only the workspace knows";

fn issuer() -> Issuer {
    Issuer::new(BASE, vec![BACK.to_owned()]).unwrap()
}

/// What a workspace asks, with one part changed.
fn asked(name: &str, value: &str) -> Vec<(String, String)> {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let usual = [
        ("client_id", CLIENT_ID),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "openid profile"),
        ("state", "a state"),
        ("nonce", "a nonce"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    let changed = |known: &str, usual: &str| {
        if known == name {
            value.to_owned()
        } else {
            usual.to_owned()
        }
    };
    usual
        .iter()
        .map(|(known, usual)| ((*known).to_owned(), changed(known, usual)))
        .collect()
}

fn encoded(pairs: &[(String, String)]) -> String {
    serde_urlencoded::to_string(pairs).unwrap()
}

async fn choose(issuer: &Issuer, code: &str, role: &str) -> Response {
    let mut sent = asked("", "");
    sent.extend([("code", code), ("as", role)].map(|(name, value)| (name.to_owned(), value.to_owned())));
    authorize::choose(State(issuer.clone()), Bytes::from(encoded(&sent))).await
}

async fn ask(issuer: &Issuer, cookie: &str) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert("cookie", cookie.parse().unwrap());
    authorize::ask(State(issuer.clone()), RawQuery(Some(encoded(&asked("", "")))), headers).await
}

/// The code that a browser is led back with.
fn code(response: &Response) -> Option<String> {
    let (_, query) = response.headers().get("location")?.to_str().ok()?.split_once('?')?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    pairs.into_iter().find(|(name, _)| name == "code").map(|(_, code)| code)
}

async fn exchange(issuer: &Issuer, code: &str, changed: (&str, &str)) -> (StatusCode, Value) {
    let usual = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
        ("client_id", CLIENT_ID),
        ("code_verifier", VERIFIER),
    ];
    let sent = usual.map(|(name, value)| (name, if name == changed.0 { changed.1 } else { value }));
    let body = serde_urlencoded::to_string(sent).unwrap();
    let answer = token::exchange(State(issuer.clone()), Bytes::from(body)).await;
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 10_000).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn whoever_knows_the_code_is_whom_they_choose() {
    let issuer = issuer();
    for role in Role::ALL {
        let chosen = choose(&issuer, &format!(" {} ", issuer.code()), role.name()).await;
        let (status, tokens) = exchange(&issuer, &code(&chosen).unwrap(), ("", "")).await;
        assert_eq!(status, StatusCode::OK);
        let payload = tokens["id_token"].as_str().unwrap().split('.').nth(1).unwrap();
        let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
        assert_eq!(claims["groups"], json!([format!("aisance-{}", role.name())]));
        assert_eq!(
            (&claims["iss"], &claims["nonce"]),
            (&json!("http://127.0.0.1:3000/issuer"), &json!("a nonce"))
        );
    }
}

#[tokio::test]
async fn whoever_does_not_is_nobody() {
    let issuer = issuer();
    let own = issuer.code().to_owned();
    let others = self::issuer().code().to_owned();
    for (code_given, role) in [
        ("", "admin"),
        (&own[1..], "admin"),
        (&others, "admin"),
        (&own, "root"),
        (&own, ""),
    ] {
        let refused = choose(&issuer, code_given, role).await;
        assert_eq!(
            (refused.status(), code(&refused)),
            (StatusCode::FORBIDDEN, None),
            "{role}"
        );
    }
}

#[tokio::test]
async fn the_link_lets_one_browser_in_once() {
    let issuer = issuer();
    let open = |query: &str| authorize::open(State(issuer.clone()), RawQuery(Some(query.to_owned())));
    let link = issuer.link(Role::Agent);
    let (_, query) = link.split_once('?').unwrap();
    let opened = open(query).await;
    assert_eq!(opened.headers()["location"], "/dashboard/sign-in/start");
    let cookie = opened.headers()["set-cookie"].to_str().unwrap().to_owned();
    let (ticket, _) = cookie.split_once(';').unwrap();
    assert_eq!(
        code(&ask(&issuer, "other=1").await),
        None,
        "another browser has to choose"
    );
    let led = ask(&issuer, ticket).await;
    assert!(code(&led).is_some());
    let again = ask(&issuer, ticket).await;
    assert_eq!(
        (again.status(), code(&again)),
        (StatusCode::OK, None),
        "the second time it has to choose"
    );
    for wrong in ["", "code=wrong&as=admin", &query.replace("as=agent", "as=root")] {
        let refused = open(wrong).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{wrong}");
        assert!(!refused.headers().contains_key("set-cookie"));
    }
}

#[tokio::test]
async fn nobody_is_led_to_another_program_and_none_without_pkce() {
    let issuer = issuer();
    for (name, value) in [
        ("client_id", "another"),
        ("redirect_uri", "http://127.0.0.1:4000/dashboard/sign-in/callback"),
        ("redirect_uri", "https://evil.example/"),
        ("response_type", "token"),
        ("scope", "profile"),
        ("code_challenge", ""),
        ("code_challenge_method", "plain"),
    ] {
        let query = RawQuery(Some(encoded(&asked(name, value))));
        let refused = authorize::ask(State(issuer.clone()), query, HeaderMap::new()).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{name}: {value}");
        assert!(!refused.headers().contains_key("location"));
    }
}

#[tokio::test]
async fn a_code_is_good_once_for_whoever_asked_for_it() {
    let issuer = issuer();
    for (name, value, error) in [
        ("code_verifier", "another", "invalid_grant"),
        ("redirect_uri", "https://evil.example/", "invalid_grant"),
        ("code", "another", "invalid_grant"),
        ("client_id", "another", "invalid_client"),
        ("grant_type", "refresh_token", "unsupported_grant_type"),
    ] {
        let code = code(&choose(&issuer, issuer.code(), "viewer").await).unwrap();
        let refused = exchange(&issuer, &code, (name, value)).await;
        assert_eq!(refused, (StatusCode::BAD_REQUEST, json!({ "error": error })), "{name}");
    }
    let code = code(&choose(&issuer, issuer.code(), "viewer").await).unwrap();
    assert_eq!(exchange(&issuer, &code, ("", "")).await.0, StatusCode::OK);
    assert_eq!(exchange(&issuer, &code, ("", "")).await.0, StatusCode::BAD_REQUEST);
}
