//! The pages of the dashboard: one module a page, and what they share.

pub(crate) mod assets;
pub(crate) mod audit;
pub(crate) mod display;
pub(crate) mod erasures;
pub(crate) mod keys;
pub(crate) mod language;
pub(crate) mod overview;
mod parts;
pub(crate) mod runs;
pub(crate) mod settings;
pub(crate) mod shell;
