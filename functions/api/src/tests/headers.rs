use lambda_http::RequestExt as _;
use shared::domain::access::Scopes;

use crate::handle;
use crate::route::{ROUTES, Route};
use crate::testing::{Fake, app, authorized, read, request, signed_in, text, with_surveys};

const ALWAYS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("cache-control", "no-store"),
    ("strict-transport-security", "max-age=63072000"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("x-robots-tag", "noindex, nofollow"),
];
const NO_CONTENT: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PAGE: &str = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'self'";

#[tokio::test]
async fn every_answer_has_the_same_protective_headers_errors_included() {
    let mut asked = Vec::new();
    // The style is the same for everybody, and kept.
    for entry in ROUTES.iter().filter(|entry| entry.route != Route::Asset) {
        asked.push(authorized(entry.method, entry.path, "{}"));
        asked.push(request(entry.method, entry.path, "{}"));
        asked.push(signed_in(Scopes::ALL, entry.method, entry.path, ""));
        asked.push(authorized("TRACE", entry.path, ""));
    }
    asked.push(authorized("GET", "/", ""));
    asked.push(authorized("GET", "/v1/nothing", ""));
    for request in asked {
        let what = format!("{} {}", request.method(), request.uri());
        let answer = handle(&app(with_surveys(&["after-buy"])), request).await;
        for (name, value) in ALWAYS {
            assert_eq!(answer.headers().get(name).unwrap(), value, "{name} of {what}");
        }
        if answer.status() == 303 {
            // Whoever is led away takes nothing along.
            assert_eq!(answer.headers()["referrer-policy"], "no-referrer", "{what}");
            continue;
        }
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        let kind = answer.headers()["content-type"].to_str().unwrap();
        let page = kind.starts_with("text/html");
        let expected = if page {
            "text/html; charset=utf-8"
        } else if answer.status().is_success() {
            "application/json"
        } else {
            "application/problem+json"
        };
        assert_eq!(kind, expected, "{what}");
        assert_eq!(policy, if page { PAGE } else { NO_CONTENT }, "{what}");
        let referrer = if page { "same-origin" } else { "no-referrer" };
        assert_eq!(answer.headers()["referrer-policy"], referrer, "{what}");
        assert!(!answer.headers().contains_key("access-control-allow-origin"), "{what}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_404_and_another_method_is_405_with_the_right_one() {
    let app = app(with_surveys(&[]));
    for path in [
        "/",
        "/v1",
        "/v1/",
        "/v1/surveys/",
        "/V1/surveys",
        "/dashboard/",
        "/s/x",
        "/v1/customers/",
    ] {
        assert_eq!(handle(&app, authorized("GET", path, "")).await.status(), 404, "{path}");
    }
    for entry in ROUTES {
        let answer = handle(&app, authorized("TRACE", entry.path, "")).await;
        assert_eq!(answer.status(), 405, "{entry:?}");
        let allowed = answer.headers()["allow"].to_str().unwrap();
        assert!(
            allowed.split(", ").any(|one| one == entry.method),
            "{entry:?}: {allowed}"
        );
    }
}

#[tokio::test]
async fn an_event_of_the_gateway_is_understood_and_its_request_id_given_back() {
    let event = r#"{"version":"2.0","routeKey":"GET /v1/customers/{customer}","rawPath":"/v1/customers/a b?c","rawQueryString":"",
        "headers":{"host":"abc.execute-api.eu-west-1.amazonaws.com"},"isBase64Encoded":false,
        "requestContext":{"accountId":"1","apiId":"abc","domainName":"abc.execute-api.eu-west-1.amazonaws.com","domainPrefix":"abc",
        "http":{"method":"GET","path":"/v1/customers/a b?c","protocol":"HTTP/1.1","sourceIp":"192.0.2.1","userAgent":"x"},
        "requestId":"JKJaXmPLvHcESHA=","routeKey":"GET /v1/customers/{customer}","stage":"$default","time":"21/Nov/2026:12:00:00 +0000","timeEpoch":1795262400000}}"#;
    let mut request = lambda_http::request::from_str(event).unwrap();
    let key = format!("Bearer {}", crate::testing::key().reveal());
    request.headers_mut().insert("authorization", key.parse().unwrap());
    assert_eq!(
        crate::origin::path(&request),
        "/v1/customers/a b?c",
        "the gateway has decoded the path already"
    );
    let mut lambda = lambda_http::Context::default();
    lambda.request_id = "8f6d2b1e-7c52-4c0e-9b0d-6f1f4b5f0a3c".to_owned();
    let invoked = request.clone().with_lambda_context(lambda.clone());
    let (status, body) = read(handle(&app(Fake::default()), request).await);
    assert_eq!((status, &body["request_id"]), (404, &"JKJaXmPLvHcESHA=".into()));
    let (_, body) = read(handle(&app(Fake::default()), invoked).await);
    assert_eq!(body["request_id"], lambda.request_id, "as the function's log has it");
}

#[tokio::test]
async fn repeated_parameters_of_an_event_are_seen() {
    let event = r#"{"version":"2.0","routeKey":"GET /v1/flags","rawPath":"/v1/flags","rawQueryString":"per_page=1&per_page=2",
        "queryStringParameters":{"per_page":"1,2"},"headers":{"host":"localhost:8080"},"isBase64Encoded":false,
        "requestContext":{"http":{"method":"GET","path":"/v1/flags"},"stage":"$default"}}"#;
    let mut request = lambda_http::request::from_str(event).unwrap();
    let key = format!("Bearer {}", crate::testing::key().reveal());
    request.headers_mut().insert("authorization", key.parse().unwrap());
    let (status, body) = read(handle(&app(Fake::default()), request).await);
    assert_eq!(
        (status, &body["invalid_params"][0]["reason"]),
        (422, &"give it once".into())
    );
}

fn sent<T: Send>(value: T) -> T {
    value
}

#[tokio::test]
async fn an_answer_can_be_awaited_on_any_thread() {
    let app = app(with_surveys(&[]));
    assert!(text(sent(handle(&app, authorized("GET", "/v1/surveys", ""))).await).contains("surveys"));
}
