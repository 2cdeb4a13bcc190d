//! Folding a day's pages as they come, without making items of them.
//!
//! Decoding a page into maps of attributes costs far more than reading it, and the fold needs six or so short
//! texts of each item. So the request for a page gets a deserializer of its own, through the SDK's public
//! configuration: [`scan`](super::scan) reads the JSON as DynamoDB writes it. What is not written so, and every answer that
//! is not a success, goes to the SDK's own deserializer, so that nothing is ever counted in another way than the SDK would
//! decode it, and errors are told and retried as always. Signing, retries and time limits are untouched.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::interceptors::BeforeSerializationInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::query::{Query, QueryOutput};
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};

use super::as_the_sdk_does::as_the_sdk_does;
use super::error::StoreError;
use super::response_item::to_row;
use super::scan;
use crate::domain::fold::DayScores;

/// The fold of the last page that was answered, where [`FoldPages`] leaves it.
type Folded = Arc<Mutex<Option<Result<DayScores, StoreError>>>>;

/// Has the pages of the queries it is given to folded. Every request needs one of its own.
#[derive(Clone, Default)]
pub(super) struct FoldPages(Folded);

impl FoldPages {
    /// The fold of the page that was answered; without any, nothing was.
    pub(super) fn take(&self) -> Option<Result<DayScores, StoreError>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn keep(&self, page: Result<DayScores, StoreError>) {
        // In place of what an earlier attempt at the same page left.
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
    }
}

impl fmt::Debug for FoldPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FoldPages")
    }
}

impl Intercept for FoldPages {
    fn name(&self) -> &'static str {
        "FoldPages"
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

impl DeserializeResponse for FoldPages {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        configuration: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let page = response.body().bytes().filter(|_| response.status().is_success());
        if let Some(page) = page.and_then(scan::page) {
            self.keep(Ok(page.scores));
            let output = QueryOutput::builder().set_last_evaluated_key(page.last_evaluated_key);
            return Ok(Output::erase(output.build()));
        }
        let output = as_the_sdk_does(&Query::new(), response, configuration)?;
        if let Some(page) = output.downcast_ref::<QueryOutput>() {
            let mut scores = DayScores::default();
            let folded = page
                .items()
                .iter()
                .try_for_each(|item| to_row(item).map(|row| scores.add(&row)));
            self.keep(folded.map(|()| scores));
        }
        Ok(output)
    }
}

#[cfg(test)]
mod tests;
