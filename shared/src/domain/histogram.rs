//! Counts of answers per point of a scale: the one thing scores are computed from.

use thiserror::Error;

use super::measure::{Measure, Metric, OffScale, Rating};

/// How many answers each rating got.
///
/// It never holds more answers than [`Histogram::MOST_ANSWERS`], so that no sum overflows and no percentage is off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram {
    measure: Measure,
    counts: Vec<u64>,
}

impl Histogram {
    /// The most answers one histogram holds: a hundred times as many are still exact as an `f64`. With more, all
    /// answers of `n` could come out as 100.00000000000001 %.
    pub const MOST_ANSWERS: u64 = 1 << 46;

    /// No answers yet.
    pub fn new(measure: Measure) -> Self {
        Self {
            measure,
            counts: vec![0; measure.scale().point_count()],
        }
    }

    /// Counts as they were stored, lowest rating first, one for every point of the scale.
    pub fn from_counts(measure: Measure, counts: Vec<u64>) -> Result<Self, HistogramError> {
        let points = measure.scale().point_count();
        if counts.len() != points {
            return Err(HistogramError::WrongLength {
                measure,
                points,
                given: counts.len(),
            });
        }
        checked_total(&counts)?;
        Ok(Self { measure, counts })
    }

    /// Counts one answer.
    ///
    /// Refuses a rating that was accepted on another measure's longer scale.
    pub fn add(&mut self, rating: Rating) -> Result<(), HistogramError> {
        if self.n() >= Self::MOST_ANSWERS {
            return Err(HistogramError::TooMany);
        }
        let count = self
            .index(rating)
            .and_then(|index| self.counts.get_mut(index))
            .ok_or_else(|| OffScale::new(self.measure, rating.get().into()))?;
        *count += 1;
        Ok(())
    }

    /// Adds the answers of another histogram of the same measure. A refusal changes nothing.
    pub fn merge(&mut self, other: &Self) -> Result<(), HistogramError> {
        if self.measure != other.measure {
            return Err(HistogramError::DifferentMeasures {
                into: self.measure,
                from: other.measure,
            });
        }
        // Neither side exceeds 2^46, so neither a count nor the total of both can overflow.
        let merged: Vec<u64> = self
            .counts
            .iter()
            .zip(&other.counts)
            .map(|(ours, theirs)| ours + theirs)
            .collect();
        checked_total(&merged)?;
        self.counts = merged;
        Ok(())
    }

    /// What the ratings are measured in.
    pub const fn measure(&self) -> Measure {
        self.measure
    }

    /// How many answers.
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Whether nobody has answered.
    pub fn is_empty(&self) -> bool {
        self.n() == 0
    }

    /// How many answers gave this rating.
    pub fn count(&self, rating: Rating) -> u64 {
        self.index(rating)
            .and_then(|index| self.counts.get(index))
            .copied()
            .unwrap_or(0)
    }

    /// The counts, lowest rating first.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Every rating of the scale with its count, lowest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Rating, u64)> {
        self.measure.points().map(|rating| (rating, self.count(rating)))
    }

    /// How many answers gave a rating that passes a test.
    pub fn count_where(&self, passes: impl Fn(Rating) -> bool) -> u64 {
        self.iter()
            .filter(|(rating, _)| passes(*rating))
            .map(|(_, count)| count)
            .sum()
    }

    /// How many answers were satisfied ones.
    pub fn satisfied(&self) -> u64 {
        self.count_where(|rating| self.measure.is_satisfied(rating))
    }

    /// Detractors, passives and promoters; nothing where the question was another.
    pub fn nps_counts(&self) -> Option<NpsCounts> {
        if self.measure.metric() != Metric::Nps {
            return None;
        }
        let detractors = self.count_where(|rating| rating.get() <= 6);
        let promoters = self.satisfied();
        Some(NpsCounts {
            detractors,
            passives: self.n() - detractors - promoters,
            promoters,
        })
    }

    fn index(&self, rating: Rating) -> Option<usize> {
        rating.get().checked_sub(self.measure.scale().min()).map(usize::from)
    }
}

fn checked_total(counts: &[u64]) -> Result<u64, HistogramError> {
    counts
        .iter()
        .try_fold(0_u64, |total, count| total.checked_add(*count))
        .filter(|total| *total <= Histogram::MOST_ANSWERS)
        .ok_or(HistogramError::TooMany)
}

/// The three groups an NPS is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NpsCounts {
    /// Answers from 0 to 6.
    pub detractors: u64,
    /// Answers of 7 and 8. They count in the denominator.
    pub passives: u64,
    /// Answers of 9 and 10.
    pub promoters: u64,
}

impl NpsCounts {
    /// All answers.
    pub const fn n(self) -> u64 {
        self.detractors + self.passives + self.promoters
    }

    /// Share of promoters less share of detractors, in points from −100 to 100. Nothing where nobody answered: zero
    /// would be a claim.
    pub fn points(self) -> Option<f64> {
        let n = self.n();
        (n > 0).then(|| 100.0 * (self.promoters as f64 - self.detractors as f64) / n as f64)
    }
}

/// Why counts are not a histogram, or two are not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HistogramError {
    /// A rating of another measure.
    #[error(transparent)]
    OffScale(#[from] OffScale),
    /// A count too many or too few.
    #[error("{measure} has {points} points, and {given} counts were given: give one for each point, lowest first")]
    WrongLength {
        /// The measure.
        measure: Measure,
        /// How many counts it takes.
        points: usize,
        /// How many there were.
        given: usize,
    },
    /// Ratings on different scales cannot be added up.
    #[error("answers measured in {from} cannot be added to answers measured in {into}: keep them apart")]
    DifferentMeasures {
        /// The measure added to.
        into: Measure,
        /// The measure of what was to be added.
        from: Measure,
    },
    /// More answers than can be counted exactly.
    #[error(
        "a histogram holds at most {} answers: these counts are damaged",
        Histogram::MOST_ANSWERS
    )]
    TooMany,
}

#[cfg(test)]
mod tests;
