//! The made-up company as the product would have recorded it, without a database between.

mod crowd;
mod recorded;

pub use crowd::{WINDOW, company, conversations, outcomes, outcomes_of, predictions};
pub use recorded::history;
