//! Everything on one machine.
use crate::workspace::Place;
use anyhow::Result;
use clap::Args;
/// Arguments of `serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Port to listen on
    #[arg(long, default_value_t = 3000, value_name = "PORT")]
    pub port: u16,
}
/// Runs the command.
///
/// # Errors
/// Always, until it is written.
pub async fn run(_place: &Place, _args: ServeArgs) -> Result<()> {
    anyhow::bail!("not written")
}
