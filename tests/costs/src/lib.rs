//! What a stack costs: list prices, what an answer uses, and the tables that follow from them.
//!
//! The prices are those of us-east-1 in November 2026 without any free tier. What an answer uses is counted or measured by
//! other tests where they can ([`usage`]).

pub mod bill;
pub mod document;
pub mod fixed;
pub mod flood;
pub mod prices;
pub mod template;
pub mod usage;
