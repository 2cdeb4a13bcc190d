//! Aisance on one machine, and its command line.

pub mod template;
