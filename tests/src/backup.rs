//! Backups of tables on the local engine, which stand for those of DynamoDB: a copy of every item under another name, and a
//! table made again under its own name.

use anyhow::{Context, Result};
use aws_sdk_dynamodb::Client;
use local::template::Template;
use shared::store::{Connection, Patience};

use crate::engine::Engine;

/// What the name of a restored table begins with.
const RESTORED: &str = "restored-";

/// Copies of all tables as they are now, under other names: as a table comes out of a restore to a point in time.
pub struct Backup {
    client: Client,
}

impl Backup {
    /// Copies every table.
    ///
    /// # Errors
    /// The engine fails.
    pub async fn of(engine: &Engine) -> Result<Self> {
        let client = Connection::to_local_engine(format!("http://{}", engine.address))?.dynamodb(Patience::Interactive);
        let template = Template::bundled()?;
        local::tables::create_tables(&client, &template, RESTORED).await?;
        let backup = Self { client };
        for table in &template.tables {
            backup
                .copy(&table.logical_id, &backup.of_table(&table.logical_id))
                .await?;
        }
        Ok(backup)
    }

    /// The name of the copy of a table.
    pub fn of_table(&self, table: &str) -> String {
        format!("{RESTORED}{table}")
    }

    /// Deletes a table with all it holds, and restores its copy under the table's own name.
    ///
    /// # Errors
    /// The engine fails.
    pub async fn take_the_place_of(&self, table: &str) -> Result<()> {
        self.client.delete_table().table_name(table).send().await?;
        local::tables::create_tables(&self.client, &Template::bundled()?, "").await?;
        self.copy(&self.of_table(table), table).await
    }

    /// Deletes these items of a table, as a wrong script does.
    ///
    /// # Errors
    /// The engine fails.
    pub async fn lose(&self, table: &str, lost: impl Fn(&str) -> bool) -> Result<usize> {
        let mut items = self.client.scan().table_name(table).into_paginator().items().send();
        let mut count = 0;
        while let Some(item) = items.next().await {
            let item = item?;
            let key = item.get("pk").and_then(|key| key.as_s().ok()).context("a key")?;
            if lost(key) {
                let delete = self.client.delete_item().table_name(table);
                let delete = delete.key("pk", item["pk"].clone()).key("sk", item["sk"].clone());
                delete.send().await?;
                count += 1;
            }
        }
        Ok(count)
    }

    async fn copy(&self, from: &str, to: &str) -> Result<()> {
        let mut items = self.client.scan().table_name(from).into_paginator().items().send();
        while let Some(item) = items.next().await {
            self.client
                .put_item()
                .table_name(to)
                .set_item(Some(item?))
                .send()
                .await?;
        }
        Ok(())
    }
}
