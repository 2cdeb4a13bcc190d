//! What functions take to start, and to answer many requests.

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

/// Starts measured of each program.
const STARTS: u32 = 15;
/// Fresh processes of each program measured under load.
const RUNS: u32 = 5;
/// Requests of each kind to a process.
pub(crate) const EACH: u32 = 1_000;
/// The answers that a process takes when it is new.
pub(crate) const FIRST: u32 = 20;
/// Visits before the many that are measured: Node.js compiles what runs often.
const WARMING: u32 = 200;
/// A form that comes back sooner is taken for a machine's, and its answer does not count.
const READING: Duration = Duration::from_millis(2_100);

/// The kinds of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Page,
    /// One of the [`FIRST`] answers of a process.
    EarlyAnswer,
    Answer,
    /// Another rating through the same link.
    Change,
    /// A link with one letter wrong.
    Junk,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] = [Self::Page, Self::EarlyAnswer, Self::Answer, Self::Change, Self::Junk];

    pub(crate) fn name(self) -> String {
        match self {
            Self::Page => "a page".to_owned(),
            Self::EarlyAnswer => format!("one of the first {FIRST} answers"),
            Self::Answer => "an answer".to_owned(),
            Self::Change => "a changed answer".to_owned(),
            Self::Junk => "a link that is none".to_owned(),
        }
    }

    /// The HTTP status it is answered with.
    pub(crate) fn status(self) -> u16 {
        match self {
            Self::Page => 200,
            Self::EarlyAnswer | Self::Answer | Self::Change => 303,
            Self::Junk => 404,
        }
    }
}

/// What one kind of request took.
#[derive(Default)]
pub(crate) struct Load {
    /// CPU of a request in each process, microseconds, invocation and all.
    cpu_us: Vec<f64>,
    /// Calls to DynamoDB in all processes, by operation.
    calls: BTreeMap<String, u32>,
    requests: usize,
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
        let each = |(name, calls): (&String, &u32)| format!("{} {name}", f64::from(*calls) / self.requests as f64);
        let each: Vec<String> = self.calls.iter().map(each).collect();
        if each.is_empty() {
            "none".to_owned()
        } else {
            each.join(", ")
        }
    }
}

/// What a program took, each time.
#[derive(Default)]
pub(crate) struct Figures {
    /// CPU from the start to the first poll, milliseconds.
    pub(crate) start_cpu_ms: Vec<f64>,
    /// The same on the wall.
    pub(crate) start_wall_ms: Vec<f64>,
    /// As `start_cpu_ms`, with storage over TLS.
    pub(crate) tls_start_cpu_ms: Vec<f64>,
    /// CPU of the first answer after that, milliseconds. Its page came from another process.
    pub(crate) tls_answer_cpu_ms: Vec<f64>,
    /// Memory at its fullest, MiB, after all the requests.
    pub(crate) memory_mib: Vec<f64>,
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
    /// Measures programs with these kinds of request, of which a change follows its answer. They take turns, so that a
    /// machine which is slower for a while is so for all of them.
    pub(crate) async fn measure<const N: usize>(&self, programs: [(&Contestant, &[Kind]); N]) -> Result<[Figures; N]> {
        let mut all = [(); N].map(|()| Figures::default());
        for number in 0..STARTS {
            for ((program, _), figures) in programs.iter().zip(&mut all) {
                self.start(program, number, figures).await.context(program.name)?;
            }
        }
        for _ in 0..RUNS {
            for ((program, kinds), figures) in programs.iter().zip(&mut all) {
                self.run(program, kinds, figures).await.context(program.name)?;
            }
        }
        Ok(all)
    }

    async fn start(&self, program: &Contestant, number: u32, figures: &mut Figures) -> Result<()> {
        let started = Instant::now();
        let function = program.start().await?;
        figures.start_wall_ms.push(started.elapsed().as_secs_f64() * 1_000.0);
        figures.start_cpu_ms.push(cpu_of(&function)?);

        let tokens = [program.token(&self.stack, number)?];
        let pages = opened(&function, &tokens).await?;
        self.storage.clear();
        let function = program.over_tls(&self.tls).start().await?;
        let start = cpu_of(&function)?;
        figures.tls_start_cpu_ms.push(start);
        send(&function, &answers(&tokens, &pages, 9)?, Kind::Answer).await?;
        figures.tls_answer_cpu_ms.push(cpu_of(&function)? - start);
        Ok(())
    }

    async fn run(&self, program: &Contestant, kinds: &[Kind], figures: &mut Figures) -> Result<()> {
        let function = program.start().await?;
        let tokens = |first: u32, count: u32| -> Result<Vec<String>> {
            let numbers = first..first + count;
            numbers.map(|number| program.token(&self.stack, number)).collect()
        };
        self.storage.clear();
        let early = tokens(EACH, FIRST)?;
        let early_pages = opened(&function, &early).await?;
        let early = answers(&early, &early_pages, 9)?;
        self.load(&function, Kind::EarlyAnswer, early, figures).await?;

        let warming = tokens(EACH + FIRST, WARMING)?;
        let warming_pages = opened(&function, &warming).await?;
        send(&function, &answers(&warming, &warming_pages, 9)?, Kind::Answer).await?;

        let tokens = tokens(0, EACH)?;
        let pages = opened(&function, &tokens).await?;
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
                // Taken when the process was new.
                Kind::EarlyAnswer => continue,
            };
            self.load(&function, kind, events, figures).await?;
        }
        figures
            .memory_mib
            .push(peak_mib(function.process_id().context("the process has ended")?)?);
        let items = self.storage.items();
        ensure!(items.len() == tokens.len(), "{} answers are stored", items.len());
        ensure!(
            items.iter().all(|item| item["st"].is_null()),
            "an answer was taken for a machine's"
        );
        Ok(())
    }

    async fn load(&self, function: &Function, kind: Kind, events: Vec<Value>, figures: &mut Figures) -> Result<()> {
        let load = figures.loads.entry(kind).or_default();
        self.storage.take_calls();
        let before = cpu_of(function)?;
        send(function, &events, kind).await?;
        let cpu_ms = cpu_of(function)? - before;
        load.cpu_us.push(cpu_ms * 1_000.0 / events.len() as f64);
        for (name, calls) in self.storage.take_calls() {
            *load.calls.entry(name).or_default() += calls;
        }
        load.requests += events.len();
        load.events = events;
        Ok(())
    }
}

/// Sends requests one after the other.
async fn send(function: &Function, events: &[Value], kind: Kind) -> Result<()> {
    for event in events {
        visit::ask(function, event, kind.status()).await?;
    }
    Ok(())
}

/// The pages of links.
async fn opened(function: &Function, tokens: &[String]) -> Result<Vec<String>> {
    let mut pages = Vec::new();
    for token in tokens {
        pages.push(visit::ask(function, &visit::opening(token).payload(), Kind::Page.status()).await?);
    }
    Ok(pages)
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

fn cpu_of(function: &Function) -> Result<f64> {
    cpu_ms(function.process_id().context("the process has ended")?)
}
