//! The root keys, and what proves this workspace to an issuer, from Secrets Manager.

use futures::future::BoxFuture;
use jiff::Timestamp;

use super::Connection;
use super::error::chain;
use super::names::env;
use crate::link::{RootKeys, RootKeysError};

/// Why there are no root keys. Never holds any part of them.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The environment does not say where they are.
    #[error("{} is missing: it names the secret of the root keys", env::ROOT_SECRET_ARN)]
    NotNamed,
    /// Secrets Manager did not give the secret.
    #[error("the root keys could not be read from Secrets Manager: {0}")]
    Unavailable(String),
    /// The secret has no text.
    #[error("the secret of the root keys holds no text")]
    Empty,
    /// The secret is not a map of keys.
    #[error(transparent)]
    Unusable(#[from] RootKeysError),
}

/// Reads the root keys from the secret named by `arn`.
///
/// # Errors
/// No secret is named, or it cannot be read, or it holds no keys.
pub async fn read_root_keys(
    client: &aws_sdk_secretsmanager::Client,
    arn: Option<&str>,
) -> Result<RootKeys, SecretError> {
    Ok(read_stored_root_keys(client, arn).await?.keys)
}

/// The root keys as they are stored.
pub struct StoredRootKeys {
    /// The keys.
    pub keys: RootKeys,
    /// Since when they are as they are, where Secrets Manager says so.
    pub since: Option<Timestamp>,
}

/// Reads the root keys and since when they are as they are.
///
/// # Errors
/// No secret is named, or it cannot be read, or it holds no keys.
pub async fn read_stored_root_keys(
    client: &aws_sdk_secretsmanager::Client,
    arn: Option<&str>,
) -> Result<StoredRootKeys, SecretError> {
    let arn = arn.ok_or(SecretError::NotNamed)?;
    let secret = client.get_secret_value().secret_id(arn).send().await;
    let secret = secret.map_err(|error| SecretError::Unavailable(chain(&error)))?;
    let since = secret.created_date.as_ref().map(|at| Timestamp::from_second(at.secs()));
    Ok(StoredRootKeys {
        keys: RootKeys::parse(&secret.secret_string.ok_or(SecretError::Empty)?)?,
        since: since.transpose().ok().flatten(),
    })
}

/// Reads what proves this workspace to the issuer that people sign in with.
pub trait ReadClientSecret: Send + Sync {
    /// The client secret, as it stands now.
    fn read_client_secret(&self) -> BoxFuture<'_, Result<String, ClientSecretError>>;
}

/// Why there is no client secret. Never holds any part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientSecretError {
    /// Secrets Manager did not give it.
    #[error("the client secret could not be read from Secrets Manager: {0}")]
    Unavailable(String),
    /// The secret has no text.
    #[error("the secret of the client secret holds no text: store the client secret alone, as plain text")]
    Empty,
}

/// A client secret that is the whole text of a secret.
pub struct StoredClientSecret {
    client: aws_sdk_secretsmanager::Client,
    arn: String,
}

impl StoredClientSecret {
    /// The one named by `arn`.
    #[must_use]
    pub fn new(connection: &Connection, arn: impl Into<String>) -> Self {
        Self {
            client: connection.secrets(),
            arn: arn.into(),
        }
    }
}

impl ReadClientSecret for StoredClientSecret {
    fn read_client_secret(&self) -> BoxFuture<'_, Result<String, ClientSecretError>> {
        Box::pin(async move {
            let secret = self.client.get_secret_value().secret_id(&self.arn).send().await;
            let secret = secret.map_err(|error| ClientSecretError::Unavailable(chain(&error)))?;
            let text = secret.secret_string.unwrap_or_default();
            match text.trim() {
                "" => Err(ClientSecretError::Empty),
                text => Ok(text.to_owned()),
            }
        })
    }
}
