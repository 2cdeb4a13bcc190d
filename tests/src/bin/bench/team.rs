//! What the team's pages and scores take: the real `api` over kept storage, and the same reads in Node.js.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::access::Scopes;
use shared::domain::chart::{Direction, OpenSignal, ScoreSignal, Subject, Tally};
use shared::domain::cohort::{Cohort, CohortCells};
use shared::domain::day::{Calendar, before, shifted};
use shared::domain::fold::{Cells, Excluded};
use shared::domain::response::Respondent;
use shared::domain::risk::{Evidence, Fact, Feature, Flag, Reason};
use shared::domain::{Histogram, Measure};
use shared::link::Pseudonym;
use shared::store::Store;
use shared::store::customers::{Customer, SaveCustomer, StoredRisk};
use shared::store::keys::ScoreKey;
use shared::store::scores::ScoreItem;
use shared::store::settings::ReadSurveys;
use shared::store::signals::KeepSignal;
use system_tests::function::Function;
use system_tests::history::settled_days;
use system_tests::stack::Stack;
use system_tests::steps::{api_key, authorized, body, page, status, store_scores};
use tokio::process::Command;

use crate::pages::mixed;
use crate::peer;
use crate::process::{cpu_ms, median, peak_mib};

/// Days of history of each survey.
const DAYS: i32 = 1_000;
/// The days that are shown; as many before are compared with them.
const SHOWN: i32 = 90;
/// Requests before those that are measured, and those.
const WARMING: usize = 5;
const TIMES: usize = 40;
const FLAGGED: u8 = 40;
const TOUCHPOINTS: [&str; 8] = [
    "checkout",
    "delivery",
    "support",
    "returns",
    "renewal",
    "onboarding",
    "shop",
    "app",
];
/// What the overview may take of DynamoDB calls, and of CPU in milliseconds.
const MOST_CALLS: usize = 6;
const MOST_CPU_MS: f64 = 20.0;

/// What one request takes, the median of many.
struct Taken {
    name: &'static str,
    calls: usize,
    operations: String,
    read_kib: f64,
    cpu_ms: f64,
    wall_ms: f64,
}

/// Prints the figures of `api`, which is in `folder`.
pub(crate) async fn team(folder: &Path, node: &str) -> Result<()> {
    let stack = Stack::start().await?;
    let store = stack.engine.store()?;
    let today = Calendar::new(&stack.time_zone)?.day_of(SystemClock.now());
    println!("writing {DAYS} days of three surveys");
    let answers = history(&store, before(today)).await?;
    people(&store, today).await?;
    let key = api_key(&stack).await;

    let api = Function::start_quiet(&folder.join("api"), "api", stack.environment()).await?;
    let days = format!("{SHOWN}d");
    let of_page = |path: &str, query: &str| page(&stack, path, query, Scopes::ALL).payload();
    let scores = format!("survey=recommend&window={days}&against=before&by=touchpoint");
    let overview = of_page("/dashboard", &format!("days={SHOWN}"));
    let asked = [
        ("the overview", overview),
        (
            "a survey's page",
            of_page("/dashboard/surveys/recommend", &format!("window={days}")),
        ),
        (
            "its scores by touchpoint",
            authorized("GET", "/v1/scores", &scores, &key).payload(),
        ),
    ];
    let mut taken = Vec::new();
    for (name, event) in &asked {
        taken.push(request(&stack, &api, name, event).await?);
    }
    let counted = body(&api.invoke(asked[2].1.clone()).await?)["scores"][0]["n"].as_u64();
    ensure!(
        counted == Some(answers),
        "the scores count {counted:?} answers of {answers}"
    );
    let memory = peak_mib(api.process_id().context("it has ended")?)?;

    println!(
        "\n{SHOWN} days compared with the {SHOWN} before, warm, {} touchpoints a day; medians of {TIMES}",
        TOUCHPOINTS.len()
    );
    println!(
        "{:<26} {:>6} {:>10} {:>8} {:>8}   calls by operation",
        "", "calls", "KiB read", "CPU ms", "wall ms"
    );
    for one in &taken {
        println!(
            "{:<26} {:>6} {:>10.0} {:>8.2} {:>8.1}   {}",
            one.name, one.calls, one.read_kib, one.cpu_ms, one.wall_ms, one.operations
        );
    }
    println!("memory of api at its fullest: {memory:.1} MiB; the wall has the embedded engine's own time");

    let theirs = in_node(&stack, node, today, answers).await?;
    let [overview, ..] = taken.as_slice() else {
        return Ok(());
    };
    println!(
        "\nthe overview's reads alone with the DocumentClient in Node.js, histograms added up and nothing shown: {:.2} ms CPU, {:.1} \
         times api's whole overview; at most {:.0} MiB",
        theirs.cpu_ms,
        theirs.cpu_ms / overview.cpu_ms,
        theirs.peak_mib
    );
    aim("calls of the overview", overview.calls as f64, MOST_CALLS as f64);
    aim("CPU of the overview, ms", overview.cpu_ms, MOST_CPU_MS);
    Ok(())
}

fn aim(what: &str, found: f64, most: f64) {
    let met = if found <= most { "met" } else { "NOT MET" };
    println!("aim: {what} at most {most}: {found:.1}, {met}");
}

async fn request(stack: &Stack, api: &Function, name: &'static str, event: &Value) -> Result<Taken> {
    let process = api.process_id().context("it has ended")?;
    let operations = &stack.engine.operations;
    for _ in 0..WARMING {
        let answer = api.invoke(event.clone()).await?;
        ensure!(status(&answer) == 200, "{name} is refused: {answer}");
    }
    operations.take();
    operations.take_answered_bytes();
    let (mut cpu, mut wall) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let (before, started) = (cpu_ms(process)?, Instant::now());
        api.invoke(event.clone()).await?;
        wall.push(started.elapsed().as_secs_f64() * 1_000.0);
        cpu.push(cpu_ms(process)? - before);
    }
    let mut by_operation = BTreeMap::<String, usize>::new();
    for operation in operations.take() {
        *by_operation.entry(operation).or_default() += 1;
    }
    let calls: usize = by_operation.values().sum();
    let each = by_operation
        .iter()
        .map(|(name, calls)| format!("{name} {:.1}", *calls as f64 / TIMES as f64));
    Ok(Taken {
        name,
        // What is read again once a minute is not of every request.
        calls: (calls as f64 / TIMES as f64).round() as usize,
        operations: each.collect::<Vec<_>>().join(", "),
        read_kib: operations.take_answered_bytes() as f64 / 1_024.0 / TIMES as f64,
        cpu_ms: median(cpu),
        wall_ms: median(wall),
    })
}

/// Scores of every survey on each of the days up to `last`. Gives how many answers one has on the days that are shown.
async fn history(store: &Store, last: Date) -> Result<u64> {
    let mut answers = 0;
    for (number, survey) in store.read_surveys().await?.current.values().enumerate() {
        for back in 0..DAYS {
            let seed = u64::try_from(back)? * 10 + u64::try_from(number)?;
            let item = a_day(survey.measure, seed)?;
            if survey.definition.id == "recommend" && back < SHOWN {
                answers += item.total.as_ref().map_or(0, Histogram::n);
            }
            let key = ScoreKey::Day(shifted(last, -back));
            store_scores(store, &survey.definition.id, &key, &item).await?;
        }
    }
    let started = SystemClock.now() - SignedDuration::from_hours(2);
    settled_days(store, last, DAYS, started).await?;
    Ok(answers)
}

/// A day of some hundred answers.
fn a_day(measure: Measure, seed: u64) -> Result<ScoreItem> {
    let mut total = Histogram::new(measure);
    let (mut cells, mut cohorts) = (Cells::new(), CohortCells::new());
    for (place, touchpoint) in (0_u64..).zip(TOUCHPOINTS) {
        let count = |point: u64| mixed(seed * 1_000 + place * 100 + point) % 12;
        let points = 0..measure.scale().point_count() as u64;
        let cell = Histogram::from_counts(measure, points.map(count).collect())?;
        let invited = Cohort {
            invited: 3 * cell.n() + 10,
            answered: cell.n(),
        };
        total.merge(&cell)?;
        cells.insert(touchpoint.to_owned(), cell);
        cohorts.insert(touchpoint.to_owned(), invited);
    }
    let cohort = Cohort {
        invited: 3 * total.n() + 80,
        answered: total.n(),
    };
    Ok(ScoreItem {
        number: 4,
        measure,
        total: Some(total),
        cells,
        excluded: Excluded {
            suspect: seed % 3,
            ..Excluded::default()
        },
        cohort,
        cohorts,
    })
}

/// Flagged customers, and a shift.
async fn people(store: &Store, today: Date) -> Result<()> {
    let now = SystemClock.now();
    for number in 1..=FLAGGED {
        let mut customer = Customer::new(Respondent::Customer(Pseudonym::from_bytes([number; 16])));
        let reason = Reason {
            feature: Feature::Ignored,
            contribution: 0.7,
            evidence: Evidence {
                since: now,
                fact: Fact::Unanswered { count: 2, first: now },
            },
        };
        customer.id = Some(format!("customer-{number:03}"));
        customer.risk = Some(StoredRisk {
            log_odds: f64::from(number) / 10.0 - 3.0,
            reasons: vec![reason],
            rest: 0.1,
            model: 0,
            probability: None,
        });
        customer.flag = Some(Flag {
            opened_at: now,
            evidence: now,
            enrolled: None,
            held_out: false,
            reasons: vec![reason],
            closed: None,
        });
        ensure!(store.save_customer(&customer).await?, "a customer is there already");
    }
    let signal = ScoreSignal {
        survey: "recommend".to_owned(),
        subject: Subject::Whole,
        measure: Measure::nps(),
        noticed: OpenSignal {
            direction: Direction::Fell,
            began: shifted(today, -12),
            noticed: shifted(today, -7),
            before: Tally {
                n: 100,
                up: 50,
                down: 18,
            },
            since: Tally { n: 40, up: 14, down: 6 },
            alert: false,
        },
        acknowledged: None,
    };
    store.keep_signal(&signal).await?;
    Ok(())
}

/// One time of the overview's reads.
struct Theirs {
    cpu_ms: f64,
    peak_mib: f64,
}

async fn in_node(stack: &Stack, node: &str, today: Date, answers: u64) -> Result<Theirs> {
    let tables = &stack.engine.tables;
    let given = json!({
        "endpoint": format!("http://{}", stack.engine.tapped),
        "scores": tables.scores,
        "customers": tables.customers,
        "surveys": ["ease", "recommend", "satisfaction"],
        "counted": "recommend",
        "from": shifted(today, -2 * SHOWN).to_string(),
        "shown": shifted(today, -SHOWN).to_string(),
        "today": today.to_string(),
        "warming": WARMING,
        "times": TIMES,
    });
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("bench_peers")
        .join("overview.mjs");
    let mut command = Command::new(node);
    command.arg(script).arg(given.to_string()).env("NODE_NO_WARNINGS", "1");
    let (cost, said) = peer::measure_saying(&mut command).await.context("Node.js")?;
    let said: Value = serde_json::from_str(&said)?;
    ensure!(
        said["answers"] == answers,
        "Node.js counts other answers than api: {said}"
    );
    Ok(Theirs {
        cpu_ms: cost.cpu_ms / TIMES as f64,
        peak_mib: cost.peak_mib,
    })
}
