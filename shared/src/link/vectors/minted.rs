//! What the vectors are minted from.

use jiff::civil::date;

use crate::link::testing::{full, ordinary};
use crate::link::{Channel, FactsDraft, LinkFacts, MAX_FACTS_BYTES, RawIds, layout};

type Case = (&'static str, u8, FactsDraft);

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn customer(id: &str) -> FactsDraft {
    FactsDraft {
        customer: some(id),
        ..ordinary()
    }
}

fn anonymous(reference: &str) -> FactsDraft {
    FactsDraft {
        customer: None,
        reference: some(reference),
        ..ordinary()
    }
}

fn touchpoint(text: &str) -> FactsDraft {
    FactsDraft {
        touchpoint: text.to_owned(),
        ..ordinary()
    }
}

fn language(tag: &str) -> FactsDraft {
    FactsDraft {
        language: some(tag),
        ..ordinary()
    }
}

fn attributes(pairs: &[(&str, &str)]) -> FactsDraft {
    let attributes = pairs
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    FactsDraft {
        attributes,
        ..ordinary()
    }
}

/// Name, key id and facts of each vector.
pub(super) fn minted() -> Vec<Case> {
    let names: [&'static str; 7] = [
        "channel email",
        "channel sms",
        "channel whatsapp",
        "channel chat",
        "channel qr",
        "channel kiosk",
        "channel web",
    ];
    let mut cases: Vec<Case> = vec![
        ("the worked example", 1, ordinary()),
        ("the least there can be", 1, least()),
    ];
    cases.extend(
        names
            .iter()
            .zip(Channel::ALL)
            .map(|(&name, channel)| (name, 1, FactsDraft { channel, ..ordinary() })),
    );
    cases.extend([
        ("key id 2", 2, ordinary()),
        ("key id 15", 15, ordinary()),
        (
            "no customer, a random reference",
            1,
            FactsDraft {
                channel: Channel::Qr,
                ..anonymous("pX3vJb0Qk5m2ZyT8aWc1Rg")
            },
        ),
        ("no customer, a reference of 16 bytes", 1, anonymous("0123456789abcdef")),
        (
            "no customer, key id 15, a reference of 64 bytes",
            15,
            anonymous(&"\u{f1}".repeat(32)),
        ),
        (
            "a customer and a reference",
            1,
            FactsDraft {
                reference: some("order 2026-000042"),
                ..ordinary()
            },
        ),
        (
            "a reference that reads as the date",
            1,
            FactsDraft {
                reference: some("2026-11-21"),
                ..ordinary()
            },
        ),
        (
            "valid for 1 day",
            1,
            FactsDraft {
                valid_days: 1,
                ..ordinary()
            },
        ),
        (
            "valid for 90 days",
            1,
            FactsDraft {
                valid_days: 90,
                ..ordinary()
            },
        ),
        (
            "the first date",
            1,
            FactsDraft {
                issued: date(1970, 1, 1),
                ..ordinary()
            },
        ),
        (
            "the last date",
            1,
            FactsDraft {
                issued: date(2149, 6, 6),
                ..ordinary()
            },
        ),
        (
            "a leap day",
            1,
            FactsDraft {
                issued: date(2028, 2, 29),
                ..ordinary()
            },
        ),
        (
            "no language",
            1,
            FactsDraft {
                language: None,
                ..ordinary()
            },
        ),
        ("a language of three letters", 1, language("haw")),
        ("a language and a region", 1, language("pt-BR")),
        ("a language and a region of digits", 1, language("es-419")),
        ("a language and a script", 1, language("zh-Hans")),
        ("a language, a script and a region", 1, language("sr-Latn-RS")),
        ("a customer of digits, zeros in front", 1, customer("00012345678")),
        (
            "a customer like a UUID",
            1,
            customer("7b4f1c2e-8d6a-4f5e-9b3c-2a1d0e9f8c7b"),
        ),
        (
            "a customer with the delimiters of others",
            1,
            customer("a#b|c:d/e,f\"g\\h"),
        ),
        (
            "a customer that is an e-mail address, where allowed",
            1,
            customer("jo@example.com"),
        ),
        (
            "a customer that is a telephone number, where allowed",
            1,
            customer("+33 6 12 34 56 78"),
        ),
        ("a customer that is decomposed", 1, customer("Rene\u{301}e-7")),
        ("a touchpoint with an accent", 1, touchpoint("apr\u{e8}s-vente")),
        (
            "a touchpoint with a joined emoji",
            1,
            touchpoint("\u{1f469}\u{200d}\u{1f4bb} help"),
        ),
        (
            "Hangul letters that compose",
            1,
            touchpoint("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"),
        ),
        (
            "Kana with a mark that composes",
            1,
            touchpoint("\u{30ab}\u{3099}\u{30a4}\u{30c8}\u{3099}"),
        ),
        ("Arabic", 1, touchpoint("\u{627}\u{644}\u{62f}\u{641}\u{639}")),
        ("a sign that becomes a letter", 1, touchpoint("\u{212b}ngstr\u{f6}m")),
        ("a letter that decomposes for good", 1, touchpoint("\u{958}")),
        ("marks that change places", 1, touchpoint("q\u{307}\u{323}")),
        ("one attribute", 1, attributes(&[("plan", "pro")])),
        (
            "attributes in the order of their names",
            1,
            attributes(&[("plan", "pro"), ("country", "FR"), ("code", "00123")]),
        ),
        (
            "names that tell the order of bytes",
            1,
            attributes(&[("ab", "4"), ("a_", "2"), ("a", "0"), ("aa", "3"), ("a0", "1")]),
        ),
        (
            "values of all kinds",
            1,
            attributes(&[
                ("emoji", "\u{1f600}"),
                ("marks", "e\u{301}\u{327}"),
                ("quote", "\"=1+1\""),
            ]),
        ),
        (
            "compatibility characters, which stay as they are",
            1,
            customer("\u{2116} \u{fb01} \u{ff21}"),
        ),
        ("all of it at once", 1, full()),
        ("ten attributes", 2, attributes(&TEN)),
        ("the longest of each text", 1, longest()),
        ("the longest token", 2, fullest()),
    ]);
    cases
}

const TEN: [(&str, &str); 10] = [
    ("a", "1"),
    ("b", "2"),
    ("c", "3"),
    ("d", "4"),
    ("e", "5"),
    ("f", "6"),
    ("g", "7"),
    ("h", "8"),
    ("i", "9"),
    ("j", "10"),
];

fn least() -> FactsDraft {
    FactsDraft {
        survey: "s".to_owned(),
        customer: some("c"),
        touchpoint: "t".to_owned(),
        reference: None,
        attributes: [].into(),
        channel: Channel::Email,
        language: None,
        issued: date(2026, 11, 21),
        valid_days: 1,
    }
}

fn longest() -> FactsDraft {
    FactsDraft {
        survey: "s".repeat(32),
        customer: Some("\u{20ac}".repeat(21) + "c"),
        touchpoint: "\u{1f600}".repeat(10),
        reference: Some("r".repeat(64)),
        attributes: [("n".repeat(32), "v".repeat(64))].into(),
        channel: Channel::Web,
        language: some("haw-Latn-419"),
        issued: date(2026, 11, 21),
        valid_days: 90,
    }
}

fn fullest() -> FactsDraft {
    let mut draft = longest();
    draft.attributes = (0..5).map(|i| (format!("{i:n>32}"), "v".repeat(64))).collect();
    let bytes = |draft: &FactsDraft| LinkFacts::new(draft, RawIds::Refuse).map(|facts| layout::encode(&facts).len());
    // What is left is shared between two more, each of which takes its name, two lengths and its value.
    let room = MAX_FACTS_BYTES - bytes(&draft).unwrap();
    draft.attributes.insert("y".to_owned(), "y".repeat(room / 2 - 3));
    draft.attributes.insert("z".to_owned(), "z".repeat(room - room / 2 - 3));
    draft
}
