//! Takes in customers.
use crate::workspace::Workspace;
use anyhow::Result;
use clap::Args;
/// Arguments of `links`.
#[derive(Debug, Args)]
pub struct LinksArgs {}
/// Runs the command.
///
/// # Errors
/// Always, until it is written.
pub async fn run(_workspace: &Workspace, _args: &LinksArgs) -> Result<()> {
    anyhow::bail!("not written")
}
