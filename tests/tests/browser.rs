//! The pages in Chromium, served by `aisance serve`: `tests/browser` holds the steps.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::process::Command;

use jiff::Timestamp;
use jiff::civil::date;
use serde_json::Value;
use system_tests::served::{Folder, Served};

#[test]
fn the_page_works_in_a_browser_with_the_keyboard_and_for_assistive_technology() {
    let folder = Folder::new("browser").unwrap();
    let served = Served::start(&folder).unwrap();
    let today = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let path = |survey: &str| format!("/s/{}", folder.token(survey, "customer-001", today, 30).unwrap());
    let links = serde_json::json!({
        "base": format!("http://localhost:{}", served.port),
        "recommend": path("recommend"),
        "satisfaction": path("satisfaction"),
        "ease": path("ease"),
        "expired": format!("/s/{}", folder.token("recommend", "customer-001", date(2020, 1, 1), 1).unwrap()),
    });
    passes("survey.test.mjs", &links);
}

#[test]
fn somebody_signs_in_and_out_in_a_browser() {
    let folder = Folder::new("browser-sign-in").unwrap();
    let made = folder
        .aisance(&["keys", "create", "overview", "--scopes", "read"])
        .unwrap();
    let served = Served::start(&folder).unwrap();
    let link = served.sign_in_link().unwrap();
    let (_, rest) = link.split_once("code=").unwrap();
    let (code, _) = rest.split_once('&').unwrap();
    let links = serde_json::json!({
        "base": format!("http://127.0.0.1:{}", served.port),
        "sign_in": link,
        "code": code,
        "key": String::from_utf8(made.stdout).unwrap().trim(),
    });
    passes("sign_in.test.mjs", &links);
}

fn passes(steps: &str, links: &Value) {
    let tested = Command::new("node")
        .args(["--test", steps])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/browser"))
        .env("AISANCE_PAGE_LINKS", links.to_string())
        .status()
        .expect("node is needed: `./tests/run` says what to install");
    assert!(tested.success(), "the browser tests failed: their output is above");
}
