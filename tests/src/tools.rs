//! Programs that the tests need and `tests/run` installs.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

/// A program of the tests' own tool folder.
///
/// # Errors
/// The folder is not named, or has no such program: a missing tool fails a test, it skips none.
pub fn tool(name: &str) -> Result<PathBuf> {
    let folder = std::env::var("AISANCE_TEST_TOOLS")
        .context("AISANCE_TEST_TOOLS is not set: run `./tests/run`, which installs the tools and sets it")?;
    let path = PathBuf::from(folder).join(name);
    ensure!(
        path.is_file(),
        "{} is missing: run `./tests/run`, which installs it",
        path.display()
    );
    Ok(path)
}
