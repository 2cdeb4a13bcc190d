//! Facts of which no link may be made.

use serde_json::{Map, Value, json};

use crate::link::testing::ordinary;

/// Facts that no minter may take.
pub(super) fn refused() -> Vec<(&'static str, Value)> {
    let with = |name: &str, value: Value| {
        let mut facts = serde_json::to_value(ordinary()).unwrap();
        facts[name] = value;
        facts
    };
    let without_customer = |reference: Value| {
        let mut facts = with("reference", reference);
        facts["customer"] = Value::Null;
        facts
    };
    let eleven: Value = (0..11)
        .map(|i| (format!("a{i}"), json!("x")))
        .collect::<Map<_, _>>()
        .into();
    let seven: Value = (0..7)
        .map(|i| (format!("{i:n>32}"), json!("x".repeat(64))))
        .collect::<Map<_, _>>()
        .into();
    let mut too_long = with("attributes", seven);
    too_long["reference"] = json!("r".repeat(64));
    vec![
        ("an empty survey id", with("survey", json!(""))),
        ("a survey id in capitals", with("survey", json!("NPS"))),
        ("a survey id that begins with a sign", with("survey", json!("-nps"))),
        ("a survey id of 33 characters", with("survey", json!("s".repeat(33)))),
        ("no survey id", with("survey", Value::Null)),
        ("an empty touchpoint", with("touchpoint", json!(""))),
        ("a touchpoint of 41 bytes", with("touchpoint", json!("t".repeat(41)))),
        (
            "a touchpoint of 21 characters and 42 bytes",
            with("touchpoint", json!("\u{e9}".repeat(21))),
        ),
        ("a touchpoint with a line break", with("touchpoint", json!("a\nb"))),
        (
            "a touchpoint with a control character of Latin-1",
            with("touchpoint", json!("a\u{85}b")),
        ),
        ("a touchpoint that ends with a space", with("touchpoint", json!("a "))),
        (
            "a touchpoint that begins with a no-break space",
            with("touchpoint", json!("\u{a0}a")),
        ),
        ("an empty customer", with("customer", json!(""))),
        ("a customer that is a number", with("customer", json!(12345))),
        ("a customer of 65 bytes", with("customer", json!("c".repeat(65)))),
        ("an e-mail address", with("customer", json!("jo@example.com"))),
        (
            "an e-mail address with a full-width sign",
            with("customer", json!("jo\u{ff20}example.com")),
        ),
        (
            "a telephone number with a plus sign",
            with("customer", json!("+33612345678")),
        ),
        (
            "a telephone number with dashes",
            with("customer", json!("555-123-4567")),
        ),
        (
            "a telephone number of full-width digits",
            with(
                "customer",
                json!("\u{ff0b}\u{ff13}\u{ff13}\u{ff16}\u{ff11}\u{ff12}\u{ff13}\u{ff14}"),
            ),
        ),
        ("neither customer nor reference", without_customer(Value::Null)),
        (
            "no customer and a reference of 15 bytes",
            without_customer(json!("0123456789abcde")),
        ),
        ("an empty reference", with("reference", json!(""))),
        ("a reference of 65 bytes", with("reference", json!("r".repeat(65)))),
        ("eleven attributes", with("attributes", eleven)),
        (
            "an attribute name in capitals",
            with("attributes", json!({"Plan": "pro"})),
        ),
        (
            "an attribute name that begins with a digit",
            with("attributes", json!({"1st": "x"})),
        ),
        (
            "an attribute name of 33 characters",
            with("attributes", json!({"n".repeat(33): "x"})),
        ),
        ("an empty attribute value", with("attributes", json!({"plan": ""}))),
        (
            "an attribute value that is a number",
            with("attributes", json!({"plan": 1})),
        ),
        (
            "an attribute value of 65 bytes",
            with("attributes", json!({"plan": "v".repeat(65)})),
        ),
        ("an unknown channel", with("channel", json!("fax"))),
        ("a channel in capitals", with("channel", json!("Email"))),
        ("a language in capitals", with("language", json!("EN"))),
        ("a region in small letters", with("language", json!("en-us"))),
        ("a language with an underscore", with("language", json!("en_US"))),
        ("a date before 1970", with("issued", json!("1969-12-31"))),
        ("a date too late for two bytes", with("issued", json!("2149-06-07"))),
        ("a date that is none", with("issued", json!("2026-02-29"))),
        ("valid for no day", with("valid_days", json!(0))),
        ("valid for 91 days", with("valid_days", json!(91))),
        ("valid for half a day", with("valid_days", json!(0.5))),
        ("an unknown field", with("referrence", json!("x"))),
        ("more than a token can hold", too_long),
    ]
}
