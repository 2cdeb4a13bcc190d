//! Everything of a kind as rows, page by page, for files: the same rows as the API gives and the pages show.
//!
//! A [`Walk`] reads bounded pages from storage and writes each one's rows as CSV or NDJSON. Where a page ended is a
//! [`Position`], which is kept as text, so that another process goes on there. No more than a page is ever in memory.

mod columns;
mod customer;
mod files;
mod first_day;
mod response;
mod walk;

pub use columns::{ExportRow, append, columns, header};
pub use customer::{ClosedItem, ExportedCustomer, FlagItem};
pub use files::{ExportFiles, FileError, FileLink, FileLinks, FileName};
pub use first_day::first_day;
pub use response::{ResponseRow, clear_customer};
pub use walk::{ExportStore, Page, Position, Walk, WalkError};
