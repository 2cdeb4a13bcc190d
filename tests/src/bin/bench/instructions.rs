//! Instructions an answer, counted by callgrind: the figure that repeats on a machine that does other things.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use system_tests::events;
use system_tests::runtime_api::RuntimeApi;
use tokio::process::{Child, Command};

use crate::nightly::Scene;

/// Two days; what one takes more than the other is what its further answers take.
const ANSWERS: [u64; 2] = [20_000, 60_000];

/// Prints the instructions an answer of `aggregate` and of `floor`, which are in `folder`.
///
/// # Errors
/// Valgrind is missing or counts nothing.
pub(crate) async fn instructions(folder: &Path) -> Result<()> {
    let (mut ours, mut least) = (Vec::new(), Vec::new());
    for answers in ANSWERS {
        let scene = Scene::set(answers).await?;
        ours.push(of_aggregate(&scene, &folder.join("aggregate")).await?);
        least.push(of_floor(&scene, &folder.join("floor")).await?);
    }
    let each = |counted: &[u64]| (counted[1] as f64 - counted[0] as f64) / (ANSWERS[1] - ANSWERS[0]) as f64;
    println!(
        "\ninstructions an answer: {:.0} by aggregate, {:.0} by the floor",
        each(&ours),
        each(&least)
    );
    Ok(())
}

/// The instructions that a function takes from its start to its first poll.
///
/// # Errors
/// Valgrind is missing or counts nothing, or the function does not start.
pub(crate) async fn to_first_poll(binary: &Path, name: &str, environment: &[(String, String)]) -> Result<u64> {
    let (_api, child) = start(binary, name, environment).await?;
    stop(child).await
}

fn callgrind(binary: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(binary)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// A function under callgrind that has asked for work.
async fn start(binary: &Path, name: &str, environment: &[(String, String)]) -> Result<(RuntimeApi, Child)> {
    let api = RuntimeApi::start().await?;
    let mut command = callgrind(binary);
    let child = command
        // Of this machine's own variables, one that names certificates would have them all read.
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("AWS_LAMBDA_RUNTIME_API", api.address().to_string())
        .env("AWS_LAMBDA_FUNCTION_NAME", name)
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
        .env("AWS_LAMBDA_LOG_GROUP_NAME", "test")
        .env("AWS_LAMBDA_LOG_STREAM_NAME", "test")
        .envs(environment.iter().cloned())
        .stdin(Stdio::null())
        .spawn()
        .context("valgrind is missing (on Debian: apt-get install valgrind)")?;
    api.first_poll().await?;
    Ok((api, child))
}

/// Ends a function, upon which valgrind tells what it counted.
async fn stop(child: Child) -> Result<u64> {
    let process = child.id().context("it has ended")?.to_string();
    ensure!(Command::new("kill").arg(&process).status().await?.success());
    counted(child).await
}

async fn of_aggregate(scene: &Scene, binary: &Path) -> Result<u64> {
    let (api, child) = start(binary, "aggregate", &scene.environment()).await?;
    let answered = api.invoke(events::nightly()).await?;
    ensure!(answered.is_ok(), "the night failed: {answered:?}");
    stop(child).await
}

async fn of_floor(scene: &Scene, binary: &Path) -> Result<u64> {
    let mut command = callgrind(binary);
    // Its input is at its end from the start, which lets it begin at once and end when it is done.
    let child = command
        .args([scene.endpoint(), scene.day.to_string()])
        .stdin(Stdio::null())
        .spawn()
        .context("valgrind is missing (on Debian: apt-get install valgrind)")?;
    counted(child).await
}

async fn counted(child: Child) -> Result<u64> {
    let output = child.wait_with_output().await?;
    let told = String::from_utf8_lossy(&output.stderr);
    let line = told.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = line.with_context(|| format!("valgrind has counted nothing: {told}"))?;
    Ok(count.trim().parse()?)
}
