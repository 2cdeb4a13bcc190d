//! A made-up company with made-up customers, to look at everything before there is any answer.
//!
//! Everything follows from a fixed seed and one day: the same day gives the same customers and the same answers.

mod company;
mod random;
mod words;

pub use company::{CUSTOMERS, DAYS, Made, answers};
