//! What the functions of Aisance have in common.
//!
//! - [`domain`]: what is measured and how it is scored. Pure: no async, no AWS, no clock, no environment.

pub mod domain;
