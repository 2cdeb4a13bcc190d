//! After the nightly scores: the answers of newly computed days become signals of their customers, every customer's
//! risk is computed, and a customer whose risk crosses the line is flagged, once.

mod assess;
mod merge;
mod run;
mod start;

pub use assess::reassessed;
pub use run::{FlagError, FlagStore, Moment, Report, run};
pub use start::Start;
