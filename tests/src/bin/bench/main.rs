//! Measurements: `tests/bench` builds what they need and runs this.

mod budgets;
mod cold;
mod contestant;
mod export;
mod flag;
mod instructions;
mod kept;
mod load;
mod nightly;
mod own_code;
mod pages;
mod peer;
mod people;
mod process;
mod recorded;
mod start;
mod submit;
mod table;
mod team;
mod trend;
mod visit;

use std::path::Path;

use anyhow::{Result, bail};

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [what, folder] if what == "budgets" => budgets::budgets(Path::new(folder)).await,
        [what, folder] if what == "start" => start::start(Path::new(folder)).await,
        [what, folder, python] if what == "nightly" => nightly::nightly(Path::new(folder), python).await,
        [what, folder, python] if what == "flag" => flag::flag(Path::new(folder), python).await,
        [what, folder, python] if what == "export" => export::export(Path::new(folder), python).await,
        [what, folder, python, node] if what == "submit" => submit::submit(Path::new(folder), node, python).await,
        [what, folder, node] if what == "api" => team::team(Path::new(folder), node).await,
        [what, folder] if what == "instructions" => instructions::instructions(Path::new(folder)).await,
        _ => bail!(
            "usage: bench start|budgets|instructions FOLDER-OF-THE-BINARIES, bench nightly|flag|export FOLDER-OF-THE-BINARIES PYTHON, \
             bench api FOLDER-OF-THE-BINARIES NODE, or bench submit FOLDER-OF-THE-BINARIES PYTHON NODE"
        ),
    }
}
