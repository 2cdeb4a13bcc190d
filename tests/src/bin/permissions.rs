//! Fails where the template allows what no test of a real function used.
//!
//!     permissions FOLDER
//!
//! `FOLDER` holds what the tests noted: they were run with `AISANCE_PERMISSIONS_USED` naming it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use system_tests::permissions::{GRANTS, USED_BY_LAMBDA};

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("usage: permissions FOLDER")?;
    let mut used = BTreeSet::new();
    for file in std::fs::read_dir(PathBuf::from(folder))? {
        used.extend(std::fs::read_to_string(file?.path())?.lines().map(str::to_owned));
    }
    let mut unused = Vec::new();
    for (binary, grants) in GRANTS.iter() {
        let own = grants
            .iter()
            .filter(|grant| !USED_BY_LAMBDA.contains(&grant.action.as_str()));
        unused.extend(
            own.map(|grant| format!("{binary} {grant}"))
                .filter(|line| !used.contains(line)),
        );
    }
    ensure!(
        unused.is_empty(),
        "the template allows what no test saw used:\n{}",
        unused.join("\n")
    );
    println!("{} permissions, all of them used", used.len());
    Ok(())
}
