//! The further questions after a rating, over the real functions: from the page to the team.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::surveys::apply;
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::served::{Folder, Served};
use system_tests::stack::Stack;
use system_tests::steps::{api_key, authorized, body, status, stored};

const DEFINITION: &str = r#"
id = "delivery"
metric = "nps"
title = "Delivery"
default_language = "en"
[text.en]
question = "Would you recommend our delivery?"
low = "No"
high = "Yes"
[[follow_up]]
id = "reason"
after = ["low", "middle"]
answer = "many"
choices = ["price", "delay"]
[follow_up.text.en]
question = "What went wrong?"
choices = { price = "The price", delay = "The wait" }
[[follow_up]]
id = "wish"
answer = "text"
[follow_up.text.en]
question = "What do you wish for?"
"#;

/// A page as a browser gets it.
async fn open(submit: &Function, token: &str, query: &str) -> String {
    let mut event = HttpEvent::survey("GET", token);
    event.query = query.to_owned();
    let answer = submit.invoke(event.payload()).await.unwrap();
    assert_eq!(status(&answer), 200, "{answer}");
    answer["body"].as_str().unwrap().to_owned()
}

/// The ticket of the form in a page.
fn ticket(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"view\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Sends a form of a page that has been looked at for as long as a person needs at least; where that leads.
async fn send(submit: &Function, token: &str, query: &str, fields: &str) -> String {
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let mut event = HttpEvent::form(token, fields);
    event.query = query.to_owned();
    let answer = submit.invoke(event.payload()).await.unwrap();
    assert_eq!(status(&answer), 303, "{answer}");
    answer["headers"]["location"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn reasons_come_after_the_rating_stay_with_its_band_and_reach_the_team_with_the_question_asked() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let definition = local::survey_file::read("delivery.toml", DEFINITION).unwrap();
    apply(&store, definition.clone(), SystemClock.now()).await.unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("delivery", "customer-001", "order-1"))
        .unwrap();
    let said = async || {
        let response = stored(&stack, &store, "customer-001", "order-1", "delivery").await;
        let answer = response.answer().unwrap();
        assert!(answer.suspicions.is_empty() && response.held.is_none(), "{response:?}");
        (response.revision, answer.rating.get(), answer.follow_ups.clone())
    };
    let reasons = |texts: &[&str]| {
        let texts = texts.iter().map(|&text| text.to_owned()).collect();
        std::collections::BTreeMap::from([("reason".to_owned(), texts)])
    };

    let view = ticket(&open(&submit, &token, "").await);
    let next = send(&submit, &token, "lang=en", &format!("rating=3&comment=&view={view}")).await;
    assert_eq!(next, "?done=new&lang=en&r=3");
    assert_eq!(said().await, (1, 3, [].into()));
    let page = open(&submit, &token, &next[1..]).await;
    assert!(page.contains("What went wrong?") && page.contains("What do you wish for?"));

    let fields = format!(
        "rating=3&more.reason=delay&more.reason=price&more.wish=&view={}",
        ticket(&page)
    );
    for again in ["first", "replay"] {
        let next = send(&submit, &token, "done=more&lang=en", &fields).await;
        assert_eq!(next, "?done=more&lang=en", "{again}");
        assert_eq!(said().await, (2, 3, reasons(&["price", "delay"])), "{again}");
    }

    let again = open(&submit, &token, "").await;
    assert!(
        again.contains("You have already answered") && !again.contains(" checked"),
        "{again}"
    );
    let fields = format!("rating=3&comment=late&view={}", ticket(&again));
    let next = send(&submit, &token, "lang=en", &fields).await;
    assert_eq!(next, "?done=changed&lang=en&r=3");
    assert_eq!(
        said().await,
        (3, 3, reasons(&["price", "delay"])),
        "the same band keeps its reasons"
    );

    let mut changed = definition;
    changed.text.get_mut("en").unwrap().question = "Would you recommend us?".into();
    apply(&store, changed, SystemClock.now()).await.unwrap();
    let api = stack.function("api").await.unwrap();
    let key = api_key(&stack).await;
    let listed = async || {
        let event = authorized("GET", "/v1/responses", "survey=delivery", &key);
        body(&api.invoke(event.payload()).await.unwrap())["responses"][0].clone()
    };
    let item = listed().await;
    assert_eq!(item["follow_ups"], json!({ "reason": ["price", "delay"] }), "{item}");
    assert_eq!(
        (&item["survey_version"], &item["question"]),
        (&json!(1), &json!("Would you recommend our delivery?"))
    );

    let fields = format!("rating=10&comment=&view={}", ticket(&open(&submit, &token, "").await));
    send(&submit, &token, "lang=en", &fields).await;
    assert_eq!(said().await, (4, 10, [].into()), "another band drops them");
    assert_eq!(listed().await["follow_ups"], json!({}));
}

fn post(port: u16, path: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_command_line_gives_reasons_and_the_question_as_it_was_seen() {
    let folder = Folder::new("follow-ups").unwrap();
    let file = folder.path().join("delivery.toml");
    let define = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let applied = folder.aisance(&["survey", "apply", file.to_str().unwrap()]).unwrap();
        assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    };
    define(DEFINITION);
    let served = Served::start(&folder).unwrap();
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let token = folder.token("delivery", "C-1", today, 30).unwrap();
    let answer = r#"{"rating":3,"comment":"=late","follow_ups":{"reason":["price"],"wish":["Be quicker"]}}"#;
    assert!(post(served.port, &format!("/s/{token}"), answer).starts_with("HTTP/1.1 200"));
    define(&DEFINITION.replace("recommend our delivery", "recommend us"));

    let said = |arguments: &[&str]| {
        let output = folder.aisance(arguments).unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let rows: Value = serde_json::from_str(&said(&["responses", "delivery", "--json"])).unwrap();
    assert_eq!(rows.as_array().map(Vec::len), Some(1), "{rows}");
    assert_eq!(
        rows[0]["follow_ups"],
        json!({ "reason": ["price"], "wish": ["Be quicker"] })
    );
    assert_eq!(rows[0]["question"], "Would you recommend our delivery?");
    assert_eq!(
        (&rows[0]["survey_version"], &rows[0]["customer"]),
        (&json!(1), &json!("C-1"))
    );
    let csv = said(&["responses", "delivery", "--csv"]);
    let row = csv.lines().nth(1).unwrap();
    assert!(
        csv.starts_with("\u{feff}\"id\",\"survey\",\"survey_version\",\"question\",") && row.contains("'=late"),
        "{csv}"
    );
    assert!(
        row.contains(r#","delivery",1,"Would you recommend our delivery?","#)
            && row.contains(r#","{""reason"":[""price""]"#),
        "{csv}"
    );
    let plain = said(&["responses", "delivery"]);
    assert!(
        plain.contains("reason: price") && plain.contains("wish: Be quicker"),
        "{plain}"
    );
}
