//! Every state of the survey page in Chromium, served by `aisance serve`: `tests/browser/matrix.test.mjs` looks at them.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::process::Command;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use system_tests::served::{Folder, Served};

/// A survey with everything a definition can have; `{id}` and `{more}` are filled in.
const SURVEY: &str = r##"
id = "{id}"
metric = "nps"
title = "Made up for the tests"
default_language = "en"
contact = "help@example.com"
languages = ["en", "ar", "zh-Hant"]
frame_hosts = ["https://www.example.com"]

[open]
touchpoints = ["store"]
answers_an_hour_per_address = {limit}

{more}

[[follow_up]]
id = "reason"
after = ["low"]
answer = "many"
choices = ["price", "wait", "other"]
[follow_up.text.en]
question = "What went wrong?"
choices = { price = "The price", wait = "The wait", other = "Something else" }
[follow_up.text.ar]
question = "ما الذي لم يعجبك؟"
choices = { price = "السعر", wait = "الانتظار", other = "شيء آخر" }
[follow_up.text.zh-Hant]
question = "哪裡出了問題？"
choices = { price = "價格", wait = "等候時間", other = "其他" }

[[follow_up]]
id = "wish"
after = ["low"]
answer = "text"
[follow_up.text.en]
question = "What should we do better?"
[follow_up.text.ar]
question = "ما الذي يمكننا تحسينه؟"
[follow_up.text.zh-Hant]
question = "我們應該如何改進？"
"##;

/// A look whose colours are just dark and just light enough.
const BRAND: &str = r##"
[brand]
name = "Example Bakery"
logo = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIxMjAiIGhlaWdodD0iNDAiPjxyZWN0IHdpZHRoPSIxMjAiIGhlaWdodD0iNDAiIHJ4PSI4IiBmaWxsPSIjN2IxZmEyIi8+PC9zdmc+"
font = "Georgia, 'Times New Roman', serif"
[brand.light]
accent = "#8a2be2"
background = "#fff8ee"
text = "#2b1a12"
"##;

fn survey(folder: &Folder, id: &str, limit: u32, more: &str) {
    let text = SURVEY
        .replace("{id}", id)
        .replace("{limit}", &limit.to_string())
        .replace("{more}", more);
    let file = folder.path().join(format!("{id}.toml"));
    std::fs::write(&file, text).unwrap();
    let applied = folder.aisance(&["survey", "apply", file.to_str().unwrap()]).unwrap();
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
}

#[test]
fn every_state_of_the_page_is_accessible_in_every_look_and_way_of_writing() {
    let folder = Folder::new("pages").unwrap();
    for (id, more) in [("plain", ""), ("brand", BRAND)] {
        survey(&folder, id, 1_000, more);
        survey(&folder, &format!("{id}-busy"), 1, more);
    }
    let served = Served::start(&folder).unwrap();
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let states = |id: &str| {
        let path = |customer: &str| format!("/s/{}", folder.token(id, customer, today, 30).unwrap());
        let (answered, closed) = (path("C-answered"), path("C-closed"));
        for path in [&answered, &closed] {
            assert!(
                served
                    .post(path, r#"{"rating":9}"#)
                    .unwrap()
                    .starts_with("HTTP/1.1 200")
            );
        }
        serde_json::json!({
            "asked": path("C-asked"),
            "answered": answered,
            "closed": closed,
            "expired": format!("/s/{}", folder.token(id, "C-late", date(2020, 1, 1), 1).unwrap()),
            "open": format!("/s/{id}"),
            "busy": format!("/s/{id}-busy"),
        })
    };
    let (plain, brand) = (states("plain"), states("brand"));
    assert!(folder.aisance(&["erase", "C-closed"]).unwrap().status.success());
    let given = serde_json::json!({
        "base": format!("http://localhost:{}", served.port),
        "plain": plain,
        "brand": brand,
    });
    let looked = Command::new("node")
        .args(["--test", "matrix.test.mjs"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/browser"))
        .env("AISANCE_MATRIX", given.to_string())
        .status()
        .expect("node is needed: `./tests/run` says what to install");
    assert!(looked.success(), "the browser tests failed: their output is above");
}
