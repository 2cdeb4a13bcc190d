//! A flag: that a customer's risk crossed the line.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use super::reason::Reason;

/// A customer whose risk crossed the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Date of the newest evidence that has raised the risk while it was open; a closed flag is opened again only for newer.
    pub evidence: Timestamp,
    /// When the customer was first flagged while one in ten was held out, whichever side they are on: from then on those the
    /// team works with are compared with those it is not told of. It stays when a later flag is opened.
    pub enrolled: Option<Timestamp>,
    /// The reasons when it was opened.
    pub reasons: Vec<Reason>,
    /// Kept from the team, so that the effect of its calls can be learned.
    pub held_out: bool,
    /// When and why it was closed; none while it is open.
    pub closed: Option<Closed>,
}

/// What of a flag decides whether it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlagDates {
    /// As of [`Flag::evidence`].
    pub evidence: Timestamp,
    /// When it was closed; none while it is open.
    pub closed_at: Option<Timestamp>,
}

impl Flag {
    /// Its dates alone.
    #[must_use]
    pub fn dates(&self) -> FlagDates {
        FlagDates {
            evidence: self.evidence,
            closed_at: self.closed.as_ref().map(|closed| closed.at),
        }
    }

    /// The same, closed by the nightly run.
    #[must_use]
    pub fn closed(&self, at: Timestamp, cause: Cause) -> Self {
        let closed = Closed { at, cause, note: None };
        Self {
            closed: Some(closed),
            ..self.clone()
        }
    }
}

/// The end of a flag.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub cause: Cause,
    /// What a person said about it.
    pub note: Option<String>,
}

/// Why a flag was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ClosedCause, rename_all = "snake_case"))]
pub enum Cause {
    /// The risk fell below the line.
    Recovered,
    /// The customer left.
    Left,
    /// What it was opened for has been forgotten, as it is no longer kept.
    Forgotten,
    /// A person has dealt with it.
    Person,
}

/// The text names no cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such cause")]
pub struct UnknownCause;

impl Cause {
    const NAMES: [(Self, &'static str); 4] = [
        (Self::Recovered, "recovered"),
        (Self::Left, "left"),
        (Self::Forgotten, "forgotten"),
        (Self::Person, "person"),
    ];
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES.iter().find(|(cause, _)| cause == self);
        f.write_str(name.map_or("", |(_, name)| name))
    }
}

impl FromStr for Cause {
    type Err = UnknownCause;

    fn from_str(text: &str) -> Result<Self, UnknownCause> {
        let found = Self::NAMES.iter().find(|(_, name)| *name == text);
        found.map(|(cause, _)| *cause).ok_or(UnknownCause)
    }
}
