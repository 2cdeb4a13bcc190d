//! A deployed stack, reached with the caller's own AWS credentials.

use anyhow::{Context, Result, anyhow};
use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::Client;
use jiff::SignedDuration;
use shared::link::RootKeys;
use shared::store::error::chain;
use shared::store::names::env;
use shared::store::secret::read_root_keys;
use shared::store::{Patience, Tables};

use crate::root_secret::RootSecret;

/// What the commands need of a stack.
pub struct Stack {
    /// A client with the caller's credentials.
    pub dynamodb: Client,
    /// The stack's tables.
    pub tables: Tables,
    /// Its root keys.
    pub keys: RootKeys,
    /// Where they are kept.
    pub root_secret: RootSecret,
    /// Its zone.
    pub time_zone: String,
    /// How long it keeps responses.
    pub retention: SignedDuration,
    /// Where its survey links lead, without a slash at the end.
    pub base_url: String,
}

/// Reads the outputs of the stack called `name`, and its root keys.
///
/// # Errors
/// There is no such stack, it lacks an output, or the caller may not read it.
pub async fn open(name: &str, patience: Patience) -> Result<Stack> {
    let tls =
        aws_smithy_http_client::tls::Provider::Rustls(aws_smithy_http_client::tls::rustls_provider::CryptoMode::Ring);
    let http = aws_smithy_http_client::Builder::new().tls_provider(tls).build_https();
    let aws = aws_config::defaults(BehaviorVersion::v2026_01_12())
        .http_client(http)
        .load()
        .await;
    let answer = aws_sdk_cloudformation::Client::new(&aws)
        .describe_stacks()
        .stack_name(name)
        .send()
        .await;
    let answer = answer.map_err(|error| anyhow!(chain(&error)));
    let answer = answer.with_context(|| {
        format!("the stack '{name}' cannot be read; check its name, AWS_REGION and your credentials")
    })?;
    let stack = answer.stacks().first();
    let outputs = stack
        .map(aws_sdk_cloudformation::types::Stack::outputs)
        .unwrap_or_default();
    let output = |key: &str| {
        outputs
            .iter()
            .find(|output| output.output_key() == Some(key))
            .and_then(|output| output.output_value())
            .map(str::to_owned)
    };
    let required = |key: &str| {
        output(key).with_context(|| format!("the stack '{name}' has no output {key}: is it a stack of Aisance?"))
    };
    let tables = Tables::from_env(|variable| output(&output_name(variable)));
    let tables = tables.map_err(|missing| {
        anyhow!(
            "the stack '{name}' has no output for {}: is it a stack of Aisance?",
            missing.join(", ")
        )
    })?;
    let secrets = aws_sdk_secretsmanager::Client::new(&aws);
    let arn = required(&output_name(env::ROOT_SECRET_ARN))?;
    let keys = read_root_keys(&secrets, Some(&arn)).await?;
    let days: i64 = required(&output_name(env::RETENTION_DAYS))?
        .parse()
        .context("the stack's RetentionDays is no number")?;
    let config = aws_sdk_dynamodb::config::Builder::from(&aws)
        .retry_config(patience.retries())
        .timeout_config(patience.timeouts());
    Ok(Stack {
        dynamodb: Client::from_conf(config.build()),
        tables,
        keys,
        root_secret: RootSecret::Stack { client: secrets, arn },
        time_zone: required(&output_name(env::TIME_ZONE))?,
        retention: SignedDuration::from_hours(24 * days),
        base_url: required("SurveyUrl")?
            .trim_end_matches('/')
            .trim_end_matches("/s")
            .to_owned(),
    })
}

/// The output of a stack that holds what its functions have in a variable: `ROOT_SECRET_ARN` is `RootSecretArn`.
#[must_use]
pub fn output_name(variable: &str) -> String {
    let word = |word: &str| word[..1].to_owned() + &word[1..].to_lowercase();
    variable.split('_').map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outputs_are_named_as_the_variables_are() {
        assert_eq!(output_name(env::ROOT_SECRET_ARN), "RootSecretArn");
        assert_eq!(output_name(env::RESPONSES_TABLE), "ResponsesTable");
    }
}
