//! `aisance`: the whole system on one machine, and the command line.

use std::process::ExitCode;

use clap::Parser;

fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = local::cli::Cli::parse();
    local::telemetry::init();
    match local::cli::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output has seen enough, as with any other filter.
        Err(error) if error.chain().any(is_closed_pipe) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("aisance: {error:#}");
            ExitCode::FAILURE
        }
    }
}
