//! A deployed stack, reached with the caller's own AWS credentials.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow, bail};
use aws_sdk_cloudformation::error::ProvideErrorMetadata as _;
use aws_sdk_dynamodb::Client;
use jiff::{SignedDuration, Timestamp};
use shared::link::RootKeys;
use shared::store::error::chain;
use shared::store::names::env;
use shared::store::secret::{StoredRootKeys, read_stored_root_keys};
use shared::store::{Patience, Tables, guarded};

use crate::aws::Aws;
use crate::root_secret::RootSecret;

/// A stack as CloudFormation describes it.
pub struct Stack {
    /// Its name.
    pub name: String,
    /// Its status, as in `UPDATE_COMPLETE`.
    pub status: String,
    /// Since when it is there.
    pub created: Option<Timestamp>,
    /// The AWS that it is in.
    pub aws: Aws,
    outputs: BTreeMap<String, String>,
    parameters: BTreeMap<String, String>,
}

impl Stack {
    /// Asks for the stack of this name, in the region and with the credentials that the environment says.
    ///
    /// # Errors
    /// There are no credentials and no region, or there is no such stack, or the caller may not see it.
    pub async fn find(name: &str) -> Result<Self> {
        let aws = Aws::of_environment().await?;
        let client = aws_sdk_cloudformation::Client::new(&aws.config);
        let answer = match client.describe_stacks().stack_name(name).send().await {
            Ok(answer) => answer,
            Err(error) => {
                let code = error.as_service_error().and_then(|error| error.code());
                if code == Some("ValidationError") {
                    let known = known_stacks(&client).await;
                    bail!(no_such_stack(name, &aws.region, &known));
                }
                let hint = match error.as_service_error() {
                    Some(_) => "your credentials may have ended, or lack cloudformation:DescribeStacks",
                    None => "AWS cannot be reached: check that you are online, and that AWS_REGION names a region",
                };
                let why = anyhow!(chain(&error));
                return Err(why.context(format!("the stack '{name}' cannot be read in {}: {hint}", aws.region)));
            }
        };
        let stack = answer.stacks.unwrap_or_default().pop();
        let stack = stack.with_context(|| no_such_stack(name, &aws.region, &[]))?;
        Ok(Self {
            name: name.to_owned(),
            status: stack
                .stack_status()
                .map_or_else(String::new, |status| status.as_str().to_owned()),
            created: stack
                .creation_time()
                .and_then(|at| Timestamp::from_second(at.secs()).ok()),
            outputs: outputs(&stack),
            parameters: stack
                .parameters()
                .iter()
                .filter_map(|given| {
                    let value = given.resolved_value().or(given.parameter_value())?;
                    Some((given.parameter_key()?.to_owned(), value.to_owned()))
                })
                .collect(),
            aws,
        })
    }

    /// An output.
    ///
    /// # Errors
    /// There is none of that name: the error says what kind of stack this then is.
    pub fn output(&self, name: &str) -> Result<&str> {
        if let Some(value) = self.outputs.get(name) {
            return Ok(value);
        }
        if self.outputs.is_empty() {
            bail!(
                "the stack '{}' is {} and has no outputs: it was never deployed to its end, or is no stack of Aisance",
                self.name,
                self.status
            );
        }
        if !is_ours(&self.outputs) {
            bail!(
                "the stack '{}' has no output {name}: it is no stack of Aisance",
                self.name
            );
        }
        bail!(
            "the stack '{}' has no output {name}, so it was deployed with another release than this aisance ({}): deploy \
             this release's template with `sam deploy`, or use the aisance of the release that is deployed",
            self.name,
            env!("CARGO_PKG_VERSION")
        )
    }

    /// What a parameter was given, or its default.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }

    /// Its tables.
    ///
    /// # Errors
    /// An output is missing.
    pub fn tables(&self) -> Result<Tables> {
        for variable in env::TABLES {
            self.output(&output_name(variable))?;
        }
        let tables = Tables::from_env(|variable| self.outputs.get(&output_name(variable)).cloned());
        tables.map_err(|missing| anyhow!("the stack '{}' names no {}", self.name, missing.join(", ")))
    }

    /// A client for its tables.
    #[must_use]
    pub fn dynamodb(&self, patience: Patience) -> Client {
        let config = aws_sdk_dynamodb::config::Builder::from(&self.aws.config)
            .retry_config(patience.retries())
            .timeout_config(patience.timeouts());
        guarded(config)
    }

    /// Its root keys.
    ///
    /// # Errors
    /// The caller may not read them, or they are damaged. Never says any part of them.
    pub async fn root_keys(&self) -> Result<RootKeys> {
        Ok(self.stored_root_keys().await?.keys)
    }

    /// Its root keys, and since when they are as they are.
    ///
    /// # Errors
    /// The caller may not read them, or they are damaged. Never says any part of them.
    pub async fn stored_root_keys(&self) -> Result<StoredRootKeys> {
        let secrets = aws_sdk_secretsmanager::Client::new(&self.aws.config);
        Ok(read_stored_root_keys(&secrets, Some(self.output(&output_name(env::ROOT_SECRET_ARN))?)).await?)
    }

    /// Where its root keys are kept.
    ///
    /// # Errors
    /// An output is missing.
    pub fn root_secret(&self) -> Result<RootSecret> {
        Ok(RootSecret::Stack {
            client: aws_sdk_secretsmanager::Client::new(&self.aws.config),
            arn: self.output(&output_name(env::ROOT_SECRET_ARN))?.to_owned(),
        })
    }

    /// The zone that its days are counted in.
    ///
    /// # Errors
    /// An output is missing.
    pub fn time_zone(&self) -> Result<&str> {
        self.output(&output_name(env::TIME_ZONE))
    }

    /// How long it keeps responses.
    ///
    /// # Errors
    /// An output is missing, or no number.
    pub fn retention(&self) -> Result<SignedDuration> {
        let days = self.output(&output_name(env::RETENTION_DAYS))?.parse::<i64>();
        Ok(SignedDuration::from_hours(
            24 * days.context("the stack's RetentionDays is no number")?,
        ))
    }

    /// Where its survey links lead, without a slash at the end.
    ///
    /// # Errors
    /// An output is missing.
    pub fn base_url(&self) -> Result<&str> {
        let surveys = self.output("SurveyUrl")?.trim_end_matches('/');
        Ok(surveys.strip_suffix("/s").unwrap_or(surveys))
    }
}

fn outputs(stack: &aws_sdk_cloudformation::types::Stack) -> BTreeMap<String, String> {
    let outputs = stack.outputs().iter();
    outputs
        .filter_map(|output| Some((output.output_key()?.to_owned(), output.output_value()?.to_owned())))
        .collect()
}

/// Whether the outputs are those of some release of Aisance: every one has had these.
fn is_ours(outputs: &BTreeMap<String, String>) -> bool {
    ["SurveyUrl", "ResponsesTable"]
        .iter()
        .all(|name| outputs.contains_key(*name))
}

/// The stacks of Aisance in the region; none where they cannot be listed, as this only helps with a wrong name.
async fn known_stacks(client: &aws_sdk_cloudformation::Client) -> Vec<String> {
    let pages = client.describe_stacks().into_paginator().items().send();
    let stacks = pages.collect::<Result<Vec<_>, _>>().await.unwrap_or_default();
    let ours = stacks.iter().filter(|stack| is_ours(&outputs(stack)));
    ours.filter_map(|stack| stack.stack_name().map(str::to_owned)).collect()
}

fn no_such_stack(name: &str, region: &str, known: &[String]) -> String {
    let hint = if known.is_empty() {
        "set AWS_REGION to the region it was deployed to, and AWS_PROFILE to its account".to_owned()
    } else {
        format!("there: {}", known.join(", "))
    };
    format!("there is no stack '{name}' in {region}; {hint}")
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
