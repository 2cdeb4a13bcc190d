//! Making the template's tables where there is no CloudFormation.

use anyhow::{Context, Result, anyhow};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::TimeToLiveStatus;
use shared::store::Tables;

use crate::template::{TableSpec, Template};

/// Makes every table that is not there yet, named by `prefix` and its logical id, and sets expiry where it is not set.
///
/// # Errors
/// The engine refuses something.
pub async fn create_tables(client: &Client, template: &Template, prefix: &str) -> Result<Tables> {
    let pages = client.list_tables().into_paginator().items().send();
    let known = pages
        .collect::<Result<Vec<String>, _>>()
        .await
        .context("the tables cannot be listed")?;
    let name = |table: &TableSpec| format!("{prefix}{}", table.logical_id);
    for table in &template.tables {
        if !known.contains(&name(table)) {
            let made = table.create_table_input(name(table))?.send_with(client).await;
            made.with_context(|| format!("cannot make the table {}", table.logical_id))?;
        }
        set_expiry(client, table, &name(table))
            .await
            .with_context(|| format!("cannot set the expiry of {}", table.logical_id))?;
    }
    let by_variable = |variable: &str| {
        template
            .tables
            .iter()
            .find(|table| table.env_name == variable)
            .map(name)
    };
    Tables::from_env(by_variable).map_err(|missing| anyhow!("template.yaml has no table for {}", missing.join(", ")))
}

async fn set_expiry(client: &Client, table: &TableSpec, name: &str) -> Result<()> {
    let Some(wanted) = table.time_to_live_input(name)? else {
        return Ok(());
    };
    let set = client.describe_time_to_live().table_name(name).send().await?;
    let status = set
        .time_to_live_description
        .and_then(|description| description.time_to_live_status);
    if !matches!(status, Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)) {
        wanted.send_with(client).await?;
    }
    Ok(())
}
