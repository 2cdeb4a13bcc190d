//! After the nightly scores: what newly computed days tell of customers (answers, invitations without one, events) becomes
//! their signals, every customer's risk is computed, and a customer whose risk crosses the line is flagged, once.

mod assess;
mod flag_counts;
mod forget;
mod glance;
mod logged;
mod merge;
mod news;
mod run;
mod start;

pub use assess::reassessed;
pub use logged::EVENTS;
pub use run::{FlagError, FlagStore, Moment, Report, run};
pub use start::{Start, begun_by};
