//! Keys and facts for tests.

use jiff::civil::date;
use proptest::collection::btree_map;
use proptest::option;
use proptest::prelude::*;

use super::facts::date_of;
use super::*;

/// Made up, known to everyone, and fit for tests alone.
pub(crate) const ROOTS: &str = r#"{
  "1": "TEST ONLY root one, known to everyone, never deploy it",
  "2": "TEST ONLY root two, known to everyone, never deploy it",
  "permanent": "TEST ONLY permanent root, known to everyone, never deploy it"
}"#;

pub(crate) fn roots() -> RootKeys {
    RootKeys::parse(ROOTS).unwrap()
}

pub(crate) fn key_id(number: u8) -> KeyId {
    KeyId::new(number).unwrap()
}

/// The facts of an ordinary link in an e-mail.
pub(crate) fn ordinary() -> FactsDraft {
    FactsDraft {
        survey: "after-buy".to_owned(),
        customer: Some("C-0001234567".to_owned()),
        touchpoint: "checkout".to_owned(),
        reference: None,
        attributes: [].into(),
        channel: Channel::Email,
        language: Some("en".to_owned()),
        issued: date(2026, 11, 21),
        valid_days: 30,
    }
}

/// Facts with everything in them.
pub(crate) fn full() -> FactsDraft {
    let attribute = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    FactsDraft {
        reference: Some("order 2026-000042".to_owned()),
        attributes: [("plan", "pro"), ("country", "FR"), ("code", "00123")]
            .map(attribute)
            .into(),
        channel: Channel::Whatsapp,
        language: Some("pt-BR".to_owned()),
        ..ordinary()
    }
}

pub(crate) fn checked(draft: &FactsDraft) -> LinkFacts {
    LinkFacts::new(draft, RawIds::Refuse).unwrap()
}

/// Any facts that can be minted.
pub(crate) fn any_facts() -> impl Strategy<Value = LinkFacts> {
    let text = || "[^\\p{C}\\p{Z}]{1,20}";
    let attributes = btree_map("[a-z][a-z0-9_]{0,31}", text(), 0..=10);
    let language = option::of("[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?");
    let channel = proptest::sample::select(&Channel::ALL[..]);
    let what = (
        "[a-z0-9][a-z0-9_-]{0,31}",
        option::of(text()),
        text(),
        option::of(text()),
        attributes,
    );
    (what, channel, language, any::<u16>(), 1..=MAX_VALID_DAYS).prop_filter_map("too long or no reference", |all| {
        let ((survey, customer, touchpoint, reference, attributes), channel, language, day, valid_days) = all;
        let issued = date_of(day);
        let draft = FactsDraft {
            survey,
            customer,
            touchpoint,
            reference,
            attributes,
            channel,
            language,
            issued,
            valid_days,
        };
        LinkFacts::new(&draft, RawIds::Allow).ok()
    })
}
