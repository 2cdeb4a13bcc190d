//! Logs for a person at a terminal: to standard error, so that standard output holds results alone.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The crates whose words are for the person; the engine's and the SDK's are not.
const OURS: [&str; 7] = ["local", "aisance", "shared", "submit", "aggregate", "flag", "api"];

/// Starts logging warnings and errors; `AISANCE_LOG=info` shows more.
pub fn init() {
    let level = std::env::var("AISANCE_LOG")
        .ok()
        .and_then(|level| level.parse().ok())
        .unwrap_or(Level::WARN);
    let ours = OURS
        .into_iter()
        .fold(Targets::new().with_default(Level::ERROR), |targets, name| {
            targets.with_target(name, level)
        });
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_target(false);
    // A test may have set its own.
    let _ = tracing_subscriber::registry().with(lines).with(ours).try_init();
}
