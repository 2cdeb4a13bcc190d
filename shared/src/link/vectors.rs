//! The vectors for whoever mints links in another language, `docs/link-token-vectors.json`.
//! `UPDATE_VECTORS=1 cargo nextest run -p shared link_token_vectors` writes the file anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::layout;
use super::primitives::BASE64;
use super::testing::key_id;
use super::*;

mod minted;
mod refused;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/link-token-vectors.json");
const DOC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/link-token.md");

#[derive(Serialize, Deserialize)]
struct Vectors {
    about: String,
    root_keys: BTreeMap<String, String>,
    mint_keys: BTreeMap<u8, String>,
    vectors: Vec<Vector>,
    refused: Vec<Refused>,
}

#[derive(Serialize, Deserialize)]
struct Vector {
    name: String,
    key_id: u8,
    allow_raw_ids: bool,
    facts: FactsDraft,
    plaintext: String,
    token: String,
    invitation: InvitationId,
}

#[derive(Serialize, Deserialize)]
struct Refused {
    name: String,
    facts: Value,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// All but ASCII as `\u` escapes, so that no editor normalises what is decomposed on purpose.
fn ascii_json(value: &impl Serialize) -> String {
    let mut text = String::new();
    for c in serde_json::to_string_pretty(value).unwrap().chars() {
        if c == '\n' || (' '..='~').contains(&c) {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(text, "\\u{unit:04x}").unwrap();
            }
        }
    }
    text + "\n"
}

fn generate() -> Vectors {
    let root = |name: &str| format!("TEST ONLY root {name}, known to everyone, never deploy it");
    let root_keys: BTreeMap<String, String> = ["1", "2", "15", "permanent"]
        .map(|name| (name.to_owned(), root(name)))
        .into();
    let keys = RootKeys::parse(&serde_json::to_string(&root_keys).unwrap()).unwrap();
    let mint_key = |id: u8| MintKey::derive(key_id(id), root_keys[&id.to_string()].as_bytes());
    let vectors = minted::minted().into_iter().map(|(name, id, draft)| {
        let refused = LinkFacts::new(&draft, RawIds::Refuse);
        let allow_raw_ids = matches!(refused, Err(FactsError::RawCustomer(_)));
        let facts = LinkFacts::new(&draft, RawIds::Allow).unwrap();
        Vector {
            name: name.to_owned(),
            key_id: id,
            allow_raw_ids,
            plaintext: hex(&layout::encode(&facts)),
            token: mint(&mint_key(id), &facts),
            invitation: InvitationId::of(&keys.identity_key(), &facts),
            facts: draft,
        }
    });
    let refused = refused::refused().into_iter().map(|(name, facts)| Refused {
        name: name.to_owned(),
        facts,
    });
    Vectors {
        about: "Test vectors of docs/link-token.md. The keys are made up and known to everyone: for tests only. \
                Each of vectors must give exactly its token; none of refused may give any, with raw ids not allowed. \
                plaintext is hexadecimal; invitation needs the permanent root and is for those who check ids."
            .to_owned(),
        mint_keys: [1, 2, 15].map(|id| (id, mint_key(id).export())).into(),
        vectors: vectors.collect(),
        refused: refused.collect(),
        root_keys,
    }
}

#[test]
fn the_file_of_link_token_vectors_is_current() {
    let current = ascii_json(&generate());
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        std::fs::write(FILE, &current).unwrap();
    }
    let stored = std::fs::read_to_string(FILE).unwrap();
    assert!(
        stored == current,
        "{FILE} is out of date: run this test with UPDATE_VECTORS=1 and see what changed"
    );
}

#[test]
fn there_are_50_link_token_vectors_and_each_opens_to_its_facts() {
    let file: Vectors = serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap();
    let keys = RootKeys::parse(&serde_json::to_string(&file.root_keys).unwrap())
        .unwrap()
        .link_keys();
    assert_eq!(file.vectors.len(), 50);
    for vector in &file.vectors {
        let opened = open(&keys, &vector.token).unwrap();
        assert_eq!(
            Ok(&opened.facts),
            LinkFacts::new(&vector.facts, RawIds::Allow).as_ref(),
            "{}",
            vector.name
        );
        assert_eq!(
            (opened.key_id.get(), opened.invitation),
            (vector.key_id, vector.invitation),
            "{}",
            vector.name
        );
        let key: MintKey = file.mint_keys[&vector.key_id].parse().unwrap();
        assert_eq!(mint(&key, &opened.facts), vector.token, "{}", vector.name);
    }
    for channel in Channel::ALL {
        assert!(
            file.vectors.iter().any(|vector| vector.facts.channel == channel),
            "{channel}"
        );
    }
    assert_eq!(
        file.vectors.iter().map(|vector| vector.token.len()).max(),
        Some(MAX_TOKEN_CHARS)
    );
}

#[test]
fn what_the_link_token_vectors_say_is_refused_is() {
    for (name, facts) in refused::refused() {
        let taken = serde_json::from_value::<FactsDraft>(facts)
            .is_ok_and(|draft| LinkFacts::new(&draft, RawIds::Refuse).is_ok());
        assert!(!taken, "{name}");
    }
}

#[test]
fn the_worked_example_of_the_document_is_the_first_vector() {
    let document = std::fs::read_to_string(DOC).unwrap();
    let all = generate();
    let first = &all.vectors[0];
    for text in [&all.mint_keys[&1], &first.token] {
        assert!(document.contains(text.as_str()), "{text} is missing in {DOC}");
    }
    let token = BASE64.decode(&first.token).unwrap();
    let without_space: String = document.split_whitespace().collect();
    assert!(
        without_space.contains(&hex(&token)),
        "the bytes of the token are missing in {DOC}"
    );
    let (_, rest) = document.split_once("Plaintext, 39 bytes:").unwrap();
    let (block, _) = rest.split_once("The mint key above").unwrap();
    let bytes = block.lines().filter_map(|line| line.trim().split("  ").next());
    assert_eq!(bytes.collect::<String>().replace(' ', ""), first.plaintext);
}
