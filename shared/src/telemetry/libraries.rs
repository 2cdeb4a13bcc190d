//! What libraries report by way of `tracing`: that they do, and where, without their words.

use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use super::event::log;
use super::own::Own;

/// What the Lambda runtime says of a failure or a panic of ours. It quotes the error; we have logged both by then.
const TOLD_ALREADY: &str = "lambda_runtime::layers::panic";

/// Takes warnings and errors, and no spans: what an invocation is found by does not come from a library.
pub(super) struct Libraries;

impl Subscriber for Libraries {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && *metadata.level() <= Level::WARN && metadata.target() != TOLD_ALREADY
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::WARN)
    }

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let (library, line) = (metadata.target(), metadata.line());
        log(&if *metadata.level() == Level::ERROR {
            Own::LibraryError { library, line }
        } else {
            Own::LibraryWarning { library, line }
        });
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        // None is enabled, so none is made.
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}
