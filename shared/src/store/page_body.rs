//! The body of a page, kept as it came.
//!
//! As [`fold_pages`](super::fold_pages) has pages of a day folded, this has pages handed over: the request gets a
//! deserializer that keeps the body of a success and reads nothing of it, so that whoever asked can read it where it
//! lies. Every other answer goes to the SDK's own deserializer, so that errors are told and retried as always.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::interceptors::BeforeSerializationInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::scan::{Scan, ScanOutput};
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;

use super::as_the_sdk_does::as_the_sdk_does;

/// Keeps the body of the answer to the one Scan that it is given to.
#[derive(Clone, Default)]
pub(super) struct PageBody(Arc<Mutex<Option<SdkBody>>>);

impl PageBody {
    /// The body of the answer; none where nothing succeeded.
    pub(super) fn take(&self) -> Option<SdkBody> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl fmt::Debug for PageBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PageBody")
    }
}

impl Intercept for PageBody {
    fn name(&self) -> &'static str {
        "PageBody"
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

impl DeserializeResponse for PageBody {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        configuration: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        // Cloning a body that has arrived copies no bytes of it.
        match response.body().try_clone().filter(|_| response.status().is_success()) {
            Some(body) => {
                *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
                Ok(Output::erase(ScanOutput::builder().build()))
            }
            None => as_the_sdk_does(&Scan::new(), response, configuration),
        }
    }
}
