//! The pages of the dashboard: one module a page, and what they share.

pub(crate) mod assets;
pub(crate) mod display;
pub(crate) mod language;
pub(crate) mod overview;
pub(crate) mod plot;
pub(crate) mod problem;
pub(crate) mod score;
pub(crate) mod shell;
pub(crate) mod signals;
pub(crate) mod survey;
pub(crate) mod told;
