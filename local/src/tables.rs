//! Making the template's tables where there is no CloudFormation.

use anyhow::{Context, Result};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::create_table::CreateTableError;
use shared::store::Tables;

use crate::template::Template;

/// Makes every table that is not there yet, named by `prefix` and its logical id.
///
/// # Errors
/// The engine refuses a table.
pub async fn create_tables(client: &Client, template: &Template, prefix: &str) -> Result<Tables> {
    let name = |logical_id: &str| format!("{prefix}{logical_id}");
    for table in &template.tables {
        let made = table
            .create_table_input(name(&table.logical_id))?
            .send_with(client)
            .await;
        match made {
            Ok(_) => {
                if let Some(ttl) = table.time_to_live_input(name(&table.logical_id))? {
                    ttl.send_with(client)
                        .await
                        .with_context(|| format!("cannot set the expiry of {}", table.logical_id))?;
                }
            }
            Err(error)
                if matches!(
                    error.as_service_error(),
                    Some(CreateTableError::ResourceInUseException(_))
                ) => {}
            Err(error) => return Err(error).with_context(|| format!("cannot make the table {}", table.logical_id)),
        }
    }
    let by_variable = |variable: &str| {
        template
            .tables
            .iter()
            .find(|table| table.env_name == variable)
            .map(|table| name(&table.logical_id))
    };
    Tables::from_env(by_variable)
        .map_err(|missing| anyhow::anyhow!("template.yaml has no table for {}", missing.join(", ")))
}
