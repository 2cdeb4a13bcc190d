//! A made-up company with made-up customers, to look at everything before there is any answer.
//!
//! [`made_up_company`] makes them up. Everything follows from a fixed seed and one day: the same day gives the same customers,
//! the same answers and the same events.

mod events;
mod fill;
mod mark;
mod questions;
mod records;

use jiff::SignedDuration;
use jiff::civil::Date;
use made_up_company::Company;
use shared::domain::day::Calendar;

pub use fill::{Filled, fill};
pub use mark::{Mark, Stage};

/// How large the company is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many people there are, those who left and those who came late included.
    pub customers: u32,
    /// How many days their history goes back.
    pub days: u32,
}

/// What the demo shows: long enough for outcomes of several quarters, and shorter than anything expires.
pub const SIZE: Size = Size {
    customers: 800,
    days: 350,
};

/// For how many days parcels have come late: something for the charts to notice.
const LATE_PARCELS: u32 = 24;

/// Enough answers for a month to say something.
const CANDOUR: f64 = 0.7;

const SEED: u64 = 0x0a15_a9ce;

/// The company, whose last day is the one before `today`.
#[must_use]
pub fn company(today: Date, calendar: &Calendar, size: Size) -> Company {
    Company {
        seed: SEED,
        customers: size.customers,
        from: calendar.opens(today) - SignedDuration::from_hours(24 * i64::from(size.days)),
        days: size.days,
        parcels_late_from: Some(size.days.saturating_sub(LATE_PARCELS)),
        candour: CANDOUR,
    }
}

#[cfg(test)]
mod tests;
