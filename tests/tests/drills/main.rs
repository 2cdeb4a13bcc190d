//! What docs/operations.md tells a person to do when something has gone wrong, done as it says: by the real functions and
//! the real command line, on the local engine. A night that runs again, twice at once or after a month off is in `nights.rs`
//! and `flags.rs`.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod folder;
mod restore;
mod rotation;

mod scene;
