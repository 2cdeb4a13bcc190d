//! What of a request is `submit`'s own code: the requests it was sent, handled without runtime and network.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use shared::store::settings::ReadSurveys;
use system_tests::secrets::ROOT_KEYS;
use system_tests::stack::Stack;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::load::{Kind, Load};

/// CPU microseconds of a request in the handler alone, by kind, as the program `own-code` in `folder` measures them.
pub(crate) async fn measure(folder: &Path, stack: &Stack, loads: &BTreeMap<Kind, Load>) -> Result<BTreeMap<Kind, f64>> {
    // Storage in memory takes every answer as the first, so a change would be one more of them.
    let kinds = [Kind::Page, Kind::Answer, Kind::Junk];
    let requests = |kind: &Kind| json!({ "status": kind.status(), "events": loads[kind].events });
    let requests: BTreeMap<String, Value> = kinds.iter().map(|kind| (kind.name(), requests(kind))).collect();
    let surveys = stack.engine.store()?.read_surveys().await?.current;
    let surveys: Vec<_> = surveys.values().map(|survey| &survey.definition).collect();
    let given = json!({
        "root_keys": ROOT_KEYS,
        "time_zone": stack.time_zone,
        "surveys": surveys,
        "kinds": requests,
    });
    let mut program = Command::new(folder.join("own-code"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("own-code is missing")?;
    let mut input = program.stdin.take().context("its input")?;
    input.write_all(given.to_string().as_bytes()).await?;
    drop(input);
    let output = program.wait_with_output().await?;
    ensure!(output.status.success(), "own-code failed: its message is above");
    let told: BTreeMap<String, f64> = serde_json::from_slice(&output.stdout)?;
    let cost = |kind: Kind| Some((kind, *told.get(&kind.name())?));
    Ok(kinds.into_iter().filter_map(cost).collect())
}
