//! Size, start and first call of the function binaries, and the way of `submit` to its first answer.

use std::path::Path;

use anyhow::{Context, Result};
use system_tests::engine::Engine;
use system_tests::events::{self, HttpEvent};
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::tls;

use crate::cold;
use crate::process::{cpu_ms, median, peak_mib};

/// Starts measured of each binary; the median is printed.
const STARTS: usize = 15;

/// Prints the figures of the binaries in `folder`.
pub(crate) async fn start(folder: &Path) -> Result<()> {
    let stack = Stack::start().await?;
    println!("binary      size MB   start to first poll, ms CPU   memory MiB");
    for name in ["submit", "aggregate", "flag", "api", "export"] {
        let path = folder.join(name);
        let size = std::fs::metadata(&path)
            .with_context(|| format!("{} is missing", path.display()))?
            .len();
        let (mut cpu, mut memory) = (Vec::new(), Vec::new());
        for _ in 0..STARTS {
            let function = Function::start_quiet(&path, name, stack.environment()).await?;
            let process = function.process_id().context("the process has ended")?;
            cpu.push(cpu_ms(process)?);
            memory.push(peak_mib(process)?);
        }
        println!(
            "{name:<10} {:>8.2} {:>29.1} {:>12.1}",
            size as f64 / 1e6,
            median(cpu),
            median(memory)
        );
    }
    println!(
        "submit, flag, api and export read their keys, and submit the surveys, before the first poll: on loopback, without TLS.\n"
    );
    first_call_over_tls(&stack.engine, &stack, &folder.join("aggregate")).await?;
    let submit = folder.join("submit");
    answers(&stack, &submit).await?;
    cold::cold(&stack, &submit, STARTS).await
}

/// The first calls of a fresh process over TLS, against the same calls again on the open connection.
async fn first_call_over_tls(engine: &Engine, stack: &Stack, binary: &Path) -> Result<()> {
    let (endpoint, certificate) = tls::start(engine.address).await?;
    let environment: Vec<(String, String)> = stack
        .environment()
        .iter()
        .filter(|(name, _)| name != "AWS_ENDPOINT_URL_DYNAMODB")
        .cloned()
        .chain([
            ("AWS_ENDPOINT_URL_DYNAMODB".to_owned(), endpoint),
            ("AWS_CA_BUNDLE".to_owned(), certificate.display().to_string()),
        ])
        .collect();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    // The days are computed once before, so that both invocations do the same few calls.
    Function::start_quiet(binary, "aggregate", stack.environment())
        .await?
        .invoke(events::nightly())
        .await?;
    for _ in 0..STARTS {
        let function = Function::start_quiet(binary, "aggregate", &environment).await?;
        let process = function.process_id().context("the process has ended")?;
        let mut last = cpu_ms(process)?;
        for measured in [&mut first, &mut second] {
            function
                .invoke(serde_json::json!({ "as_of": "2000-01-01T00:00:00Z" }))
                .await?;
            let now = cpu_ms(process)?;
            measured.push(now - last);
            last = now;
        }
    }
    let (first, second) = (median(first), median(second));
    println!("first DynamoDB calls of a fresh process over TLS 1.3: {first:.1} ms CPU");
    println!("the same calls again on the open connection:          {second:.1} ms CPU");
    println!(
        "so connecting and code run for the first time cost:   {:.1} ms CPU\n",
        first - second
    );
    Ok(())
}

/// A page and an answer through the binary that serves them.
async fn answers(stack: &Stack, binary: &Path) -> Result<()> {
    const EACH: u32 = 300;
    let function = Function::start_quiet(binary, "submit", stack.environment()).await?;
    let process = function.process_id().context("the process has ended")?;
    let mut tokens = Vec::new();
    for number in 0..EACH {
        tokens.push(stack.token(&stack.facts("recommend", &format!("customer-{number:05}"), "order-1"))?);
    }
    let before = cpu_ms(process)?;
    for token in &tokens {
        function.invoke(HttpEvent::survey("GET", token).payload()).await?;
    }
    let pages = cpu_ms(process)?;
    for token in &tokens {
        function
            .invoke(HttpEvent::json(token, &serde_json::json!({ "rating": 9 })).payload())
            .await?;
    }
    let answers = cpu_ms(process)?;
    println!(
        "a page:    {:.3} ms CPU, invocation and all",
        (pages - before) / f64::from(EACH)
    );
    println!(
        "an answer: {:.3} ms CPU, with its one conditional put over loopback",
        (answers - pages) / f64::from(EACH)
    );
    println!(
        "memory of submit after {} invocations: {:.1} MiB",
        2 * EACH,
        peak_mib(process)?
    );
    Ok(())
}
