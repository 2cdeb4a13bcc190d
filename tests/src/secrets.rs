//! A Secrets Manager that knows two secrets.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::extract::State;
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

type Text = Arc<Mutex<String>>;

/// The secrets as they are served.
pub struct Secret {
    /// Where they are served.
    pub address: SocketAddr,
    text: Text,
}

impl Secret {
    /// The text of the root keys, as it stands now.
    pub fn text(&self) -> String {
        self.text.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces that text, as a person does in the console.
    pub fn replace(&self, text: &str) {
        text.clone_into(&mut self.text.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Serves the secrets on a free loopback port.
pub async fn start() -> Result<Secret> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let text: Text = Arc::new(Mutex::new(ROOT_KEYS.to_owned()));
    let router = Router::new().route("/", post(answer)).with_state(Arc::clone(&text));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(Secret { address, text })
}

async fn answer(State(text): State<Text>, headers: HeaderMap, body: String) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let asked: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    let mut keys = text.lock().unwrap_or_else(PoisonError::into_inner);
    let known = [(ARN, "RootSecret"), (CLIENT_SECRET_ARN, "OidcClientSecretArn")];
    let Some((arn, resource)) = known.into_iter().find(|(arn, _)| asked["SecretId"] == *arn) else {
        return refused("ResourceNotFoundException", "");
    };
    let action = match header("x-amz-target") {
        Some("secretsmanager.GetSecretValue") => "secretsmanager:GetSecretValue",
        Some("secretsmanager.PutSecretValue") => "secretsmanager:PutSecretValue",
        _ => return refused("InvalidRequestException", ""),
    };
    let access = Access {
        action,
        resource: resource.to_owned(),
        partitions: Vec::new(),
    };
    if let Err(why) = permit(caller(header("authorization").unwrap_or_default()), &access) {
        return refused("AccessDeniedException", &why);
    }
    if let Some(new) = asked["SecretString"].as_str() {
        new.clone_into(&mut keys);
    }
    let text = if arn == ARN { keys.as_str() } else { CLIENT_SECRET };
    axum::Json(json!({ "ARN": arn, "Name": resource, "SecretString": text })).into_response()
}

fn refused(kind: &str, why: &str) -> Response {
    let body = axum::Json(json!({ "__type": kind, "Message": why }));
    (StatusCode::BAD_REQUEST, body).into_response()
}
