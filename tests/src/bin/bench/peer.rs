//! Other programs that do the same work, one page after the other.
//!
//! Each says "ready" when it has loaded what it needs, works when it is sent a line, and says what it counted.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::process::{cpu_ms, peak_mib, user_ms};

/// Counts by rating, by cut and value, as in `touchpoint checkout`; the whole under `total`.
pub(crate) type Counted = BTreeMap<String, Vec<u64>>;

/// What a fold cost: its own work, without the start of the program.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// User CPU, milliseconds, to a hundredth of a second.
    pub user_ms: f64,
    /// All CPU, milliseconds, of the threads that still run.
    pub cpu_ms: f64,
    /// Milliseconds on the wall.
    pub wall_ms: f64,
    /// Memory of the whole process at its fullest, MiB.
    pub peak_mib: f64,
}

/// Runs a program over the day and gives what it cost and counted.
pub(crate) async fn measure(command: &mut Command) -> Result<(Cost, Counted)> {
    let (cost, said) = measure_saying(command).await?;
    Ok((cost, serde_json::from_str(&said)?))
}

/// Runs a program and gives what it cost and said.
pub(crate) async fn measure_saying(command: &mut Command) -> Result<(Cost, String)> {
    let mut program = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("a program to compare with cannot be started")?;
    let mut lines = BufReader::new(program.stdout.take().context("its output")?).lines();
    ensure!(
        line(&mut lines).await? == "ready",
        "a program to compare with is not ready"
    );
    let process = program.id().context("it has ended")?;
    let before = (user_ms(process)?, cpu_ms(process)?);
    let started = Instant::now();
    send(&mut program, "go\n").await?;
    let said = line(&mut lines).await?;
    let cost = Cost {
        wall_ms: started.elapsed().as_secs_f64() * 1_000.0,
        user_ms: user_ms(process)? - before.0,
        cpu_ms: cpu_ms(process)? - before.1,
        peak_mib: peak_mib(process)?,
    };
    drop(program.stdin.take());
    ensure!(program.wait().await?.success(), "a program to compare with failed");
    Ok((cost, said))
}

async fn send(program: &mut Child, text: &str) -> Result<()> {
    let input = program.stdin.as_mut().context("its input")?;
    Ok(input.write_all(text.as_bytes()).await?)
}

async fn line(lines: &mut Lines<BufReader<ChildStdout>>) -> Result<String> {
    lines
        .next_line()
        .await?
        .context("a program to compare with ended early: its message is above")
}
