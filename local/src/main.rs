//! `aisance`: the whole system on one machine, and the command line.

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = local::cli::Cli::parse();
    local::telemetry::init();
    match local::cli::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("aisance: {error:#}");
            ExitCode::FAILURE
        }
    }
}
