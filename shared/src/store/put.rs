//! Putting an item on a condition.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;

use super::error::StoreError;

/// Sends a put with a condition. Whether the condition held and the item was stored.
pub(super) async fn put_if(put: PutItemFluentBuilder) -> Result<bool, StoreError> {
    match put.send().await {
        Ok(_) => Ok(true),
        Err(SdkError::ServiceError(failed))
            if matches!(failed.err(), PutItemError::ConditionalCheckFailedException(_)) =>
        {
            Ok(false)
        }
        Err(error) => Err(StoreError::from_sdk("PutItem", &error)),
    }
}
