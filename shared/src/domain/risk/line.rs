//! Whom the team is told of.

use crate::link::Pseudonym;

/// What makes a flag be opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Line {
    /// The odds of leaving are so many times the usual ones.
    Times(f64),
    /// The highest risks above the usual one, at most so many new flags a night.
    Top(u32),
}

/// There is no such line.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NoSuchLine {
    /// Too low or too high.
    #[error("a line lies at 1.1 to 50 times the usual odds, not at {0}")]
    Times(f64),
    /// None or too many.
    #[error("a team is told of 1 to 10000 customers a night, not of {0}")]
    Top(u32),
}

impl Line {
    /// At so many times the usual odds: from 1.1 to 50.
    ///
    /// # Errors
    /// It is another number.
    pub fn times(times: f64) -> Result<Self, NoSuchLine> {
        if (1.1..=50.0).contains(&times) {
            Ok(Self::Times(times))
        } else {
            Err(NoSuchLine::Times(times))
        }
    }

    /// So many a night: from 1 to 10,000.
    ///
    /// # Errors
    /// It is another number.
    pub fn top(count: u32) -> Result<Self, NoSuchLine> {
        if (1..=10_000).contains(&count) {
            Ok(Self::Top(count))
        } else {
            Err(NoSuchLine::Top(count))
        }
    }

    /// Whether a risk lies across the line, where `base` is the usual one; both in log-odds. Below it an open flag is closed.
    #[must_use]
    pub fn is_crossed(self, base: f64, log_odds: f64) -> bool {
        match self {
            Self::Times(times) => log_odds >= base + times.ln(),
            Self::Top(_) => log_odds > base,
        }
    }
}

impl Default for Line {
    /// One clearly bad answer is enough.
    fn default() -> Self {
        Self::Times(1.8)
    }
}

/// Whether this customer belongs to the tenth whose flags the team is not told of, where it holds some out. The pseudonym is a
/// keyed hash, so its bytes are as good as drawn by lot, and the same customer is always on the same side.
#[must_use]
pub fn is_held_out(customer: &Pseudonym) -> bool {
    let [.., high, low] = *customer.as_bytes();
    u16::from_be_bytes([high, low]) % 10 == 0
}
