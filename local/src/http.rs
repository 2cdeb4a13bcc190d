//! Requests of the command line to hosts: a deployed stack's own addresses, and AWS.

use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext};
use aws_smithy_runtime_api::client::http::HttpConnector as _;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use shared::store::error::chain;

/// How long an answer may take, from the connection to its last byte: that of a function which starts cold is among them.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its method.
    pub method: &'static str,
    /// Where to.
    pub url: String,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body; empty for none.
    pub body: String,
}

impl Request {
    /// A GET without headers.
    #[must_use]
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            method: "GET",
            url: url.into(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    /// The same with one header more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}

/// An answer. Redirects are answers too: none is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body, as text.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// No connection, or one that broke.
    #[error("it cannot be reached: {0}")]
    Unreachable(String),
    /// The time was up.
    #[error("it did not answer within {} seconds", PATIENCE.as_secs())]
    TooSlow,
}

/// Sends requests, over TLS with the certificates of the operating system.
pub struct Http(Connector);

impl Http {
    /// A client.
    ///
    /// # Errors
    /// The operating system's certificates cannot be used.
    pub fn new() -> anyhow::Result<Self> {
        let context = TlsContext::builder().build()?;
        let builder = Connector::builder().tls_provider(Provider::Rustls(CryptoMode::Ring));
        Ok(Self(builder.tls_context(context).build()))
    }

    /// Sends one request and reads the whole answer.
    ///
    /// # Errors
    /// There is none, or none in time.
    pub async fn send(&self, request: Request) -> Result<Answer, NoAnswer> {
        let answer = tokio::time::timeout(PATIENCE, self.exchange(request));
        answer.await.unwrap_or(Err(NoAnswer::TooSlow))
    }

    async fn exchange(&self, request: Request) -> Result<Answer, NoAnswer> {
        let unusable = |error: &dyn std::fmt::Display| NoAnswer::Unreachable(error.to_string());
        let length = request.body.len();
        let mut http = HttpRequest::new(SdkBody::from(request.body));
        http.set_uri(request.url).map_err(|error| unusable(&error))?;
        http.set_method(request.method).map_err(|error| unusable(&error))?;
        for (name, value) in request.headers {
            let set = http.headers_mut().try_insert(name, value);
            set.map_err(|error| unusable(&error))?;
        }
        http.headers_mut().insert("content-length", length.to_string());
        let answer = self.0.call(http).await;
        let answer = answer.map_err(|error| NoAnswer::Unreachable(chain(&error)))?;
        let (status, location) = (
            answer.status().as_u16(),
            answer.headers().get("location").map(str::to_owned),
        );
        let body = ByteStream::new(answer.into_body()).collect().await;
        let body = body.map_err(|error| NoAnswer::Unreachable(chain(&error)))?;
        Ok(Answer {
            status,
            location,
            body: body.to_vec(),
        })
    }
}
