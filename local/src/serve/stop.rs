//! Being asked to end: Ctrl-C, or a manager's signal.

use anyhow::Result;

/// Waits until somebody asks the process to end.
///
/// # Errors
/// Signals cannot be received.
pub(super) async fn asked() -> Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => Ok(pressed?),
            _ = terminated.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    Ok(tokio::signal::ctrl_c().await?)
}
