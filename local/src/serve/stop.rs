//! Being asked to end: Ctrl-C, or a manager's signal.

use anyhow::Result;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens for a request to end.
pub(super) struct Asked {
    #[cfg(unix)]
    interrupted: Signal,
    #[cfg(unix)]
    terminated: Signal,
}

impl Asked {
    /// Listens from now on: a request that comes before anybody waits for one is kept.
    ///
    /// # Errors
    /// Signals cannot be received.
    pub(super) fn listen() -> Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            interrupted: signal(SignalKind::interrupt())?,
            #[cfg(unix)]
            terminated: signal(SignalKind::terminate())?,
        })
    }

    /// Waits until somebody asks.
    ///
    /// # Errors
    /// Signals cannot be received.
    pub(super) async fn wait(mut self) -> Result<()> {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
        #[cfg(not(unix))]
        tokio::signal::ctrl_c().await?;
        Ok(())
    }
}
