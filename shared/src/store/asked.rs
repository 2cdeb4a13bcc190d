//! When a customer was asked last: attributes of the customer's item that whoever registers an invitation writes, and that
//! an erasure removes.

use std::future::Future;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;

use super::Store;
use super::attributes::{Item, get_flag, get_millis, get_text, millis, text};
use super::error::StoreError;
use super::names::PK;
use super::response_item::parsed;
use crate::domain::fatigue::{Asked, FatigueRule};
use crate::domain::not_issued::NotIssued;
use crate::domain::response::Respondent;

/// What a customer's item says of the last question.
pub(super) const ASKED_ATTRIBUTES: [&str; 4] = ["la", "li", "ls", "lc"];

/// Reserves a question to a customer (UpdateItem).
pub trait ReserveAsking: Sync {
    /// Notes a question, unless the customer was erased or, for `rule`, was asked lately about something else; says why
    /// not. Of two questions at once exactly one is noted.
    fn reserve_asking(
        &self,
        key: Respondent,
        asking: &Asked,
        rule: Option<FatigueRule>,
    ) -> impl Future<Output = Result<Option<NotIssued>, StoreError>> + Send;
}

impl ReserveAsking for Store {
    async fn reserve_asking(
        &self,
        key: Respondent,
        asking: &Asked,
        rule: Option<FatigueRule>,
    ) -> Result<Option<NotIssued>, StoreError> {
        let mut update = self
            .client
            .update_item()
            .table_name(&self.tables.customers)
            .key(PK, text(key.to_string()))
            .update_expression("SET la = :at, li = :this, ls = :survey, lc = :channel")
            .expression_attribute_values(":at", millis(asking.at))
            .expression_attribute_values(":this", text(asking.invitation.to_string()))
            .expression_attribute_values(":survey", text(&asking.survey))
            .expression_attribute_values(":channel", text(asking.channel.as_str()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        update = match rule {
            None => update.condition_expression("attribute_not_exists(erased)"),
            Some(rule) => update
                .condition_expression(
                    "attribute_not_exists(erased) AND (attribute_not_exists(la) OR la <= :latest OR li = :this)",
                )
                .expression_attribute_values(":latest", millis(rule.latest(asking.at))),
        };
        let refused = match update.send().await {
            Ok(_) => return Ok(None),
            Err(SdkError::ServiceError(failed)) => match failed.err() {
                UpdateItemError::ConditionalCheckFailedException(check) => check.item().cloned(),
                _ => return Err(StoreError::from_sdk("UpdateItem", &SdkError::ServiceError(failed))),
            },
            Err(error) => return Err(StoreError::from_sdk("UpdateItem", &error)),
        };
        let found = refused.unwrap_or_default();
        if get_flag(&found, "erased") {
            return Ok(Some(NotIssued::Erased));
        }
        let lately = read_asked(&found)?.zip(rule);
        lately
            .map(|(asked, rule)| Some(NotIssued::AskedLately { asked, rule }))
            .ok_or_else(|| StoreError::damaged(key, "la"))
    }
}

/// The last question, where there was one.
pub(super) fn read_asked(item: &Item) -> Result<Option<Asked>, StoreError> {
    if !item.contains_key("la") {
        return Ok(None);
    }
    let lacks = |what: &'static str| move || StoreError::damaged(get_text(item, PK).unwrap_or("a customer"), what);
    Ok(Some(Asked {
        at: get_millis(item, "la").ok_or_else(lacks("la"))?,
        invitation: parsed(item, "li").ok_or_else(lacks("li"))?,
        survey: get_text(item, "ls").ok_or_else(lacks("ls"))?.to_owned(),
        channel: parsed(item, "lc").ok_or_else(lacks("lc"))?,
    }))
}
