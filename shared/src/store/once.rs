//! The first sendings of requests that may be sent again. Beside the events, whose items expire; in no index.

use std::future::Future;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use jiff::Timestamp;

use super::Store;
use super::attributes::{Item, bytes, get_bytes, get_millis, millis, seconds, text};
use super::error::StoreError;
use super::keys::SENT;
use super::names::{PK, SK, TTL};
use crate::once::{FirstSending, KNOWN_FOR, Place};

/// Notes the first sending of a request (PutItem).
pub trait NoteSending: Sync {
    /// Notes a sending as the first one, unless there was one within a day before it: then gives that.
    fn note_sending(
        &self,
        place: &Place,
        sending: &FirstSending,
    ) -> impl Future<Output = Result<Option<FirstSending>, StoreError>> + Send;
}

impl NoteSending for Store {
    async fn note_sending(&self, place: &Place, sending: &FirstSending) -> Result<Option<FirstSending>, StoreError> {
        let before = |period| sending.at.checked_sub(period).unwrap_or(Timestamp::MIN);
        let item = Item::from([
            (PK.to_owned(), text(format!("{SENT}{}", place.caller))),
            (SK.to_owned(), text(&place.tag)),
            ("at".to_owned(), millis(sending.at)),
            ("fp".to_owned(), bytes(sending.fingerprint)),
            (
                TTL.to_owned(),
                seconds(sending.at.saturating_add(KNOWN_FOR).unwrap_or(Timestamp::MAX)),
            ),
        ]);
        // What has expired may still be there for days.
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.events)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk) OR #at <= :forgotten")
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":forgotten", millis(before(KNOWN_FOR)))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let failed = match put.send().await {
            Ok(_) => return Ok(None),
            Err(SdkError::ServiceError(failed)) => failed,
            Err(error) => return Err(StoreError::from_sdk("PutItem", &error)),
        };
        let PutItemError::ConditionalCheckFailedException(failure) = failed.err() else {
            return Err(StoreError::from_sdk("PutItem", &SdkError::ServiceError(failed)));
        };
        let first = failure.item.as_ref().and_then(|item| {
            Some(FirstSending {
                at: get_millis(item, "at")?,
                fingerprint: get_bytes(item, "fp")?.try_into().ok()?,
            })
        });
        first
            .map(Some)
            .ok_or_else(|| StoreError::damaged(&place.tag, "the first sending"))
    }
}
