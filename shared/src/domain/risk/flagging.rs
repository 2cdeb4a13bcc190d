//! When a flag is opened, kept and closed: one open flag a customer, never two for the same evidence.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::assess::Risk;
use super::flag::{Cause, Flag, FlagDates};
use super::line::{Line, is_held_out};
use crate::domain::response::Respondent;

/// What decides about flags.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlagRules {
    /// Whom the team is told of.
    pub line: Line,
    /// The usual risk, in log-odds.
    pub base: f64,
    /// Whether one in ten flagged customers is held out. Where not, whoever was is no longer.
    pub hold_out: bool,
}

/// The moment that flags are decided for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlagMoment {
    /// Now.
    pub now: Timestamp,
    /// What is dated before has been forgotten.
    pub kept_from: Timestamp,
}

impl FlagRules {
    /// The flag as it is from now on: opened, kept or closed. `risk` is none of a customer who has left, and of one of whom
    /// nothing is known any more. Where the line is a number a night, nobody is flagged here: who
    /// [`may_be_flagged`](Self::may_be_flagged) is a candidate for the end of the night.
    #[must_use]
    pub fn decided(
        &self,
        customer: &Respondent,
        known: Option<&Flag>,
        risk: Option<&Risk>,
        at: FlagMoment,
    ) -> Option<Flag> {
        let open = known.filter(|flag| flag.closed.is_none());
        match (open, risk.and_then(|risk| self.evidence(risk))) {
            // What comes while it is open is part of it: closed, it is not opened again for that.
            (Some(open), Some(evidence)) => Some(Flag {
                evidence: open.evidence.max(evidence),
                held_out: open.held_out && self.hold_out,
                ..open.clone()
            }),
            (Some(open), None) => Some(open.closed(at.now, ended(open, risk, at.kept_from))),
            (None, _) => {
                match risk.filter(|risk| self.names_everyone() && self.may_be_flagged(known.map(Flag::dates), risk)) {
                    Some(risk) => Some(self.opened(customer, known, risk, at.now)),
                    None => known.filter(|flag| !is_forgotten(flag.dates(), at.kept_from)).cloned(),
                }
            }
        }
    }

    /// Whether a flag may be opened for this risk: it crosses the line, none is open, and something speaks for it that is
    /// newer than what the last one was about.
    #[must_use]
    pub fn may_be_flagged(&self, known: Option<FlagDates>, risk: &Risk) -> bool {
        self.evidence(risk)
            .is_some_and(|evidence| known.is_none_or(|flag| flag.closed_at.is_some() && flag.evidence < evidence))
    }

    /// Whether [`decided`](Self::decided) leaves everything as it is. Told without the whole flag, by its dates and by whether
    /// it is held out.
    #[must_use]
    pub fn leaves(&self, known: Option<FlagDates>, held_out: bool, risk: Option<&Risk>, at: FlagMoment) -> bool {
        match known {
            Some(open) if open.closed_at.is_none() => {
                let is_listed_again = held_out && !self.hold_out;
                let evidence = risk.and_then(|risk| self.evidence(risk));
                !is_listed_again && evidence.is_some_and(|evidence| evidence <= open.evidence)
            }
            none_or_closed => {
                let opens = risk.is_some_and(|risk| self.names_everyone() && self.may_be_flagged(known, risk));
                !opens && !none_or_closed.is_some_and(|flag| is_forgotten(flag, at.kept_from))
            }
        }
    }

    /// The flag opened for this risk now.
    #[must_use]
    pub fn opened(&self, customer: &Respondent, last: Option<&Flag>, risk: &Risk, now: Timestamp) -> Flag {
        let drawn = matches!(customer, Respondent::Customer(pseudonym) if is_held_out(pseudonym));
        Flag {
            opened_at: now,
            evidence: risk.evidence().unwrap_or(now),
            enrolled: last
                .and_then(|flag| flag.enrolled)
                .or_else(|| self.hold_out.then_some(now)),
            held_out: self.hold_out && drawn,
            reasons: risk.reasons.clone(),
            closed: None,
        }
    }

    /// Date of the newest evidence of a risk across the line.
    fn evidence(&self, risk: &Risk) -> Option<Timestamp> {
        risk.evidence()
            .filter(|_| self.line.is_crossed(self.base, risk.log_odds))
    }

    /// Whether everyone across the line is flagged at once, without being compared with others.
    fn names_everyone(&self) -> bool {
        matches!(self.line, Line::Times(_))
    }
}

fn ended(open: &Flag, risk: Option<&Risk>, kept_from: Timestamp) -> Cause {
    match risk {
        None => Cause::Left,
        Some(_) if open.evidence < kept_from => Cause::Forgotten,
        Some(_) => Cause::Recovered,
    }
}

/// Whether a closed flag is so old that nothing it was about is kept either.
fn is_forgotten(flag: FlagDates, kept_from: Timestamp) -> bool {
    flag.evidence < kept_from && flag.closed_at.is_some_and(|at| at < kept_from)
}

/// A customer who may be flagged at the end of the night. The first of an order has the highest risk; of equal ones the
/// pseudonyms decide, which are as good as drawn by lot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The risk, in log-odds.
    pub log_odds: f64,
    /// Who.
    pub customer: Respondent,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let higher = other.log_odds.total_cmp(&self.log_odds);
        higher.then_with(|| self.customer.cmp(&other.customer))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The highest risks of a night, as many as may still be flagged. Never more are kept, however many are offered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Candidates {
    most: usize,
    kept: BTreeSet<Candidate>,
}

impl Candidates {
    /// At most so many of these.
    #[must_use]
    pub fn of(most: usize, offered: impl IntoIterator<Item = Candidate>) -> Self {
        let mut candidates = Self {
            most,
            kept: BTreeSet::new(),
        };
        offered.into_iter().for_each(|candidate| candidates.offer(candidate));
        candidates
    }

    /// Keeps a candidate if it is among the highest so far.
    pub fn offer(&mut self, candidate: Candidate) {
        self.kept.insert(candidate);
        if self.kept.len() > self.most {
            self.kept.pop_last();
        }
    }

    /// Takes one out that has been dealt with.
    pub fn remove(&mut self, candidate: &Candidate) {
        self.kept.remove(candidate);
    }

    /// The highest risk first.
    pub fn iter(&self) -> impl Iterator<Item = &Candidate> {
        self.kept.iter()
    }

    /// How many are kept at most.
    #[must_use]
    pub fn most(&self) -> usize {
        self.most
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

#[cfg(test)]
mod tests;
