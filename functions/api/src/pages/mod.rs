//! The pages of the dashboard: one module a page, and what they share.

pub(crate) mod answer;
pub(crate) mod assets;
pub(crate) mod audit;
pub(crate) mod comments;
pub(crate) mod customer;
pub(crate) mod display;
pub(crate) mod erasures;
pub(crate) mod exports;
pub(crate) mod keys;
pub(crate) mod language;
pub(crate) mod moment;
pub(crate) mod overview;
mod parts;
pub(crate) mod plot;
pub(crate) mod problem;
pub(crate) mod queue;
pub(crate) mod refused;
pub(crate) mod risk;
pub(crate) mod runs;
pub(crate) mod score;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod sign_in;
pub(crate) mod signals;
pub(crate) mod survey;
pub(crate) mod told;
