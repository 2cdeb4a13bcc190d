//! The root keys, from Secrets Manager.

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
    let arn = arn.ok_or(SecretError::NotNamed)?;
    let secret = client.get_secret_value().secret_id(arn).send().await;
    let secret = secret.map_err(|error| SecretError::Unavailable(chain(&error)))?;
    Ok(RootKeys::parse(&secret.secret_string.ok_or(SecretError::Empty)?)?)
}
