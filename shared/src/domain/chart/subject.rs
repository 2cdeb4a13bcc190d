//! What a chart is about.

use std::fmt;
use std::str::FromStr;

/// A whole survey, or one of its touchpoints.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// All answers.
    Whole,
    /// The answers asked for at one touchpoint.
    Touchpoint(String),
}

impl Subject {
    /// The touchpoint, where it is one.
    #[must_use]
    pub fn touchpoint(&self) -> Option<&str> {
        match self {
            Self::Whole => None,
            Self::Touchpoint(name) => Some(name),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("total"),
            Self::Touchpoint(name) => write!(f, "touchpoint:{name}"),
        }
    }
}

/// The text names nothing that a chart is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a chart is about `total` or `touchpoint:NAME`")]
pub struct NoSubject;

impl FromStr for Subject {
    type Err = NoSubject;

    fn from_str(text: &str) -> Result<Self, NoSubject> {
        match text.split_once(':') {
            None if text == "total" => Ok(Self::Whole),
            Some(("touchpoint", name)) => Ok(Self::Touchpoint(name.to_owned())),
            _ => Err(NoSubject),
        }
    }
}
