//! What a request costs in `submit`'s own code: the handler alone, from the request it is given to the response it gives.
//!
//! It reads one line of JSON with the root keys, the surveys, and the events of each kind that were sent to the real
//! function, and writes the median CPU time of each kind as JSON, in microseconds a request. Lambda's runtime, reading
//! the event, and the AWS SDK are not in it.

mod memory;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use lambda_http::Request;
use serde::Deserialize;
use shared::clock::{SystemClock, random_16};
use shared::domain::survey::{Survey, SurveyDefinition};
use shared::link::RootKeys;
use shared::store::settings::Surveys;
use submit::{App, Keys, Settings, handle};

use crate::memory::Memory;

/// How often all events of a kind are handled; the median is written.
const ROUNDS: usize = 15;

#[derive(Deserialize)]
struct Given {
    root_keys: String,
    time_zone: String,
    surveys: Vec<SurveyDefinition>,
    kinds: BTreeMap<String, Kind>,
}

/// Requests of one kind, and the status that each must have.
#[derive(Deserialize)]
struct Kind {
    status: u16,
    events: Vec<serde_json::Value>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let given: Given = serde_json::from_reader(std::io::stdin().lock())?;
    let mut surveys = Surveys::default();
    for definition in given.surveys {
        let measure = definition.validate();
        let measure = measure.map_err(|_| anyhow::anyhow!("the survey {} is not right", definition.id))?;
        let survey = Survey {
            version: 1,
            measure,
            definition,
        };
        surveys.current.insert(survey.definition.id.clone(), survey);
    }
    let app = App::new(
        Keys::derive(&RootKeys::parse(&given.root_keys)?),
        Memory(surveys),
        Settings::new(given.time_zone),
        SignedDuration::from_hours(24 * 396),
        Arc::new(SystemClock),
        random_16,
    );
    let mut costs = BTreeMap::new();
    for (name, kind) in &given.kinds {
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            rounds.push(round(&app, kind).await.with_context(|| name.clone())?);
        }
        rounds.sort_by(f64::total_cmp);
        costs.insert(name, rounds[ROUNDS / 2]);
    }
    println!("{}", serde_json::to_string(&costs)?);
    Ok(())
}

/// Handles all requests once. CPU time of each, in microseconds.
async fn round(app: &App<Memory>, kind: &Kind) -> Result<f64> {
    let requests: Vec<Request> = kind
        .events
        .iter()
        .map(|event| lambda_http::request::from_str(&event.to_string()))
        .collect::<Result<_, _>>()?;
    let count = requests.len() as f64;
    let before = cpu_microseconds()?;
    for request in requests {
        let response = handle(app, request).await;
        ensure!(
            response.status().as_u16() == kind.status,
            "answered with {}",
            response.status()
        );
    }
    Ok((cpu_microseconds()? - before) / count)
}

/// CPU time of this thread so far.
fn cpu_microseconds() -> Result<f64> {
    // Linux brings the figure up to date when a thread stops running.
    std::thread::sleep(Duration::from_millis(1));
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: u64 = schedule.split(' ').next().context("a field of schedstat")?.parse()?;
    Ok(nanoseconds as f64 / 1e3)
}
