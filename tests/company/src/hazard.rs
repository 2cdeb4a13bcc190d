//! The chance of leaving on a day.

use crate::traits::Traits;

/// The chance of leaving on a day, where nothing speaks for or against it.
const BASE: f64 = 0.000_46;

/// No day is worse than this.
const MOST: f64 = 0.12;

/// The mood below which people think of leaving.
pub(crate) const LOW: f64 = -0.2;

/// How long a customer is a new one to their own feeling, in days.
const NEW_DAYS: u32 = 120;

/// How long before a contract's end they think about it, in days.
const DECISION_DAYS: u32 = 25;

/// What a person's chance of leaving on a day depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circumstances {
    /// Around 0, mostly from -2 to 2.
    pub mood: f64,
    /// Days since becoming a customer.
    pub days_there: u32,
    /// Whether a complaint waits for its first reply.
    pub complaint_unanswered: bool,
    /// Days until the contract ends; none without a contract.
    pub contract_ends_in: Option<u32>,
    /// How the country shifts it, in log-odds.
    pub country: f64,
}

impl Circumstances {
    /// The chance of leaving that day, from 0 to 1. The module's front page has it in words.
    #[must_use]
    pub fn hazard(&self, traits: &Traits) -> f64 {
        let below = (LOW - self.mood).max(0.0);
        let mut sum = self.country - 0.5 * traits.loyalty + 1.4 * below.min(3.0) - 0.25 * self.mood.clamp(0.0, 1.5);
        if self.days_there < NEW_DAYS {
            sum += 0.5;
        }
        if self.complaint_unanswered {
            sum += 0.6 * traits.notice;
        }
        sum += match self.contract_ends_in {
            None => 0.0,
            Some(days) if days > DECISION_DAYS => -0.5,
            Some(_) => -0.2 + 1.4 * below.min(1.5),
        };
        (BASE * sum.exp()).min(MOST)
    }
}
