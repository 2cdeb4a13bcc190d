//! Every page of the dashboard in Chromium, served by `aisance serve`: `tests/browser/dashboard.test.mjs` looks at them.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::BTreeSet;
use std::process::Command;

use api::route::{Kind, ROUTES};
use jiff::Timestamp;
use local::commands::survey::apply_ready;
use local::demo::{self, Size};
use local::workspace::{Place, Workspace};
use shared::api_key::ApiKey;
use shared::clock::SystemClock;
use shared::domain::access::{Scope, Scopes};
use shared::store::Patience;
use system_tests::served::{Folder, Served};
use system_tests::steps::session_cookie;

/// Enough for scores of all three surveys, for a shift, and for customers at risk.
const SIZE: Size = Size {
    customers: 400,
    days: 130,
};

/// The pages: the route, and addresses of it that are looked at; `{key}` stands for the id of an API key.
const PAGES: &[(&str, &[&str])] = &[
    ("/dashboard", &["/dashboard"]),
    (
        "/dashboard/surveys/{survey}",
        &[
            "/dashboard/surveys/recommend?window=90d",
            "/dashboard/surveys/ease?by=language&trend=week&touchpoint=support",
        ],
    ),
    ("/dashboard/queue", &["/dashboard/queue"]),
    ("/dashboard/customer", &["/dashboard/customer?id=demo-0031"]),
    ("/dashboard/comments", &["/dashboard/comments"]),
    ("/dashboard/exports", &["/dashboard/exports"]),
    ("/dashboard/runs", &["/dashboard/runs"]),
    ("/dashboard/settings", &["/dashboard/settings"]),
    ("/dashboard/keys", &["/dashboard/keys"]),
    ("/dashboard/keys/{key}/revoke", &["/dashboard/keys/{key}/revoke"]),
    ("/dashboard/audit", &["/dashboard/audit"]),
    ("/dashboard/erasures", &["/dashboard/erasures"]),
];

/// The page of whoever has not signed in; the steps look at it without a session.
const SIGN_IN: &str = "/dashboard/sign-in";

/// What a browser asks for and what is no page.
const NO_PAGES: &[&str] = &[
    "/dashboard/assets/{asset}",
    "/dashboard/exports/{export}",
    "/dashboard/sign-in/start",
    "/dashboard/sign-in/callback",
];

/// What is shown where something does not work.
const PROBLEMS: &[&str] = &["/dashboard/customer?id=nobody", "/dashboard?days=8"];

#[test]
fn every_page_that_there_is_is_looked_at() {
    let of_people = |entry: &&api::route::Entry| entry.method == "GET" && entry.kind != Kind::Data;
    let there: BTreeSet<&str> = ROUTES.iter().filter(of_people).map(|entry| entry.path).collect();
    let listed = PAGES
        .iter()
        .map(|(route, _)| *route)
        .chain(NO_PAGES.iter().copied())
        .chain([SIGN_IN]);
    assert_eq!(there, listed.collect());
}

/// A folder of a made-up company.
async fn made_up() -> Folder {
    let folder = Folder::new("dashboard").unwrap();
    let place = Place::Folder(folder.path().to_owned(), None);
    let workspace = Workspace::open(&place, Patience::Nightly).await.unwrap();
    apply_ready(&workspace).await.unwrap();
    let calendar = workspace.calendar().await.unwrap();
    let company = demo::company(calendar.day_of(Timestamp::now()), &calendar, SIZE);
    demo::fill(&workspace, &calendar, &company, &SystemClock).await.unwrap();
    workspace.close().await;
    folder
}

#[tokio::test]
async fn every_page_is_accessible_in_every_look_language_and_width() {
    let folder = made_up().await;
    let served = Served::start(&folder).unwrap();
    let keys = folder.keys().unwrap();
    let session = |scopes| session_cookie(&keys, scopes).split_once('=').unwrap().1.to_owned();
    let made = folder
        .aisance(&["keys", "create", "A shop", "--scopes", "write"])
        .unwrap();
    let key = ApiKey::parse(String::from_utf8(made.stdout).unwrap().trim()).unwrap();
    let addresses = PAGES.iter().flat_map(|(_, addresses)| addresses.iter());
    let pages: Vec<String> = addresses.map(|address| address.replace("{key}", key.id())).collect();
    let given = serde_json::json!({
        "base": format!("http://localhost:{}", served.port),
        "sessions": {
            "admin": session(Scopes::ALL),
            "viewer": session(Scopes::of(&[Scope::Read])),
        },
        "pages": pages,
        "sign_in": SIGN_IN,
        "problems": PROBLEMS,
    });
    let looked = Command::new("node")
        .args(["--test", "dashboard.test.mjs"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/browser"))
        .env("AISANCE_DASHBOARD", given.to_string())
        .status()
        .expect("node is needed: `./tests/run` says what to install");
    assert!(looked.success(), "the browser tests failed: their output is above");
}
