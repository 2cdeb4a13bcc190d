//! What every function logs of itself, whatever it is for.

use std::error::Error;
use std::panic::PanicHookInfo;
use std::process::ExitCode;

use super::event::{Described, log};
use super::value::{LogWords, Site, Words};
use crate::log_events;

/// What every function may log.
pub const EVENTS: &[Described] = Own::ALL;

log_events! {
    /// What every function may log.
    pub(super) enum Own {
        /// Before the first request: a variable is missing, the secret cannot be read, or the Runtime API does not answer. The
        /// process ends, and Lambda starts another for the next request.
        Error NotStarted "the function could not start, or had to stop" { error: Words }
        /// In `aggregate`, `flag` and `export`: the invocation failed, and Lambda tries it again. What was done stays done.
        Error Failed "an invocation failed" { error: Words }
        /// A fault of the program. The request was answered with an error; the process goes on. What the panic says is left
        /// out, as it may quote what it was working on.
        Error Panicked "a fault of the program stopped an invocation" { site: Option<Site> }
        /// A library reports an error. What it says is left out, as it may quote what it was working on; the module and the
        /// line say which error it is.
        Error LibraryError "a library reports an error" { library: &'static str, line: Option<u32> }
        /// A library warns.
        Warn LibraryWarning "a library warns" { library: &'static str, line: Option<u32> }
    }
}

/// How a function's process ends; what kept it from starting is logged. Nobody has sent it anything then, so any error may
/// tell its words.
pub fn ended(how: Result<(), Box<dyn Error + Send + Sync>>) -> ExitCode {
    match how {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let error = Words::before_any_request(&*error);
            log(&Own::NotStarted { error });
            ExitCode::FAILURE
        }
    }
}

pub(super) fn failed(error: &impl LogWords) {
    log(&Own::Failed {
        error: Words::of(error),
    });
}

pub(super) fn panicked(panic: &PanicHookInfo<'_>) {
    let site = panic.location().map(Site::of);
    log(&Own::Panicked { site });
}
