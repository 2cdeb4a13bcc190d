//! What a rating is measured in: the metric asked for, its scale, and which end of it is good.
//!
//! A measure belongs to a version of a survey and is stored with every answer, so that no number is ever read on a
//! scale other than the one it was given on. In particular, nothing but a question from 0 to 10 is an NPS.

mod band;
mod metric;
mod rating;
mod text;

pub use band::Band;
pub use metric::{Metric, UnknownMetric};
pub use rating::{OffScale, Rating};

use thiserror::Error;

/// Which end of a scale a team wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// A higher rating is better.
    HighIsGood,
    /// A higher rating is worse, as in "how much effort did it take?".
    HighIsBad,
}

/// The whole numbers a rating may be, which end is good, and where satisfaction starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scale {
    min: u8,
    max: u8,
    direction: Direction,
    satisfied_from: u8,
}

impl Scale {
    /// The lowest rating.
    pub const fn min(self) -> u8 {
        self.min
    }

    /// The highest rating.
    pub const fn max(self) -> u8 {
        self.max
    }

    /// Which end is good.
    pub const fn direction(self) -> Direction {
        self.direction
    }

    /// The first rating that counts as satisfied on the way to the good end: where high is bad, that rating and those
    /// *below* it are satisfied.
    pub const fn satisfied_from(self) -> u8 {
        self.satisfied_from
    }

    /// How many different ratings there are.
    pub const fn point_count(self) -> usize {
        self.max as usize - self.min as usize + 1
    }
}

/// What a rating is measured in. Written `nps`, `csat/1-5/4` (scale, satisfied from), `ces/1-7/5` or `ces1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    metric: Metric,
    scale: Scale,
}

impl Measure {
    /// Net Promoter Score: 0 to 10, satisfied (a promoter) from 9.
    pub const fn nps() -> Self {
        Self::new(Metric::Nps, 0, 10, Direction::HighIsGood, 9)
    }

    /// Satisfaction from `min` (0 or 1) to `max` (10 at most); a customer is satisfied from `satisfied_from` on.
    pub fn csat(min: u8, max: u8, satisfied_from: u8) -> Result<Self, MeasureError> {
        if min > 1 || max <= min || max > 10 {
            return Err(MeasureError::CsatScale { min, max });
        }
        if satisfied_from <= min || satisfied_from > max {
            return Err(MeasureError::SatisfiedFrom {
                satisfied_from,
                lowest: min + 1,
                highest: max,
            });
        }
        Ok(Self::new(Metric::Csat, min, max, Direction::HighIsGood, satisfied_from))
    }

    /// Satisfaction from 1 to `max` with the usual line: 4 of 5, 6 of 7, 9 of 10.
    ///
    /// Other scales have no usual line, and 8 and 7 of 10 are in use too: those are made with [`Measure::csat`].
    pub fn usual_csat(max: u8) -> Result<Self, MeasureError> {
        let satisfied_from = match max {
            5 => 4,
            7 => 6,
            10 => 9,
            _ => return Err(MeasureError::NoUsualLine { max }),
        };
        Self::csat(1, max, satisfied_from)
    }

    /// Customer Effort Score 2.0, agreement that it was easy: 1 to 7 satisfied from 5, or 1 to 5 satisfied from 4.
    pub fn ces(max: u8) -> Result<Self, MeasureError> {
        let satisfied_from = match max {
            7 => 5,
            5 => 4,
            _ => return Err(MeasureError::CesScale { max }),
        };
        Ok(Self::new(Metric::Ces, 1, max, Direction::HighIsGood, satisfied_from))
    }

    /// Customer Effort Score 1.0, the effort made, where high is bad: 1 to 5, satisfied at 1 and 2.
    pub const fn ces1() -> Self {
        Self::new(Metric::Ces1, 1, 5, Direction::HighIsBad, 2)
    }

    const fn new(metric: Metric, min: u8, max: u8, direction: Direction, satisfied_from: u8) -> Self {
        Self {
            metric,
            scale: Scale {
                min,
                max,
                direction,
                satisfied_from,
            },
        }
    }

    /// What was asked.
    pub const fn metric(self) -> Metric {
        self.metric
    }

    /// The numbers an answer may be.
    pub const fn scale(self) -> Scale {
        self.scale
    }

    /// Takes a number as a rating, if it is on the scale.
    ///
    /// The one way in: real files hold codes such as 11 for "left blank" in a column of 0 to 10, and a code read as a
    /// rating moves the score by points.
    pub fn accept(self, value: i64) -> Result<Rating, OffScale> {
        match u8::try_from(value) {
            Ok(point) if (self.scale.min..=self.scale.max).contains(&point) => Ok(Rating::on_scale(point)),
            _ => Err(OffScale::new(self, value)),
        }
    }

    /// The rating at the same distance from the other end: what a file means that counts the other way.
    #[must_use]
    pub const fn opposite(self, rating: Rating) -> Rating {
        Rating::on_scale((self.scale.min + self.scale.max).saturating_sub(rating.get()))
    }

    /// Every rating of the scale, lowest first.
    pub fn points(self) -> impl DoubleEndedIterator<Item = Rating> {
        (self.scale.min..=self.scale.max).map(Rating::on_scale)
    }

    /// Whether the rating counts as satisfied: a promoter, a top box, little effort.
    pub const fn is_satisfied(self, rating: Rating) -> bool {
        match self.scale.direction {
            Direction::HighIsGood => rating.get() >= self.scale.satisfied_from,
            Direction::HighIsBad => rating.get() <= self.scale.satisfied_from,
        }
    }
}

/// Why a measure cannot be made, and what can.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MeasureError {
    /// The metric is none of the four.
    #[error(transparent)]
    UnknownMetric(#[from] UnknownMetric),
    /// The text has another form.
    #[error(
        "{text:?} is not a measure: write nps, ces1, ces/1-7/5, ces/1-5/4, or csat/MIN-MAX/SATISFIED-FROM such as csat/1-5/4"
    )]
    Unreadable {
        /// What was given.
        text: String,
    },
    /// NPS or CES 1.0 with a scale of its own.
    #[error(
        "{metric} is always asked from {min} to {max}: write {metric} alone, or name another scale csat/MIN-MAX/SATISFIED-FROM"
    )]
    FixedScale {
        /// The metric.
        metric: Metric,
        /// Its lowest rating.
        min: u8,
        /// Its highest rating.
        max: u8,
    },
    /// CSAT or CES without a scale.
    #[error("{metric} is asked on several scales: say which, such as {example}")]
    ScaleMissing {
        /// The metric.
        metric: Metric,
        /// A measure of it.
        example: Measure,
    },
    /// A satisfaction scale that cannot be shown or compared.
    #[error(
        "a satisfaction scale cannot run from {min} to {max}: start at 0 or 1, and end above the start and at 10 or below"
    )]
    CsatScale {
        /// The start asked for.
        min: u8,
        /// The end asked for.
        max: u8,
    },
    /// Everybody or nobody would be satisfied.
    #[error("satisfied from {satisfied_from} is not possible on this scale: choose from {lowest} to {highest}")]
    SatisfiedFrom {
        /// The line asked for.
        satisfied_from: u8,
        /// The lowest line possible.
        lowest: u8,
        /// The highest line possible.
        highest: u8,
    },
    /// A satisfaction scale that has no usual line.
    #[error("a satisfaction scale from 1 to {max} has no usual line: say from which rating on a customer is satisfied")]
    NoUsualLine {
        /// The end asked for.
        max: u8,
    },
    /// An effort scale that is not in use.
    #[error("ces runs from 1 to 7 (ces/1-7/5) or from 1 to 5 (ces/1-5/4), not to {max}")]
    CesScale {
        /// The end asked for.
        max: u8,
    },
    /// CES with a start or a satisfaction line of its own.
    #[error("{metric} has a fixed start and line: write {example}")]
    FixedLine {
        /// The metric.
        metric: Metric,
        /// The measure with the line it has.
        example: Measure,
    },
}

#[cfg(test)]
mod tests;
