//! Backtest: what the risks that the past would have been told were worth.
//!
//! On the first day of each month the model is learned anew from the outcomes whose windows had closed by then, with the
//! same code and the same gates as every night's model. It gives everybody who was a customer a risk from what was known before
//! that day, and is held against who left within the horizon after it. Nothing later has any influence: rows that rest on it are
//! refused.
//!
//! The sums over everything ([`Whole`]) take only months at least one horizon apart, so that no departure counts twice.

mod replay;
mod report;
mod segment;
mod segments;
mod worth;

pub use replay::{Month, Past, Replay, Replayed, Said, Spoke};
pub use report::{MonthLine, Report, Whole};
pub use segment::By;
pub use segments::{Segment, Segments};
pub use worth::{Bar, Found, Worth};

#[cfg(test)]
mod tests;
