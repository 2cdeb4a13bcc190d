//! What lies on the way of a fresh `submit` to its first answer, as the services that it calls see it, and the same visit
//! once more beside it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::tls::{Incoming, Tls, Watch};
use tokio::process::Command;

use crate::kept::Kept;
use crate::process::{cpu_ms, median};
use crate::visit;

/// So long every service makes a function wait, for each handshake and each request, and whatever it takes itself comes on
/// top: some of what the way to a service of the same region takes.
const WAIT: Duration = Duration::from_millis(5);
/// So long after something was heard of a process, and before it is answered, it has come to rest and its CPU is counted.
const AT_REST: Duration = Duration::from_millis(3);

/// The parts of the way, each with a clock of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Start,
    Page(Visit),
    Answer(Visit),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Visit {
    First,
    Second,
}

/// What a process had taken when something was heard of it, since its part of the way began.
#[derive(Debug, Clone, Copy)]
struct Moment {
    clock_ms: f64,
    cpu_ms: f64,
}

type Moments = BTreeMap<Part, BTreeMap<String, Vec<Moment>>>;

/// Prints the way of the `submit` at `binary`, as the median of so many starts.
pub(crate) async fn cold(stack: &Stack, binary: &Path, starts: usize) -> Result<()> {
    let ear = Ear::default();
    let tls = Tls::new()?;
    let storage = Kept::start(&stack.engine).await?;
    let of = |name| Service { name, ear: ear.clone() };
    let dynamodb = tls.serve(storage.address, of("DynamoDB")).await?;
    let secrets = tls.serve(stack.secret.address, of("Secrets Manager")).await?;
    let mut environment = stack.environment().to_vec();
    // The last of a name counts.
    environment.extend(
        [
            ("AWS_ENDPOINT_URL_DYNAMODB", dynamodb),
            ("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets),
            ("AWS_CA_BUNDLE", tls.certificate.display().to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    for number in 0..starts {
        ear.begin(Part::Start)?;
        let function = Function::starting(Command::new(binary), "submit", &environment).await?;
        ear.held().process = function.process_id();
        function.api.first_poll().await?;
        ear.heard("asks for its first request").await?;
        for at in [Visit::First, Visit::Second] {
            let token = stack.token(&stack.facts("recommend", &format!("cold-{number}-{at:?}"), "order-1"))?;
            ear.begin(Part::Page(at))?;
            let page = visit::ask(&function, &visit::opening(&token).payload(), 200).await?;
            ear.heard("gives the page").await?;
            // It is sent sooner than a person could, so it is held back as a machine's: the same put, with one attribute more.
            let answer = visit::sending(&token, &page, 9)?.payload();
            ear.begin(Part::Answer(at))?;
            visit::ask(&function, &answer, 303).await?;
            ear.heard("says that it is saved").await?;
        }
    }
    let moments = std::mem::take(&mut ear.held().moments);
    print(&Way { moments, starts })
}

/// Hears of one process after the other.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Listening>>);

#[derive(Default)]
struct Listening {
    process: Option<u32>,
    /// The part that it is in, when that began, and its CPU before it.
    part: Option<(Part, Instant, f64)>,
    /// How often each thing was heard in this part.
    times: BTreeMap<String, u32>,
    moments: Moments,
}

impl Ear {
    fn held(&self) -> MutexGuard<'_, Listening> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a part of the way; with the first one, that of a process not there yet.
    fn begin(&self, part: Part) -> Result<()> {
        let mut held = self.held();
        held.process = held.process.filter(|_| part != Part::Start);
        let before = held.process.map_or(Ok(0.0), cpu_ms)?;
        held.times.clear();
        held.part = Some((part, Instant::now(), before));
        Ok(())
    }

    /// Notes the moment, and how much CPU the process has used when it has come to rest.
    async fn heard(&self, what: &str) -> Result<()> {
        let (part, clock_ms, before, what) = {
            let mut held = self.held();
            let (part, began, before) = held.part.context("nothing has begun")?;
            let times = held.times.entry(what.to_owned()).or_default();
            *times += 1;
            let what = match times {
                1 => what.to_owned(),
                more => format!("{what} ({more})"),
            };
            (part, began.elapsed().as_secs_f64() * 1_000.0, before, what)
        };
        tokio::time::sleep(AT_REST).await;
        let mut held = self.held();
        let cpu_ms = cpu_ms(held.process.context("the process has not started")?)? - before;
        let moment = Moment { clock_ms, cpu_ms };
        let of_part = held.moments.entry(part).or_default();
        of_part.entry(what).or_default().push(moment);
        Ok(())
    }
}

/// A service that is called.
struct Service {
    name: &'static str,
    ear: Ear,
}

impl Watch for Service {
    async fn saw(&self, incoming: Incoming<'_>) {
        let what = match incoming {
            Incoming::Connection => format!("connects to {}", self.name),
            Incoming::Request { head, body } => {
                let target = head.header("x-amz-target").unwrap_or_default();
                let operation = target.rsplit('.').next().unwrap_or_default();
                let asked: Value = serde_json::from_slice(body).unwrap_or_default();
                let of = asked["ExpressionAttributeValues"][":kind"]["S"].as_str();
                let of = of.map_or_else(String::new, |kind| format!(" of {kind}s"));
                format!("asks {} for {operation}{of}", self.name)
            }
        };
        // A moment that is not noted is missed when the way is printed.
        let _ = self.ear.heard(&what).await;
        tokio::time::sleep(WAIT - AT_REST).await;
    }
}

/// What was heard in all starts.
struct Way {
    moments: Moments,
    starts: usize,
}

/// A step, and what was taken by its end.
struct Step<'a> {
    what: &'a str,
    clock_ms: f64,
    /// Since the part began.
    cpu_ms: f64,
    /// Since the step before.
    own_cpu_ms: f64,
}

impl Step<'_> {
    fn figures(&self) -> String {
        format!("{:>10.2} {:>11.2} {:>6.1}", self.cpu_ms, self.own_cpu_ms, self.clock_ms)
    }
}

impl Way {
    /// The steps of a part in their order, each the median of all starts.
    fn steps(&self, part: Part) -> Result<Vec<Step<'_>>> {
        let mut steps = Vec::new();
        for (what, moments) in self.moments.get(&part).context("a part was not gone")? {
            ensure!(
                moments.len() == self.starts,
                "{what}: heard in {} of {} starts",
                moments.len(),
                self.starts
            );
            steps.push(Step {
                what,
                clock_ms: median(moments.iter().map(|moment| moment.clock_ms).collect()),
                cpu_ms: median(moments.iter().map(|moment| moment.cpu_ms).collect()),
                own_cpu_ms: 0.0,
            });
        }
        steps.sort_by(|one, other| one.clock_ms.total_cmp(&other.clock_ms));
        let mut before = 0.0;
        for step in &mut steps {
            step.own_cpu_ms = step.cpu_ms - before;
            before = step.cpu_ms;
        }
        Ok(steps)
    }
}

fn print(way: &Way) -> Result<()> {
    println!(
        "\nthe way of a fresh submit to its first answer, over TLS 1.3, where each handshake and each request waits {} ms or more;\n\
         medians of {} starts, ms",
        WAIT.as_millis(),
        way.starts
    );
    table("from exec", &way.steps(Part::Start)?, None);
    for (name, part) in [
        ("from the request for a page", Part::Page as fn(Visit) -> Part),
        ("from the form", Part::Answer),
    ] {
        let [first, second] = [Visit::First, Visit::Second].map(|visit| way.steps(part(visit)));
        table(name, &first?, Some(&second?));
    }
    Ok(())
}

/// The steps of a part, and beside them those of another time.
fn table(part: &str, steps: &[Step<'_>], second: Option<&[Step<'_>]>) {
    let head = format!("{:>10} {:>11} {:>6}", "CPU so far", "of the step", "clock");
    let beside = second.map_or("", |_| "   the second visit: ");
    println!("\n{part:<42} {head}{beside}{}", second.map_or("", |_| &head));
    for step in steps {
        print!("{:<42} {}", step.what, step.figures());
        let again = second.and_then(|second| second.iter().find(|again| again.what == step.what));
        println!(
            "{}",
            again.map_or_else(String::new, |again| format!("{:21}{}", "", again.figures()))
        );
    }
}
