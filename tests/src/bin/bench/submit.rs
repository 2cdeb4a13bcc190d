//! What it takes to show a page and to take an answer: `submit`, and the least that the same takes in Node.js and Python.

use std::path::Path;

use anyhow::Result;
use system_tests::stack::Stack;
use system_tests::tls;

use crate::contestant::{Contestant, copy_page};
use crate::kept::Kept;
use crate::load::{EACH, Figures, Kind, Load, Scene};
use crate::own_code;
use crate::process::median;

/// What the other programs are asked for: the least that takes an answer does not change it.
const OF_PEERS: [Kind; 4] = [Kind::Page, Kind::EarlyAnswer, Kind::Answer, Kind::Junk];

/// Prints the figures of `submit`, which is in `folder`; `python` has boto3 and Lambda's runtime client.
pub(crate) async fn submit(folder: &Path, node: &str, python: &str) -> Result<()> {
    let stack = Stack::start().await?;
    let storage = Kept::start(&stack.engine).await?;
    let tls = tls::start(storage.address).await?;
    let scene = Scene { stack, storage, tls };
    let ours = Contestant::ours(folder, &scene.stack, &scene.storage);
    let page = std::env::temp_dir().join(format!("aisance-page-{}.html", std::process::id()));
    let bytes = copy_page(&ours, &scene.stack, &page).await?;
    let [node, python] = Contestant::peers(&ours, &page, node, python);
    println!("a page of {bytes} bytes; medians; {EACH} requests of each kind to a process\n");
    let measured = scene
        .measure([(&ours, &Kind::ALL), (&node, &OF_PEERS), (&python, &OF_PEERS)])
        .await?;
    std::fs::remove_file(&page)?;
    table(&measured);

    let [submit, ..] = &measured;
    println!("\nsubmit's calls to DynamoDB, and the CPU µs of its own code over storage in memory");
    let own = own_code::measure(folder, &scene.stack, &submit.loads).await?;
    for (kind, load) in &submit.loads {
        let cost = own
            .get(kind)
            .map_or_else(|| "-".to_owned(), |cost| format!("{cost:.1}"));
        println!("{:<30} {:<28} {cost:>6}", kind.name(), load.calls());
    }
    println!(
        "\nsubmit with DynamoDB over TLS 1.3: {:.1} ms CPU to the first poll, in which it connects and reads the surveys \
         ({:.1} ms without TLS), and {:.2} ms for the first answer",
        median(submit.tls_start_cpu_ms.clone()),
        median(submit.start_cpu_ms.clone()),
        median(submit.tls_answer_cpu_ms.clone()),
    );
    Ok(())
}

/// The programs side by side, and how many times as much the others take as `submit`.
fn table(measured: &[Figures; 3]) {
    println!(
        "{:<44} {:>8} {:>10} {:>7} {:>10} {:>7}",
        "", "submit", "Node.js", "ratio", "Python", "ratio"
    );
    let of = |times: fn(&Figures) -> &Vec<f64>| move |figures: &Figures| Some(median(times(figures).clone()));
    row(
        "start to first poll, CPU ms",
        measured,
        of(|figures| &figures.start_cpu_ms),
    );
    row(
        "start to first poll, ms on the wall",
        measured,
        of(|figures| &figures.start_wall_ms),
    );
    row("start and first answer over TLS, CPU ms", measured, |figures| {
        let both = figures.tls_start_cpu_ms.iter().zip(&figures.tls_answer_cpu_ms);
        Some(median(both.map(|(start, answer)| start + answer).collect()))
    });
    for kind in Kind::ALL {
        row(&format!("{}, CPU µs", kind.name()), measured, |figures| {
            figures.loads.get(&kind).map(Load::cpu_us)
        });
    }
    row(
        "memory at its fullest, MiB",
        measured,
        of(|figures| &figures.memory_mib),
    );
}

fn row(name: &str, measured: &[Figures; 3], of: impl Fn(&Figures) -> Option<f64>) {
    let [submit, peers @ ..] = measured;
    let ours = of(submit).unwrap_or_default();
    print!("{name:<44} {ours:>8.1}");
    for peer in peers {
        match of(peer) {
            Some(theirs) => print!(" {theirs:>10.1} {:>7.1}", theirs / ours),
            None => print!(" {:>10} {:>7}", "-", "-"),
        }
    }
    println!();
}
