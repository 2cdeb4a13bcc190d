//! Requests that write on a condition, for whom it is enough to know whether it held.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;

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

/// Sends an update with a condition. Whether the condition held and the item was changed.
pub(super) async fn update_if(update: UpdateItemFluentBuilder) -> Result<bool, StoreError> {
    match update.send().await {
        Ok(_) => Ok(true),
        Err(SdkError::ServiceError(failed))
            if matches!(failed.err(), UpdateItemError::ConditionalCheckFailedException(_)) =>
        {
            Ok(false)
        }
        Err(error) => Err(StoreError::from_sdk("UpdateItem", &error)),
    }
}
