use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::{Flag, Reason, flag_item};
use super::*;
use crate::domain::measure::Measure;
use crate::domain::risk::{Cause, Closed, Evidence, Fact, Feature, pack, unpack};
use crate::domain::signal::{Contact, Outcome, Signal, Signals, Stay};
use crate::link::InvitationId;
use crate::store::attributes::{Item, bytes, millis, number, text_map};

/// What the product sees of a page at a glance, keeping everybody who can be read; none where it says that the page cannot.
fn sifted(body: &str) -> Option<(Vec<String>, Sifted)> {
    let mut seen = Vec::new();
    let sifted = sift(SdkBody::from(body), |glance| {
        seen.push((glance.key, told(*glance)));
        true
    });
    let sifted = sifted.ok()?;
    // A glance may show no damage where the whole item has some.
    let whole = sifted.kept.iter().map(|customer| customer.key);
    let whole: std::collections::BTreeSet<Respondent> = whole.collect();
    seen.retain(|(key, _)| whole.contains(key));
    Some((seen.into_iter().map(|(_, glance)| glance).collect(), sifted))
}

/// A glance with its packed forms packed anew: damaged bytes can be another way of writing the same.
fn told(glance: CustomerRef<'_>) -> String {
    let signals = glance
        .signals
        .and_then(Signals::from_bytes)
        .map(|signals| signals.to_bytes());
    let reasons = glance
        .risk
        .and_then(|risk| unpack(risk.reasons))
        .map(|reasons| pack(&reasons));
    let risk = glance.risk.map(|risk| RiskRef {
        reasons: reasons.as_deref().unwrap_or(risk.reasons),
        ..risk
    });
    let glance = CustomerRef {
        signals: signals.as_deref(),
        risk,
        ..glance
    };
    format!("{glance:?}")
}

/// The page as the SDK decodes it.
fn plain(body: &str) -> Option<(Vec<String>, Sifted)> {
    let page = decoded(SdkBody::from(body)).ok()?;
    let (mut kept, mut damaged) = (Vec::new(), Vec::new());
    for item in page.items() {
        match read(item) {
            Ok(customer) => kept.push(customer),
            Err(error) => damaged.push(Words::of(&error)),
        }
    }
    let seen = kept
        .iter()
        .map(|customer| format!("{:?}", Packed::of(customer).glance(customer)));
    let next = match page.last_evaluated_key() {
        Some(key) => Some(get_text(key, PK)?.parse().ok()?),
        None => None,
    };
    Some((seen.collect(), Sifted { kept, next, damaged }))
}

/// As DynamoDB writes a value.
fn json(value: &AttributeValue) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    match value {
        AttributeValue::S(text) => format!(r#"{{"S":{}}}"#, quoted(text)),
        AttributeValue::N(number) => format!(r#"{{"N":"{number}"}}"#),
        AttributeValue::B(bytes) => format!(r#"{{"B":"{}"}}"#, base64::encode(bytes)),
        AttributeValue::Bool(yes) => format!(r#"{{"BOOL":{yes}}}"#),
        AttributeValue::M(map) => format!(r#"{{"M":{}}}"#, object(&members(map))),
        other => panic!("nothing here writes {other:?}"),
    }
}

fn members(item: &Item) -> Vec<String> {
    item.iter()
        .map(|(name, value)| format!("\"{name}\":{}", json(value)))
        .collect()
}

fn object(members: &[String]) -> String {
    format!("{{{}}}", members.join(","))
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (1_700_000_000..1_900_000_000_i64).prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn signals() -> impl Strategy<Value = Signals> {
    let answers = vec((any::<[u8; 16]>(), moment(), 0..11_i64), 0..5);
    let unanswered = vec((any::<[u8; 16]>(), moment()), 0..4);
    let contacts = vec((moment(), 0..90_000_u32, any::<bool>()), 0..3);
    (answers, unanswered, contacts, option::of(moment())).prop_map(|(answers, unanswered, contacts, started)| {
        let mut signals = Signals::default();
        for (id, at, rating) in answers {
            let invitation = InvitationId::from_bytes(id);
            let rating = Measure::nps().accept(rating).unwrap();
            signals.merge(invitation, Some(Signal::new(invitation, at, Measure::nps(), rating)));
        }
        for (id, at) in unanswered {
            signals.merge_unanswered(InvitationId::from_bytes(id), Some(at));
        }
        let contacts = contacts.into_iter().map(|(at, after, complaint)| Contact {
            at,
            outcome: Outcome::Answered(after),
            complaint,
            ended: complaint.then_some(after),
        });
        let stay = Stay {
            started,
            ..Stay::default()
        };
        signals.set_events(contacts.collect(), stay);
        signals
    })
}

fn reasons() -> impl Strategy<Value = Vec<Reason>> {
    let reason = (select(Feature::ALL.to_vec()), -2.0..2.0_f64, moment()).prop_map(|(feature, contribution, since)| {
        let fact = Fact::Silence {
            last: since,
            usual_days: 30,
        };
        Reason {
            feature,
            contribution,
            evidence: Evidence { since, fact },
        }
    });
    vec(reason, 0..4)
}

fn flag() -> impl Strategy<Value = Flag> {
    let cause = select(vec![Cause::Recovered, Cause::Left, Cause::Person]);
    let note = select(vec![
        "called",
        "said: \"no\\yes\"\n\t— and left",
        "打過電話了 👍",
        "\u{1}odd",
        "",
    ]);
    let closed = (moment(), cause, option::of(note)).prop_map(|(at, cause, note)| Closed {
        at,
        cause,
        note: note.map(str::to_owned),
    });
    let told = (reasons(), any::<bool>(), option::of(moment()));
    (moment(), moment(), told, option::of(closed)).prop_map(
        |(opened_at, evidence, (reasons, held_out, enrolled), closed)| Flag {
            opened_at,
            evidence,
            enrolled,
            reasons,
            held_out,
            closed,
        },
    )
}

/// The members of an item as it is stored, in any order.
fn usual_item() -> impl Strategy<Value = Vec<String>> {
    let known = (
        any::<[u8; 16]>(),
        option::of("[ -~]{1,12}|[^\\x00-\\x1f]{1,6}"),
        1..90_u64,
        0..90_u64,
    );
    let risk = (-9.0..9.0_f64, reasons(), 0..4_u32, option::of(0.0..1.0_f64));
    let asked = option::of((moment(), any::<[u8; 16]>()));
    (
        known,
        option::of(signals()),
        option::of(risk),
        option::of(flag()),
        asked,
    )
        .prop_map(|((key, id, revision, run), signals, risk, flag, asked)| {
            let respondent = Respondent::Customer(crate::link::Pseudonym::from_bytes(key));
            let mut item = Item::from([
                (PK.to_owned(), text(respondent.to_string())),
                ("r".to_owned(), number(revision)),
                ("n".to_owned(), number(run)),
            ]);
            let mut set = |name: &str, value| item.insert(name.to_owned(), value);
            if let Some(id) = id {
                let plan = BTreeMap::from([("plan".to_owned(), id.clone()), ("country".to_owned(), "TW".to_owned())]);
                set("a", text_map(&plan));
                set("id", text(id));
            }
            if let Some(signals) = signals.filter(|signals| !signals.is_empty()) {
                set("sig", bytes(signals.to_bytes()));
            }
            if let Some((log_odds, reasons, model, probability)) = risk {
                set("rk", number(log_odds));
                set("why", bytes(pack(&reasons)));
                set("re", number(log_odds / 3.0));
                set("model", number(model));
                if let Some(probability) = probability {
                    set("pr", number(probability));
                }
            }
            if let Some(flag) = flag {
                set("flag", flag_item::to_attribute(&flag));
                if flag.closed.is_none() {
                    set("fl", text("open"));
                }
            }
            if let Some((at, invitation)) = asked {
                set("la", millis(at));
                set("li", text(InvitationId::from_bytes(invitation).to_string()));
                set("ls", text("recommend"));
                set("lc", text("email"));
            }
            members(&item)
        })
        .prop_shuffle()
}

/// The same with one thing that is rare, or that nothing here writes.
fn rare_item() -> impl Strategy<Value = Vec<String>> {
    let values = vec![
        r#"{"NULL":true}"#,
        r#"{"N":"1E1"}"#,
        r#"{"N":"7.0"}"#,
        r#"{"N":"-1E400"}"#,
        r#"{"S":"\u00e9\ud83d\ude00\n\"\\"}"#,
        r#"{"S":"\ud83d"}"#,
        r#"{"S":"x\q"}"#,
        r#"{"B":"AAEC"}"#,
        r#"{"B":"AAE="}"#,
        r#"{"B":"AAE"}"#,
        r#"{"B":"AAF="}"#,
        r#"{"B":"*"}"#,
        r#"{"B":""}"#,
        r#"{"BOOL":true}"#,
        r#"{"BOOL":false}"#,
        r#"{"M":{"o":{"N":"1790000000000"},"e":{"N":"1790000000"},"why":{"B":"AQ=="},"ca":{"N":"x"}}}"#,
        r#"{"M":{"o":{"N":"1790000000000"},"e":{"N":"1790000000"},"why":{"B":"AQ=="},"ca":{"N":"5"},"ca":{"S":"5"}}}"#,
        r#"{"M":{}}"#,
        r#" { "S" : "spaced" } "#,
    ];
    let names = vec![
        "pk", "id", "a", "r", "n", "sig", "rk", "why", "re", "model", "pr", "flag", "fl", "erased", "la", "li", "ls",
        "lc", "other", "é",
    ];
    (usual_item(), select(names), option::of(select(values)), any::<bool>()).prop_map(
        |(mut item, name, value, twice)| {
            if !twice {
                item.retain(|known| !known.starts_with(&format!("\"{name}\":")));
            }
            item.extend(value.map(|value| format!("\"{name}\":{value}")));
            item
        },
    )
}

fn written_page(items: &[Vec<String>], next: Option<&str>) -> String {
    let items: Vec<String> = items.iter().map(|item| object(item)).collect();
    let count = items.len();
    let next = next.map(|key| format!(r#""LastEvaluatedKey":{{"pk":{{"S":"c{key}"}}}},"#));
    let next = next.unwrap_or_default();
    format!(
        r#"{{"Count":{count},"Items":[{}],{next}"ScannedCount":{count}}}"#,
        items.join(",")
    )
}

fn usual_page() -> impl Strategy<Value = String> {
    (vec(usual_item(), 0..6), option::of("[A-Za-z0-9_-]{21}A"))
        .prop_map(|(items, next)| written_page(&items, next.as_deref()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_page_as_dynamodb_writes_it_is_read_where_it_lies_and_comes_out_as_the_sdk_decodes_it(body in usual_page()) {
        // Control characters have escapes that only the SDK reads.
        prop_assert!(written::page(body.as_bytes()).is_some() || body.contains("\\u0001"), "{}", body);
        let sifted = sifted(&body);
        prop_assert!(sifted.is_some(), "{}", body);
        prop_assert_eq!(sifted, plain(&body), "{}", body);
    }

    #[test]
    fn whatever_is_rare_on_a_page_it_comes_out_as_the_sdk_decodes_it(
        items in vec(prop_oneof![usual_item(), rare_item()], 1..5),
        next in option::of(prop_oneof![Just("x"), Just("\\\"\\\\")]),
        spaced in any::<bool>(),
    ) {
        let mut body = written_page(&items, next);
        if spaced {
            body = body.replace(":{", " :\n {").replace("},", "\t} , ");
        }
        prop_assert_eq!(sifted(&body), plain(&body), "{}", body);
    }

    #[test]
    fn a_page_with_damaged_bytes_is_never_read_as_the_sdk_would_not(
        body in usual_page(),
        damage in vec((any::<prop::sample::Index>(), 0..5_usize, any::<prop::sample::Index>()), 1..4),
    ) {
        let interesting = b"\"\\{}[]:,0SNBMx= \x00\xc3";
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
        if let Ok(body) = String::from_utf8(bytes) {
            // Glances of packed bytes are left out: damaged ones can be another way of writing the same.
            let whole = |page: Option<(Vec<String>, Sifted)>| page.map(|(_, whole)| whole);
            prop_assert_eq!(whole(sifted(&body)), whole(plain(&body)), "{}", body);
        }
    }
}

#[test]
fn only_those_who_are_kept_come_back_whole() {
    let item = |id: u8, revision: u8| {
        let key = Respondent::Customer(crate::link::Pseudonym::from_bytes([id; 16]));
        vec![
            format!(r#""pk":{{"S":"{key}"}}"#),
            format!(r#""r":{{"N":"{revision}"}}"#),
        ]
    };
    let body = written_page(&[item(1, 4), item(2, 5), item(3, 4)], None);
    let sifted = sift(SdkBody::from(body), |customer| customer.revision == 5).unwrap();
    let kept: Vec<u64> = sifted.kept.iter().map(|customer| customer.revision).collect();
    assert_eq!((kept, sifted.next), (vec![5], None));
}

#[test]
fn an_item_that_cannot_be_read_is_noted_without_its_clear_id_and_keeps_nobody_else_back() {
    let item = |id: u8, more: &str| {
        let key = Respondent::Customer(crate::link::Pseudonym::from_bytes([id; 16]));
        let key = format!(r#""pk":{{"S":"{key}"}}"#);
        vec![key, r#""id":{"S":"C-0007"}"#.to_owned(), more.to_owned()]
    };
    let whole = |id| item(id, r#""r":{"N":"1"}"#);
    let no_signals = item(2, r#""sig":{"B":"/w=="}"#);
    let no_reasons = item(2, r#""rk":{"N":"1"}"#);
    let no_key = vec![r#""pk":{"S":"C-0007"}"#.to_owned()];
    for damaged in [no_signals, no_reasons, no_key] {
        let body = written_page(&[whole(1), damaged, whole(3)], None);
        let sifted = sift(SdkBody::from(body), |_| true).unwrap();
        assert_eq!(sifted.kept.len(), 2, "{:?}", sifted.damaged);
        assert!(
            matches!(&sifted.damaged[..], [what] if !format!("{what:?}").contains("0007")),
            "{:?}",
            sifted.damaged
        );
    }
}
