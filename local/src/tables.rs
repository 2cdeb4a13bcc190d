//! Making the template's tables where there is no CloudFormation.

use anyhow::{Context, Result, anyhow};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::TimeToLiveStatus;
use shared::store::Tables;

use crate::template::{TableSpec, Template};

/// Makes every table that is not there yet, named by `prefix` and its logical id, adds the indexes that an earlier version
/// made a table without, and sets expiry where it is not set.
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
        if known.contains(&name(table)) {
            add_indexes(client, table, &name(table))
                .await
                .with_context(|| format!("cannot add the indexes of {}", table.logical_id))?;
        } else {
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

async fn add_indexes(client: &Client, table: &TableSpec, name: &str) -> Result<()> {
    let described = client.describe_table().table_name(name).send().await?;
    let there: Vec<String> = described
        .table
        .and_then(|table| table.global_secondary_indexes)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|index| index.index_name)
        .collect();
    for index in table.indexes.iter().filter(|index| !there.contains(&index.name)) {
        table.add_index_input(name, index)?.send_with(client).await?;
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Folder;
    use shared::domain::day::before;
    use shared::store::events::ReadDayEvents;
    use shared::store::keys::DayShard;

    #[tokio::test]
    async fn a_table_of_an_earlier_version_gets_its_index() {
        let folder = Folder::new();
        let workspace = folder.workspace().await;
        let (_, engine) = workspace.folder().unwrap();
        let client = crate::engine::client(&engine.endpoint, shared::store::Patience::Interactive).unwrap();
        let template = Template::bundled().unwrap();
        let mut earlier = template.table("EventsTable").unwrap().clone();
        let index_key = earlier.indexes.remove(0).hash_key;
        earlier.attributes.retain(|(name, _)| *name != index_key);
        client.delete_table().table_name("EventsTable").send().await.unwrap();
        earlier
            .create_table_input("EventsTable")
            .unwrap()
            .send_with(&client)
            .await
            .unwrap();

        let shard = DayShard {
            day: before(jiff::civil::date(2026, 11, 21)),
            shard: 0,
        };
        assert!(workspace.store.read_day_events(shard, |_| {}).await.is_err());
        create_tables(&client, &template, "").await.unwrap();
        workspace.store.read_day_events(shard, |_| {}).await.unwrap();
        workspace.close().await;
    }
}
