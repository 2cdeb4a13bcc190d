//! Folding a day's pages as they come: the fold needs six or so short texts of each item, which [`scan`](super::scan) reads
//! where they lie.

use aws_sdk_dynamodb::operation::query::{Query, QueryOutput};
use aws_smithy_runtime_api::client::interceptors::context::Output;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_types::body::SdkBody;

use super::error::StoreError;
use super::own_reading::{ReadPage, goes_on_at};
use super::response_item::to_row;
use super::scan;
use crate::domain::fold::DayScores;

/// Folds pages of a day.
pub(super) struct FoldPages;

impl ReadPage for FoldPages {
    type Page = Result<DayScores, StoreError>;

    const NAME: &'static str = "FoldPages";
    const OPERATION: &'static str = "Query";

    fn operation() -> impl RuntimePlugin {
        Query::new()
    }

    fn read(body: &SdkBody) -> Option<(Self::Page, Output)> {
        let page = scan::page(body.bytes()?)?;
        Some((Ok(page.scores), goes_on_at(page.last_evaluated_key)))
    }

    fn of_decoded(output: &Output) -> Option<Self::Page> {
        let page: &QueryOutput = output.downcast_ref()?;
        let mut scores = DayScores::default();
        let mut rows = page.items().iter().map(to_row);
        let folded = rows.try_for_each(|row| row.map(|row| scores.add(&row)));
        Some(folded.map(|()| scores))
    }
}

#[cfg(test)]
mod tests;
