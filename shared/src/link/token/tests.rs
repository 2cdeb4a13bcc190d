use jiff::ToSpan;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::*;
use crate::link::testing::{any_facts, checked, full, key_id, ordinary, roots};
use crate::link::{FactsDraft, MAX_FACTS_BYTES, RawIds, RootKeys};

fn token_of(draft: &FactsDraft) -> String {
    mint(roots().mint_key(), &checked(draft))
}

/// A token made by someone who holds the key and need not keep to the format.
fn forged(first: u8, plaintext: &[u8]) -> String {
    let keys = roots();
    BASE64.encode([&[first][..], &siv_seal(keys.mint_key().bytes(), &[first], plaintext)].concat())
}

fn opens(token: &str) -> bool {
    match open(&roots().link_keys(), token) {
        Ok(_) => true,
        Err(InvalidLink) => false,
    }
}

#[test]
fn an_ordinary_link_takes_at_most_80_characters() {
    let token = token_of(&ordinary());
    assert_eq!((ordinary().survey.len(), ordinary().touchpoint.len()), (9, 8));
    assert_eq!(ordinary().customer.map(|id| id.len()), Some(12));
    assert_eq!(token.len(), 75);
}

#[test]
fn the_longest_facts_make_the_longest_token() {
    let mut draft = full();
    draft.attributes = (0..6).map(|i| (format!("{i:a>32}"), "x".repeat(64))).collect();
    draft.attributes.insert("y".to_owned(), "x".repeat(60));
    let room = MAX_FACTS_BYTES - layout::encode(&checked(&draft)).len();
    draft.attributes.insert("z".to_owned(), "x".repeat(room - 3));
    assert_eq!(token_of(&draft).len(), MAX_TOKEN_CHARS);
    assert!(opens(&token_of(&draft)));
    draft.attributes.insert("z".to_owned(), "x".repeat(room - 2));
    assert!(LinkFacts::new(&draft, RawIds::Refuse).is_err());
    assert!(!opens(&"A".repeat(MAX_TOKEN_CHARS + 1)));
}

#[test]
fn a_link_minted_under_any_key_id_opens_as_long_as_that_is_there() {
    let (old, new) = (roots(), roots());
    let secret = r#"{"1":"TEST ONLY root one, known to everyone, never deploy it"}"#;
    let first = RootKeys::parse(secret).unwrap();
    let facts = checked(&full());
    let token = mint(first.mint_key(), &facts);
    let opened = open(&old.link_keys(), &token).unwrap();
    assert_eq!((opened.key_id, &opened.facts), (key_id(1), &facts));
    let token = mint(new.mint_key(), &facts);
    assert_eq!(open(&new.link_keys(), &token).map(|link| link.key_id), Ok(key_id(2)));
    assert_eq!(open(&first.link_keys(), &token), Err(InvalidLink));
}

#[test]
fn every_flipped_bit_is_refused() {
    let token = BASE64.decode(token_of(&full())).unwrap();
    for bit in 0..token.len() * 8 {
        let mut changed = token.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!opens(&BASE64.encode(&changed)), "bit {bit}");
    }
}

#[test]
fn every_other_character_anywhere_is_refused() {
    let token = token_of(&full());
    for at in 0..token.len() {
        for other in (0..=127_u8).map(char::from).chain(['é']) {
            let changed = format!("{}{other}{}", &token[..at], &token[at + 1..]);
            assert_eq!(opens(&changed), changed == token, "{changed:?}");
        }
    }
}

#[test]
fn every_truncation_and_extension_is_refused() {
    let token = token_of(&full());
    for length in 0..token.len() {
        assert!(!opens(&token[..length]), "{length} characters");
        assert!(
            !opens(&token[length + 1..]),
            "without the first {length} characters and one"
        );
    }
    let bytes = BASE64.decode(&token).unwrap();
    for length in 0..bytes.len() {
        assert!(!opens(&BASE64.encode(&bytes[..length])), "{length} bytes");
    }
    for more in ["A", "AA", "AAA", "AAAA", "=", "==", " ", "\n", "/"] {
        assert!(
            !opens(&format!("{token}{more}")) && !opens(&format!("{more}{token}")),
            "{more:?}"
        );
    }
}

#[test]
fn every_other_first_byte_is_refused_even_when_authentic() {
    let plaintext = layout::encode(&checked(&full()));
    for first in 0..=255 {
        assert_eq!(opens(&forged(first, &plaintext)), first == 0x12, "{first:#x}");
    }
}

#[test]
fn a_token_of_another_workspace_is_refused() {
    let other = r#"{"1":"another root of more than 32 characters","2":"one more root of more than 32 characters"}"#;
    let other = RootKeys::parse(other).unwrap();
    assert!(!opens(&mint(other.mint_key(), &checked(&full()))));
}

#[test]
fn padding_trailing_bits_and_the_other_alphabet_are_refused() {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut seen = [false; 4];
    for extra in 1..=4 {
        let mut draft = full();
        draft.touchpoint = "t".repeat(extra);
        let token = token_of(&draft);
        let spare_bits = match token.len() % 4 {
            2 => 4,
            3 => 2,
            _ => 0,
        };
        seen[token.len() % 4] = true;
        let last = alphabet.find(&token[token.len() - 1..]).unwrap();
        for other in 0..1 << spare_bits {
            let changed = format!(
                "{}{}",
                &token[..token.len() - 1],
                &alphabet[last + other..=last + other]
            );
            assert_eq!(opens(&changed), other == 0, "{changed}");
        }
        let padded = format!("{token}{}", "=".repeat(spare_bits / 2));
        assert_eq!(opens(&padded), spare_bits == 0);
    }
    assert_eq!(seen, [true, false, true, true]);

    let signs = (1..).map(|day| {
        token_of(&FactsDraft {
            issued: jiff::civil::date(2026, 1, 1) + day.days(),
            ..full()
        })
    });
    let token = signs
        .into_iter()
        .find(|token| token.contains('-') && token.contains('_'))
        .unwrap();
    assert!(opens(&token));
    assert!(!opens(&token.replace('-', "+")) && !opens(&token.replace('_', "/")));
}

#[test]
fn an_authentic_token_in_another_form_is_refused() {
    let header = |flags: u8| vec![flags, 0x51, 0x2a, 30, 1, b's', 1, b't'];
    let with = |flags: u8, rest: &[u8]| forged(0x12, &[header(flags), rest.to_vec()].concat());
    let customer = b"\x01c";
    assert!(opens(&with(0x80, customer)));
    assert!(opens(&with(0xa0, b"\x01c\x02\x01a\x01x\x01b\x01y")));

    let refused: [(&str, String); 22] = [
        ("trailing byte", with(0x80, b"\x01c\0")),
        ("a customer without its flag", with(0, customer)),
        ("a flag without its customer", with(0xc0, customer)),
        ("neither customer nor reference", with(0, b"")),
        ("a short reference and no customer", with(0x40, b"\x0f0123456789abcde")),
        ("the spare bit", with(0x88, customer)),
        ("the eighth channel", with(0x87, customer)),
        ("an empty customer", with(0x80, b"\0")),
        ("an empty reference", with(0xc0, b"\x01c\0")),
        ("an empty language", with(0x90, b"\x01c\0")),
        ("no attributes", with(0xa0, b"\x01c\0")),
        ("an empty value", with(0xa0, b"\x01c\x01\x01a\0")),
        ("attributes out of order", with(0xa0, b"\x01c\x02\x01b\x01y\x01a\x01x")),
        ("an attribute twice", with(0xa0, b"\x01c\x02\x01a\x01x\x01a\x01x")),
        ("a name in capitals", with(0xa0, b"\x01c\x01\x01A\x01x")),
        ("a language in capitals", with(0x90, b"\x01c\x02EN")),
        ("a decomposed customer", with(0x80, "\u{3}e\u{301}".as_bytes())),
        ("bytes that are no text", with(0x80, b"\x01\xff")),
        ("a line break", with(0x80, b"\x02c\n")),
        ("no validity", forged(0x12, b"\x80\x51\x2a\0\x01s\x01t\x01c")),
        ("91 days", forged(0x12, b"\x80\x51\x2a\x5b\x01s\x01t\x01c")),
        ("another survey id", forged(0x12, b"\x80\x51\x2a\x01\x01S\x01t\x01c")),
    ];
    for (what, token) in refused {
        assert!(!opens(&token), "{what}");
    }
    let eleven: Vec<u8> = (b'a'..=b'k').flat_map(|name| [1, name, 1, b'x']).collect();
    assert!(!opens(&with(0xa0, &[b"\x01c\x0b", &eleven[..]].concat())));
    assert!(opens(&with(0xa0, &[b"\x01c\x0a", &eleven[..40]].concat())));
}

#[test]
fn an_authentic_token_cut_short_or_with_other_flags_is_refused() {
    let plaintext = layout::encode(&checked(&full()));
    for length in 0..plaintext.len() {
        assert!(!opens(&forged(0x12, &plaintext[..length])), "{length} bytes");
    }
    for flags in 0..=255 {
        let changed = [&[flags][..], &plaintext[1..]].concat();
        let only_another_channel = flags & 0xf8 == plaintext[0] & 0xf8 && flags & 7 != 7;
        assert_eq!(opens(&forged(0x12, &changed)), only_another_channel, "{flags:#x}");
    }
}

#[test]
fn a_raw_id_that_was_allowed_where_the_link_was_minted_opens() {
    let draft = FactsDraft {
        customer: Some("jo@example.com".to_owned()),
        ..full()
    };
    let facts = LinkFacts::new(&draft, RawIds::Allow).unwrap();
    assert!(opens(&mint(roots().mint_key(), &facts)));
}

#[test]
fn an_expired_link_opens_and_says_when_it_expired() {
    let draft = FactsDraft {
        issued: jiff::civil::date(2001, 1, 1),
        valid_days: 1,
        ..ordinary()
    };
    let opened = open(&roots().link_keys(), &token_of(&draft)).unwrap();
    assert_eq!(opened.facts.expires_at().to_string(), "2001-01-03T00:00:00Z");
}

proptest! {
    #[test]
    fn facts_travel_through_a_token_unchanged(facts in any_facts()) {
        let keys = roots();
        let token = mint(keys.mint_key(), &facts);
        prop_assert!(token.len() <= MAX_TOKEN_CHARS);
        let opened = open(&keys.link_keys(), &token).unwrap();
        prop_assert_eq!(opened.invitation, InvitationId::of(&keys.identity_key(), &facts));
        prop_assert_eq!(&opened.facts, &facts);
        prop_assert_eq!(mint(keys.mint_key(), &opened.facts), token);
    }

    #[test]
    fn decomposed_facts_make_the_same_token(facts in any_facts()) {
        let mut draft = facts.to_draft();
        draft.touchpoint = draft.touchpoint.nfd().collect();
        draft.customer = draft.customer.map(|id| id.nfd().collect());
        draft.attributes.values_mut().for_each(|value| *value = value.nfd().collect());
        let again = LinkFacts::new(&draft, RawIds::Allow).unwrap();
        prop_assert_eq!(mint(roots().mint_key(), &again), mint(roots().mint_key(), &facts));
    }

    #[test]
    fn an_authentic_token_opens_only_if_its_facts_make_it_again(
        facts in any_facts(), at: prop::sample::Index, byte: u8, cut: bool,
    ) {
        let mut plaintext = layout::encode(&facts);
        let at = at.index(plaintext.len());
        if cut { plaintext.remove(at); } else { plaintext[at] = byte }
        let token = forged(0x12, &plaintext);
        if let Ok(opened) = open(&roots().link_keys(), &token) {
            prop_assert_eq!(mint(roots().mint_key(), &opened.facts), token);
        }
    }

    #[test]
    fn any_text_is_refused(text: String) {
        prop_assert!(!opens(&text));
    }

    #[test]
    fn any_bytes_are_refused(bytes: Vec<u8>) {
        prop_assert!(!opens(&BASE64.encode(bytes)));
    }

    #[test]
    fn any_authentic_bytes_are_refused_or_canonical(plaintext: Vec<u8>) {
        let token = forged(0x12, &plaintext);
        let again = open(&roots().link_keys(), &token).map(|link| mint(roots().mint_key(), &link.facts));
        prop_assert!(again.is_err() || again == Ok(token));
    }
}
