//! A night over a day of a million answers: the real `aggregate`, the same work in other programs, and the least it takes.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use jiff::civil::Date;
use shared::clock::{Clock, SystemClock};
use shared::domain::cut::Cut;
use shared::domain::day::{Calendar, before, shifted};
use shared::store::scores::{ReadSurveyDay, survey_day};
use system_tests::events;
use system_tests::function::Function;
use system_tests::history::settled_days;
use system_tests::stack::Stack;
use tokio::process::Command;

use crate::pages::Pages;
use crate::peer::{self, Cost, Counted};
use crate::process::{cpu_ms, median, peak_mib, user_ms};
use crate::recorded::Recorded;
use crate::{instructions, trend};

const ANSWERS: u64 = 1_000_000;
/// A quarter of the day, to see that memory does not grow with it.
const FEWER: u64 = ANSWERS / 4;
/// Repetitions where one takes a second or so; the median is printed. Even, for every other night rewrites what the one
/// between left alone.
const TIMES: usize = 8;

/// A stack whose storage answers with a recorded day.
pub(crate) struct Scene {
    pub stack: Stack,
    pub recorded: Recorded,
    pub day: Date,
}

impl Scene {
    /// With ten settled days of history before the day.
    pub(crate) async fn set(answers: u64) -> Result<Self> {
        let stack = Stack::start().await?;
        let day = before(Calendar::new(&stack.time_zone)?.day_of(SystemClock.now()));
        let recorded = Recorded::start(&stack.engine, Pages::of(day, answers)).await?;
        let scene = Self { stack, recorded, day };
        scene.history(1, 10).await?;
        Ok(scene)
    }

    /// Settles the days from `nearest` to `farthest` days before the day.
    async fn history(&self, nearest: i32, farthest: i32) -> Result<()> {
        let started = SystemClock.now() - SignedDuration::from_hours(2);
        let last = shifted(self.day, -nearest);
        settled_days(&self.stack.engine.store()?, last, farthest - nearest + 1, started).await
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.recorded.address)
    }

    /// The environment of a function that reaches the recorded day.
    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        let mut environment = self.stack.environment().to_vec();
        for (name, value) in &mut environment {
            if name == "AWS_ENDPOINT_URL_DYNAMODB" {
                *value = self.endpoint();
            }
        }
        environment
    }

    /// One night of `binary` in a fresh process: its cost, start not included, and its calls.
    async fn night(&self, binary: &Path) -> Result<(Cost, BTreeMap<String, usize>)> {
        let function = Function::start_quiet(binary, "aggregate", &self.environment()).await?;
        let process = function.process_id().context("the process has ended")?;
        self.recorded.take_calls();
        let before = (user_ms(process)?, cpu_ms(process)?);
        let started = Instant::now();
        function.invoke(events::nightly()).await?;
        let cost = Cost {
            wall_ms: started.elapsed().as_secs_f64() * 1_000.0,
            user_ms: user_ms(process)? - before.0,
            cpu_ms: cpu_ms(process)? - before.1,
            peak_mib: peak_mib(process)?,
        };
        Ok((cost, self.recorded.take_calls()))
    }

    /// The median night of several, and the calls of all.
    async fn nights(&self, binary: &Path) -> Result<(Cost, BTreeMap<String, usize>)> {
        let (mut costs, mut calls) = (Vec::new(), BTreeMap::<String, usize>::new());
        for _ in 0..TIMES {
            let (cost, made) = self.night(binary).await?;
            costs.push(cost);
            for (name, count) in made {
                *calls.entry(name).or_default() += count;
            }
        }
        Ok((typical(&costs), calls))
    }

    /// The stored scores of the day, as the other programs give theirs.
    async fn stored(&self) -> Result<Counted> {
        let items = self
            .stack
            .engine
            .store()?
            .read_survey_day("recommend", self.day)
            .await?;
        let scores = survey_day(&items).context("the day has no scores")?;
        let mut counted = Counted::from([("total".to_owned(), scores.total.counts().to_vec())]);
        for (cut, cells) in &scores.cuts {
            for (value, histogram) in cells {
                counted.insert(format!("{cut} {value}"), histogram.counts().to_vec());
            }
        }
        ensure!(
            scores.cuts.contains_key(&Cut::Touchpoint),
            "the touchpoints are missing"
        );
        Ok(counted)
    }
}

fn typical(costs: &[Cost]) -> Cost {
    let middle = |of: fn(&Cost) -> f64| median(costs.iter().map(of).collect());
    Cost {
        user_ms: middle(|cost| cost.user_ms),
        cpu_ms: middle(|cost| cost.cpu_ms),
        wall_ms: middle(|cost| cost.wall_ms),
        peak_mib: middle(|cost| cost.peak_mib),
    }
}

/// Prints what a night costs; the binaries are in `folder`, and `python` has boto3.
pub(crate) async fn nightly(folder: &Path, python: &str) -> Result<()> {
    let aggregate = folder.join("aggregate");
    let scene = Scene::set(FEWER).await?;
    let (fewer, _) = scene.night(&aggregate).await?;
    let pages = Pages::of(scene.day, ANSWERS);
    let (count, bytes) = pages.size();
    scene.recorded.replace(pages);
    println!(
        "a day of {ANSWERS} answers in 200 cells: {count} pages of by_day, {:.0} MB as they are sent\n",
        bytes as f64 / 1e6
    );

    let (ours, calls) = scene.nights(&aggregate).await?;
    let stored = scene.stored().await?;
    let day = scene.day.to_string();
    let arguments = [scene.endpoint(), day];
    let floor = compared(TIMES, &stored, || {
        let mut command = Command::new(folder.join("floor"));
        command.args(&arguments);
        command
    });
    let floor = floor.await.context("floor")?;
    let script = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("bench_peers").join(name);
    let node = compared(1, &stored, || {
        let mut command = Command::new("node");
        command
            .env("NODE_NO_WARNINGS", "1")
            .arg(script("fold.mjs"))
            .args(&arguments);
        command
    });
    let node = node.await.context("node")?;
    let boto3 = compared(1, &stored, || {
        let mut command = Command::new(python);
        command.arg(script("fold.py")).args(&arguments);
        command
    });
    let boto3 = boto3.await.context("python")?;

    println!("the same scores from the same pages       user CPU ms     ratio   wall ms   peak MiB");
    let rows = [
        ("aggregate, the whole night", ours),
        ("floor: raw HTTP and a scan by hand", floor),
        ("Node.js, DocumentClient", node),
        ("Python, boto3", boto3),
    ];
    for (name, cost) in rows {
        println!(
            "{name:<38} {:>14.0} {:>9.2} {:>9.0} {:>10.1}",
            cost.user_ms,
            cost.user_ms / ours.user_ms,
            cost.wall_ms,
            cost.peak_mib
        );
    }
    println!(
        "aggregate with {FEWER} answers: {:.0} ms, at most {:.1} MiB; with {ANSWERS}: {:.2} times the floor\n",
        fewer.user_ms,
        fewer.peak_mib,
        ours.user_ms / floor.user_ms
    );
    history(&scene, &aggregate, ours, &calls).await?;
    trend::trend(&scene.stack).await?;
    instructions::instructions(folder).await
}

/// What another program costs, which has to count what is stored.
async fn compared(times: usize, stored: &Counted, command: impl Fn() -> Command) -> Result<Cost> {
    let mut costs = Vec::new();
    for _ in 0..times {
        let (cost, counted) = peer::measure(&mut command()).await?;
        ensure!(counted == *stored, "it counts otherwise than aggregate");
        costs.push(cost);
    }
    Ok(typical(&costs))
}

/// The same night after a long history.
async fn history(scene: &Scene, binary: &Path, short: Cost, few: &BTreeMap<String, usize>) -> Result<()> {
    scene.history(11, 1_000).await?;
    let (long, many) = scene.nights(binary).await?;
    scene.recorded.replace(Pages::of(scene.day, 0));
    let (empty, _) = scene.nights(binary).await?;
    let a_night = |calls: usize| calls as f64 / TIMES as f64;
    let calls = |made: &BTreeMap<String, usize>| a_night(made.values().sum());
    println!("the same night      calls   all CPU ms");
    println!("after 10 days    {:>8.1} {:>12.1}", calls(few), short.cpu_ms);
    println!("after 1,000 days {:>8.1} {:>12.1}", calls(&many), long.cpu_ms);
    println!(
        "ratio            {:>8.3} {:>12.3}",
        calls(&many) / calls(few),
        long.cpu_ms / short.cpu_ms
    );
    println!("with no answer to fold: {:.1} ms", empty.cpu_ms);
    let named: Vec<String> = many
        .iter()
        .map(|(name, count)| format!("{} {name}", a_night(*count)))
        .collect();
    println!("its calls: {}", named.join(", "));
    Ok(())
}
