//! Logs as JSON lines of a stated schema, and metrics in CloudWatch's embedded format. `docs/logging.md` has all of both.
//!
//! What is logged is one of a list of events ([`log_events!`](crate::log_events)), and each field has a type that can hold no
//! token, comment, address or customer's id ([`Loggable`]). There is no way to log a text.

mod event;
mod invocation;
mod libraries;
mod line;
mod metric;
mod own;
mod value;

use std::sync::OnceLock;

pub use serde_json::Value as Json;

use crate::store::names::env;

pub use self::event::{Described, Level, LogEvent, log};
pub use self::invocation::{Invocation, Traced, begun_by, count, refused, trace};
pub use self::metric::{DIMENSION, Metric, NAMESPACE, REASON_DIMENSION, Refused};
pub use self::own::{EVENTS, ended};
pub use self::value::{ItemKey, LogWords, Loggable, SignalId, Site, Words, ZoneName};

/// Where this process's lines go; unset where they are for a person at a terminal.
static OUTPUT: OnceLock<Output> = OnceLock::new();

/// What every line of a process says.
struct Output {
    function: &'static str,
    stack: String,
}

/// Sends this process's logs and metrics to standard output in the form that Lambda and CloudWatch read. `function` is the
/// short name of the function, as in `submit`; the stack's name, which `read` gives from the environment, keeps the metrics of
/// two deployments in one account apart.
pub fn init(function: &'static str, read: impl Fn(&str) -> Option<String>) {
    let stack = read(env::STACK_NAME).unwrap_or_else(|| "unnamed".to_owned());
    if OUTPUT.set(Output { function, stack }).is_ok() {
        // An error means that a test has set its own.
        let _ = tracing::subscriber::set_global_default(libraries::Libraries);
        std::panic::set_hook(Box::new(own::panicked));
    }
}
