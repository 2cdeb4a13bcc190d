//! Pages that are read where they lie, without making items of them.
//!
//! Decoding a page into maps of attributes costs far more than reading it, and whoever reads many pages needs little of each
//! item. So the request for a page gets a deserializer of its own, through the SDK's public configuration, and a
//! [`ReadPage`] reads the JSON as DynamoDB writes it. What is not written so, and every answer that is not a success, goes to
//! the SDK's own deserializer, so that nothing is ever read in another way than the SDK would decode it, and errors are told
//! and retried as always. Signing, retries and time limits are untouched.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::interceptors::BeforeSerializationInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;

use super::as_the_sdk_does::as_the_sdk_does;
use super::attributes::Item;
use super::error::StoreError;

/// A way to read the pages of an operation.
pub(super) trait ReadPage: 'static {
    /// What is made of a page.
    type Page: Send;

    /// What it is called where the SDK names what it runs.
    const NAME: &'static str;

    /// The name of the operation, as errors tell it.
    const OPERATION: &'static str;

    /// The operation whose pages are read.
    fn operation() -> impl RuntimePlugin;

    /// The page, and what the SDK is to give whoever sent the request; none where it is not written as is usual.
    fn read(body: &SdkBody) -> Option<(Self::Page, Output)>;

    /// The page as the SDK has decoded it; none where it is not of the operation.
    fn of_decoded(output: &Output) -> Option<Self::Page>;
}

/// Has the answer to the one request that it is given to read by `R`, and keeps the page.
pub(super) struct OwnReading<R: ReadPage>(Arc<Mutex<Option<R::Page>>>);

impl<R: ReadPage> OwnReading<R> {
    /// The page that was answered.
    ///
    /// # Errors
    /// No page was.
    pub(super) fn take(&self) -> Result<R::Page, StoreError> {
        let page = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        page.ok_or_else(|| StoreError::Unavailable {
            operation: R::OPERATION,
            detail: "a page was answered and not read".to_owned(),
        })
    }

    fn keep(&self, page: Option<R::Page>) {
        // In place of what an earlier attempt at the same page left.
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = page;
    }
}

impl<R: ReadPage> Default for OwnReading<R> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<R: ReadPage> Clone for OwnReading<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R: ReadPage> fmt::Debug for OwnReading<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(R::NAME)
    }
}

impl<R: ReadPage> Intercept for OwnReading<R> {
    fn name(&self) -> &'static str {
        R::NAME
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

impl<R: ReadPage> DeserializeResponse for OwnReading<R> {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        configuration: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let body = Some(response.body()).filter(|_| response.status().is_success());
        if let Some((page, output)) = body.and_then(R::read) {
            self.keep(Some(page));
            return Ok(output);
        }
        let output = as_the_sdk_does(&R::operation(), response, configuration)?;
        self.keep(R::of_decoded(&output));
        Ok(output)
    }
}

/// What the SDK is told of a page of a Query that it does not decode: where the next one begins.
pub(super) fn goes_on_at(last_evaluated_key: Option<Item>) -> Output {
    Output::erase(
        QueryOutput::builder()
            .set_last_evaluated_key(last_evaluated_key)
            .build(),
    )
}

/// Gives what `R` makes of each page of a query to `each`, one page after the other.
pub(super) async fn each_page<R: ReadPage<Page = Result<T, StoreError>>, T>(
    query: QueryFluentBuilder,
    mut each: impl FnMut(T),
) -> Result<(), StoreError> {
    let mut from: Option<Item> = None;
    loop {
        let reading = OwnReading::<R>::default();
        let page = query.clone().set_exclusive_start_key(from.take());
        let page = page.customize().interceptor(reading.clone()).send().await;
        let page = page.map_err(|error| StoreError::from_sdk(R::OPERATION, &error))?;
        each(reading.take()??);
        from = page.last_evaluated_key.filter(|key| !key.is_empty());
        if from.is_none() {
            return Ok(());
        }
    }
}
