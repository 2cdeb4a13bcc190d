//! Signing in with an OpenID Connect issuer: the authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1;
//! RFC 7636; RFC 9207). Nothing an issuer sends is believed before the id token's signature, and nothing of a token is logged.

mod discovery;
mod error;
mod id_token;
mod keys;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use shared::config::OidcConfig;
use shared::link::FormKey;
use shared::signing_in::SigningIn;
use shared::store::Connection;
use shared::store::secret::{ReadClientSecret, StoredClientSecret};
use shared::store::web::HttpsClient;
use shared::web::{Web, WebAnswer, WebRequest};

use self::discovery::{Provider, SecretGoes};
pub(crate) use self::error::{NotSignedIn, WrongToken};
use self::id_token::Expected;
pub use self::id_token::Person;
use self::keys::KeySet;

/// For how long an issuer's document and keys are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// An issuer that has changed its keys is asked for them no more often.
const ASKED_AGAIN: SignedDuration = SignedDuration::from_mins(1);

const LARGEST_DOCUMENT: usize = 64 * 1024;
const LARGEST_KEYS: usize = 256 * 1024;
const LARGEST_TOKENS: usize = 256 * 1024;

/// The issuer that people sign in with, and what is known of it.
pub struct Issuer {
    config: OidcConfig,
    web: Arc<dyn Web>,
    secret: Option<Arc<dyn ReadClientSecret>>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    provider: Option<(Arc<Provider>, Timestamp)>,
    keys: Option<(Arc<KeySet>, Timestamp)>,
    secret: Option<Arc<str>>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

/// RFC 6749, section 5.2.
#[derive(Deserialize)]
struct TokenRefusal {
    error: String,
}

impl Issuer {
    /// An issuer asked through `web`; `secret` gives the client secret where there is one.
    #[must_use]
    pub fn new(config: OidcConfig, web: Arc<dyn Web>, secret: Option<Arc<dyn ReadClientSecret>>) -> Self {
        Self {
            config,
            web,
            secret,
            known: Mutex::default(),
        }
    }

    /// An issuer asked over the network, with the client secret from Secrets Manager.
    #[must_use]
    pub fn over_the_network(config: OidcConfig, connection: &Connection) -> Self {
        let web = if config.issuer.starts_with("https:") {
            HttpsClient::default()
        } else {
            HttpsClient::for_this_machine()
        };
        let secret = config.client_secret.as_deref();
        let secret = secret.map(|arn| Arc::new(StoredClientSecret::new(connection, arn)) as Arc<dyn ReadClientSecret>);
        Self::new(config, Arc::new(web), secret)
    }

    /// The groups that somebody has to be in to have a role.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &str> {
        self.config.roles.groups()
    }

    /// Where a browser is led to sign in; it comes back to `redirect`.
    pub(crate) async fn sign_in_url(
        &self,
        begun: &SigningIn,
        key: &FormKey,
        redirect: &str,
        now: Timestamp,
    ) -> Result<String, NotSignedIn> {
        let provider = self.provider(now).await?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(begun.verifier(key)));
        let parameters = [
            ("response_type", "code"),
            ("client_id", &self.config.client_id),
            ("redirect_uri", redirect),
            ("scope", &self.config.scopes),
            ("state", &begun.state(key)),
            ("nonce", &begun.nonce(key)),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let address = &provider.authorization_endpoint;
        let mark = if address.contains('?') { '&' } else { '?' };
        Ok(format!("{address}{mark}{}", encoded(&parameters)))
    }

    /// Whether what came back says rightly which issuer it is from (RFC 9207).
    pub(crate) async fn is_from(&self, issuer: Option<&str>, now: Timestamp) -> Result<bool, NotSignedIn> {
        match issuer {
            Some(issuer) => Ok(issuer == self.config.issuer),
            None => Ok(!self.provider(now).await?.names_itself),
        }
    }

    /// Who the code is for, as the id token that it is exchanged for says.
    pub(crate) async fn person(
        &self,
        code: &str,
        begun: &SigningIn,
        key: &FormKey,
        redirect: &str,
        now: Timestamp,
    ) -> Result<Person, NotSignedIn> {
        let token = self.exchange(code, &begun.verifier(key), redirect, now).await?;
        let expected = Expected {
            issuer: &self.config.issuer,
            client_id: &self.config.client_id,
            nonce: &begun.nonce(key),
            roles_claim: &self.config.roles_claim,
            now,
        };
        let keys = self.keys(now, None).await?;
        let read = match id_token::read(&token, &keys, &expected) {
            Err(WrongToken::UnknownKey) => {
                let newer = self.keys(now, Some(&keys)).await?;
                id_token::read(&token, &newer, &expected)
            }
            read => read,
        };
        let claims = read?;
        let role = self.config.roles.role_of(&claims.groups).ok_or(NotSignedIn::NoRole)?;
        Ok(Person {
            subject: claims.subject,
            name: claims.name,
            role,
        })
    }

    /// The id token for a code.
    async fn exchange(
        &self,
        code: &str,
        verifier: &str,
        redirect: &str,
        now: Timestamp,
    ) -> Result<String, NotSignedIn> {
        let provider = self.provider(now).await?;
        let secret = self.client_secret().await?;
        let client_id = self.config.client_id.as_str();
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ];
        let mut authorization = None;
        match secret.as_deref() {
            // RFC 6749, section 2.3.1: each half is encoded as in a form.
            Some(secret) if provider.secret_goes == SecretGoes::InHeader => {
                let half = |text: &str| encoded(&[("", text)]).split_off(1);
                let pair = format!("{}:{}", half(client_id), half(secret));
                authorization = Some(format!("Basic {}", STANDARD.encode(pair)));
            }
            Some(secret) => form.extend([("client_id", client_id), ("client_secret", secret)]),
            None => form.push(("client_id", client_id)),
        }
        let request = WebRequest {
            url: provider.token_endpoint.clone(),
            authorization,
            form: Some(encoded(&form)),
            most_bytes: LARGEST_TOKENS,
        };
        let answer = self.ask(request).await?;
        if answer.status == 200 {
            let tokens: Tokens = serde_json::from_slice(&answer.body).map_err(|_| NotSignedIn::NoIdToken)?;
            return Ok(tokens.id_token);
        }
        let refusal = serde_json::from_slice::<TokenRefusal>(&answer.body).map(|refusal| refusal.error);
        let refusal = refusal.unwrap_or_default();
        if refusal == "invalid_client" {
            // Perhaps the secret has been changed: next time it is read again.
            self.known().secret = None;
        }
        Err(NotSignedIn::code_refused(answer.status, &refusal))
    }

    async fn provider(&self, now: Timestamp) -> Result<Arc<Provider>, NotSignedIn> {
        if let Some((provider, _)) = self.known().provider.as_ref().filter(|(_, at)| younger(*at, now, KEPT)) {
            return Ok(Arc::clone(provider));
        }
        let url = discovery::url(&self.config.issuer);
        let answer = self.get(url, LARGEST_DOCUMENT).await?;
        let provider = Arc::new(Provider::read(&answer, &self.config.issuer)?);
        self.known().provider = Some((Arc::clone(&provider), now));
        Ok(provider)
    }

    /// The issuer's keys; where those in `lacking` were not enough, newer ones, unless it was asked just now.
    async fn keys(&self, now: Timestamp, lacking: Option<&Arc<KeySet>>) -> Result<Arc<KeySet>, NotSignedIn> {
        let kept = if lacking.is_some() { ASKED_AGAIN } else { KEPT };
        if let Some((keys, _)) = self.known().keys.as_ref().filter(|(_, at)| younger(*at, now, kept)) {
            return Ok(Arc::clone(keys));
        }
        let url = self.provider(now).await?.jwks_uri.clone();
        let answer = self.get(url, LARGEST_KEYS).await?;
        let keys = Arc::new(KeySet::read(&answer)?);
        self.known().keys = Some((Arc::clone(&keys), now));
        Ok(keys)
    }

    async fn client_secret(&self) -> Result<Option<Arc<str>>, NotSignedIn> {
        let Some(secret) = &self.secret else {
            return Ok(None);
        };
        if let Some(known) = self.known().secret.clone() {
            return Ok(Some(known));
        }
        let read: Arc<str> = secret.read_client_secret().await?.into();
        self.known().secret = Some(Arc::clone(&read));
        Ok(Some(read))
    }

    async fn get(&self, url: String, most_bytes: usize) -> Result<Vec<u8>, NotSignedIn> {
        let request = WebRequest {
            url,
            authorization: None,
            form: None,
            most_bytes,
        };
        let answer = self.ask(request).await?;
        if answer.status == 200 {
            Ok(answer.body)
        } else {
            Err(NotSignedIn::NoDocument(answer.status))
        }
    }

    async fn ask(&self, request: WebRequest) -> Result<WebAnswer, NotSignedIn> {
        self.web.send(request).await.map_err(NotSignedIn::Unreachable)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A clock that was put back makes nothing young.
fn younger(at: Timestamp, now: Timestamp, than: SignedDuration) -> bool {
    at <= now && now.duration_since(at) < than
}

/// As a form or a query.
fn encoded(pairs: &[(&str, &str)]) -> String {
    // Pairs of texts can always be written.
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}
