//! What each function may weigh, and may do before it first asks for work. Bytes and instructions repeat on any machine that
//! does other things as well, so that a change that makes a cold start longer is seen where it is made.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use system_tests::stack::Stack;

use crate::instructions::to_first_poll;

/// The budgets, by binary.
const BUDGETS: &str = include_str!("../../../deployable/budgets.toml");

/// Shorter than this, a reason says nothing.
const LEAST_REASON: usize = 40;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    /// The size of the stripped binary, in bytes.
    bytes: u64,
    /// Instructions from its start to its first poll, against services on loopback without TLS, as callgrind counts them.
    instructions: u64,
    /// What they are spent on.
    reason: String,
}

/// Holds the binaries in `folder` to their budgets, and prints what they use of them.
///
/// # Errors
/// One is over its budget, has none, or is missing; or valgrind is.
pub(crate) async fn budgets(folder: &Path) -> Result<()> {
    let budgets: BTreeMap<String, Budget> = toml::from_str(BUDGETS)?;
    let functions = local::template::Template::bundled()?.functions;
    let mut binaries: Vec<String> = functions.into_values().map(|function| function.binary).collect();
    binaries.sort();
    let known: Vec<&String> = budgets.keys().collect();
    ensure!(
        binaries.iter().collect::<Vec<_>>() == known,
        "budgets.toml is about {known:?}, the template about {binaries:?}"
    );
    let stack = Stack::start().await?;
    println!("binary           bytes       of          instructions       of");
    let mut over = Vec::new();
    for (name, budget) in &budgets {
        ensure!(
            budget.reason.len() >= LEAST_REASON,
            "the budget of {name} has no reason"
        );
        let path = folder.join(name);
        let metadata = std::fs::metadata(&path).with_context(|| format!("{} is missing", path.display()))?;
        let instructions = to_first_poll(&path, name, stack.environment()).await?;
        println!(
            "{name:<10} {:>11} {:>11} {instructions:>15} {:>11}",
            metadata.len(),
            budget.bytes,
            budget.instructions
        );
        for (what, used, may) in [
            ("bytes", metadata.len(), budget.bytes),
            ("instructions", instructions, budget.instructions),
        ] {
            if used > may {
                over.push(format!(
                    "{name} takes {used} {what}, and may take {may}: {}",
                    budget.reason
                ));
            }
        }
    }
    ensure!(
        over.is_empty(),
        "{}\nMake it less, or raise the budget in tests/deployable/budgets.toml and say there what for.",
        over.join("\n")
    );
    Ok(())
}
