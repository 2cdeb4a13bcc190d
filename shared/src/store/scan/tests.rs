use aws_sdk_dynamodb::operation::query::{Query, QueryOutput};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::ser_de::DeserializeResponse;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::as_the_sdk_does::as_the_sdk_does;
use super::super::fold_pages::FoldPages;
use super::super::own_reading::OwnReading;
use super::super::response_item::to_row;
use super::*;

/// A body as an answer that succeeded.
fn answer(body: &str) -> HttpResponse {
    HttpResponse::new(200.try_into().unwrap(), SdkBody::from(body))
}

/// The page as the SDK decodes it, item by item; none where it cannot, or where an item lacks something.
fn decoded(body: &str) -> Option<Page> {
    let output = as_the_sdk_does(&Query::new(), &answer(body), &ConfigBag::base()).ok()?;
    let output = output.downcast::<QueryOutput>().ok()?;
    let mut scores = DayScores::default();
    for item in output.items() {
        scores.add(&to_row(item).ok()?);
    }
    let last_evaluated_key = output.last_evaluated_key().cloned();
    Some(Page {
        scores,
        last_evaluated_key,
    })
}

/// The page as the product folds it.
fn folded(body: &str) -> Option<Page> {
    let fold = OwnReading::<FoldPages>::default();
    let output = fold
        .deserialize_nonstreaming_with_config(&answer(body), &ConfigBag::base())
        .ok()?;
    let scores = fold.take().ok()?.ok()?;
    let output = output.downcast::<QueryOutput>().ok()?;
    Some(Page {
        scores,
        last_evaluated_key: output.last_evaluated_key().cloned(),
    })
}

/// A member of an object, name and value as JSON.
fn member(name: &str, value: &str) -> String {
    format!("{}:{value}", serde_json::to_string(name).unwrap())
}

fn text_value(value: &str) -> String {
    format!(r#"{{"S":{}}}"#, serde_json::to_string(value).unwrap())
}

fn object(members: &[String]) -> String {
    format!("{{{}}}", members.join(","))
}

/// Words without a character that JSON escapes.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec!["a", "support", "café", "東京 👍", ""]).prop_map(str::to_owned),
        "[ -!#-\\[\\]-~]{0,12}"
    ]
}

/// An item as it is stored, its attributes in any order.
fn usual_item() -> impl Strategy<Value = Vec<String>> {
    let texts = (
        select(vec!["recommend", "ease"]),
        select(vec!["nps", "csat/1-5/4", "ces1"]),
        word(),
        option::of(word()),
        option::of(word()),
        option::of(select(vec!["s", "e", "h", "new"])),
    );
    let attributes = proptest::collection::btree_map("[a-z_]{1,6}", word(), 0..4);
    let numbers = (option::of(-1..12_i64), 1_700_000_000..1_900_000_000_i64);
    (texts, attributes, numbers)
        .prop_map(
            |((survey, measure, touchpoint, language, channel, code), attributes, (rating, ttl))| {
                let mut members = vec![
                    member("s", &text_value(survey)),
                    member("m", &text_value(measure)),
                    member("t", &text_value(&touchpoint)),
                    member("ttl", &format!(r#"{{"N":"{ttl}"}}"#)),
                ];
                let named = [("l", language), ("c", channel), ("st", code.map(str::to_owned))];
                members.extend(
                    named
                        .into_iter()
                        .filter_map(|(name, value)| Some(member(name, &text_value(&value?)))),
                );
                members.extend(rating.map(|rating| member("x", &format!(r#"{{"N":"{rating}"}}"#))));
                if !attributes.is_empty() {
                    let inner: Vec<String> = attributes
                        .iter()
                        .map(|(name, value)| member(name, &text_value(value)))
                        .collect();
                    members.push(member("a", &format!(r#"{{"M":{}}}"#, object(&inner))));
                }
                members
            },
        )
        .prop_shuffle()
}

/// The same with one thing that is rare, or that nothing here writes.
fn rare_item() -> impl Strategy<Value = Vec<String>> {
    let values = vec![
        r#"{"NULL":true}"#,
        r#"{"N":"1E1"}"#,
        r#"{"N":"9.0"}"#,
        r#"{"N":"9.5"}"#,
        r#"{"N":"-1E400"}"#,
        r#"{"S":"\u00e9\ud83d\ude00\n\"\\"}"#,
        r#"{"B":"AAEC"}"#,
        r#"{"BOOL":false}"#,
        r#"{"SS":["a","b"]}"#,
        r#"{"L":[{"S":"a"},{"M":{"s":{"S":"r"}}}]}"#,
        r#"{"M":{"plan":{"S":"pro"},"seats":{"N":"3"},"more":{"M":{"t":{"S":"x"}}}}}"#,
        r#"{"M":{}}"#,
        r#" { "S" : "spaced" } "#,
    ];
    let names = vec!["s", "m", "x", "t", "l", "c", "a", "st", "ttl", "pk", "other", "\u{e9}"];
    (usual_item(), select(names), option::of(select(values)), any::<bool>()).prop_map(
        |(mut item, name, value, twice)| {
            if !twice {
                item.retain(|known| !known.starts_with(&member(name, "")));
            }
            item.extend(value.map(|value| member(name, value)));
            item
        },
    )
}

fn written_page(items: &[Vec<String>], next: Option<&str>) -> String {
    let items: Vec<String> = items.iter().map(|item| object(item)).collect();
    let count = items.len();
    let mut members = vec![
        member("Count", &count.to_string()),
        member("Items", &format!("[{}]", items.join(","))),
        member("ScannedCount", &count.to_string()),
    ];
    if let Some(key) = next {
        let key = [
            member("sk", &text_value(key)),
            member("bd", &text_value("2026-11-21#07")),
        ];
        members.insert(2, member("LastEvaluatedKey", &object(&key)));
    }
    object(&members)
}

fn usual_page() -> impl Strategy<Value = String> {
    (vec(usual_item(), 0..12), option::of("[A-Za-z0-9_-]{22}"))
        .prop_map(|(items, next)| written_page(&items, next.as_deref()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_page_as_dynamodb_writes_it_is_read_where_it_lies_and_comes_out_as_the_sdk_decodes_it(body in usual_page()) {
        let scanned = page(body.as_bytes());
        prop_assert!(scanned.is_some(), "{}", body);
        prop_assert_eq!(scanned, decoded(&body));
    }

    #[test]
    fn whatever_is_rare_on_a_page_it_comes_out_as_the_sdk_decodes_it(
        items in vec(prop_oneof![usual_item(), rare_item()], 1..6),
        next in option::of(prop_oneof![Just("x"), Just("\"\\")]),
        spaced in any::<bool>(),
    ) {
        let mut body = written_page(&items, next);
        if spaced {
            body = body.replace(":{", " :\n {").replace("},", "\t} , ");
        }
        prop_assert_eq!(folded(&body), decoded(&body), "{}", body);
    }

    #[test]
    fn a_page_with_damaged_bytes_is_never_counted_as_the_sdk_would_not(
        body in usual_page(),
        damage in vec((any::<prop::sample::Index>(), 0..5_usize, any::<prop::sample::Index>()), 1..4),
    ) {
        let interesting = b"\"\\{}[]:,0SNMx \x00\xc3";
        let mut bytes = body.into_bytes();
        for (place, kind, with) in damage {
            if bytes.is_empty() {
                break;
            }
            let at = place.index(bytes.len());
            match kind {
                0 => bytes[at] = interesting[with.index(interesting.len())],
                1 => drop(bytes.remove(at)),
                2 => bytes.truncate(at),
                3 => bytes.insert(at, interesting[with.index(interesting.len())]),
                _ => {
                    let end = at + with.index(bytes.len() - at);
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
            }
        }
        if let Some(scanned) = page(&bytes) {
            let body = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(Some(scanned), decoded(&body), "{}", body);
        }
    }
}

#[test]
fn an_empty_page_may_have_more_behind_it() {
    let empty = page(
        br#"{"Count":0,"Items":[],"LastEvaluatedKey":{"bd":{"S":"d"},"pk":{"S":"c"},"sk":{"S":"i"}},"ScannedCount":9}"#,
    )
    .unwrap();
    assert_eq!(
        (empty.scores.responses, empty.last_evaluated_key.unwrap().len()),
        (0, 3)
    );
}

#[test]
fn what_is_named_twice_counts_once() {
    let whole = r#""s":{"S":"r"},"m":{"S":"nps"},"x":{"N":"9"},"t":{"S":"a"},"ttl":{"N":"1800000000"}"#;
    let twice = [
        r#","t":{"S":"b"}"#,
        r#","a":{"M":{"plan":{"S":"pro"}}},"a":{"M":{"plan":{"S":"free"}}}"#,
        r#","a":{"M":{"plan":{"S":"pro"},"plan":{"S":"free"}}}"#,
    ];
    for twice in twice {
        let body = format!(r#"{{"Count":1,"Items":[{{{whole}{twice}}}],"ScannedCount":1}}"#);
        assert_eq!(folded(&body), decoded(&body), "{body}");
        let survey = &folded(&body).unwrap().scores.surveys["r"];
        for cells in survey.cuts.values() {
            assert_eq!(
                cells.values().map(crate::domain::Histogram::n).sum::<u64>(),
                1,
                "{body}"
            );
        }
    }
}

#[test]
fn a_number_is_the_same_rating_however_it_is_written() {
    let nps = Measure::nps();
    let point = |number| rating(nps, number).map(crate::domain::Rating::get);
    assert_eq!(
        ["9", "9.0", "1E1", "1e+1", "0", "-0"].map(point),
        [Some(9), Some(9), Some(10), Some(10), Some(0), Some(0)]
    );
    assert_eq!(["9.5", "11", "-1", "1E400", "nan", ""].map(point), [None; 6]);
}
