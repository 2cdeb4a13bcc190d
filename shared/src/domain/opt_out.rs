//! "Do not ask me again": the wish of a customer, and when it counts.

use jiff::Timestamp;

use super::suspicion::Suspicion;

/// What is known of a customer's wish not to be asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptOut {
    /// When it was said.
    pub at: Timestamp,
    /// Why a machine may have said it: a mail scanner presses buttons. None for a person.
    pub suspicions: Vec<Suspicion>,
    /// When it was taken back.
    pub withdrawn: Option<Timestamp>,
}

impl OptOut {
    /// A wish said now, with every reason to think that a machine said it.
    #[must_use]
    pub fn new(at: Timestamp, suspicions: Vec<Suspicion>) -> Self {
        Self {
            at,
            suspicions,
            withdrawn: None,
        }
    }

    /// Whether the customer is not asked: a person said it, and has not taken it back.
    #[must_use]
    pub fn in_force(&self) -> bool {
        self.suspicions.is_empty() && self.withdrawn.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_persons_wish_that_was_not_taken_back_is_in_force() {
        let at = Timestamp::UNIX_EPOCH;
        let wish = OptOut::new(at, Vec::new());
        let withdrawn = OptOut {
            withdrawn: Some(at),
            ..wish.clone()
        };
        assert!(wish.in_force());
        assert!(!OptOut::new(at, vec![Suspicion::Decoy]).in_force());
        assert!(!withdrawn.in_force());
    }
}
