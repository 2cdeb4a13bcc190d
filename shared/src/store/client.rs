//! How the functions reach AWS: credentials from the environment, rustls with ring, Amazon's roots alone.
//!
//! Parsing a whole system's certificates costs more than everything else at the start of a function, so only the
//! five roots that AWS says its services chain to are trusted, and what `AWS_CA_BUNDLE` adds.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region, SharedHttpClient};
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::http::{HttpClient as _, http_client_fn};

use super::format::FormatGuard;

/// Amazon Root CA 1 to 4 and Starfield Services Root CA G2, <https://www.amazontrust.com/repository/>.
const AMAZON_ROOTS: &str = include_str!("amazon_roots.pem");

/// How long to keep trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Somebody waits: 3 attempts of at most 1.5 s, 4 s in all.
    Interactive,
    /// Nobody waits: 10 attempts of at most 10 s, 60 s in all.
    Nightly,
}

/// How to reach AWS.
#[derive(Clone)]
pub struct Connection {
    pub(super) region: Region,
    pub(super) credentials: Credentials,
    pub(super) http: SharedHttpClient,
    dynamodb_endpoint: Option<String>,
    secrets_endpoint: Option<String>,
    pub(super) s3_endpoint: Option<String>,
}

/// What the environment lacks.
#[derive(Debug, thiserror::Error)]
pub enum ConnectionError {
    /// A variable that every Lambda function has.
    #[error("the environment variable {0} is missing")]
    Missing(&'static str),
    /// A bundle that cannot be read or parsed.
    #[error("the certificates of AWS_CA_BUNDLE cannot be used: {0}")]
    CaBundle(String),
}

impl Connection {
    /// From the variables that AWS sets for a function, and the usual ones that point elsewhere. `var` looks one up.
    ///
    /// # Errors
    /// A variable is missing, or the extra certificates cannot be read.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Result<Self, ConnectionError> {
        let required = |name: &'static str| var(name).ok_or(ConnectionError::Missing(name));
        let credentials = Credentials::new(
            required("AWS_ACCESS_KEY_ID")?,
            required("AWS_SECRET_ACCESS_KEY")?,
            var("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        let extra = var("AWS_CA_BUNDLE")
            .map(std::fs::read)
            .transpose()
            .map_err(|error| ConnectionError::CaBundle(error.to_string()))?;
        let everywhere = var("AWS_ENDPOINT_URL");
        Ok(Self {
            region: Region::new(required("AWS_REGION")?),
            credentials,
            http: http_client(extra)?,
            dynamodb_endpoint: var("AWS_ENDPOINT_URL_DYNAMODB").or_else(|| everywhere.clone()),
            secrets_endpoint: var("AWS_ENDPOINT_URL_SECRETS_MANAGER").or_else(|| everywhere.clone()),
            s3_endpoint: var("AWS_ENDPOINT_URL_S3").or(everywhere),
        })
    }

    /// An engine on this machine that asks for no real credentials.
    ///
    /// # Errors
    /// Amazon's roots cannot be parsed, which a test rules out.
    pub fn to_local_engine(endpoint: impl Into<String>) -> Result<Self, ConnectionError> {
        Ok(Self {
            region: Region::new("us-east-1"),
            credentials: Credentials::new("local", "local", None, None, "local"),
            http: http_client(None)?,
            dynamodb_endpoint: Some(endpoint.into()),
            secrets_endpoint: None,
            s3_endpoint: None,
        })
    }

    /// A DynamoDB client.
    #[must_use]
    pub fn dynamodb(&self, patience: Patience) -> aws_sdk_dynamodb::Client {
        let mut config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(self.region.clone())
            .credentials_provider(self.credentials.clone())
            .http_client(self.http.clone())
            .retry_config(patience.retries())
            .timeout_config(patience.timeouts());
        if let Some(endpoint) = &self.dynamodb_endpoint {
            config = config.endpoint_url(endpoint);
        }
        guarded(config)
    }

    /// A Secrets Manager client.
    #[must_use]
    pub fn secrets(&self) -> aws_sdk_secretsmanager::Client {
        let mut config = aws_sdk_secretsmanager::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(self.region.clone())
            .credentials_provider(self.credentials.clone())
            .http_client(self.http.clone())
            .retry_config(Patience::Interactive.retries())
            .timeout_config(Patience::Interactive.timeouts());
        if let Some(endpoint) = &self.secrets_endpoint {
            config = config.endpoint_url(endpoint);
        }
        aws_sdk_secretsmanager::Client::from_conf(config.build())
    }
}

/// The client of such a configuration, which gives nobody an item of a newer release and writes over none. Every client of
/// the tables is made here, and guarded once: a second guard would ask for the format twice, which DynamoDB refuses.
#[must_use]
pub fn guarded(config: aws_sdk_dynamodb::config::Builder) -> aws_sdk_dynamodb::Client {
    aws_sdk_dynamodb::Client::from_conf(config.interceptor(FormatGuard).build())
}

impl Patience {
    /// Attempts and the pauses between them.
    #[must_use]
    pub fn retries(self) -> RetryConfig {
        match self {
            Self::Interactive => RetryConfig::standard()
                .with_max_attempts(3)
                .with_initial_backoff(Duration::from_millis(50)),
            Self::Nightly => RetryConfig::standard()
                .with_max_attempts(10)
                .with_max_backoff(Duration::from_secs(10)),
        }
    }

    /// The deadlines of one attempt and of all together.
    #[must_use]
    pub fn timeouts(self) -> TimeoutConfig {
        let (attempt, all) = match self {
            Self::Interactive => (Duration::from_millis(1_500), Duration::from_secs(4)),
            Self::Nightly => (Duration::from_secs(10), Duration::from_secs(60)),
        };
        TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1))
            .operation_attempt_timeout(attempt)
            .operation_timeout(all)
            .build()
    }
}

fn http_client(extra_roots: Option<Vec<u8>>) -> Result<SharedHttpClient, ConnectionError> {
    let mut roots = TrustStore::empty().with_pem_certificate(AMAZON_ROOTS.as_bytes());
    if let Some(extra) = extra_roots {
        roots = roots.with_pem_certificate(extra);
    }
    let context = TlsContext::builder()
        .with_trust_store(roots)
        .build()
        .map_err(|error| ConnectionError::CaBundle(error.to_string()))?;
    let https = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(context)
        .build_https();
    // Given to a client as it is, it would parse the roots for every client that is made, to throw them away, and once more
    // for the first request.
    Ok(http_client_fn(move |settings, components| {
        https.http_connector(settings, components)
    }))
}
