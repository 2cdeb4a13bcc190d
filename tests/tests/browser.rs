//! The survey page in Chromium, served by `aisance serve`: `tests/browser` holds the steps.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::process::Command;

use jiff::Timestamp;
use jiff::civil::date;
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
    let steps = concat!(env!("CARGO_MANIFEST_DIR"), "/browser");
    let tested = Command::new("node")
        .args(["--test", "survey.test.mjs"])
        .current_dir(steps)
        .env("AISANCE_PAGE_LINKS", links.to_string())
        .status()
        .expect("node is needed: `./tests/run` says what to install");
    assert!(tested.success(), "the browser tests failed: their output is above");
}
