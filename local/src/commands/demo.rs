//! Made-up data.
use crate::workspace::Place;
use anyhow::Result;
use clap::Args;
/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {}
/// Runs the command.
///
/// # Errors
/// Always, until it is written.
pub async fn run(_place: &Place, _args: DemoArgs) -> Result<()> {
    anyhow::bail!("not written")
}
