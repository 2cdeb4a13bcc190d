//! A Secrets Manager that knows two secrets.

use std::net::SocketAddr;

use anyhow::Result;
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::json;

use crate::asked::caller;
use crate::permissions::{Access, permit};

/// Name of the secret that proves a workspace to its issuer.
pub const CLIENT_SECRET_ARN: &str = "arn:aws:secretsmanager:us-east-1:123456789012:secret:client-secret";

/// What it holds.
pub const CLIENT_SECRET: &str = "a made-up client secret";

/// Name of the secret of the root keys.
pub const ARN: &str = "arn:aws:secretsmanager:us-east-1:123456789012:secret:root-keys";

/// Root keys made up for the tests.
pub const ROOT_KEYS: &str = r#"{"1":"made-up-root-key-for-tests-only-0123456789abcdef","2":"another-made-up-root-key-for-tests-9876543210fedcba"}"#;

/// Serves the secrets on a free loopback port.
pub async fn start() -> Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
    Ok(address)
}

async fn answer(headers: HeaderMap, body: String) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let asked: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    let known = [
        (ARN, "RootSecret", ROOT_KEYS),
        (CLIENT_SECRET_ARN, "OidcClientSecretArn", CLIENT_SECRET),
    ];
    let Some((arn, resource, text)) = known.into_iter().find(|(arn, ..)| asked["SecretId"] == *arn) else {
        return refused("ResourceNotFoundException", "");
    };
    if header("x-amz-target") != Some("secretsmanager.GetSecretValue") {
        return refused("InvalidRequestException", "");
    }
    let access = Access {
        action: "secretsmanager:GetSecretValue",
        resource: resource.to_owned(),
        partitions: Vec::new(),
    };
    match permit(caller(header("authorization").unwrap_or_default()), &access) {
        Ok(()) => axum::Json(json!({ "ARN": arn, "Name": resource, "SecretString": text })).into_response(),
        Err(why) => refused("AccessDeniedException", &why),
    }
}

fn refused(kind: &str, why: &str) -> Response {
    let body = axum::Json(json!({ "__type": kind, "Message": why }));
    (StatusCode::BAD_REQUEST, body).into_response()
}
