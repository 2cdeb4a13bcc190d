//! The score of a closed list of customers.

use thiserror::Error;

use super::ScoreRow;
use crate::domain::closed_list::score_interval;
use crate::domain::{Confidence, Histogram, Measure};

/// More answers than customers on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "{answers} answers are counted here, more than the {population} customers of the list: give the number of customers who were asked, and days in which each was asked once"
)]
pub struct ListTooShort {
    answers: u64,
    population: u64,
}

impl ScoreRow {
    /// Takes the answers as those of a closed list of so many customers, each asked once: the interval narrows with the
    /// share who answered. `measure` is the survey's.
    ///
    /// # Errors
    /// There are more answers than customers.
    pub fn of_closed_list(mut self, measure: Measure, population: u64) -> Result<Self, ListTooShort> {
        if self.n > population {
            return Err(ListTooShort {
                answers: self.n,
                population,
            });
        }
        self.population = Some(population);
        let counts = self.histogram.clone().filter(|_| self.shown.shows_score());
        let answers = counts.and_then(|counts| Histogram::from_counts(measure, counts).ok());
        if let Some(interval) =
            answers.and_then(|answers| score_interval(&answers, population, Confidence::NINETY_FIVE))
        {
            (self.low, self.high) = (Some(interval.low), Some(interval.high));
        }
        Ok(self)
    }
}
