//! The nightly run: answers to daily scores, by the protocol of [`shared::domain::settle`].
//!
//! Everything here may run twice, at once with another run, or stop half-way: a day's scores are rewritten whole,
//! fenced by a number taken before anything is read.

mod charts;
mod compute;
mod event;
mod logged;
mod run;
mod service;

pub use compute::DayOutcome;
pub use event::Nightly;
pub use logged::EVENTS;
pub use run::{AggregateError, AggregateStore, Night, Report, run};
