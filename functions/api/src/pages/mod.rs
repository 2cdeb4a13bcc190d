//! The pages of the dashboard: one module a page, and what they share.

pub(crate) mod answer;
pub(crate) mod assets;
pub(crate) mod comments;
pub(crate) mod customer;
pub(crate) mod display;
pub(crate) mod exports;
pub(crate) mod language;
pub(crate) mod moment;
pub(crate) mod overview;
pub(crate) mod plot;
pub(crate) mod problem;
pub(crate) mod queue;
pub(crate) mod risk;
pub(crate) mod score;
pub(crate) mod shell;
pub(crate) mod sign_in;
pub(crate) mod signals;
pub(crate) mod survey;
pub(crate) mod told;
