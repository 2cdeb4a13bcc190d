//! Why a customer is at risk, in each place and language the same.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Output;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use local::workspace::{Place, Workspace};
use serde_json::Value;
use shared::domain::access::Scopes;
use shared::domain::day::shifted;
use shared::domain::risk::RiskSettings;
use shared::store::Patience;
use shared::store::risk_settings::PutRiskSettings;
use system_tests::served::{Folder, Served};
use system_tests::steps::session_cookie;

const MAP: &str = "reference = \"id\"\ndate = \"date\"\ncustomer = \"customer\"\ntouchpoint = \"support\"\n\
                   [[survey]]\nid = \"recommend\"\ncolumn = \"nps\"\nmetric = \"nps\"\n\
                   [[survey]]\nid = \"ease\"\ncolumn = \"ease\"\nmetric = \"ces\"\nscale = { min = 1, max = 7 }\n";

/// How reasons begin.
const ENGLISH: [&str; 3] = [
    "Low score: 2 of 10 for recommendation, on ",
    "Found it hard: 2 of 7 for ease, on ",
    "Worse than before: 9, then 2 of 10 for recommendation, on ",
];
const FRENCH: [&str; 3] = [
    "Note basse\u{a0}: 2 sur 10 (recommandation), le ",
    "A trouvé cela difficile\u{a0}: 2 sur 7 (facilité), le ",
    "Moins bien qu’avant\u{a0}: 9, puis 2 sur 10 (recommandation), le ",
];

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The body of an answer to a request with a key.
fn get(served: &Served, path: &str, key: &str) -> String {
    ask(served, path, &format!("authorization: Bearer {key}"))
}

fn ask(served: &Served, path: &str, header: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    let port = served.port;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n{header}\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    body.to_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A folder in which a customer was happy once, and has had a hard time since.
fn troubled() -> Folder {
    let folder = Folder::new("reasons").unwrap();
    Served::start(&folder).unwrap().interrupt().unwrap();
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let [long_ago, lately, yesterday] = [60, 20, 1].map(|days| shifted(today, -days));
    let answers = format!(
        "id,date,customer,support,nps,ease\n1,{long_ago},C-17,support,9,\n2,{lately},C-17,support,2,\n3,{yesterday},C-17,support,,2\n"
    );
    let [csv, map] = ["answers.csv", "answers.toml"].map(|name| folder.path().join(name));
    std::fs::write(&csv, answers).unwrap();
    std::fs::write(&map, MAP).unwrap();
    let [csv, map] = [&csv, &map].map(|path| path.to_str().unwrap());
    text(&folder.aisance(&["import", csv, "--map", map]).unwrap());
    text(&folder.aisance(&["nightly"]).unwrap());
    folder
}

async fn set_language(folder: &Folder, language: &str) {
    let place = Place::Folder(folder.path().to_owned(), None);
    let workspace = Workspace::open(&place, Patience::Nightly).await.unwrap();
    let settings = RiskSettings {
        language: language.to_owned(),
        ..RiskSettings::default()
    };
    workspace.store.put_risk_settings(&settings).await.unwrap();
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reasons_are_the_same_on_the_command_line_over_the_api_and_on_the_overview_in_each_language() {
    let folder = troubled();
    let key = text(
        &folder
            .aisance(&["keys", "create", "test", "--scopes", "read,comments"])
            .unwrap(),
    )
    .trim()
    .to_owned();
    for (language, beginnings) in [("en", ENGLISH), ("fr", FRENCH)] {
        let asked = ["flags", "--language", language, "--json"];
        let told = json(&text(&folder.aisance(&asked).unwrap()));
        let lines = text(&folder.aisance(&asked[..3]).unwrap());
        set_language(&folder, language).await;
        let of_the_team = text(&folder.aisance(&["flags"]).unwrap());
        assert_eq!(
            lines, of_the_team,
            "the setting is what is told where no language is given"
        );

        let served = Served::start(&folder).unwrap();
        let mut asked = json(&get(&served, &format!("/v1/flags?language={language}"), &key));
        let next = asked.as_object_mut().unwrap().remove("next_cursor");
        assert_eq!(next, Some(Value::Null), "the command lists all on one page");
        let customer = json(&get(&served, "/v1/customers/C-17", &key));
        let session = session_cookie(&folder.keys().unwrap(), Scopes::ALL);
        let reading = format!("cookie: {session}; __Host-aisance-language={language}");
        let overview = ask(&served, "/dashboard", &reading);
        served.interrupt().unwrap();

        assert_eq!(told, asked);
        assert_eq!(
            (&customer["risk"], &customer["note"]),
            (&told["flags"][0]["risk"], &told["note"])
        );
        let reasons = told["flags"][0]["risk"]["reasons"].as_array().unwrap();
        assert_eq!(reasons.len(), beginnings.len(), "{told}");
        for (reason, beginning) in reasons.iter().zip(beginnings) {
            let [text, lowers] = ["text", "what_lowers"].map(|field| reason[field].as_str().unwrap());
            assert!(text.starts_with(beginning), "{text}");
            for said in [text, lowers] {
                assert!(lines.contains(said), "{said}: {lines}");
                assert!(overview.contains(said), "{said}: {overview}");
            }
        }
    }
    let unknown = folder.aisance(&["flags", "--language", "de"]).unwrap();
    let said = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert!(
        !unknown.status.success() && said.contains("there are in en, fr"),
        "{said}"
    );
}
