//! Hosts that are not AWS, over the HTTP client that the SDK brings: no second HTTP or TLS stack in any function.

use std::sync::LazyLock;
use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::http::HttpConnector as _;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use futures::future::BoxFuture;

use super::error::chain;
use crate::web::{Web, WebAnswer, WebError, WebRequest};

/// How long an answer may take, from the connection to its last byte. Somebody waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Any host, trusted by the certificates of the operating system: Lambda's are kept up to date by AWS.
///
/// They are parsed when the first request is sent, which most copies of a function never do.
pub struct HttpsClient {
    connector: LazyLock<Option<Connector>>,
}

impl Default for HttpsClient {
    fn default() -> Self {
        Self {
            connector: LazyLock::new(|| connector(TrustStore::default())),
        }
    }
}

impl HttpsClient {
    /// A client that trusts no certificate: for a host of this machine, over plain HTTP.
    #[must_use]
    pub fn for_this_machine() -> Self {
        Self {
            connector: LazyLock::new(|| connector(TrustStore::empty())),
        }
    }
}

fn connector(roots: TrustStore) -> Option<Connector> {
    let context = TlsContext::builder().with_trust_store(roots).build().ok()?;
    let builder = Connector::builder().tls_provider(Provider::Rustls(CryptoMode::Ring));
    Some(builder.tls_context(context).build())
}

impl Web for HttpsClient {
    fn send(&self, request: WebRequest) -> BoxFuture<'_, Result<WebAnswer, WebError>> {
        Box::pin(async move {
            let answer = tokio::time::timeout(PATIENCE, exchange(self.connector.as_ref(), request));
            answer.await.unwrap_or(Err(WebError::TooSlow))
        })
    }
}

async fn exchange(connector: Option<&Connector>, request: WebRequest) -> Result<WebAnswer, WebError> {
    let connector = connector.ok_or_else(|| WebError::Unreachable("there is no TLS".to_owned()))?;
    let most = request.most_bytes;
    let answer = connector.call(to_http(request)?).await;
    let answer = answer.map_err(|error| WebError::Unreachable(chain(&error)))?;
    let status = answer.status().as_u16();
    let mut rest = ByteStream::new(answer.into_body());
    let mut body = Vec::new();
    while let Some(piece) = rest.next().await {
        let piece = piece.map_err(|error| WebError::Unreachable(chain(&error)))?;
        if body.len() + piece.len() > most {
            return Err(WebError::TooLarge(most));
        }
        body.extend_from_slice(&piece);
    }
    Ok(WebAnswer { status, body })
}

fn to_http(request: WebRequest) -> Result<HttpRequest, WebError> {
    let unusable = |error: &dyn std::fmt::Display| WebError::Unreachable(error.to_string());
    let mut http = HttpRequest::new(SdkBody::empty());
    http.set_uri(request.url).map_err(|error| unusable(&error))?;
    http.headers_mut().insert("accept", "application/json");
    if let Some(authorization) = request.authorization {
        http.headers_mut().insert("authorization", authorization);
    }
    if let Some(form) = request.form {
        http.set_method("POST").map_err(|error| unusable(&error))?;
        let headers = http.headers_mut();
        headers.insert("content-type", "application/x-www-form-urlencoded");
        headers.insert("content-length", form.len().to_string());
        *http.body_mut() = SdkBody::from(form);
    }
    Ok(http)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_get_or_a_form() {
        let asked = WebRequest {
            url: "https://id.example/token".to_owned(),
            authorization: Some("Basic abc".to_owned()),
            form: None,
            most_bytes: 1,
        };
        let get = to_http(asked.clone()).unwrap();
        assert_eq!((get.method(), get.uri()), ("GET", "https://id.example/token"));
        assert_eq!(get.headers().get("authorization"), Some("Basic abc"));
        let form = Some("code=a".to_owned());
        let post = to_http(WebRequest { form, ..asked.clone() }).unwrap();
        assert_eq!(post.method(), "POST");
        assert_eq!(post.headers().get("content-length"), Some("6"));
        assert_eq!(post.body().bytes(), Some(&b"code=a"[..]));
        let url = "no address".to_owned();
        assert!(to_http(WebRequest { url, ..asked }).is_err());
    }
}
