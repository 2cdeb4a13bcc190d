//! An issuer in memory: its document, its keys, and tokens that say whatever a test wants.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::future::BoxFuture;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use shared::config::OidcConfig;
use shared::domain::role_map::RoleMap;
use shared::web::{Web, WebAnswer, WebError, WebRequest};

use super::noon;

pub(crate) const ISSUER: &str = "https://id.example";
pub(crate) const CLIENT: &str = "aisance";

/// A P-256 key pair with an id.
pub(crate) struct TestKey {
    pub id: String,
    pair: EcdsaKeyPair,
}

impl TestKey {
    pub(crate) fn new(id: &str) -> Self {
        let (random, algorithm) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
        let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        Self {
            id: id.to_owned(),
            pair: EcdsaKeyPair::from_pkcs8(algorithm, made.as_ref(), &random).unwrap(),
        }
    }

    pub(crate) fn published(&self) -> Value {
        let (x, y) = self.pair.public_key().as_ref()[1..].split_at(32);
        let [x, y] = [x, y].map(|half| URL_SAFE_NO_PAD.encode(half));
        json!({ "kty": "EC", "crv": "P-256", "kid": self.id, "x": x, "y": y })
    }

    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let [header, claims] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let message = format!("{header}.{claims}");
        let signature = self.pair.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// A token signed rightly.
    pub(crate) fn token(&self, claims: &Value) -> String {
        self.sign(&json!({ "alg": "ES256", "kid": self.id }), claims)
    }
}

/// Claims that hold, but for the nonce.
pub(crate) fn claims(nonce: &str) -> Value {
    let now = noon().as_second();
    json!({
        "iss": ISSUER, "aud": CLIENT, "sub": "248289761001", "iat": now, "exp": now + 300, "nonce": nonce,
        "name": "Somebody", "groups": ["aisance-agent"],
    })
}

/// What the issuer does in the place of the usual.
#[derive(Default)]
pub(crate) struct Behaviour {
    /// The claims of the next token, changed by this.
    pub claims: Option<fn(&mut Value)>,
    /// What every request gets.
    pub fails: Option<Result<(u16, Value), WebError>>,
    /// Whether it says that it always names itself.
    pub names_itself: bool,
}

/// The issuer. It remembers what it was asked.
pub(crate) struct FakeIssuer {
    pub key: Mutex<TestKey>,
    pub behaviour: Mutex<Behaviour>,
    pub asked: Mutex<Vec<WebRequest>>,
    pub key_reads: AtomicUsize,
    pub nonce: Mutex<String>,
}

impl FakeIssuer {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            key: Mutex::new(TestKey::new("first")),
            behaviour: Mutex::default(),
            asked: Mutex::default(),
            key_reads: AtomicUsize::new(0),
            nonce: Mutex::default(),
        })
    }

    #[allow(clippy::unwrap_in_result, reason = "what panics is the test")]
    fn answer(&self, request: &WebRequest) -> Result<(u16, Value), WebError> {
        let behaviour = self.behaviour.lock().unwrap();
        if let Some(fails) = &behaviour.fails {
            return fails.clone();
        }
        let key = self.key.lock().unwrap();
        match request.url.strip_prefix(ISSUER).unwrap() {
            "/.well-known/openid-configuration" => Ok((
                200,
                json!({
                    "issuer": ISSUER,
                    "authorization_endpoint": format!("{ISSUER}/authorize"),
                    "token_endpoint": format!("{ISSUER}/token"),
                    "jwks_uri": format!("{ISSUER}/keys"),
                    "authorization_response_iss_parameter_supported": behaviour.names_itself,
                }),
            )),
            "/keys" => {
                self.key_reads.fetch_add(1, Relaxed);
                Ok((200, json!({ "keys": [{ "kty": "unknown" }, key.published()] })))
            }
            "/token" => {
                let mut claims = claims(&self.nonce.lock().unwrap());
                if let Some(change) = behaviour.claims {
                    change(&mut claims);
                }
                Ok((200, json!({ "access_token": "unused", "id_token": key.token(&claims) })))
            }
            other => panic!("{other} is nothing that an issuer is asked for"),
        }
    }
}

impl Web for FakeIssuer {
    fn send(&self, request: WebRequest) -> BoxFuture<'_, Result<WebAnswer, WebError>> {
        let answer = self.answer(&request).map(|(status, body)| WebAnswer {
            status,
            body: body.to_string().into_bytes(),
        });
        self.asked.lock().unwrap().push(request);
        Box::pin(async move { answer })
    }
}

pub(crate) fn config() -> OidcConfig {
    OidcConfig {
        issuer: ISSUER.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: None,
        scopes: "openid profile".to_owned(),
        roles_claim: "groups".to_owned(),
        roles: RoleMap::default(),
    }
}
