//! Who may ask: whoever has an API key that was not revoked. Everything else is one and the same refusal.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use jiff::{SignedDuration, Timestamp};
use lambda_http::Request;
use shared::api_key::ApiKey;

use crate::problem::Problem;
use crate::route::Route;
use crate::{ApiStore, App};

/// For how long a key that was verified is not looked up again; so long may a revoked one still work.
pub const TRUSTED_FOR: SignedDuration = SignedDuration::from_secs(60);

/// Digests of keys verified of late, by key id.
#[derive(Default)]
pub struct VerifiedKeys(Mutex<HashMap<String, (Vec<u8>, Timestamp)>>);

impl VerifiedKeys {
    fn has(&self, key: &ApiKey, now: Timestamp) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(key.id())
            .is_some_and(|(digest, at)| is_fresh(*at, now) && key.has_digest(digest))
    }

    fn remember(&self, key: &ApiKey, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (_, at)| is_fresh(*at, now));
        known.insert(key.id().to_owned(), (key.digest().to_vec(), now));
    }
}

/// A clock that was put back makes nothing fresh.
fn is_fresh(verified: Timestamp, now: Timestamp) -> bool {
    verified <= now && now.duration_since(verified) < TRUSTED_FOR
}

/// Who asks.
pub(crate) struct Caller {
    /// The id of their API key.
    pub key: String,
}

/// Lets a request with a valid key pass, and says whose it is.
pub(crate) async fn authenticate<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    route: &Route,
) -> Result<Caller, Problem> {
    let refused = || Problem::unauthorized(route.is_page());
    let key = presented(request.headers()).ok_or_else(refused)?;
    let now = app.clock.now();
    let caller = Caller {
        key: key.id().to_owned(),
    };
    if app.verified.has(&key, now) {
        return Ok(caller);
    }
    match app.store.read_key(key.id()).await? {
        Some(stored) if key.is_valid(&stored) => {
            app.verified.remember(&key, now);
            Ok(caller)
        }
        _ => Err(refused()),
    }
}

/// The key in a request: after `Bearer`, or as the user name or the password of `Basic`.
fn presented(headers: &HeaderMap) -> Option<ApiKey> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (Some(header), None) = (all.next(), all.next()) else {
        return None;
    };
    let (scheme, credentials) = header.to_str().ok()?.split_once(' ')?;
    let credentials = credentials.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return ApiKey::parse(credentials).ok();
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(credentials).ok()?).ok()?;
    let (user, password) = pair.split_once(':')?;
    ApiKey::parse(user).or_else(|_| ApiKey::parse(password)).ok()
}
