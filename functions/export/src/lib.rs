//! Writes what the team asked for as a file, part by part.
//!
//! A job that waits starts this function through its table's stream. [`run`] takes the job up, walks over the rows in bounded
//! pages, stores a part of the file whenever there is enough for one, and notes after each how far it is. Whoever takes the
//! job up later goes on there: another process, because this one stopped or came to the end of its time.

mod event;
mod logged;
mod run;
mod write;

pub use event::JobWaits;
pub use logged::EVENTS;
pub use run::{ExportError, JobStore, Outcome, Work, run, run_all};
