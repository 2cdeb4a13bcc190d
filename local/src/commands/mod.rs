//! The commands, one a file.

pub mod audit;
pub mod backtest;
pub mod demo;
pub mod doctor;
pub mod email;
pub mod erase;
pub mod export;
pub mod flags;
pub mod held;
pub mod import;
pub mod keys;
pub mod languages;
pub mod learn;
pub mod links;
pub mod nightly;
pub mod opt_outs;
mod range;
pub mod recompute;
pub mod responses;
pub mod restore;
pub mod risk;
pub mod runs;
pub mod scores;
pub mod service;
pub mod settings;
pub mod signals;
pub mod survey;
mod table;
mod trail;
pub mod verify;
mod verify_events;

/// Writes a line to standard output. A closed pipe ends the program quietly, as with any other filter.
pub(crate) fn print_line(line: impl std::fmt::Display) {
    use std::io::Write;
    if writeln!(std::io::stdout(), "{line}").is_err() {
        std::process::exit(0);
    }
}

/// Whoever uses this command line, as far as this machine says.
pub(crate) fn user_name() -> String {
    ["USER", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok())
        .unwrap_or_else(|| "the command line".to_owned())
}

/// A number with what it counts: `1 day`, `2 days`.
pub(crate) fn counted(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
