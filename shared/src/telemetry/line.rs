//! One line of a log: a JSON object, written at once.

use std::io::Write;

use jiff::Timestamp;
use serde::Serialize;

use super::Output;
use super::event::Level;
use super::invocation::Ids;

/// A line that is being made.
pub(super) struct Line(Vec<u8>);

impl Line {
    /// One of this moment and level. Lambda takes a line without a timestamp for one of level INFO, whatever it says.
    pub(super) fn new(now: Timestamp, level: Level) -> Self {
        let mut line = Self(vec![b'{']);
        line.add("timestamp", &format_args!("{now:.3}"));
        line.add("level", &level.name());
        line
    }

    pub(super) fn add(&mut self, name: &str, value: &impl Serialize) {
        let start = self.0.len();
        if start > 1 {
            self.0.push(b',');
        }
        // Names are our own words, without quotes.
        self.0.extend([b"\"", name.as_bytes(), b"\":"].concat());
        if serde_json::to_writer(&mut self.0, value).is_err() {
            self.0.truncate(start);
        }
    }

    /// What both kinds of lines say of where they come from.
    pub(super) fn add_origin(&mut self, output: &Output, ids: Option<&Ids>) {
        self.add("function", &output.function);
        let Some(ids) = ids else { return };
        self.add("requestId", &ids.request);
        if let Some(trace) = &ids.trace {
            self.add("traceId", trace);
        }
        if let Some(begun_by) = &ids.begun_by {
            self.add("originTraceId", begun_by);
        }
    }

    pub(super) fn ended(mut self) -> Vec<u8> {
        self.0.extend(b"}\n");
        self.0
    }

    pub(super) fn print(self) {
        // A line that cannot be written is lost; the work that it tells of is not.
        let _ = std::io::stdout().write_all(&self.ended());
    }
}
