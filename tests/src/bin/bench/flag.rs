//! A night over a million customers: the real `flag`, and the same work in Python.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::risk::{Feature, Model, RiskSettings};
use shared::store::asked::ReserveAsking;
use shared::store::customers::{Customer, SaveCustomer};
use shared::store::{Connection, Patience};
use system_tests::events;
use system_tests::function::Function;
use system_tests::stack::Stack;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::peer::{self, Cost};
use crate::people;
use crate::process::{cpu_ms, peak_mib, user_ms};
use crate::recorded::Recorded;
use crate::table::{Item, Order, Table, number};

const CUSTOMERS: usize = 1_000_000;
/// A tenth of them, to see that memory does not grow with the table.
const FEWER: usize = CUSTOMERS / 10;
/// People whose records repeat.
const LIVES: u32 = 20_000;
/// Where a few have changed: one in so many.
const ONE_IN: usize = 100;
/// Nights over a million; the median is printed.
const TIMES: usize = 5;

/// What `flag` asks for of a customer.
const ASKED: [&str; 18] = [
    "pk", "id", "a", "r", "n", "sig", "rk", "why", "re", "model", "pr", "flag", "fl", "erased", "la", "li", "ls", "lc",
];
/// What the program in Python asks for.
const ASKED_IN_PYTHON: [&str; 10] = ["pk", "r", "sig", "rk", "model", "pr", "fl", "flag", "erased", "la"];

/// A stack whose table of customers is recorded, and the records that it is made of.
struct Scene {
    stack: Stack,
    recorded: Recorded,
    lives: Vec<Item>,
}

impl Scene {
    /// Stores the people and has `binary` look at them, so that their records are as it leaves them.
    async fn set(binary: &Path, now: Timestamp) -> Result<Self> {
        let stack = Stack::start().await?;
        let store = stack.engine.store()?;
        let people = people::customers(LIVES, now);
        let stored = stream::iter(&people).map(|customer| async { keep(&store, customer).await });
        stored.buffer_unordered(8).try_collect::<Vec<()>>().await?;
        let function = Function::start_quiet(binary, "flag", stack.environment()).await?;
        let report = function.invoke(night()).await?;
        ensure!(report["customers"] == LIVES, "not everybody was looked at: {report}");
        let client = Connection::to_local_engine(format!("http://{}", stack.engine.address))?;
        let items = client
            .dynamodb(Patience::Nightly)
            .scan()
            .table_name(&stack.engine.tables.customers)
            .into_paginator()
            .items()
            .send();
        let lives = items.collect::<Result<Vec<Item>, _>>().await?;
        let (table, _) = table(&lives, FEWER, &ASKED, None)?;
        let recorded = Recorded::start(&stack.engine, table).await?;
        Ok(Self { stack, recorded, lives })
    }

    /// The environment of a function that reaches the recorded table.
    fn environment(&self) -> Vec<(String, String)> {
        let mut environment = self.stack.environment().to_vec();
        for (name, value) in &mut environment {
            if name == "AWS_ENDPOINT_URL_DYNAMODB" {
                *value = format!("http://{}", self.recorded.address);
            }
        }
        environment
    }

    /// One night of `binary` in a fresh process: its cost, start not included, its calls and its report.
    async fn night(&self, binary: &Path) -> Result<(Cost, BTreeMap<String, usize>, Value)> {
        let function = Function::start_quiet(binary, "flag", &self.environment()).await?;
        let process = function.process_id().context("the process has ended")?;
        self.recorded.take_calls();
        let before = (user_ms(process)?, cpu_ms(process)?);
        let started = Instant::now();
        let report = function.invoke(night()).await?;
        let cost = Cost {
            wall_ms: started.elapsed().as_secs_f64() * 1_000.0,
            user_ms: user_ms(process)? - before.0,
            cpu_ms: cpu_ms(process)? - before.1,
            peak_mib: peak_mib(process)?,
        };
        Ok((cost, self.recorded.take_calls(), report))
    }
}

async fn keep(store: &shared::store::Store, customer: &Customer) -> Result<()> {
    ensure!(store.save_customer(customer).await?, "a customer is there twice");
    if let Some(asked) = &customer.asked {
        store.reserve_asking(customer.key, asked, None).await?;
    }
    Ok(())
}

/// The event that starts a night.
fn night() -> Value {
    events::after_nightly(&json!({}))
}

fn table(
    lives: &[Item],
    customers: usize,
    asked_for: &[&str],
    one_stale_in: Option<usize>,
) -> Result<(Table, crate::table::Size)> {
    Table::of(&Order {
        lives,
        customers,
        asked_for,
        one_stale_in,
    })
}

/// Prints what a night over a million customers costs; the binaries are in `folder`, and `python` has boto3 and scikit-learn.
pub(crate) async fn flag(folder: &Path, python: &str) -> Result<()> {
    let binary = folder.join("flag");
    let now = SystemClock.now();
    let scene = Scene::set(&binary, now).await?;
    let flagged = scene.lives.iter().filter(|item| item.contains_key("fl")).count();
    let at_risk = scene.lives.iter().filter(|item| item.contains_key("rk")).count();
    println!("records of {LIVES} people as flag leaves them: {at_risk} at risk, {flagged} with an open flag\n");
    let (fewer, calls, _) = scene.night(&binary).await?;
    ensure!(written(&calls) == 0, "something was written and nothing had changed");

    let (few_stale, _) = table(&scene.lives, FEWER, &ASKED, Some(ONE_IN))?;
    scene.recorded.replace(few_stale);
    let (stale, calls, _) = scene.night(&binary).await?;
    let expected = (0..FEWER)
        .step_by(ONE_IN)
        .filter(|customer| scene.lives[customer % scene.lives.len()].contains_key("rk"))
        .count();
    ensure!(written(&calls) == expected, "{calls:?} where {expected} had changed");

    let (all, size) = table(&scene.lives, CUSTOMERS, &ASKED, None)?;
    scene.recorded.replace(all);
    println!(
        "{CUSTOMERS} customers: {} pages; {:.0} bytes a customer as they are stored, {:.0} as they are sent",
        size.pages, size.stored, size.sent
    );
    let mut costs = Vec::new();
    for _ in 0..TIMES {
        let (cost, calls, report) = scene.night(&binary).await?;
        ensure!(written(&calls) == 0, "something was written and nothing had changed");
        ensure!(
            report["customers"] == CUSTOMERS,
            "not everybody was looked at: {report}"
        );
        costs.push(cost);
    }
    costs.sort_by(|one, other| one.cpu_ms.total_cmp(&other.cpu_ms));
    let ours = costs[TIMES / 2];

    let (for_python, _) = table(&scene.lives, CUSTOMERS, &ASKED_IN_PYTHON, None)?;
    scene.recorded.replace(for_python);
    let theirs = in_python(&scene, python, now).await?;

    let each = |milliseconds: f64| milliseconds * 1_000.0 / CUSTOMERS as f64;
    println!("\nCPU of a customer, µs             all   user     ratio   wall s   peak MiB");
    for (name, cost) in [("flag, the whole night", ours), ("Python, boto3, scikit-learn", theirs)] {
        println!(
            "{name:<28} {:>8.2} {:>6.2} {:>9.1} {:>8.1} {:>10.1}",
            each(cost.cpu_ms),
            each(cost.user_ms),
            cost.cpu_ms / ours.cpu_ms,
            cost.wall_ms / 1_000.0,
            cost.peak_mib
        );
    }
    println!(
        "flag with {FEWER} customers: {:.0} ms CPU, at most {:.1} MiB; with one in {ONE_IN} changed, and {expected} written: {:.0} ms",
        fewer.cpu_ms, fewer.peak_mib, stale.cpu_ms
    );
    scoring(folder, &scene.lives, now).await
}

fn written(calls: &BTreeMap<String, usize>) -> usize {
    calls.get("customers written").copied().unwrap_or_default()
}

/// What the same look costs in Python, which has to come to the same log-odds.
async fn in_python(scene: &Scene, python: &str, now: Timestamp) -> Result<Cost> {
    let settings = RiskSettings::default();
    let model = Model::scorecard(settings.churn(), settings.horizon_days);
    let weight = |feature: Feature| {
        let name = serde_json::to_value(feature).unwrap_or_default();
        let weight = json!(model.weights[feature.index()]);
        (name.as_str().unwrap_or_default().to_owned(), weight)
    };
    let weights: serde_json::Map<String, Value> = Feature::ALL.into_iter().map(weight).collect();
    let terms = json!({ "moment": now.as_second(), "intercept": model.intercept, "weights": weights });
    let folder = std::env::temp_dir().join(format!("aisance-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (told, results) = (folder.join("terms.json"), folder.join("results"));
    std::fs::write(&told, terms.to_string())?;
    let mut command = Command::new(python);
    command
        .arg(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("bench_peers")
                .join("flag.py"),
        )
        .arg(format!("http://{}", scene.recorded.address))
        .arg(&scene.stack.engine.tables.customers)
        .args([&told, &results])
        // One thread, as the other has.
        .env("OPENBLAS_NUM_THREADS", "1");
    let (cost, said) = peer::measure_saying(&mut command).await.context("python")?;
    let said: Value = serde_json::from_str(&said)?;
    ensure!(said["customers"] == CUSTOMERS, "python has looked at others: {said}");
    let computed = std::fs::read(&results)?;
    std::fs::remove_dir_all(&folder)?;
    let computed = computed
        .chunks_exact(8)
        .map(|bytes| f64::from_le_bytes(bytes.try_into().unwrap_or_default()));
    let known: Vec<Option<f64>> = scene
        .lives
        .iter()
        .map(|item| number(item, "rk"))
        .collect::<Result<_>>()?;
    let known = (0..CUSTOMERS).filter_map(|customer| known[customer % known.len()]);
    let differ = computed
        .clone()
        .zip(known.clone())
        .filter(|(one, other)| (one - other).abs() > 1e-9)
        .count();
    ensure!(
        differ == 0 && computed.count() == known.count(),
        "python comes to other risks than flag, of {differ} customers"
    );
    Ok(cost)
}

/// Prints what the risk alone costs, without reading a customer.
async fn scoring(folder: &Path, lives: &[Item], now: Timestamp) -> Result<()> {
    let settings = RiskSettings::default();
    let signals: Vec<String> = lives
        .iter()
        .filter(|item| item.contains_key("rk"))
        .filter_map(|item| Some(STANDARD.encode(item.get("sig")?.as_b().ok()?)))
        .collect();
    let given = json!({
        "moment": now.as_second(),
        "churn": settings.churn(),
        "horizon_days": settings.horizon_days,
        "signals": signals,
    });
    let mut program = Command::new(folder.join("scoring"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("scoring is missing")?;
    let mut input = program.stdin.take().context("its input")?;
    input.write_all(given.to_string().as_bytes()).await?;
    drop(input);
    let output = program.wait_with_output().await?;
    ensure!(output.status.success(), "scoring failed: its message is above");
    let told: BTreeMap<String, f64> = serde_json::from_slice(&output.stdout)?;
    println!(
        "\nof that, the risk alone, ns a customer: {:.0} unpacking signals, {:.0} features and log-odds, {:.0} with the reasons, {:.0} \
         packing these",
        told["unpacking"], told["scoring"], told["with_reasons"], told["packing"]
    );
    Ok(())
}
