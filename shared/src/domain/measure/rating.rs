//! One customer's rating, and a number that is none.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use super::Measure;

/// A number that was found on the scale of its measure.
///
/// Made by [`Measure::accept`] and [`Measure::points`] alone, and for that reason not deserialised: a stored number is
/// accepted again when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Rating(u8);

impl Rating {
    pub(super) const fn on_scale(point: u8) -> Self {
        Self(point)
    }

    /// The number as the customer gave it.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A number that is no rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{value} is off the scale of {measure}: give a whole number from {min} to {max}", min = .measure.scale().min(), max = .measure.scale().max())]
pub struct OffScale {
    measure: Measure,
    value: i64,
}

impl OffScale {
    pub(crate) const fn new(measure: Measure, value: i64) -> Self {
        Self { measure, value }
    }

    /// The measure whose scale it was held against.
    pub const fn measure(self) -> Measure {
        self.measure
    }

    /// The number.
    pub const fn value(self) -> i64 {
        self.value
    }
}
