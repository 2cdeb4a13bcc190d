//! `/v1/keys`: API keys, made, listed and revoked.

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use shared::api_key::ApiKey;
use shared::domain::access::{Scope, Scopes, UnknownScope};
use shared::domain::audit::Deed;
use shared::domain::new_key::{NewKey, NewKeyError, end_after};
use shared::store::api_keys::StoredKey;

use crate::access::{Caller, audit};
use crate::body::{MOST_BYTES, json};
use crate::once::Once;
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

/// How often another id is tried where there is a key with it: that is so once in a million million times.
const TRIES: usize = 3;

/// An API key, without what is secret of it.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Key))]
pub(crate) struct KeyItem {
    /// Names the key. It is no secret.
    id: String,
    /// What its owner calls it.
    name: String,
    /// What it may do: `read`, `comments`, `write`, `erase`, `admin`. None implies another.
    scopes: Vec<&'static str>,
    /// Whether it can be used: `in_force`, `expired` or `revoked`.
    state: &'static str,
    /// When it was made.
    created_at: Timestamp,
    /// When it was used last, to the hour. Null where it never was.
    last_used_at: Option<Timestamp>,
    /// From when on it is no longer valid. Null for no end.
    expires_at: Option<Timestamp>,
    /// When it was revoked.
    revoked_at: Option<Timestamp>,
}

impl KeyItem {
    fn of(key: StoredKey, now: Timestamp) -> Self {
        Self {
            state: match key.revoked {
                Some(_) => "revoked",
                None if key.in_force(now) => "in_force",
                None => "expired",
            },
            id: key.id,
            name: key.name,
            scopes: key.scopes.iter().map(Scope::name).collect(),
            created_at: key.created,
            last_used_at: key.last_used,
            expires_at: key.expires,
            revoked_at: key.revoked,
        }
    }
}

/// Every API key.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Keys))]
pub(crate) struct Listing {
    /// Those in force and the others, the newest first.
    keys: Vec<KeyItem>,
}

/// A key that has just been made.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NewKey))]
pub(crate) struct MadeKey {
    /// The whole key. It is shown this once: only a digest of it is stored.
    key: String,
    #[serde(flatten)]
    item: KeyItem,
}

/// An API key that is to be made.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WantedKey))]
pub(crate) struct Wanted {
    /// What you call it: who uses it, and for what. 1 to 80 characters.
    name: String,
    /// What it may do, of what you may do yourself: `read`, `comments`, `write`, `erase`, `admin`.
    scopes: Vec<String>,
    /// From when on it is no longer valid. Leave both out for a key without an end.
    expires_at: Option<Timestamp>,
    /// For how many days it is valid, 1 to 3650.
    valid_days: Option<u64>,
}

/// List API keys
///
/// Those in force and the others. Never the keys themselves.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/keys", operation_id = "listKeys", tag = "administration",
    responses((status = 200, body = Listing, description = "The keys."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let keys = newest_first(app).await?;
    let now = app.clock.now();
    let listing = Listing {
        keys: keys.into_iter().map(|key| KeyItem::of(key, now)).collect(),
    };
    respond::json(StatusCode::OK, &listing)
}

/// Every key, the newest first.
pub(crate) async fn newest_first<S: ApiStore>(app: &App<S>) -> Result<Vec<StoredKey>, Problem> {
    let mut keys = app.store.read_keys().await?;
    keys.sort_by(|a, b| (b.created, &a.id).cmp(&(a.created, &b.id)));
    Ok(keys)
}

/// Make an API key
///
/// The answer shows the key, this once. Nobody can give a key scopes that they lack. Sent again with the same
/// `Idempotency-Key` within a day, the same key is shown, with the state that it has by then, and no second one is made.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/keys", operation_id = "createKey", tag = "administration", request_body = Wanted,
    responses((status = 201, body = MadeKey, description = "The key."))
))]
pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    once: &Once,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let wanted: Wanted = json(request, MOST_BYTES)?;
    let scopes: Result<Scopes, UnknownScope> = wanted.scopes.iter().map(|name| name.parse::<Scope>()).collect();
    let scopes = scopes.map_err(|unknown| Problem::invalid("scopes", unknown.to_string()))?;
    let expires = match (wanted.expires_at, wanted.valid_days) {
        (Some(_), Some(_)) => return Err(Problem::invalid("valid_days", "give either valid_days or expires_at")),
        (at, None) => at,
        (None, Some(days)) => Some(end_after(days, once.at).map_err(|error| refused(&error))?),
    };
    let wanted =
        NewKey::new(&wanted.name, scopes, expires, caller.scopes(), once.at).map_err(|error| refused(&error))?;
    let (key, stored) = make(app, request, caller, once, &wanted).await?;
    let made = MadeKey {
        key: key.reveal(),
        item: KeyItem::of(stored, app.clock.now()),
    };
    respond::json(StatusCode::CREATED, &made)
}

/// Makes and stores a key. The same request makes no second one, and gives the first as it is by now.
pub(crate) async fn make<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    once: &Once,
    wanted: &NewKey,
) -> Result<(ApiKey, StoredKey), Problem> {
    for _ in 0..TRIES {
        let key = ApiKey::generate([once.random(), once.random(), once.random()]);
        let stored = key.to_stored_as(wanted, once.at);
        if once.again
            && let Some(there) = made_before(app, &stored).await?
        {
            return Ok((key, there));
        }
        audit::record(app, request, caller, Deed::CreateKey, Some(stored.id.clone())).await?;
        if app.store.put_key(&stored).await? {
            return Ok((key, stored));
        }
        if let Some(there) = made_before(app, &stored).await? {
            return Ok((key, there));
        }
    }
    Err(Problem::try_again(
        "No key was made: its id is taken. Send the request again.".to_owned(),
    ))
}

/// What has become of a key that the first sending of this request has made, if it has.
async fn made_before<S: ApiStore>(app: &App<S>, made: &StoredKey) -> Result<Option<StoredKey>, Problem> {
    let there = app.store.read_key(&made.id).await?;
    Ok(there.filter(|there| there.digest == made.digest))
}

/// Revoke an API key
///
/// It stops working within a minute, and with it every session that was begun with it. Revoking it again changes nothing.
#[cfg_attr(feature = "openapi", utoipa::path(
    delete, path = "/v1/keys/{key}", operation_id = "revokeKey", tag = "administration",
    params(("key" = String, Path, description = "The id of the key.")),
    responses(
        (status = 200, body = KeyItem, description = "The key, revoked."),
        (status = 404, description = "There is no such key."),
    )
))]
pub(crate) async fn delete<S: ApiStore>(app: &App<S>, request: &Request, id: &str) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    respond::json(StatusCode::OK, &KeyItem::of(revoke(app, id).await?, app.clock.now()))
}

/// Revokes a key, and gives it as it is then.
pub(crate) async fn revoke<S: ApiStore>(app: &App<S>, id: &str) -> Result<StoredKey, Problem> {
    let known = app.store.read_key(id).await?.ok_or_else(Problem::no_key)?;
    let revoked = known.revoked.unwrap_or_else(|| app.clock.now());
    if !app.store.revoke_key(id, revoked).await? {
        return Err(Problem::no_key());
    }
    app.known_keys.forget(id);
    Ok(StoredKey {
        revoked: Some(revoked),
        ..known
    })
}

fn refused(error: &NewKeyError) -> Problem {
    let name = match error {
        NewKeyError::Name => "name",
        NewKeyError::NoScope | NewKeyError::MoreThanGiver(_) => "scopes",
        NewKeyError::Ended => "expires_at",
        NewKeyError::Days => "valid_days",
    };
    Problem::invalid(name, error.to_string())
}
