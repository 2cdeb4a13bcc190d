//! A Secrets Manager that knows one secret.

use std::net::SocketAddr;

use anyhow::Result;
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::json;

/// Name of the secret.
pub const ARN: &str = "arn:aws:secretsmanager:us-east-1:123456789012:secret:root-keys";

/// Root keys made up for the tests.
pub const ROOT_KEYS: &str = r#"{"1":"made-up-root-key-for-tests-only-0123456789abcdef","2":"another-made-up-root-key-for-tests-9876543210fedcba"}"#;

/// Serves the secret on a free loopback port.
pub async fn start() -> Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
    Ok(address)
}

async fn answer(headers: HeaderMap, body: String) -> Response {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok());
    let asked: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    if target == Some("secretsmanager.GetSecretValue") && asked["SecretId"] == ARN {
        return axum::Json(json!({ "ARN": ARN, "Name": "root-keys", "SecretString": ROOT_KEYS })).into_response();
    }
    (
        StatusCode::BAD_REQUEST,
        axum::Json(json!({ "__type": "ResourceNotFoundException" })),
    )
        .into_response()
}
