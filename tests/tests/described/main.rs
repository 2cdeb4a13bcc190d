//! The API does what `docs/openapi.yaml` says: Schemathesis makes up requests from it, good ones and bad ones, sends them to
//! `aisance serve`, and holds every answer against it.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod data;
mod description;

use std::process::Command;

use system_tests::served::{Folder, Served};
use system_tests::tools::tool;

/// Requests made up for each operation, beside those for each limit that is described.
const EXAMPLES: &str = "25";
const EXAMPLES_OF_FULL_TESTS: &str = "400";

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_as_it_is_described_whatever_is_sent() {
    let folder = Folder::new("described").unwrap();
    data::fill(&folder).await;
    let key = data::key(&folder);
    let served = Served::start(&folder).unwrap();
    let api = data::Api::of(&served, key);
    api.add_what_waits();
    api.add_export();
    the_examples_work(&api, served.port);
    let description = folder.path().join("description.json");
    std::fs::write(&description, description::narrowed_to(&api).to_string()).unwrap();

    let full = std::env::var_os("AISANCE_FULL_TESTS").is_some();
    let run = Command::new(tool("schemathesis").unwrap())
        .args([
            "--config-file",
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/described/schemathesis.toml"),
        ])
        .args(["run", description.to_str().unwrap()])
        .args(["--url", &format!("http://localhost:{}", served.port)])
        .args(["--header", &format!("Authorization: Bearer {}", api.key)])
        .args(["--max-examples", if full { EXAMPLES_OF_FULL_TESTS } else { EXAMPLES }])
        .env(
            "SCHEMATHESIS_HOOKS",
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/described/hooks.py"),
        )
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    let operations = format!("Tested: {}", description::operations());
    assert!(said.contains(&operations), "not all {operations}: {said}");
}

/// Runs what `docs/api.md` shows, as it stands there.
fn the_examples_work(api: &data::Api<'_>, port: u16) {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/api.md")).unwrap();
    let blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split_once("```"));
    let examples: Vec<&str> = blocks
        .map(|(block, _)| block)
        .filter(|block| block.contains("curl"))
        .collect();
    assert!(examples.len() > 4, "{examples:?}");
    for example in examples {
        let run = Command::new("bash")
            .args([
                "-euc",
                &example.replace("curl ", "curl --silent --show-error --fail-with-body "),
            ])
            .env("AISANCE", format!("http://localhost:{port}"))
            .env("KEY", &api.key)
            .output()
            .unwrap();
        assert!(
            run.status.success(),
            "{example}{}",
            String::from_utf8_lossy(&run.stdout)
        );
        assert!(
            serde_json::from_slice::<serde_json::Value>(&run.stdout).is_ok(),
            "{example}"
        );
    }
}
