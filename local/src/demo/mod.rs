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

/// How many people there are, those who left and those who came late included.
pub const CUSTOMERS: u32 = 1_000;

/// How many days their history goes back: long enough for outcomes of several quarters, and shorter than anything expires.
pub const DAYS: u32 = 350;

/// For how many days parcels have come late: something for the charts to notice.
const LATE_PARCELS: u32 = 24;

const SEED: u64 = 0x0a15_a9ce;

/// The company with so many customers, whose last day is the one before `today`.
#[must_use]
pub fn company(today: Date, calendar: &Calendar, customers: u32) -> Company {
    Company {
        seed: SEED,
        customers,
        from: calendar.opens(today) - SignedDuration::from_hours(24 * i64::from(DAYS)),
        days: DAYS,
        parcels_late_from: Some(DAYS - LATE_PARCELS),
    }
}

#[cfg(test)]
mod tests;
