//! Past answers from a CSV file, events from a CSV file or one of JSON lines, and customers from a CSV file.
//!
//! The file is read once, in batches, whatever its size. Each row becomes answers (`rows`) by the map (`map`),
//! each answer has an identity that no later import of the file changes (`identity`), and is stored unless it is
//! there (`write`). What cannot be stored is counted by `reason` and written down (`rejects`).

mod cells;
mod columns;
mod contracts;
mod customer_rows;
pub mod customers;
mod dates;
mod event_rows;
pub mod events;
mod identity;
mod lines;
mod made_survey;
pub mod map;
mod map_attributes;
pub mod reason;
mod rejects;
mod rows;
mod run;
pub mod summary;
mod surveys;
pub mod write;

pub use cells::{language_tag, looks_like_email};
pub use customers::import_customers;
pub use events::import_events;
pub use map_attributes::attribute_name;
pub use run::{Files, import};
