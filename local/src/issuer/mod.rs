//! An OpenID Connect issuer for this machine alone, so that people sign in here as they do in a deployment: discovery, a
//! page on which one chooses who one is, codes with PKCE, and keys. Whoever knows the code that the terminal shows may;
//! other users of the machine do not.

mod authorize;
mod codes;
mod key;
#[cfg(test)]
mod tests;
mod token;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use shared::clock::random_16;
use shared::config::OidcConfig;
use shared::domain::access::Role;
use shared::domain::role_map::RoleMap;

use self::codes::Codes;
use self::key::SigningKey;

/// Where it is, below the address of the workspace.
pub const PATH: &str = "/issuer";
/// What it calls the workspace.
const CLIENT_ID: &str = "aisance";

/// The issuer.
#[derive(Clone)]
pub struct Issuer(Arc<Parts>);

struct Parts {
    address: String,
    leads_back_to: Vec<String>,
    code: String,
    key: SigningKey,
    codes: Mutex<Codes>,
}

impl Issuer {
    /// An issuer that is served below `base_url` at [`PATH`], and leads browsers back to no other address than these.
    ///
    /// # Errors
    /// No key can be made.
    pub fn new(base_url: &str, leads_back_to: Vec<String>) -> Result<Self> {
        Ok(Self(Arc::new(Parts {
            address: format!("{base_url}{PATH}"),
            leads_back_to,
            code: random_text(),
            key: SigningKey::generate()?,
            codes: Mutex::default(),
        })))
    }

    /// What whoever signs in has to know.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// A link that signs a browser in as this, and leads on to the dashboard beside the issuer.
    #[must_use]
    pub fn link(&self, role: Role) -> String {
        format!("{}/open?code={}&as={}", self.0.address, self.0.code, role.name())
    }

    /// How a workspace is told of it.
    #[must_use]
    pub fn config(&self) -> OidcConfig {
        OidcConfig {
            issuer: self.0.address.clone(),
            client_id: CLIENT_ID.to_owned(),
            client_secret: None,
            scopes: "openid profile".to_owned(),
            roles_claim: "groups".to_owned(),
            roles: RoleMap::default(),
        }
    }

    /// What it answers, below [`PATH`].
    pub fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/open", get(authorize::open))
            .route("/authorize", get(authorize::ask).post(authorize::choose))
            .route("/token", post(token::exchange))
            .with_state(self.clone())
    }

    fn knows(&self, code: &str) -> bool {
        // Digests are compared, so that the time tells nothing of the code.
        Sha256::digest(code) == Sha256::digest(&self.0.code)
    }

    fn codes(&self) -> MutexGuard<'_, Codes> {
        self.0.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn discovery(State(issuer): State<Issuer>) -> Json<Value> {
    let address = &issuer.0.address;
    Json(json!({
        "issuer": address,
        "authorization_endpoint": format!("{address}/authorize"),
        "token_endpoint": format!("{address}/token"),
        "jwks_uri": format!("{address}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    }))
}

async fn keys(State(issuer): State<Issuer>) -> Json<Value> {
    Json(json!({ "keys": [issuer.0.key.published()] }))
}

/// 128 random bits.
fn random_text() -> String {
    URL_SAFE_NO_PAD.encode(random_16())
}
