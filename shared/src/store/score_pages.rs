//! Queries of scores, whose pages [`score_scan`](super::score_scan) reads where they lie.

use aws_sdk_dynamodb::operation::query::{Query, QueryOutput};
use aws_smithy_runtime_api::client::interceptors::context::Output;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_types::body::SdkBody;

use super::Store;
use super::attributes::text;
use super::error::StoreError;
use super::keys::ScoreKey;
use super::own_reading::{ReadPage, each_page, goes_on_at};
use super::score_scan;
use super::scores::{ScoreItem, read};

type Scores = Result<Vec<(ScoreKey, ScoreItem)>, StoreError>;

/// Reads pages of scores.
struct ScorePages;

impl ReadPage for ScorePages {
    type Page = Scores;

    const NAME: &'static str = "ScorePages";
    const OPERATION: &'static str = "Query";

    fn operation() -> impl RuntimePlugin {
        Query::new()
    }

    fn read(body: &SdkBody) -> Option<(Scores, Output)> {
        let page = score_scan::page(body.bytes()?)?;
        Some((Ok(page.scores), goes_on_at(page.last_evaluated_key)))
    }

    fn of_decoded(output: &Output) -> Option<Scores> {
        let page: &QueryOutput = output.downcast_ref()?;
        Some(page.items().iter().map(read).collect())
    }
}

impl Store {
    /// The scores of a survey between two sort keys, in order.
    pub(super) async fn query_scores(&self, survey: &str, from: String, to: String, consistent: bool) -> Scores {
        let query = self
            .client
            .query()
            .table_name(&self.tables.scores)
            .consistent_read(consistent)
            .key_condition_expression("pk = :survey AND sk BETWEEN :from AND :to")
            .expression_attribute_values(":survey", text(survey))
            .expression_attribute_values(":from", text(from))
            .expression_attribute_values(":to", text(to));
        let mut found = Vec::new();
        each_page::<ScorePages, _>(query, |scores| found.extend(scores)).await?;
        Ok(found)
    }
}
