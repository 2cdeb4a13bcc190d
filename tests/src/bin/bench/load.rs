//! What a function costs to start, and to answer many requests.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use system_tests::function::Function;
use system_tests::stack::Stack;

use crate::contestant::Contestant;
use crate::kept::Kept;
use crate::process::{cpu_ms, median, peak_mib};
use crate::visit;

/// Starts measured of each program; the median counts.
const STARTS: u32 = 15;
/// Fresh processes measured under load; the median counts.
const RUNS: u32 = 3;
/// Requests of each kind to a process.
pub(crate) const EACH: u32 = 1_000;
/// Visits before those that are measured: Node.js compiles what runs often.
const WARMING: u32 = 200;
/// A form that comes back sooner is taken for a machine's, and its answer does not count.
const READING: Duration = Duration::from_millis(2_100);

/// The kinds of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Page,
    Answer,
    /// Another rating through the same link.
    Change,
    /// A link with one letter wrong.
    Junk,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [Self::Page, Self::Answer, Self::Change, Self::Junk];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "a page",
            Self::Answer => "an answer",
            Self::Change => "a changed answer",
            Self::Junk => "a link that is none",
        }
    }

    /// The HTTP status it is answered with.
    pub(crate) fn status(self) -> u16 {
        match self {
            Self::Page => 200,
            Self::Answer | Self::Change => 303,
            Self::Junk => 404,
        }
    }
}

/// What one kind of request took.
#[derive(Debug, Clone, Default)]
pub(crate) struct Load {
    /// CPU of a request in each process, microseconds, invocation and all.
    cpu_us: Vec<f64>,
    /// Calls to DynamoDB in all processes, by operation.
    calls: BTreeMap<String, u32>,
    /// The requests to the last process.
    pub(crate) events: Vec<Value>,
}

impl Load {
    /// CPU of a request, microseconds.
    pub(crate) fn cpu_us(&self) -> f64 {
        median(self.cpu_us.clone())
    }

    /// Calls to DynamoDB a request, in words.
    pub(crate) fn calls(&self) -> String {
        let count = f64::from(RUNS * EACH);
        let each = |(name, calls): (&String, &u32)| format!("{} {name}", f64::from(*calls) / count);
        let each: Vec<String> = self.calls.iter().map(each).collect();
        if each.is_empty() {
            "none".to_owned()
        } else {
            each.join(", ")
        }
    }
}

/// What a program takes: medians.
pub(crate) struct Figures {
    /// CPU to the first poll, milliseconds.
    pub(crate) start_cpu_ms: f64,
    /// The same on the wall.
    pub(crate) start_wall_ms: f64,
    /// CPU from the start until a first answer is taken, storage over TLS, milliseconds.
    pub(crate) first_answer_cpu_ms: f64,
    /// Memory at its fullest, MiB, after all the requests.
    pub(crate) memory_mib: f64,
    pub(crate) loads: BTreeMap<Kind, Load>,
}

/// What the programs run in.
pub(crate) struct Scene {
    pub(crate) stack: Stack,
    pub(crate) storage: Kept,
    /// Where storage is reached over TLS, and the certificate to trust.
    pub(crate) tls: (String, PathBuf),
}

impl Scene {
    /// Measures a program with these kinds of request, of which a change follows its answer.
    pub(crate) async fn measure(&self, program: &Contestant, kinds: &[Kind]) -> Result<Figures> {
        let (start_cpu_ms, start_wall_ms) = self.starts(program).await?;
        let (mut memory, mut loads) = (Vec::new(), BTreeMap::new());
        for _ in 0..RUNS {
            let function = program.start().await?;
            self.run(program, &function, kinds, &mut loads).await?;
            memory.push(peak_mib(process(&function)?)?);
        }
        Ok(Figures {
            start_cpu_ms,
            start_wall_ms,
            first_answer_cpu_ms: self.first_answers(&program.over_tls(&self.tls)).await?,
            memory_mib: median(memory),
            loads,
        })
    }

    /// CPU and time on the wall from the start of a process to its first poll, milliseconds.
    pub(crate) async fn starts(&self, program: &Contestant) -> Result<(f64, f64)> {
        let (mut cpu, mut wall) = (Vec::new(), Vec::new());
        for _ in 0..STARTS {
            let started = Instant::now();
            let function = program.start().await?;
            wall.push(started.elapsed().as_secs_f64() * 1_000.0);
            cpu.push(cpu_ms(process(&function)?)?);
        }
        Ok((median(cpu), median(wall)))
    }

    /// CPU of a fresh process from its start until it has taken its first answer, milliseconds. The page of it came from
    /// another process.
    async fn first_answers(&self, program: &Contestant) -> Result<f64> {
        self.storage.clear();
        let tokens = self.tokens(program, 0, STARTS)?;
        let pages = self.opened(&program.start().await?, &tokens).await?;
        let mut cpu = Vec::new();
        for event in answers(&tokens, &pages, 9)? {
            let function = program.start().await?;
            visit::ask(&function, &event, Kind::Answer.status()).await?;
            cpu.push(cpu_ms(process(&function)?)?);
        }
        Ok(median(cpu))
    }

    async fn run(
        &self,
        program: &Contestant,
        function: &Function,
        kinds: &[Kind],
        loads: &mut BTreeMap<Kind, Load>,
    ) -> Result<()> {
        let warming = self.tokens(program, EACH, WARMING)?;
        let pages = self.opened(function, &warming).await?;
        for event in answers(&warming, &pages, 9)? {
            visit::ask(function, &event, Kind::Answer.status()).await?;
        }
        let tokens = self.tokens(program, 0, EACH)?;
        let pages = self.opened(function, &tokens).await?;
        tokio::time::sleep(READING).await;
        self.storage.clear();
        for &kind in kinds {
            let events = match kind {
                Kind::Page => tokens.iter().map(|token| visit::opening(token).payload()).collect(),
                Kind::Answer => answers(&tokens, &pages, 9)?,
                Kind::Change => answers(&tokens, &pages, 2)?,
                Kind::Junk => tokens
                    .iter()
                    .map(|token| visit::opening(&broken(token)).payload())
                    .collect(),
            };
            let load = loads.entry(kind).or_default();
            self.storage.take_calls();
            let before = cpu_ms(process(function)?)?;
            for event in &events {
                visit::ask(function, event, kind.status()).await?;
            }
            let cpu = cpu_ms(process(function)?)? - before;
            load.cpu_us.push(cpu * 1_000.0 / f64::from(EACH));
            for (name, calls) in self.storage.take_calls() {
                *load.calls.entry(name).or_default() += calls;
            }
            load.events = events;
        }
        let items = self.storage.items();
        ensure!(items.len() == tokens.len(), "{} answers are stored", items.len());
        ensure!(
            items.iter().all(|item| item["st"].is_null()),
            "an answer was taken for a machine's"
        );
        Ok(())
    }

    fn tokens(&self, program: &Contestant, first: u32, count: u32) -> Result<Vec<String>> {
        let numbers = first..first + count;
        numbers.map(|number| program.token(&self.stack, number)).collect()
    }

    /// The pages of links.
    async fn opened(&self, function: &Function, tokens: &[String]) -> Result<Vec<String>> {
        let mut pages = Vec::new();
        for token in tokens {
            pages.push(visit::ask(function, &visit::opening(token).payload(), Kind::Page.status()).await?);
        }
        Ok(pages)
    }
}

/// The requests that send the forms of these pages with a rating.
fn answers(tokens: &[String], pages: &[String], rating: u8) -> Result<Vec<Value>> {
    let form = |(token, page): (&String, &String)| Ok(visit::sending(token, page, rating)?.payload());
    tokens.iter().zip(pages).map(form).collect()
}

/// A link with one letter wrong.
fn broken(token: &str) -> String {
    let (start, end) = token.split_at(token.len() / 2);
    let wrong = if end.starts_with('A') { 'B' } else { 'A' };
    format!("{start}{wrong}{}", &end[1..])
}

fn process(function: &Function) -> Result<u32> {
    function.process_id().context("the process has ended")
}
