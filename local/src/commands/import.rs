//! Takes in past answers from a CSV file.
use crate::workspace::Workspace;
use anyhow::Result;
use clap::Args;
/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {}
/// Runs the command.
///
/// # Errors
/// Always, until it is written.
pub async fn run(_workspace: &Workspace, _args: ImportArgs) -> Result<()> {
    anyhow::bail!("not written")
}
