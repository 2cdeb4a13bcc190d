//! Data folders of released versions: what is kept of each in `tests/released`, and what is recorded beside it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use local::workspace::Workspace;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::store::{Patience, Tables};

/// The packed folder of a version.
pub const FOLDER: &str = "folder.tar.gz";
/// What was recorded as it was made.
pub const RECORDED: &str = "recorded.json";

/// What a folder said as it was made, and what leads into it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Recorded {
    /// The version that made it.
    pub release: String,
    /// The moment at which it was whole: what tests do with it happens soon after, by a clock of theirs.
    pub made_at: Timestamp,
    /// The token of a link that was answered.
    pub answered: String,
    /// The token of a link that was not.
    pub unanswered: String,
    /// The name of the API key in it, which `keys list` shows.
    pub key: String,
    /// What `aisance` answered to these arguments, as JSON.
    pub told: Vec<Told>,
    /// How many items of each kind there are.
    pub kinds: BTreeMap<String, usize>,
}

/// A question to `aisance`, and its answer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    /// The arguments.
    pub arguments: Vec<String>,
    /// What was printed.
    pub answer: Value,
}

/// A kind of item: its name, its table, and how its keys begin.
struct Kind(&'static str, fn(&Tables) -> &String, &'static str, &'static str);

/// Every kind of item there is, as in `docs/architecture.md`. The first that fits is meant.
const KINDS: [Kind; 31] = [
    Kind("answer", |tables| &tables.responses, "", ""),
    Kind("state of a day", |tables| &tables.scores, "days", "2"),
    Kind("watermark", |tables| &tables.scores, "days", "watermark"),
    Kind("signal", |tables| &tables.scores, "#signals", ""),
    Kind("conversations of a day", |tables| &tables.scores, "_service", "d#"),
    Kind("customers of a day", |tables| &tables.scores, "_service", "l#"),
    Kind("run", |tables| &tables.scores, "_risk", "run"),
    Kind("night", |tables| &tables.scores, "_risk", "d#"),
    Kind("scores of a day", |tables| &tables.scores, "", "d#"),
    Kind("scores of a cut", |tables| &tables.scores, "", "c#"),
    Kind("charts", |tables| &tables.scores, "", "charts"),
    Kind("customer", |tables| &tables.customers, "", ""),
    Kind("counter of answers", |tables| &tables.events, "_limit#", ""),
    Kind("first sending", |tables| &tables.events, "_idem#", ""),
    Kind("event", |tables| &tables.events, "c", ""),
    Kind("survey", |tables| &tables.settings, "survey", ""),
    Kind("API key", |tables| &tables.settings, "key", ""),
    Kind("zone", |tables| &tables.settings, "zone", ""),
    Kind("rule of asking", |tables| &tables.settings, "workspace", "fatigue"),
    Kind("settings of risk", |tables| &tables.settings, "workspace", "risk"),
    Kind("model", |tables| &tables.settings, "risk", "model#"),
    Kind("model in use", |tables| &tables.settings, "risk", "current"),
    Kind("attempt to learn", |tables| &tables.settings, "risk", "attempt"),
    Kind("erasure in the list", |tables| &tables.ledger, "erasures", ""),
    Kind("erasure of a customer", |tables| &tables.ledger, "c", "erased#"),
    Kind("opt-out", |tables| &tables.ledger, "c", "optout"),
    Kind("line of the audit trail", |tables| &tables.ledger, "audit#", ""),
    Kind("job of an export", |tables| &tables.exports, "export", ""),
    // Told apart from the first kind by what they say: they have no answer, or more than one.
    Kind("invitation without an answer", |tables| &tables.responses, "", ""),
    Kind("answer that is held", |tables| &tables.responses, "", ""),
    Kind("tombstone", |tables| &tables.responses, "", ""),
];

/// Names of all kinds of items.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.0)
}

/// The kind of an item of a table, by its keys and its standing.
fn kind(tables: &Tables, table: &str, partition: &str, sort: &str, standing: &str) -> Option<&'static str> {
    if table == tables.responses {
        return Some(match standing {
            "i" => "invitation without an answer",
            "h" => "answer that is held",
            "e" | "u" => "tombstone",
            _ => "answer",
        });
    }
    let fits = |kind: &&Kind| kind.1(tables) == table && partition.starts_with(kind.2) && sort.starts_with(kind.3);
    KINDS.iter().find(fits).map(|kind| kind.0)
}

/// How many items of each kind a workspace in a folder has.
///
/// # Errors
/// Storage fails, or an item is of no kind.
pub async fn count_kinds(workspace: &Workspace) -> Result<BTreeMap<String, usize>> {
    let (_, engine) = workspace.folder().context("a folder of this machine")?;
    let client = local::engine::client(&engine.endpoint, Patience::Interactive)?;
    let tables = &engine.tables;
    let Tables {
        responses,
        scores,
        customers,
        events,
        settings,
        ledger,
        exports,
    } = tables;
    let mut counts = BTreeMap::new();
    for table in [responses, scores, customers, events, settings, ledger, exports] {
        let mut items = client.scan().table_name(table).into_paginator().items().send();
        while let Some(item) = items.next().await {
            let item = item?;
            let text = |name: &str| {
                let value = item.get(name).map(AttributeValue::as_s);
                value.and_then(std::result::Result::ok).map_or("", String::as_str)
            };
            let kind = kind(tables, table, text("pk"), text("sk"), text("st"));
            let kind = kind.with_context(|| format!("{table}: {} {} is of no kind", text("pk"), text("sk")))?;
            *counts.entry(kind.to_owned()).or_default() += 1;
        }
    }
    Ok(counts)
}

/// Where the folders of released versions lie.
#[must_use]
pub fn all() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("released")
}

/// Runs `tar`.
///
/// # Errors
/// It is not there, or fails.
pub fn tar(arguments: &[&Path]) -> Result<()> {
    let done = Command::new("tar")
        .args(arguments)
        .status()
        .context("tar cannot be run")?;
    ensure!(done.success(), "tar ended with {done}");
    Ok(())
}
