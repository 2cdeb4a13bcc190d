//! What this function logs.

use shared::domain::export::JobId;
use shared::log_events;
use shared::telemetry::{Described, LogWords, Words};

use crate::run::ExportError;

/// What this function may log.
pub const EVENTS: &[Described] = Logged::ALL;

impl LogWords for ExportError {}

log_events! {
    /// What this function may log.
    pub(crate) enum Logged {
        /// The file is whole (`done`), or time was up and another process goes on (`handed_back`).
        Info ExportWorkedOn "worked on an export" { export: JobId, outcome: &'static str, rows: u64, bytes: u64 }
        /// Storage has lost what was written so far. Twice it is begun anew.
        Warn FileBegunAnew "what was written of an export is gone" { export: JobId, error: Words }
        /// The team is told why.
        Error ExportGivenUp "an export was given up" { export: JobId, reason: &'static str }
        /// It goes by itself after a while.
        Warn FileNotRemoved "what was written of an export could not be removed" { export: JobId, error: Words }
    }
}
