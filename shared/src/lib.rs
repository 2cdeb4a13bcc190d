//! What the functions of Aisance have in common: scores, links and storage.

pub mod link;
