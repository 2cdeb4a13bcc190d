//! What AWS X-Ray calls a request and all that follows from it.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// How a trace id of version 1 is divided: hexadecimal digits of the second it was begun in, and of what tells it from others.
const DIGITS: [usize; 2] = [8, 24];

/// The id of a trace, as in `1-5bef4de7-ad49b0e87f6ef6c87fc2e700`. It is one wherever it came from: whoever calls the API may
/// say it in a header, so nothing else passes for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceId(String);

impl TraceId {
    /// That of a tracing header, as in `Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1`.
    #[must_use]
    pub fn of_header(header: &str) -> Option<Self> {
        let mut parts = header.split(';').map(str::trim);
        parts.find_map(|part| part.strip_prefix("Root=")?.parse().ok())
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for TraceId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

/// No id of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a trace id looks like 1-5bef4de7-ad49b0e87f6ef6c87fc2e700")]
pub struct NoTraceId;

impl FromStr for TraceId {
    type Err = NoTraceId;

    fn from_str(text: &str) -> Result<Self, NoTraceId> {
        let digits = |part: &str, how_many: usize| {
            part.len() == how_many && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        let (begun, rest) = text
            .strip_prefix("1-")
            .and_then(|id| id.split_once('-'))
            .ok_or(NoTraceId)?;
        let is_one = digits(begun, DIGITS[0]) && digits(rest, DIGITS[1]);
        is_one.then(|| Self(text.to_owned())).ok_or(NoTraceId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "1-5bef4de7-ad49b0e87f6ef6c87fc2e700";

    #[test]
    fn the_root_of_a_tracing_header_is_the_trace() {
        for header in [
            format!("Root={ID};Parent=0000000000000001;Sampled=1"),
            format!("Self=1-5bef4de7-000000000000000000000000; Root={ID}"),
            format!("Root={ID}"),
        ] {
            assert_eq!(TraceId::of_header(&header).unwrap().to_string(), ID);
        }
    }

    #[test]
    fn nothing_else_that_a_caller_sends_passes_for_a_trace() {
        for text in [
            "",
            "C-1@example.com",
            "1-5bef4de7-ad49b0e87f6ef6c87fc2e70",
            "1-5bef4de7-ad49b0e87f6ef6c87fc2e700-1",
            "2-5bef4de7-ad49b0e87f6ef6c87fc2e700",
            "1-5BEF4DE7-AD49B0E87F6EF6C87FC2E700",
            "1-5bef4de7-customer customer customer",
        ] {
            assert_eq!(text.parse::<TraceId>(), Err(NoTraceId), "{text}");
            assert_eq!(TraceId::of_header(&format!("Root={text}")), None);
        }
    }
}
