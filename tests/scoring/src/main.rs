//! What a customer's risk costs to compute, without reading customers from anywhere.
//!
//! It reads JSON with the moment, what the workspace has set, and packed signals, and writes the median CPU time of each part of
//! the work as JSON, in nanoseconds a customer.

use std::hint::black_box;
use std::time::Duration;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::domain::risk::{Model, Usual, assess, features, pack};
use shared::domain::signal::Signals;

/// How often all customers are gone through; the median is written.
const ROUNDS: usize = 25;

#[derive(Deserialize)]
struct Given {
    /// Unix seconds.
    moment: i64,
    /// The share that leaves within the horizon.
    churn: f64,
    horizon_days: u16,
    /// In base64.
    signals: Vec<String>,
}

#[derive(Serialize)]
struct Costs {
    /// Unpacking the signals.
    unpacking: f64,
    /// Features and log-odds.
    scoring: f64,
    /// Features, log-odds and reasons.
    with_reasons: f64,
    /// Packing the reasons.
    packing: f64,
}

fn main() -> Result<()> {
    let given: Given = serde_json::from_reader(std::io::stdin().lock())?;
    let moment = Timestamp::from_second(given.moment)?;
    let model = Model::scorecard(given.churn, given.horizon_days);
    let usual = Usual::default();
    let packed: Vec<Vec<u8>> = given
        .signals
        .iter()
        .map(|text| Ok(STANDARD.decode(text)?))
        .collect::<Result<_>>()?;
    let all: Vec<Signals> = packed
        .iter()
        .map(|bytes| Signals::from_bytes(bytes).context("signals"))
        .collect::<Result<_>>()?;
    let risks: Vec<_> = all
        .iter()
        .map(|signals| assess(&model, signals, moment, &usual))
        .collect();
    let mut room = Signals::default();
    let costs = Costs {
        unpacking: median(&packed, |bytes| {
            black_box(room.replace_by(bytes));
        })?,
        scoring: median(&all, |signals| {
            black_box(model.log_odds(&features(signals, moment, &usual)));
        })?,
        with_reasons: median(&all, |signals| {
            black_box(assess(&model, signals, moment, &usual));
        })?,
        packing: median(&risks, |risk| {
            black_box(pack(&risk.reasons));
        })?,
    };
    println!("{}", serde_json::to_string(&costs)?);
    Ok(())
}

/// The median CPU time of several rounds over all, in nanoseconds for each.
fn median<T>(all: &[T], mut work: impl FnMut(&T)) -> Result<f64> {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let before = cpu_nanoseconds()?;
        all.iter().for_each(&mut work);
        rounds.push((cpu_nanoseconds()? - before) / all.len() as f64);
    }
    rounds.sort_by(f64::total_cmp);
    Ok(rounds[ROUNDS / 2])
}

/// CPU time of this thread so far.
fn cpu_nanoseconds() -> Result<f64> {
    // Linux brings the figure up to date when a thread stops running.
    std::thread::sleep(Duration::from_millis(1));
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(schedule.split(' ').next().context("a field of schedstat")?.parse()?)
}
