//! A file holds what the API gives and the pages show: the same rows, the same names, the same numbers.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::day::Calendar;
use shared::domain::export::{Format, What};
use shared::domain::fatigue::Asked;
use shared::domain::response::{Content, Respondent};
use shared::export::columns;
use shared::link::Channel;
use shared::store::Store;
use shared::store::asked::ReserveAsking;
use shared::store::responses::{Put, PutResponse};
use shared::store::risk_settings::{PutRiskSettings, ReadRiskSettings};
use system_tests::contract::response;
use system_tests::exported::{answers, export, in_one_go};
use system_tests::function::Function;
use system_tests::plain_http;
use system_tests::served::{Folder, Served};
use system_tests::stack::Stack;
use system_tests::steps::{api_key, authorized, body, pseudonym};

/// What begins a formula, quotes, and lines: what a cell has to get through.
const COMMENT: &str = "=HYPERLINK(\"x\"),\r\n\"très\" 很好 ＝1";

async fn get(api: &Function, path: &str, query: &str, key: &str) -> Value {
    body(&api.invoke(authorized("GET", path, query, key).payload()).await.unwrap())
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn by(rows: &[Value], name: &str) -> BTreeMap<String, Value> {
    rows.iter()
        .map(|row| (row[name].as_str().unwrap().to_owned(), row.clone()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_say_what_the_api_says() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let mut settings = store.read_risk_settings().await.unwrap();
    settings.line = shared::domain::risk::Line::Top(10);
    store.put_risk_settings(&settings).await.unwrap();
    answers(&stack, &store, 60, 1, COMMENT).await;
    stack.night().await.unwrap();
    let api = stack.function("api").await.unwrap();
    let key = api_key(&stack).await;
    let ndjson = |what| {
        let export = export(what, Format::Ndjson);
        let (stack, store) = (&stack, &store);
        async move { lines(&in_one_go(stack, store, &export).await) }
    };

    let responses = ndjson(What::Responses).await;
    let listed = get(&api, "/v1/responses", "per_page=200", &key).await;
    assert_eq!(responses.len(), 60);
    assert_eq!(by(&responses, "id"), by(listed["responses"].as_array().unwrap(), "id"));

    let flags = ndjson(What::Flags).await;
    let listed = get(&api, "/v1/flags", "per_page=200", &key).await;
    assert!(!flags.is_empty(), "nobody is flagged");
    assert_eq!(json!(flags), listed["flags"]);

    let asked = Asked {
        at: SystemClock.now(),
        invitation: response(1, 0).occasion.invitation,
        survey: "recommend".to_owned(),
        channel: Channel::Email,
    };
    let nameless = Respondent::Customer(pseudonym(&stack, "asked and never named"));
    assert_eq!(store.reserve_asking(nameless, &asked, None).await.unwrap(), None);
    let customers = ndjson(What::Customers).await;
    let listed = get(&api, "/v1/customers", "per_page=200", &key).await;
    let listed = by(listed["customers"].as_array().unwrap(), "customer");
    assert!(
        by(&customers, "customer").keys().eq(listed.keys()),
        "the same customers"
    );
    assert_eq!(customers.len(), 60);
    for customer in &customers {
        let path = format!("/v1/customers/{}", customer["customer"].as_str().unwrap());
        let whole = get(&api, &path, "", &key).await;
        for (name, value) in customer.as_object().unwrap() {
            assert_eq!(whole[name], *value, "{name} of {path}");
        }
    }

    let scores = ndjson(What::Scores).await;
    let trend = get(&api, "/v1/scores", "survey=recommend&trend=day", &key).await;
    let days = trend["scores"].as_array().unwrap().iter().skip(1);
    let days: Vec<&Value> = days.filter(|day| day["n"] != 0).collect();
    assert_eq!((scores.len(), days.len()), (1, 1));
    assert_eq!(&scores[0], days[0]);
    let mut divided = export(What::Scores, Format::Ndjson);
    divided.by = Some("attribute:country".parse().unwrap());
    let divided = lines(&in_one_go(&stack, &store, &divided).await);
    let day = scores[0]["from"].as_str().unwrap();
    let query = format!("survey=recommend&from={day}&to={day}&by=attribute:country");
    let listed = get(&api, "/v1/scores", &query, &key).await;
    assert_eq!(divided[0], scores[0]);
    assert_eq!(divided[1..], listed["scores"].as_array().unwrap()[1..]);
}

/// The value at a path of names, as the CSV has it.
fn cell(row: &Value, path: &str) -> String {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    match (&row[name], rest) {
        (Value::Null, _) => String::new(),
        (Value::Array(items), Some(rest)) => {
            let texts: Vec<String> = items
                .iter()
                .map(|item| cell(item, rest))
                .filter(|text| !text.is_empty())
                .collect();
            texts.join("; ")
        }
        (value, Some(rest)) => cell(value, rest),
        (Value::String(text), None) => text.clone(),
        (value, None) => value.to_string(),
    }
}

/// A text as it was before it was made safe for spreadsheets, by the rule of `docs/api.md`.
fn original(cell: &str) -> String {
    let mut text = String::new();
    let mut may_begin = true;
    for letter in cell.chars() {
        if !(may_begin && letter == '\'') {
            text.push(letter);
        }
        may_begin = matches!(letter, ',' | ';' | '\t' | '\r' | '\n');
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn the_csv_says_what_the_ndjson_says_and_runs_nothing() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    answers(&stack, &store, 30, 1, "plain").await;
    answer_with_a_formula(&stack, &store).await;
    stack.night().await.unwrap();
    for what in What::ALL {
        let rows = lines(&in_one_go(&stack, &store, &export(what, Format::Ndjson)).await);
        let text = in_one_go(&stack, &store, &export(what, Format::Csv)).await;
        assert!(text.starts_with('\u{feff}'), "a spreadsheet is told that it is UTF-8");
        let mut csv = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(
            csv.headers().unwrap().iter().collect::<Vec<_>>(),
            columns(what),
            "{what}"
        );
        let records: Vec<csv::StringRecord> = csv.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(records.len(), rows.len(), "{what}");
        for (record, row) in records.iter().zip(&rows) {
            for (found, path) in record.iter().zip(columns(what)) {
                let expected = cell(row, path);
                assert_eq!(original(found), expected, "{path}");
                let number = found.parse::<f64>().is_ok();
                assert!(
                    number || !found.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']),
                    "{path}: {found}"
                );
            }
        }
    }
}

/// What the API says and a file does not: where, and why not.
const NOT_IN_FILES: &[(What, &str, &str)] = &[
    (What::Scores, "change", "an export compares no days with others"),
    (
        What::Scores,
        "hidden",
        "it is of the whole of a range, and a file has days",
    ),
    (What::Scores, "population", "a closed list is given with one question"),
    (
        What::Customers,
        "flagged_at",
        "it is flag.opened_at of one that is open",
    ),
    (What::Customers, "last_answer", "answers are an export of their own"),
    (What::Customers, "responses", "answers are an export of their own"),
    (What::Customers, "signals", "answers are an export of their own"),
    (What::Customers, "next_cursor", "it is of the list of answers"),
    (What::Customers, "note", "it is about the answer of the API itself"),
    (What::Customers, "language", "it is what was asked for"),
    (
        What::Customers,
        "opted_out_at",
        "it lies apart from the customers, who are read in pages",
    ),
    (
        What::Customers,
        "flag.reasons",
        "one column has their texts, and NDJSON has all",
    ),
    (
        What::Customers,
        "risk.reasons",
        "one column has their texts, and NDJSON has all",
    ),
    (What::Customers, "risk.rest.contribution", "the points say the same"),
    (
        What::Flags,
        "opened_reasons",
        "one column has their texts, and NDJSON has all",
    ),
    (
        What::Flags,
        "risk.reasons",
        "two columns have their texts, and NDJSON has all",
    ),
    (What::Flags, "risk.rest.contribution", "the points say the same"),
];

fn is_at_or_in(path: &str, place: &str) -> bool {
    let rest = path.strip_prefix(place);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The paths to all that a schema of the description has.
fn paths(schemas: &Value, schema: &Value, path: &str, found: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        return paths(schemas, &schemas[name], path, found);
    }
    let is_whole = ["oneOf", "anyOf", "allOf", "properties", "items"]
        .iter()
        .all(|part| schema[part].is_null());
    if is_whole {
        found.insert(path.to_owned());
    }
    for kind in ["oneOf", "anyOf", "allOf"] {
        let parts = schema[kind].as_array().into_iter().flatten();
        for part in parts.filter(|part| part["type"] != "null") {
            paths(schemas, part, path, found);
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = [path, name].into_iter().filter(|part| !part.is_empty());
        paths(schemas, property, &path.collect::<Vec<_>>().join("."), found);
    }
    if schema["items"].is_object() {
        paths(schemas, &schema["items"], path, found);
    }
}

#[test]
fn whatever_the_api_says_has_a_column_or_a_reason_why_not() {
    let described = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.yaml")).unwrap();
    let described: Value = serde_norway::from_str(&described).unwrap();
    let schemas = &described["components"]["schemas"];
    for what in What::ALL {
        let names: &[&str] = match what {
            What::Responses => &["Response"],
            What::Scores => &["Score"],
            What::Customers => &["Customer", "CustomerInList"],
            What::Flags => &["Flag"],
        };
        let mut said = BTreeSet::new();
        for name in names {
            assert!(schemas[*name].is_object(), "{name} is described");
            paths(schemas, &schemas[*name], "", &mut said);
        }
        let excepted = || NOT_IN_FILES.iter().filter(|(of, _, _)| *of == what);
        said.retain(|path| !columns(what).iter().any(|column| is_at_or_in(path, column)));
        for (_, place, _) in excepted() {
            assert!(
                said.iter().any(|path| is_at_or_in(path, place)),
                "{what}: {place} needs no exception"
            );
        }
        said.retain(|path| !excepted().any(|(_, place, _)| is_at_or_in(path, place)));
        assert!(said.is_empty(), "an export of {what} lacks {said:?}");
    }
}

/// An answer of today whose words are a formula.
async fn answer_with_a_formula(stack: &Stack, store: &Store) {
    let now = SystemClock.now() - SignedDuration::from_mins(1);
    let mut one = response(999, 9);
    one.day = Calendar::new(&stack.time_zone).unwrap().day_of(now);
    one.first_answered = now;
    if let Content::Answered(answer) = &mut one.content {
        answer.comment = Some(COMMENT.to_owned());
    }
    assert_eq!(store.put_response(&one, None).await.unwrap(), Put::Stored);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_machine_writes_the_file_and_gives_it_at_an_address_that_cannot_be_made_up() {
    let folder = Folder::new("exports").unwrap();
    let made = folder
        .aisance(&["keys", "create", "test", "--scopes", "read,comments,write"])
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let said = String::from_utf8(made.stdout).unwrap();
    let key = said
        .split_whitespace()
        .find(|word| word.starts_with("ais_"))
        .unwrap()
        .to_owned();
    let served = Served::start(&folder).unwrap();
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let token = folder.token("recommend", "C-1", today, 30).unwrap();
    let answered = served
        .post(&format!("/s/{token}"), r#"{"rating":3,"comment":"=late"}"#)
        .unwrap();
    assert!(answered.starts_with("HTTP/1.1 200"), "{answered}");

    let asked = plain_http::with_key(served.port, "POST", "/v1/exports", &key, r#"{"what":"responses"}"#);
    let asked = asked.await.unwrap();
    assert!(
        asked.starts_with("HTTP/1.1 202") || asked.starts_with("HTTP/1.0 202"),
        "{asked}"
    );
    let id = json_of(&asked)["id"].as_str().unwrap().to_owned();
    let started = Instant::now();
    let item = loop {
        let path = format!("/v1/exports/{id}");
        let item = json_of(&plain_http::with_key(served.port, "GET", &path, &key, "").await.unwrap());
        if item["state"] == "done" || started.elapsed() > Duration::from_secs(30) {
            break item;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert_eq!((&item["state"], &item["rows"]), (&json!("done"), &json!(1)));
    let url = item["url"].as_str().unwrap();
    let path = &url[url.find("/exports/").unwrap()..];
    let file = plain_http::get(served.port, path).await.unwrap();
    assert!(
        file.contains(" 200 ") && file.contains("'=late") && file.contains("C-1"),
        "{file}"
    );
    assert!(
        file.to_lowercase()
            .contains("content-disposition: attachment; filename=\"aisance-responses-"),
        "{file}"
    );
    let out = folder.path().join("responses.csv");
    let written = folder
        .aisance(&["export", "responses", "--out", out.to_str().unwrap()])
        .unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let (_, text) = file.split_once("\r\n\r\n").unwrap();
    assert_eq!(
        std::fs::read_to_string(&out).unwrap(),
        text,
        "the command line writes the same"
    );
    for guess in [
        path.split_once('?').unwrap().0.to_owned(),
        format!("{path}A"),
        path.replace(&id, &"0".repeat(32)),
    ] {
        let refused = plain_http::get(served.port, &guess).await.unwrap();
        assert!(refused.contains(" 404 "), "{guess}: {refused}");
    }
    served.interrupt().unwrap();
}

fn json_of(answer: &str) -> Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}
