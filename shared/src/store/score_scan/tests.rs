use aws_sdk_dynamodb::types::AttributeValue;
use jiff::civil::date;
use proptest::prelude::*;

use super::super::scores::{read, write};
use super::*;
use crate::domain::cut::Cut;

/// As DynamoDB writes a value.
fn json(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!("{{\"S\":{}}}", serde_json::to_string(text).unwrap()),
        AttributeValue::N(number) => format!("{{\"N\":\"{number}\"}}"),
        AttributeValue::L(list) => format!("{{\"L\":[{}]}}", list.iter().map(json).collect::<Vec<_>>().join(",")),
        AttributeValue::M(map) => format!("{{\"M\":{}}}", object(map)),
        other => panic!("scores have no attribute like {other:?}"),
    }
}

fn object(item: &Item) -> String {
    let members = item
        .iter()
        .map(|(name, value)| format!("{}:{}", serde_json::to_string(name).unwrap(), json(value)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn written(items: &[(ScoreKey, ScoreItem)]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|(key, item)| object(&write("recommend", key, item)))
        .collect();
    format!(
        "{{\"Count\":{},\"Items\":[{}],\"ScannedCount\":9}}",
        items.len(),
        items.join(",")
    )
}

prop_compose! {
    fn any_item()(
        number in 0_u64..9,
        nps: bool,
        whole: bool,
        cells in prop::collection::btree_map("[a-zé ]{1,8}", prop::collection::vec(0_u64..3_000, 11), 0..4),
        cohorts in prop::collection::btree_map("[a-zé ]{1,8}", (1_u64..9, 0_u64..9), 0..3),
        suspect in 0_u64..3,
    ) -> (ScoreKey, ScoreItem) {
        let measure = if nps { Measure::nps() } else { Measure::usual_csat(5).unwrap() };
        let points = measure.scale().point_count();
        let histogram = |counts: Vec<u64>| Histogram::from_counts(measure, counts[..points].to_vec()).unwrap();
        let cohort = |(invited, answered)| Cohort { invited, answered };
        let item = ScoreItem {
            total: whole.then(|| histogram(vec![number; 11])),
            cells: cells.into_iter().map(|(value, counts)| (value, histogram(counts))).collect(),
            excluded: Excluded { suspect: if whole { suspect } else { 0 }, ..Excluded::default() },
            cohort: cohort((suspect, 0)),
            cohorts: cohorts.into_iter().map(|(value, pair)| (value, cohort(pair))).collect(),
            ..ScoreItem::empty(number, measure)
        };
        let day = date(2026, 11, 21);
        let key = if whole { ScoreKey::Day(day) } else { ScoreKey::Cut(day, Cut::Attribute("plan".into())) };
        (key, item)
    }
}

proptest! {
    #[test]
    fn a_page_is_read_as_the_sdk_would_have_it(items in prop::collection::vec(any_item(), 0..4)) {
        let page = page(written(&items).as_bytes()).expect("written as is usual");
        prop_assert_eq!(page.last_evaluated_key, None);
        for (item, scanned) in items.iter().zip(&page.scores) {
            let decoded = read(&write("recommend", &item.0, &item.1)).unwrap();
            prop_assert_eq!(&decoded, scanned);
            prop_assert_eq!(item, scanned);
        }
        prop_assert_eq!(items.len(), page.scores.len());
    }
}

#[test]
fn nothing_is_said_of_a_page_that_is_written_in_another_way() {
    let usual = "{\"Count\":1,\"Items\":[{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"d#2026-11-21\"},\"n\":{\"N\":\"4\"},\
                 \"m\":{\"S\":\"ces1\"},\"g\":{\"L\":[{\"N\":\"1\"},{\"N\":\"2\"},{\"N\":\"0\"},{\"N\":\"0\"},{\"N\":\"0\"}]},\
                 \"by\":{\"M\":{}}}],\"LastEvaluatedKey\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"d#2026-11-21\"}}}";
    let read = page(usual.as_bytes()).unwrap();
    assert_eq!(
        (read.scores.len(), read.last_evaluated_key.map(|key| key.len())),
        (1, Some(2))
    );
    for (from, to) in [
        ("\"n\":{\"N\":\"4\"},", ""),
        ("\"N\":\"4\"", "\"N\":\"4E2\""),
        ("\"N\":\"4\"", "\"S\":\"4\""),
        ("\"by\":{\"M\":{}}", "\"by\":{\"M\":{\"a\\u0022\":{\"L\":[]}}}"),
        ("\"by\":{\"M\":{}}", "\"by\":{\"M\":{\"a\":{\"L\":[{\"N\":\"1\"}]}}}"),
        ("\"by\":{\"M\":{}}", "\"by\":{\"M\":{}},\"by\":{\"M\":{}}"),
        ("\"by\":{\"M\":{}}", "\"iv\":{\"L\":[{\"N\":\"1\"}]}"),
        ("\"by\":{\"M\":{}}", "\"new\":{\"S\":\"x\"}"),
        ("ces1", "nope"),
        ("\"Count\":1", "\"Count\": 1"),
        ("\"Count\":1", "\"Count\":1,\"More\":1"),
    ] {
        assert!(usual.contains(from), "{from}");
        assert_eq!(page(usual.replacen(from, to, 1).as_bytes()), None, "{to}");
    }
}
