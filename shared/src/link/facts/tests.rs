use proptest::prelude::*;

use super::*;
use crate::link::testing::{any_facts, checked, full, ordinary};

type Change = fn(&mut FactsDraft);

fn refusal(change: Change) -> FactsError {
    let mut draft = full();
    change(&mut draft);
    LinkFacts::new(&draft, RawIds::Refuse).expect_err("refused")
}

#[test]
fn each_rule_has_an_error_of_its_own() {
    let eleven: Change = |draft| draft.attributes = (0..11).map(|i| (format!("a{i}"), "x".to_owned())).collect();
    let cases: [(Change, FactsError); 11] = [
        (|draft| draft.survey.clear(), FactsError::Survey),
        (|draft| draft.valid_days = 0, FactsError::ValidDays(0)),
        (|draft| draft.valid_days = 91, FactsError::ValidDays(91)),
        (|draft| draft.issued = date(1969, 12, 31), FactsError::Issued),
        (|draft| draft.issued = date(2149, 6, 7), FactsError::Issued),
        (
            |draft| draft.language = Some("english".to_owned()),
            FactsError::Language,
        ),
        (eleven, FactsError::TooManyAttributes(11)),
        (
            |draft| drop(draft.attributes.insert("Plan".to_owned(), "pro".to_owned())),
            FactsError::AttributeName("Plan".to_owned()),
        ),
        (
            |draft| drop(draft.attributes.insert("a#b".to_owned(), "c".to_owned())),
            FactsError::AttributeName("a#b".to_owned()),
        ),
        (
            |draft| drop(draft.attributes.insert(String::new(), "c".to_owned())),
            FactsError::AttributeName(String::new()),
        ),
        (
            |draft| drop(draft.attributes.insert("a".repeat(50), "c".to_owned())),
            FactsError::AttributeName("a".repeat(40)),
        ),
    ];
    for (change, expected) in cases {
        assert_eq!(refusal(change), expected);
    }
}

#[test]
fn an_attributes_value_is_a_text_and_its_error_names_the_attribute() {
    let error = refusal(|draft| drop(draft.attributes.insert("plan".to_owned(), String::new())));
    assert_eq!(
        error.to_string(),
        "the value of the attribute plan is empty: give it a text or leave it out"
    );
    let long: Change = |draft| drop(draft.attributes.insert("plan".to_owned(), "x".repeat(65)));
    assert!(
        refusal(long)
            .to_string()
            .contains("65 bytes long and may be at most 64")
    );
}

#[test]
fn a_link_without_a_customer_needs_a_reference_of_16_bytes() {
    let with = |reference: Option<&str>| {
        let draft = FactsDraft {
            customer: None,
            reference: reference.map(str::to_owned),
            ..full()
        };
        LinkFacts::new(&draft, RawIds::Refuse).map(|_| ())
    };
    assert_eq!(with(None), Err(FactsError::NoReference));
    assert_eq!(with(Some("0123456789abcde")), Err(FactsError::NoReference));
    assert_eq!(with(Some("0123456789abcdef")), Ok(()));
}

#[test]
fn facts_that_do_not_fit_are_refused_with_their_size() {
    let mut draft = full();
    draft.attributes = (0..10).map(|i| (format!("{i:a>32}"), "x".repeat(64))).collect();
    let error = LinkFacts::new(&draft, RawIds::Refuse).unwrap_err();
    assert!(
        matches!(error, FactsError::TooLong { bytes } if bytes > 980),
        "{error:?}"
    );
}

#[test]
fn a_link_is_valid_until_the_end_of_its_last_day() {
    let facts = checked(&FactsDraft {
        valid_days: 1,
        ..ordinary()
    });
    assert_eq!(facts.expires_at().to_string(), "2026-11-23T00:00:00Z");
    let facts = checked(&FactsDraft {
        valid_days: 90,
        issued: date(2149, 6, 6),
        ..ordinary()
    });
    assert_eq!(facts.expires_at().to_string(), "2149-09-05T00:00:00Z");
    let facts = checked(&FactsDraft {
        valid_days: 90,
        issued: date(1970, 1, 1),
        ..ordinary()
    });
    assert_eq!(
        (facts.issued(), facts.expires_at().as_second()),
        (date(1970, 1, 1), 91 * 86400)
    );
}

#[test]
fn a_drafts_json_has_the_names_of_its_fields_and_no_others() {
    let json = serde_json::json!({
        "survey": "after-buy", "customer": "C-0001234567", "touchpoint": "checkout", "channel": "email",
        "language": "en", "issued": "2026-11-21", "valid_days": 30,
    });
    assert_eq!(serde_json::to_value(ordinary()).unwrap(), json);
    assert_eq!(serde_json::from_value::<FactsDraft>(json.clone()).unwrap(), ordinary());
    let mut misspelt = json;
    misspelt["referrence"] = "x".into();
    assert!(serde_json::from_value::<FactsDraft>(misspelt).is_err());
}

#[test]
fn a_draft_does_not_show_the_customer() {
    assert!(!format!("{:?}{:?}", full(), checked(&full())).contains("C-0001234567"));
}

proptest! {
    #[test]
    fn facts_give_a_draft_that_gives_the_same_facts(facts in any_facts()) {
        prop_assert_eq!(LinkFacts::new(&facts.to_draft(), RawIds::Allow), Ok(facts));
    }
}
