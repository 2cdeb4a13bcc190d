//! `aisance` on one machine, as a person uses it.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Output, Stdio};

use local::workspace::{Place, Workspace};
use shared::clock::{Clock, SystemClock};
use shared::domain::day::before;
use shared::domain::response::{Content, Respondent};
use shared::domain::suspicion::Suspicion;
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::store::Patience;
use shared::store::responses::ReadRespondent;
use system_tests::function::binary;
use system_tests::served::{Folder, Served};
use system_tests::steps::let_a_day_pass;

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn request(port: u16, line: &str, body: &str) -> String {
    send(port, line, "", body)
}

fn with_key(port: u16, line: &str, key: &str) -> String {
    send(port, line, &format!("authorization: Bearer {key}\r\n"), "")
}

fn send(port: u16, line: &str, headers: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let length = body.len();
    let common = format!(
        "host: localhost:{port}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n"
    );
    write!(stream, "{line} HTTP/1.1\r\n{common}{headers}\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_welcome_leads_to_a_survey_and_an_overview_and_ctrl_c_ends_it_clean() {
    let folder = Folder::new("welcome").unwrap();
    let served = Served::start(&folder).unwrap();
    let link = served
        .welcome
        .lines()
        .find(|line| line.contains("/s/"))
        .unwrap()
        .rsplit_once("/s/")
        .unwrap()
        .1
        .to_owned();
    assert!(request(served.port, &format!("GET /s/{link}"), "").contains("<fieldset"));
    assert!(request(served.port, &format!("POST /s/{link}"), "{\"rating\":9}").starts_with("HTTP/1.1 200"));
    assert!(
        !served.welcome.contains("ais_"),
        "no key is shown that nobody asked for"
    );
    let sign_in = served.sign_in_link().unwrap();
    let (_, open) = sign_in.split_once(&format!(":{}", served.port)).unwrap();
    let opened = request(served.port, &format!("GET {open}"), "");
    assert!(
        opened.starts_with("HTTP/1.1 303") && opened.contains("location: /dashboard/sign-in/start"),
        "{opened}"
    );
    let without = request(served.port, "GET /dashboard", "");
    assert!(
        without.starts_with("HTTP/1.1 303") && without.contains("location: /dashboard/sign-in?"),
        "{without}"
    );
    let key = text(&folder.aisance(&["keys", "create", "test", "--scopes", "read"]).unwrap());
    let scores = with_key(served.port, "GET /v1/scores?survey=recommend", key.trim());
    assert!(scores.starts_with("HTTP/1.1 200"), "{scores}");
    assert!(request(served.port, "GET /nowhere", "").starts_with("HTTP/1.1 404"));

    let beside = folder.aisance(&["nightly"]).unwrap();
    assert!(
        text(&beside).contains("1 answer"),
        "a command uses the engine of the serving process"
    );
    let second = folder.aisance(&["serve", "--port", "0"]).unwrap();
    assert!(String::from_utf8_lossy(&second.stderr).contains("another process is serving"));
    let sign_in = sign_in.to_owned();
    served.interrupt().unwrap();

    let scores: serde_json::Value =
        serde_json::from_str(&text(&folder.aisance(&["scores", "recommend", "--json"]).unwrap())).unwrap();
    assert_eq!(
        (&scores[0]["n"], &scores[0]["score"], &scores[0]["by"]),
        (&1.into(), &serde_json::Value::Null, &"total".into())
    );
    assert!(text(&folder.aisance(&["verify"]).unwrap()).contains("no difference"));
    let again = Served::start(&folder).unwrap();
    assert_ne!(
        again.sign_in_link().unwrap(),
        sign_in,
        "each start has a code of its own"
    );
}

#[test]
fn a_survey_file_is_applied_once_and_its_errors_point_at_the_line() {
    let folder = Folder::new("survey").unwrap();
    let file = folder.path().join("speed.toml");
    let good = "id = \"speed\"\nmetric = \"csat\"\ntitle = \"Speed\"\ndefault_language = \"en\"\n\n[text.en]\nquestion = \"How fast were we?\"\nlow = \"Slow\"\nhigh = \"Fast\"\n";
    let apply = |text: &str| {
        std::fs::write(&file, text).unwrap();
        folder.aisance(&["survey", "apply", file.to_str().unwrap()]).unwrap()
    };
    assert!(text(&apply(good)).contains("is stored"));
    assert!(text(&apply(good)).contains("unchanged (version 1)"));
    assert!(text(&apply(&good.replace("Slow", "Very slow"))).contains("version 2"));
    let wrong = apply(&good.replace("\"Fast\"", "\"\""));
    assert!(
        String::from_utf8_lossy(&wrong.stderr).contains("speed.toml:9: text.en.high"),
        "{wrong:?}"
    );
    let moved = apply(&good.replace("\"csat\"", "\"nps\""));
    assert!(
        String::from_utf8_lossy(&moved.stderr).contains("give the new question a new id"),
        "{moved:?}"
    );
    assert!(text(&folder.aisance(&["survey", "show", "speed"]).unwrap()).contains("Very slow"));
    assert!(text(&folder.aisance(&["survey", "list"]).unwrap()).contains("csat/1-5/4"));
}

#[test]
fn api_keys_are_shown_once_listed_without_their_secret_and_revoked() {
    let folder = Folder::new("keys").unwrap();
    let key = text(
        &folder
            .aisance(&["keys", "create", "our CRM", "--scopes", "comments"])
            .unwrap(),
    )
    .trim()
    .to_owned();
    let listed = text(&folder.aisance(&["keys", "list"]).unwrap());
    assert!(listed.contains("our CRM") && listed.contains("comments") && !listed.contains(&key));
    let id = listed
        .lines()
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .to_owned();
    let served = Served::start(&folder).unwrap();
    let asked = |served: &Served| with_key(served.port, "GET /v1/flags", &key);
    assert!(asked(&served).starts_with("HTTP/1.1 200"));
    served.interrupt().unwrap();
    assert!(text(&folder.aisance(&["keys", "revoke", &id]).unwrap()).contains("revoked"));
    assert!(asked(&Served::start(&folder).unwrap()).starts_with("HTTP/1.1 401"));
}

#[test]
fn links_made_from_a_file_open_and_mistakes_are_told_row_by_row() {
    let folder = Folder::new("links").unwrap();
    let served = Served::start(&folder).unwrap();
    let mut links = Command::new(binary("aisance").unwrap())
        .args(["links", "recommend", "--data"])
        .arg(folder.path())
        .args(["--base-url", &format!("http://localhost:{}", served.port)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let customers =
        "customer,touchpoint,reference,plan\nC-1,support,order-1,pro\nsomeone@example.com,support,order-2,pro\n";
    links.stdin.take().unwrap().write_all(customers.as_bytes()).unwrap();
    let made = links.wait_with_output().unwrap();
    let rows: Vec<String> = String::from_utf8(made.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(!made.status.success(), "one row could not be linked");
    let path = rows[1].split("/s/").nth(1).unwrap().split(',').next().unwrap();
    assert!(request(served.port, &format!("GET /s/{path}"), "").starts_with("HTTP/1.1 200"));
    assert!(!rows[2].contains("/s/"), "{}", rows[2]);
}

#[test]
fn a_customer_who_was_asked_lately_gets_no_link_and_the_command_says_why_and_fails() {
    let folder = Folder::new("fatigue").unwrap();
    // Serving for a moment stores the ready surveys.
    Served::start(&folder).unwrap().interrupt().unwrap();
    assert!(text(&folder.aisance(&["settings", "fatigue", "30"]).unwrap()).contains("once in 30 days"));
    let link = |survey| {
        let arguments = ["links", survey, "--customer", "C-1", "--touchpoint", "support"];
        folder.aisance(&arguments).unwrap()
    };
    assert!(text(&link("recommend")).contains("/s/"));
    let refused = link("ease");
    let said = String::from_utf8_lossy(&refused.stderr);
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0), "{said}");
    assert!(said.contains("survey recommend, by e-mail"), "{said}");
    text(&folder.aisance(&["settings", "fatigue", "off"]).unwrap());
    text(&folder.aisance(&["opt-outs", "add", "C-1"]).unwrap());
    let refused = link("ease");
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(
        !refused.status.success() && said.contains("do not want to be asked again"),
        "{said}"
    );
    text(&folder.aisance(&["opt-outs", "withdraw", "C-1"]).unwrap());
    assert!(text(&link("ease")).contains("/s/"));
}

#[test]
fn a_wrong_call_says_what_to_do() {
    let folder = Folder::new("wrong").unwrap();
    for (arguments, hint) in [
        (vec!["scores", "nothing"], "survey apply"),
        (
            vec!["scores", "nothing", "--from", "2026-02-01", "--to", "2026-01-01"],
            "swap them",
        ),
        (vec!["scores", "nothing", "--by", "gate"], "attribute:NAME"),
        (vec!["scores", "nothing", "--last", "3w"], "28d"),
        (
            vec!["scores", "nothing", "--last", "7d", "--from", "2026-01-01"],
            "--from",
        ),
        (vec!["scores", "nothing", "--against", "before"], "--last 28d"),
        (
            vec!["scores", "nothing", "--last", "366d", "--against", "year_ago"],
            "a year at most",
        ),
        (vec!["scores", "nothing", "--last", "7d", "--paired"], "--against"),
        (vec!["keys", "revoke", "nobody"], "keys list"),
        (vec!["keys", "create", "CRM"], "--scopes"),
        (
            vec!["keys", "create", "CRM", "--scopes", "root"],
            "read, comments, write",
        ),
        (
            vec!["keys", "create", "CRM", "--scopes", "read", "--expires", "3w"],
            "90d",
        ),
        (vec!["keys", "create", " ", "--scopes", "read"], "who uses it"),
        (
            vec!["audit", "--since", "2026-02-01", "--until", "2026-01-01"],
            "swap them",
        ),
        (vec!["settings", "fatigue", "15"], "7, 14, 30 or 90"),
        (vec!["opt-outs", "withdraw", "nobody"], "check the id"),
        (vec!["nightly", "--time-zone", "Mars/Olympus"], "IANA"),
    ] {
        let output = folder.aisance(&arguments).unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(hint), "{arguments:?}: {said}");
    }
}

#[test]
fn a_low_answer_flags_its_customer_and_an_erasure_takes_both_away() {
    let folder = Folder::new("erase").unwrap();
    let served = Served::start(&folder).unwrap();
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let token = folder.token("recommend", "C-17", today, 30).unwrap();
    let post = format!("POST /s/{token}");
    assert!(request(served.port, &post, "{\"rating\":1}").starts_with("HTTP/1.1 200"));
    let back = folder
        .aisance(&["nightly", "--as-of", "2020-01-01T04:10:00Z", "--json"])
        .unwrap();
    let back: serde_json::Value = serde_json::from_str(&text(&back)).unwrap();
    assert_eq!(back["scores"]["days"].as_array().map(Vec::len), Some(0), "{back}");
    let ahead = folder.aisance(&["nightly", "--as-of", "2999-01-01T04:10:00Z"]).unwrap();
    assert!(String::from_utf8_lossy(&ahead.stderr).contains("never forward"));

    assert!(text(&folder.aisance(&["nightly"]).unwrap()).contains("1 flagged"));
    let flags = text(&folder.aisance(&["flags"]).unwrap());
    assert!(flags.contains("C-17") && flags.contains("1 of 10"), "{flags}");
    assert!(text(&folder.aisance(&["erase", "C-71"]).unwrap()).contains("check the id"));
    assert!(text(&folder.aisance(&["erase", "C-17"]).unwrap()).contains("Erased 1 answer"));
    assert!(text(&folder.aisance(&["erase", "--replay"]).unwrap()).contains("carried out already"));
    assert!(request(served.port, &post, "{\"rating\":9}").starts_with("HTTP/1.1 410"));
    text(&folder.aisance(&["nightly"]).unwrap());
    let scores: serde_json::Value =
        serde_json::from_str(&text(&folder.aisance(&["scores", "recommend", "--json"]).unwrap())).unwrap();
    assert_eq!(scores[0]["n"], 0);
    assert!(text(&folder.aisance(&["flags"]).unwrap()).contains("No customer is flagged"));
    assert!(text(&folder.aisance(&["responses", "recommend"]).unwrap()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_yesterday_is_listed_before_any_night_has_seen_it() {
    let folder = Folder::new("yesterday").unwrap();
    // So that no night is due.
    std::fs::write(folder.path().join("last-night"), SystemClock.now().to_string()).unwrap();
    let served = Served::start(&folder).unwrap();
    let today = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let token = folder.token("recommend", "customer-001", today, 30).unwrap();
    let answer = request(served.port, &format!("POST /s/{token}"), "{\"rating\":2}");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    served.interrupt().unwrap();

    let place = Place::Folder(folder.path().to_owned(), None);
    let workspace = Workspace::open(&place, Patience::Nightly).await.unwrap();
    let customer = CustomerId::new("customer-001", RawIds::Refuse).unwrap();
    let respondent = Respondent::Customer(Pseudonym::of(&workspace.keys.pseudonym_key(), &customer));
    let mut records = workspace.store.read_respondent(respondent).await.unwrap();
    let mut response = records.remove(0).into_response().unwrap();
    if let Content::Answered(answer) = &mut response.content {
        answer.suspicions = vec![Suspicion::TooQuick];
    }
    let_a_day_pass(&workspace.store, &[response]).await;
    workspace.close().await;

    let yesterday = before(today).to_string();
    for arguments in [
        ["held", "--last", "30d"],
        ["responses", "recommend", "--from=2000-01-01"],
    ] {
        let listed = text(&folder.aisance(&arguments).unwrap());
        assert!(
            listed.contains(&yesterday) && listed.contains("customer-001"),
            "{arguments:?}: {listed}"
        );
    }
}
