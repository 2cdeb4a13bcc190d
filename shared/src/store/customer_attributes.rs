//! What the team knows of a customer: an attribute of the customer's item that an import writes, and that an erasure removes,
//! and `flag` once nothing else is known any more.

use std::collections::BTreeMap;
use std::future::Future;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;

use super::Store;
use super::attributes::{text, text_map};
use super::conditional::update_if;
use super::error::StoreError;
use super::names::PK;
use crate::domain::response::Respondent;

/// Writes a customer's attributes (UpdateItem).
pub trait SaveAttributes: Sync {
    /// Replaces all attributes by these, or removes them where these are none, unless the customer was erased; whoever is not
    /// known yet becomes known by them. Whether the customer has these now.
    fn save_attributes(
        &self,
        key: Respondent,
        attributes: &BTreeMap<String, String>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Forgets a customer's attributes (UpdateItem).
pub trait ForgetAttributes: Sync {
    /// Removes the attributes, where they are still these. Whether it did.
    fn forget_attributes(
        &self,
        key: Respondent,
        known: &BTreeMap<String, String>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

impl SaveAttributes for Store {
    async fn save_attributes(
        &self,
        key: Respondent,
        attributes: &BTreeMap<String, String>,
    ) -> Result<bool, StoreError> {
        let update = self
            .client
            .update_item()
            .table_name(&self.tables.customers)
            .key(PK, text(key.to_string()));
        if attributes.is_empty() {
            // On no item this would make an empty one.
            let removal = update
                .update_expression("REMOVE a")
                .condition_expression("attribute_exists(a) AND attribute_not_exists(erased)");
            return remove(removal).await;
        }
        let replacement = update
            .update_expression("SET a = :a")
            .condition_expression("attribute_not_exists(erased)")
            .expression_attribute_values(":a", text_map(attributes));
        update_if(replacement).await
    }
}

/// Sends a removal. Whether there are none now of a customer who was not erased: who has none already needs no removal.
async fn remove(removal: UpdateItemFluentBuilder) -> Result<bool, StoreError> {
    let removal = removal.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    match removal.send().await {
        Ok(_) => Ok(true),
        Err(SdkError::ServiceError(failed)) => match failed.err() {
            UpdateItemError::ConditionalCheckFailedException(check) => {
                Ok(!check.item().is_some_and(|there| there.contains_key("erased")))
            }
            _ => Err(StoreError::from_sdk("UpdateItem", &SdkError::ServiceError(failed))),
        },
        Err(error) => Err(StoreError::from_sdk("UpdateItem", &error)),
    }
}

impl ForgetAttributes for Store {
    async fn forget_attributes(&self, key: Respondent, known: &BTreeMap<String, String>) -> Result<bool, StoreError> {
        let update = self
            .client
            .update_item()
            .table_name(&self.tables.customers)
            .key(PK, text(key.to_string()))
            .update_expression("REMOVE a")
            .condition_expression("a = :known")
            .expression_attribute_values(":known", text_map(known));
        update_if(update).await
    }
}
