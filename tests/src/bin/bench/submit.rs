//! What it takes to show a page and to take an answer: `submit`, and the least that the same takes in Node.js and Python.

use std::path::Path;

use anyhow::{Context, Result};
use system_tests::stack::Stack;
use system_tests::tls;

use crate::contestant::{Contestant, copy_page};
use crate::kept::Kept;
use crate::load::{EACH, Figures, Kind, Load, Scene};
use crate::own_code;

/// What the other programs are asked for: the least that takes an answer does not change it.
const OF_PEERS: [Kind; 3] = [Kind::Page, Kind::Answer, Kind::Junk];

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
    let measured = [
        scene.measure(&ours, &Kind::ALL).await.context(ours.name)?,
        scene.measure(&node, &OF_PEERS).await.context(node.name)?,
        scene.measure(&python, &OF_PEERS).await.context(python.name)?,
    ];
    std::fs::remove_file(&page)?;
    table(&measured);

    let [submit, ..] = &measured;
    println!("\nsubmit's calls to DynamoDB, and the CPU µs of its own code over storage in memory");
    let own = own_code::measure(folder, &scene.stack, &submit.loads).await?;
    for (kind, load) in &submit.loads {
        let cost = own
            .get(kind)
            .map_or_else(|| "-".to_owned(), |cost| format!("{cost:.1}"));
        println!("{:<22} {:<28} {cost:>6}", kind.name(), load.calls());
    }
    let (start, _) = scene.starts(&ours.over_tls(&scene.tls)).await?;
    println!(
        "\nsubmit's start to first poll with DynamoDB over TLS 1.3: {start:.1} ms CPU, {:.1} ms without TLS; \
         connecting and reading the settings is in both",
        submit.start_cpu_ms
    );
    Ok(())
}

/// The programs side by side, and how many times as much the others take as `submit`.
fn table(measured: &[Figures; 3]) {
    println!(
        "{:<42} {:>8} {:>10} {:>7} {:>10} {:>7}",
        "", "submit", "Node.js", "ratio", "Python", "ratio"
    );
    row("start to first poll, CPU ms", measured, |figures| {
        Some(figures.start_cpu_ms)
    });
    row("start to first poll, ms on the wall", measured, |figures| {
        Some(figures.start_wall_ms)
    });
    row("start and first answer over TLS, CPU ms", measured, |figures| {
        Some(figures.first_answer_cpu_ms)
    });
    for kind in Kind::ALL {
        row(&format!("{}, CPU µs", kind.name()), measured, |figures| {
            figures.loads.get(&kind).map(Load::cpu_us)
        });
    }
    row("memory at its fullest, MiB", measured, |figures| {
        Some(figures.memory_mib)
    });
}

fn row(name: &str, measured: &[Figures; 3], of: impl Fn(&Figures) -> Option<f64>) {
    let [submit, peers @ ..] = measured;
    let ours = of(submit).unwrap_or_default();
    print!("{name:<42} {ours:>8.1}");
    for peer in peers {
        match of(peer) {
            Some(theirs) => print!(" {theirs:>10.1} {:>7.1}", theirs / ours),
            None => print!(" {:>10} {:>7}", "-", "-"),
        }
    }
    println!();
}
