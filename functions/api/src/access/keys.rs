//! Programs, by their API key.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use jiff::{SignedDuration, Timestamp};
use lambda_http::Request;
use shared::api_key::ApiKey;
use shared::domain::access::Scopes;
use shared::store::api_keys::StoredKey;

use super::Who;
use crate::problem::Problem;
use crate::{ApiStore, App};

/// For how long a key that was looked up is not looked up again; so long may a revoked one still work.
const TRUSTED_FOR: SignedDuration = SignedDuration::from_secs(60);
/// How exactly it is noted when a key was used last.
const NOTED_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Keys in force that were looked up of late, by id.
#[derive(Default)]
pub(crate) struct KnownKeys(Mutex<HashMap<String, (StoredKey, Timestamp)>>);

impl KnownKeys {
    fn get(&self, id: &str, now: Timestamp) -> Option<StoredKey> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = known.get(id).filter(|(_, at)| is_fresh(*at, now));
        fresh.map(|(key, _)| key.clone())
    }

    fn remember(&self, key: &StoredKey, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (_, at)| is_fresh(*at, now));
        known.insert(key.id.clone(), (key.clone(), now));
    }

    /// Has a key looked up again, as it has changed.
    pub(crate) fn forget(&self, id: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }
}

/// A clock that was put back makes nothing fresh.
fn is_fresh(looked_up: Timestamp, now: Timestamp) -> bool {
    looked_up <= now && now.duration_since(looked_up) < TRUSTED_FOR
}

/// The program whose key the request carries, and what it may do; none without a key in force.
pub(super) async fn program<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    now: Timestamp,
) -> Result<Option<(Who, Scopes)>, Problem> {
    let Some(key) = presented(request.headers()) else {
        return Ok(None);
    };
    let valid = verified(app, &key, now).await?;
    Ok(valid.map(|stored| (Who::Key(stored.id), stored.scopes)))
}

/// What is stored of a key, if it is one of this workspace and in force.
pub(super) async fn verified<S: ApiStore>(
    app: &App<S>,
    key: &ApiKey,
    now: Timestamp,
) -> Result<Option<StoredKey>, Problem> {
    match in_force(app, key.id(), now).await? {
        Some(stored) if key.is_valid(&stored, now) => noted(app, stored, now).await.map(Some),
        _ => Ok(None),
    }
}

/// The same key, after it was noted that it is in use, to the hour.
async fn noted<S: ApiStore>(app: &App<S>, mut key: StoredKey, now: Timestamp) -> Result<StoredKey, Problem> {
    let of_late = key.last_used.is_some_and(|at| now.duration_since(at) < NOTED_EVERY);
    if !of_late {
        app.store.note_key_used(&key.id, now).await?;
        key.last_used = Some(now);
        app.known_keys.remember(&key, now);
    }
    Ok(key)
}

/// The key with this id, if it is in force; what was looked up within the last minute is not looked up again.
pub(super) async fn in_force<S: ApiStore>(
    app: &App<S>,
    id: &str,
    now: Timestamp,
) -> Result<Option<StoredKey>, Problem> {
    if let Some(known) = app.known_keys.get(id, now) {
        return Ok(Some(known).filter(|key| key.in_force(now)));
    }
    let stored = app.store.read_key(id).await?.filter(|key| key.in_force(now));
    if let Some(stored) = &stored {
        app.known_keys.remember(stored, now);
    }
    Ok(stored)
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
