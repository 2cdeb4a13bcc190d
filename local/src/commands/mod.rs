//! The commands, one a file.

pub mod demo;
pub mod email;
pub mod erase;
pub mod flags;
pub mod import;
pub mod keys;
pub mod languages;
pub mod links;
pub mod nightly;
pub mod opt_outs;
mod range;
pub mod responses;
pub mod scores;
pub mod service;
pub mod settings;
pub mod signals;
pub mod survey;
mod table;
pub mod verify;
mod verify_events;

/// Writes a line to standard output. A closed pipe ends the program quietly, as with any other filter.
pub(crate) fn print_line(line: impl std::fmt::Display) {
    use std::io::Write;
    if writeln!(std::io::stdout(), "{line}").is_err() {
        std::process::exit(0);
    }
}
