//! The text that holds the root keys: a file of the data folder, or a stack's secret.

use anyhow::{Context, Result, anyhow};
use shared::store::error::chain;

use crate::data_folder::DataFolder;

/// Where the root keys are kept.
#[derive(Debug, Clone)]
pub enum RootSecret {
    /// In a data folder.
    Folder(DataFolder),
    /// In Secrets Manager.
    Stack {
        /// A client with the caller's credentials.
        client: aws_sdk_secretsmanager::Client,
        /// Which secret.
        arn: String,
    },
}

impl RootSecret {
    /// The text as it stands now.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn read(&self) -> Result<String> {
        match self {
            Self::Folder(folder) => folder.root_keys_text(),
            Self::Stack { client, arn } => {
                let secret = client.get_secret_value().secret_id(arn).send().await;
                let secret = secret.map_err(|error| anyhow!(chain(&error)));
                let secret = secret.context("the root keys cannot be read from Secrets Manager")?;
                secret
                    .secret_string
                    .context("the secret of the root keys holds no text")
            }
        }
    }

    /// Puts `text` in its place. A stack's secret keeps the text before as its previous version.
    ///
    /// # Errors
    /// It cannot be written; the text before stands.
    pub async fn write(&self, text: &str) -> Result<()> {
        match self {
            Self::Folder(folder) => folder.put_root_keys_text(text),
            Self::Stack { client, arn } => {
                let put = client
                    .put_secret_value()
                    .secret_id(arn)
                    .secret_string(text)
                    .send()
                    .await;
                let put = put.map_err(|error| anyhow!(chain(&error)));
                put.map(|_| ())
                    .context("the root keys cannot be written to Secrets Manager")
            }
        }
    }
}
