//! The routes, and what is logged of a request.

use std::collections::BTreeSet;

use serde_norway::Value;

use super::policies::resource_name;
use super::{resources, template};

/// Those of the survey page; the team's are in `api::route`.
const PUBLIC_ROUTES: [&str; 4] = [
    "GET /s/{token}",
    "HEAD /s/{token}",
    "POST /s/{token}",
    "GET /s/{token}/qr.svg",
];

/// Every route that there is, as `METHOD path`, with the function that answers it.
pub(crate) fn routes() -> impl Iterator<Item = (String, &'static str)> {
    let of_the_team = api::route::ROUTES
        .iter()
        .map(|entry| (format!("{} {}", entry.method, entry.path), "ApiFunction"));
    of_the_team.chain(PUBLIC_ROUTES.map(|key| (key.to_owned(), "SubmitFunction")))
}

#[test]
fn every_route_has_its_function() {
    let template = template();
    let found: BTreeSet<(String, &str)> = template
        .routes
        .iter()
        .map(|route| (route.key(), route.function.as_str()))
        .collect();
    let expected: BTreeSet<(String, &str)> = routes().collect();
    assert_eq!(found, expected);
    assert_eq!(template.routes.len(), expected.len(), "a route is there twice");
}

/// What comes from the systems of whoever deploys, thousands at once.
const FROM_SYSTEMS: [&str; 3] = ["POST /v1/links", "POST /v1/invitations", "POST /v1/events"];

/// Routes that change something and have no throttle of their own yet, or none any more. API Gateway refuses the throttle of a
/// route that is not there, also while an update is taken back: a route is here in the release that brings it, and in the one
/// before it goes.
const COMING_OR_GOING: [&str; 0] = [];

/// A flood at one door must not close another, and guessing at the sign-in is slow.
#[test]
fn every_kind_of_route_has_its_own_throttle() {
    let api = &resources("AWS::Serverless::HttpApi")["HttpApi"]["Properties"];
    let limits = |settings: &Value| {
        let limit = |name: &str| resource_name(&settings[name]);
        (limit("ThrottlingRateLimit"), limit("ThrottlingBurstLimit"))
    };
    let pair = |rate: &str, burst: &str| (rate.to_owned(), burst.to_owned());
    let others = pair("TeamThrottleRate", "TeamThrottleBurst");
    assert_eq!(limits(&api["DefaultRouteSettings"]), others);
    let own = api["RouteSettings"].as_mapping().unwrap();
    let routes = template().routes;
    for key in own.keys() {
        let key = key.as_str().unwrap();
        assert!(
            routes.iter().any(|route| route.key() == key),
            "there is no route {key}, and no stage with it"
        );
    }
    for route in routes {
        let key = route.key();
        if COMING_OR_GOING.contains(&key.as_str()) {
            assert!(!own.contains_key(&key), "{key}");
            continue;
        }
        let found = own.get(&key).map_or_else(|| others.clone(), limits);
        let expected = if route.function == "SubmitFunction" {
            pair("PublicThrottleRate", "PublicThrottleBurst")
        } else if route.path.starts_with("/dashboard/sign-in") {
            pair("SignInThrottleRate", "SignInThrottleRate")
        } else if route.method == "GET" || FROM_SYSTEMS.contains(&key.as_str()) {
            others.clone()
        } else {
            pair("ChangeThrottleRate", "ChangeThrottleRate")
        };
        assert_eq!(found, expected, "{key}");
    }
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
