//! Queries of scores, whose pages are read without making items of them.
//!
//! As in [`fold_pages`](super::fold_pages): the request for a page gets a deserializer of its own. What is not written as is
//! usual, and every answer that is not a success, goes to the SDK's own.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::interceptors::BeforeSerializationInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::query::{Query, QueryOutput};
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};

use super::Store;
use super::as_the_sdk_does::as_the_sdk_does;
use super::attributes::{Item, text};
use super::error::StoreError;
use super::keys::ScoreKey;
use super::score_scan;
use super::scores::{ScoreItem, read};

type Scores = Result<Vec<(ScoreKey, ScoreItem)>, StoreError>;

/// Has the pages of the queries it is given to read. Every request needs one of its own.
#[derive(Clone, Default)]
struct ScorePages(Arc<Mutex<Option<Scores>>>);

impl ScorePages {
    fn take(&self) -> Option<Scores> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn keep(&self, page: Scores) {
        // In place of what an earlier attempt at the same page left.
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
    }
}

impl fmt::Debug for ScorePages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScorePages")
    }
}

impl Intercept for ScorePages {
    fn name(&self) -> &'static str {
        "ScorePages"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        configuration: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        configuration
            .interceptor_state()
            .store_put(SharedResponseDeserializer::new(self.clone()));
        Ok(())
    }
}

impl DeserializeResponse for ScorePages {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        configuration: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let page = response.body().bytes().filter(|_| response.status().is_success());
        if let Some(page) = page.and_then(score_scan::page) {
            self.keep(Ok(page.scores));
            let output = QueryOutput::builder().set_last_evaluated_key(page.last_evaluated_key);
            return Ok(Output::erase(output.build()));
        }
        let output = as_the_sdk_does(&Query::new(), response, configuration)?;
        if let Some(page) = output.downcast_ref::<QueryOutput>() {
            self.keep(page.items().iter().map(read).collect());
        }
        Ok(output)
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
        let (mut found, mut start): (Vec<_>, Option<Item>) = (Vec::new(), None);
        loop {
            let pages = ScorePages::default();
            let page = query.clone().set_exclusive_start_key(start.take());
            let page = page.customize().interceptor(pages.clone()).send().await;
            let page = page.map_err(|error| StoreError::from_sdk("Query", &error))?;
            let scores = pages.take().ok_or_else(|| StoreError::Unavailable {
                operation: "Query",
                detail: "a page was answered and not read".to_owned(),
            })?;
            found.extend(scores?);
            match page.last_evaluated_key.filter(|key| !key.is_empty()) {
                Some(key) => start = Some(key),
                None => return Ok(found),
            }
        }
    }
}
