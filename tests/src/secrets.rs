//! A Secrets Manager that knows one secret.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::json;

/// Name of the secret.
pub const ARN: &str = "arn:aws:secretsmanager:us-east-1:123456789012:secret:root-keys";

/// Root keys made up for the tests.
pub const ROOT_KEYS: &str = r#"{"1":"made-up-root-key-for-tests-only-0123456789abcdef","2":"another-made-up-root-key-for-tests-9876543210fedcba"}"#;

type Text = Arc<Mutex<String>>;

/// The secret.
pub struct Secret {
    /// Where it is served.
    pub address: SocketAddr,
    text: Text,
}

impl Secret {
    /// Its text, as it stands now.
    pub fn text(&self) -> String {
        self.text.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces its text, as a person does in the console.
    pub fn replace(&self, text: &str) {
        text.clone_into(&mut self.text.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Serves the secret on a free loopback port.
pub async fn start() -> Result<Secret> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let text: Text = Arc::new(Mutex::new(ROOT_KEYS.to_owned()));
    let router = Router::new().route("/", post(answer)).with_state(Arc::clone(&text));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(Secret { address, text })
}

async fn answer(State(text): State<Text>, headers: HeaderMap, body: String) -> Response {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok());
    let asked: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    let mut text = text.lock().unwrap_or_else(PoisonError::into_inner);
    match (target, asked["SecretString"].as_str()) {
        _ if asked["SecretId"] != ARN => {}
        (Some("secretsmanager.GetSecretValue"), _) => {
            let secret = json!({ "ARN": ARN, "Name": "root-keys", "SecretString": *text });
            return axum::Json(secret).into_response();
        }
        (Some("secretsmanager.PutSecretValue"), Some(new)) => {
            new.clone_into(&mut text);
            return axum::Json(json!({ "ARN": ARN, "Name": "root-keys" })).into_response();
        }
        _ => {}
    }
    (
        StatusCode::BAD_REQUEST,
        axum::Json(json!({ "__type": "ResourceNotFoundException" })),
    )
        .into_response()
}
