//! When a customer was asked last: attributes of the customer's item that whoever registers an invitation writes, and that
//! an erasure removes, and `flag` once no rule looks back that far.

use std::future::Future;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;

use super::Store;
use super::attributes::{Item, get_flag, get_millis, get_text, millis, text};
use super::conditional::update_if;
use super::error::StoreError;
use super::names::PK;
use super::response_item::parsed;
use crate::domain::fatigue::{Asked, FatigueRule};
use crate::domain::not_issued::NotIssued;
use crate::domain::response::Respondent;

/// What a customer's item says of the last question.
pub(super) const ASKED_ATTRIBUTES: [&str; 4] = ["la", "li", "ls", "lc"];

/// Whether nobody was asked lately about something else.
const ASKED_LONG_AGO: &str = "attribute_not_exists(la) OR la <= :latest OR li = :this";

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

/// Replaces a question that was reserved and never registered (UpdateItem).
pub trait ReplaceAsking: Sync {
    /// Notes a question in place of `abandoned`, which nobody was asked after all, or where [`ReserveAsking`] would; says
    /// why not. Of many that replace the same one exactly one is noted.
    fn replace_asking(
        &self,
        key: Respondent,
        asking: &Asked,
        rule: FatigueRule,
        abandoned: &Asked,
    ) -> impl Future<Output = Result<Option<NotIssued>, StoreError>> + Send;
}

/// Forgets when a customer was asked last (UpdateItem).
pub trait ForgetAsked: Sync {
    /// Removes `asked` from a customer of whom more is known, unless another question has taken its place. Whether it did.
    fn forget_asked(&self, key: Respondent, asked: &Asked) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Forgets a customer who was asked and never answered (DeleteItem).
pub trait ForgetAskedCustomer: Sync {
    /// Removes a customer of whom nothing is known but `asked`, attributes included, unless something else has become known.
    /// Whether it did.
    fn forget_asked_customer(
        &self,
        key: Respondent,
        asked: &Asked,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

impl ReserveAsking for Store {
    async fn reserve_asking(
        &self,
        key: Respondent,
        asking: &Asked,
        rule: Option<FatigueRule>,
    ) -> Result<Option<NotIssued>, StoreError> {
        let update = self.noting(key, asking);
        let update = match rule {
            None => update.condition_expression("attribute_not_exists(erased)"),
            Some(rule) => update
                .condition_expression(format!("attribute_not_exists(erased) AND ({ASKED_LONG_AGO})"))
                .expression_attribute_values(":latest", millis(rule.latest(asking.at))),
        };
        noted(key, rule, update).await
    }
}

impl ReplaceAsking for Store {
    async fn replace_asking(
        &self,
        key: Respondent,
        asking: &Asked,
        rule: FatigueRule,
        abandoned: &Asked,
    ) -> Result<Option<NotIssued>, StoreError> {
        // The time too: whoever asks for the abandoned invitation again has reserved it anew.
        let update = self
            .noting(key, asking)
            .condition_expression(format!(
                "attribute_not_exists(erased) AND ({ASKED_LONG_AGO} OR (li = :abandoned AND la = :then))"
            ))
            .expression_attribute_values(":latest", millis(rule.latest(asking.at)))
            .expression_attribute_values(":abandoned", text(abandoned.invitation.to_string()))
            .expression_attribute_values(":then", millis(abandoned.at));
        noted(key, Some(rule), update).await
    }
}

impl ForgetAsked for Store {
    async fn forget_asked(&self, key: Respondent, asked: &Asked) -> Result<bool, StoreError> {
        let update = self
            .client
            .update_item()
            .table_name(&self.tables.customers)
            .key(PK, text(key.to_string()))
            .update_expression(format!("REMOVE {}", ASKED_ATTRIBUTES.join(", ")))
            .condition_expression("la = :then AND li = :this")
            .expression_attribute_values(":then", millis(asked.at))
            .expression_attribute_values(":this", text(asked.invitation.to_string()));
        update_if(update).await
    }
}

impl ForgetAskedCustomer for Store {
    async fn forget_asked_customer(&self, key: Respondent, asked: &Asked) -> Result<bool, StoreError> {
        let delete = self
            .client
            .delete_item()
            .table_name(&self.tables.customers)
            .key(PK, text(key.to_string()))
            // Whatever else is written of a customer, an erasure too, comes with a revision; but for attributes.
            .condition_expression("attribute_not_exists(r) AND attribute_not_exists(a) AND la = :then AND li = :this")
            .expression_attribute_values(":then", millis(asked.at))
            .expression_attribute_values(":this", text(asked.invitation.to_string()));
        match delete.send().await {
            Ok(_) => Ok(true),
            Err(SdkError::ServiceError(failed))
                if matches!(failed.err(), DeleteItemError::ConditionalCheckFailedException(_)) =>
            {
                Ok(false)
            }
            Err(error) => Err(StoreError::from_sdk("DeleteItem", &error)),
        }
    }
}

impl Store {
    fn noting(&self, key: Respondent, asking: &Asked) -> UpdateItemFluentBuilder {
        self.client
            .update_item()
            .table_name(&self.tables.customers)
            .key(PK, text(key.to_string()))
            .update_expression("SET la = :at, li = :this, ls = :survey, lc = :channel")
            .expression_attribute_values(":at", millis(asking.at))
            .expression_attribute_values(":this", text(asking.invitation.to_string()))
            .expression_attribute_values(":survey", text(&asking.survey))
            .expression_attribute_values(":channel", text(asking.channel.as_str()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }
}

/// Sends what notes a question; says why it was not noted.
async fn noted(
    key: Respondent,
    rule: Option<FatigueRule>,
    update: UpdateItemFluentBuilder,
) -> Result<Option<NotIssued>, StoreError> {
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
