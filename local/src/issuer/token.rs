//! `POST /issuer/token`: an authorization code for an id token (RFC 6749, section 4.1.3; RFC 7636, section 4.6).

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{StatusCode, header};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use shared::domain::access::Role;

use super::codes::Granted;
use super::{CLIENT_ID, Issuer, random_text};
use crate::workspace::now;

const TOKEN_LASTS: SignedDuration = SignedDuration::from_mins(5);

#[derive(Deserialize)]
struct Asked {
    grant_type: String,
    code: String,
    redirect_uri: String,
    client_id: String,
    code_verifier: String,
}

pub(super) async fn exchange(State(issuer): State<Issuer>, body: Bytes) -> Response {
    let Ok(asked) = serde_urlencoded::from_bytes::<Asked>(&body) else {
        return refused("invalid_request");
    };
    if asked.grant_type != "authorization_code" {
        return refused("unsupported_grant_type");
    }
    if asked.client_id != CLIENT_ID {
        return refused("invalid_client");
    }
    let granted = issuer.codes().take(&asked.code);
    let proven = |granted: &Granted| {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&asked.code_verifier));
        granted.redirect == asked.redirect_uri && granted.challenge == challenge
    };
    let Some(granted) = granted.filter(proven) else {
        return refused("invalid_grant");
    };
    match issuer.0.key.sign(&claims(&issuer, &granted)) {
        Ok(token) => answer(
            StatusCode::OK,
            json!({
                "access_token": random_text(), "token_type": "Bearer", "expires_in": TOKEN_LASTS.as_secs(), "id_token": token,
            }),
        ),
        Err(error) => {
            tracing::error!(%error, "nobody could be signed in");
            answer(StatusCode::INTERNAL_SERVER_ERROR, json!({ "error": "server_error" }))
        }
    }
}

fn claims(issuer: &Issuer, granted: &Granted) -> Value {
    let role = granted.role.name();
    let (made, ends) = (now(), now() + TOKEN_LASTS);
    json!({
        "iss": issuer.0.address,
        "sub": format!("local-{role}"),
        "aud": CLIENT_ID,
        "iat": made.as_second(),
        "exp": ends.as_second(),
        "nonce": granted.nonce,
        "name": name(granted.role),
        "groups": [format!("aisance-{role}")],
    })
}

/// What the dashboard calls whoever signs in as this.
pub(super) fn name(role: Role) -> &'static str {
    match role {
        Role::Viewer => "Viewer",
        Role::Agent => "Agent",
        Role::Admin => "Administrator",
    }
}

fn refused(error: &str) -> Response {
    answer(StatusCode::BAD_REQUEST, json!({ "error": error }))
}

fn answer(status: StatusCode, body: Value) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
