//! The routes, and what is logged of a request.

use std::collections::BTreeSet;

use super::{resources, template};

/// Those of the survey page; the team's are in `api::route`.
const PUBLIC_ROUTES: [&str; 4] = [
    "GET /s/{token}",
    "HEAD /s/{token}",
    "POST /s/{token}",
    "GET /s/{token}/qr.svg",
];

#[test]
fn every_route_has_its_function() {
    let template = template();
    let found: BTreeSet<(String, &str)> = template
        .routes
        .iter()
        .map(|route| (route.key(), route.function.as_str()))
        .collect();
    let of_the_team = api::route::ROUTES
        .iter()
        .map(|entry| (format!("{} {}", entry.method, entry.path), "ApiFunction"));
    let public = PUBLIC_ROUTES.map(|key| (key.to_owned(), "SubmitFunction"));
    let expected: BTreeSet<(String, &str)> = of_the_team.chain(public).collect();
    assert_eq!(found, expected);
    assert_eq!(template.routes.len(), expected.len(), "a route is there twice");
}

#[test]
fn the_access_log_holds_no_link_customer_or_address() {
    let api = &resources("AWS::Serverless::HttpApi")["HttpApi"];
    let format = api["Properties"]["AccessLogSettings"]["Format"].as_str().unwrap();
    let line: serde_json::Value = serde_json::from_str(format).unwrap();
    let logged: BTreeSet<&str> = line
        .as_object()
        .unwrap()
        .values()
        .map(|value| value.as_str().unwrap())
        .collect();
    let expected = BTreeSet::from([
        "$context.requestTimeEpoch",
        "$context.requestId",
        "$context.integration.requestId",
        "$context.routeKey",
        "$context.status",
        "$context.responseLatency",
        "$context.responseLength",
        "$context.integrationStatus",
    ]);
    assert_eq!(logged, expected);
}
