//! Answers decoded by the SDK's own deserializers, wherever a reader of ours leaves one to it.

use aws_sdk_dynamodb::config::ConfigBag;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};

/// The SDK's own deserializer of `operation`, from the operation's configuration.
pub(super) fn as_the_sdk_does(
    operation: &impl RuntimePlugin,
    response: &HttpResponse,
    configuration: &ConfigBag,
) -> Result<Output, OrchestratorError<Error>> {
    match operation
        .config()
        .as_ref()
        .and_then(|layer| layer.load::<SharedResponseDeserializer>())
    {
        Some(own) => own.deserialize_nonstreaming_with_config(response, configuration),
        None => Err(OrchestratorError::other(
            "the SDK names no deserializer for the operation",
        )),
    }
}
