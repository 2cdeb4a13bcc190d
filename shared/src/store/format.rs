//! The format of what is stored, so that no release misreads or overwrites what a newer one wrote.
//!
//! An item of format 1 says nothing of it, so that the answers of millions pay no byte for it. A release that has to write
//! an item in a shape that an earlier release would misread, or would lose a part of, counts [`FORMAT`] up and writes the
//! number as `fv` beside it. [`FormatGuard`] sits in the client, between everything here and DynamoDB, where no reader and
//! no writer can forget it: an item with an `fv` is given to nobody, and every write has the condition that there is none.

use aws_sdk_dynamodb::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemOutput;
use aws_sdk_dynamodb::operation::delete_item::{DeleteItemError, DeleteItemInput};
use aws_sdk_dynamodb::operation::get_item::{GetItemInput, GetItemOutput};
use aws_sdk_dynamodb::operation::put_item::{PutItemError, PutItemInput};
use aws_sdk_dynamodb::operation::query::{QueryInput, QueryOutput};
use aws_sdk_dynamodb::operation::scan::{ScanInput, ScanOutput};
use aws_sdk_dynamodb::operation::update_item::{UpdateItemError, UpdateItemInput};
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};

use super::attributes::{Item, get_number};
use super::names::ITEM_FORMAT;

/// The newest format of items, and of a data folder, that this release knows and writes.
pub const FORMAT: u32 = 1;

/// Every item of format 1, and the place of one that is not there.
const NOTHING_NEWER: &str = "attribute_not_exists(fv)";

/// An item of a format that this release does not know. Nothing of it was read, and nothing was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an item has format {found:?}")]
pub(super) struct NewerItem {
    /// Its format; none where that is no number.
    pub found: Option<u32>,
}

/// Refuses an item that a newer release wrote.
pub(super) fn check(item: &Item) -> Result<(), NewerItem> {
    if !item.contains_key(ITEM_FORMAT) {
        return Ok(());
    }
    let found = get_number(item, ITEM_FORMAT);
    Err(NewerItem { found })
}

/// Keeps every request of a client away from what newer releases wrote.
#[derive(Debug)]
pub(super) struct FormatGuard;

impl Intercept for FormatGuard {
    fn name(&self) -> &'static str {
        "FormatGuard"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context.input_mut();
        if let Some(put) = input.downcast_mut::<PutItemInput>() {
            unless_newer(
                &mut put.condition_expression,
                &mut put.return_values_on_condition_check_failure,
            );
        } else if let Some(update) = input.downcast_mut::<UpdateItemInput>() {
            unless_newer(
                &mut update.condition_expression,
                &mut update.return_values_on_condition_check_failure,
            );
        } else if let Some(delete) = input.downcast_mut::<DeleteItemInput>() {
            unless_newer(
                &mut delete.condition_expression,
                &mut delete.return_values_on_condition_check_failure,
            );
        } else if let Some(query) = input.downcast_mut::<QueryInput>() {
            with_format(&mut query.projection_expression);
        } else if let Some(get) = input.downcast_mut::<GetItemInput>() {
            with_format(&mut get.projection_expression);
        } else if let Some(scan) = input.downcast_mut::<ScanInput>() {
            with_format(&mut scan.projection_expression);
        }
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        match context.output_or_error() {
            Ok(output) => check_read(output)?,
            Err(error) => {
                if let Some(item) = error.as_operation_error().and_then(met_instead) {
                    check(item)?;
                }
            }
        }
        Ok(())
    }
}

/// A write on the condition that nothing newer is there, which tells what is there instead.
fn unless_newer(condition: &mut Option<String>, told: &mut Option<ReturnValuesOnConditionCheckFailure>) {
    *condition = Some(match condition.take() {
        Some(condition) => format!("{NOTHING_NEWER} AND ({condition})"),
        None => NOTHING_NEWER.to_owned(),
    });
    *told = Some(ReturnValuesOnConditionCheckFailure::AllOld);
}

/// A read of some attributes, with the format.
fn with_format(projection: &mut Option<String>) {
    if let Some(projection) = projection {
        projection.push(',');
        projection.push_str(ITEM_FORMAT);
    }
}

fn check_read(output: &Output) -> Result<(), NewerItem> {
    if let Some(page) = output.downcast_ref::<QueryOutput>() {
        page.items().iter().try_for_each(check)
    } else if let Some(found) = output.downcast_ref::<GetItemOutput>() {
        found.item().map_or(Ok(()), check)
    } else if let Some(batch) = output.downcast_ref::<BatchGetItemOutput>() {
        let items = batch.responses().into_iter().flat_map(|tables| tables.values());
        items.flatten().try_for_each(check)
    } else if let Some(page) = output.downcast_ref::<ScanOutput>() {
        page.items().iter().try_for_each(check)
    } else {
        Ok(())
    }
}

/// What a conditional write met that was refused.
fn met_instead(error: &Error) -> Option<&Item> {
    if let Some(PutItemError::ConditionalCheckFailedException(met)) = error.downcast_ref() {
        met.item()
    } else if let Some(UpdateItemError::ConditionalCheckFailedException(met)) = error.downcast_ref() {
        met.item()
    } else if let Some(DeleteItemError::ConditionalCheckFailedException(met)) = error.downcast_ref() {
        met.item()
    } else {
        None
    }
}
