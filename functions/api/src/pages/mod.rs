//! The pages of the dashboard: one module a page, and what they share.

pub(crate) mod assets;
pub(crate) mod display;
pub(crate) mod language;
pub(crate) mod overview;
pub(crate) mod refusal;
pub(crate) mod shell;
pub(crate) mod sign_in;
