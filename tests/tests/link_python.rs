//! The link format as others write it: `docs/mint.py` and Python's own cryptography against the published vectors.
//!
//! Needs `AISANCE_TEST_TOOLS`, the `bin` folder of a Python environment with the package `cryptography`.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs");

/// Derives everything from the root keys with nothing but Python's standard library and prints what differs.
const DERIVE: &str = r#"
import base64, hashlib, hmac, json, sys, unicodedata

def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()

def derive(root, purpose, length):
    extracted, block, key = mac(b"aisance", root.encode()), b"", b""
    for number in range(1, length // 32 + 1):
        block = mac(extracted, block + purpose + bytes([number]))
        key += block
    return key

def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

file = json.load(sys.stdin)
roots = file["root_keys"]
for key_id, expected in file["mint_keys"].items():
    if f"{key_id}:{text(derive(roots[key_id], b'aisance link v1', 64))}" != expected:
        print("mint key", key_id)
identity = derive(roots["permanent"], b"aisance identity v1", 32)
for vector in file["vectors"]:
    facts = vector["facts"]
    parts = [facts["survey"], facts.get("customer", ""), facts["touchpoint"], facts.get("reference", facts["issued"])]
    data = b""
    for part in parts:
        part = unicodedata.normalize("NFC", part).encode()
        data += len(part).to_bytes(2, "big") + part
    if text(mac(identity, data)[:16]) != vector["invitation"]:
        print("invitation of", vector["name"])
print(len(file["vectors"]), "compared")
"#;

/// The Python to use. Fails, rather than skips, where there is none.
fn python() -> Command {
    let python = system_tests::tools::tool("python3").unwrap();
    let found = Command::new(&python).args(["-c", "import cryptography"]).output();
    let usable = found.as_ref().is_ok_and(|output| output.status.success());
    assert!(
        usable,
        "{} with the package cryptography is needed: {found:?}",
        python.display()
    );
    Command::new(python)
}

fn run(command: &mut Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("piped");
    // It may stop reading early, at a line with something wrong.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    child.wait_with_output().expect("ends")
}

fn mint(key: &Value, allow_raw_ids: bool, facts: &[&Value]) -> Output {
    let lines: String = facts.iter().map(|facts| format!("{facts}\n")).collect();
    let mut command = python();
    command
        .arg(format!("{DOCS}/mint.py"))
        .env("AISANCE_MINT_KEY", key.as_str().expect("a text"));
    if allow_raw_ids {
        command.arg("--allow-raw-ids");
    }
    run(&mut command, &lines)
}

fn stored() -> String {
    std::fs::read_to_string(format!("{DOCS}/link-token-vectors.json")).expect("the file is there")
}

fn vectors() -> Value {
    serde_json::from_str(&stored()).expect("the file is JSON")
}

fn list<'a>(file: &'a Value, name: &str) -> &'a [Value] {
    file[name].as_array().expect("a list")
}

#[test]
fn the_python_minter_gives_the_token_of_every_vector() {
    let file = vectors();
    let mut compared = 0;
    for (key_id, key) in file["mint_keys"].as_object().expect("an object") {
        for allow_raw_ids in [false, true] {
            let chosen: Vec<&Value> = list(&file, "vectors")
                .iter()
                .filter(|vector| {
                    vector["key_id"].as_u64() == key_id.parse().ok() && vector["allow_raw_ids"] == allow_raw_ids
                })
                .collect();
            let facts: Vec<&Value> = chosen.iter().map(|vector| &vector["facts"]).collect();
            let output = mint(key, allow_raw_ids, &facts);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let tokens = String::from_utf8(output.stdout).expect("text");
            assert_eq!(tokens.lines().count(), chosen.len());
            for (token, vector) in tokens.lines().zip(chosen) {
                assert_eq!(token, vector["token"], "{}", vector["name"]);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 50);
}

#[test]
fn the_python_minter_refuses_what_must_be_refused() {
    let file = vectors();
    let refused = list(&file, "refused");
    let raw = list(&file, "vectors")
        .iter()
        .filter(|vector| vector["allow_raw_ids"] == true);
    assert!(refused.len() >= 40);
    for case in refused.iter().chain(raw) {
        let output = mint(&file["mint_keys"]["1"], false, &[&case["facts"]]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{}", case["name"]);
        assert!(
            output.stdout.is_empty() && error.starts_with("line 1: "),
            "{}: {error}",
            case["name"]
        );
    }
}

#[test]
fn the_mint_keys_and_invitations_follow_from_the_root_keys_as_written_down() {
    let output = run(python().args(["-c", DERIVE]), &stored());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "50 compared");
}
