//! Logs for a person at a terminal: to standard error, so that standard output holds results alone.

/// Starts logging warnings and errors; `AISANCE_LOG=info` shows more.
pub fn init() {
    let level = std::env::var("AISANCE_LOG")
        .ok()
        .and_then(|level| level.parse().ok())
        .unwrap_or(tracing::Level::WARN);
    let subscriber = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(level)
        .with_target(false);
    // A test may have set its own.
    let _ = subscriber.try_init();
}
