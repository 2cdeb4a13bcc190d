//! API keys, as Settings hold them: never the key, only a digest of it.

use std::future::Future;

use jiff::Timestamp;

use super::Store;
use super::attributes::{Item, bytes, get_bytes, get_millis, get_text, millis, text};
use super::conditional::{put_if, update_if};
use super::error::StoreError;
use super::names::{PK, SK};
use crate::domain::access::Scopes;

/// Partition key of the keys.
const KEYS: &str = "key";

/// An API key as stored: never the key, only its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    /// The part of the key that names it.
    pub id: String,
    /// SHA-256 of the secret part.
    pub digest: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// What it may do.
    pub scopes: Scopes,
    /// From when on it is no longer valid; none for no end.
    pub expires: Option<Timestamp>,
    /// When it was used last, to the hour; none where it never was.
    pub last_used: Option<Timestamp>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

impl StoredKey {
    /// Whether it was not revoked and is not past its end.
    #[must_use]
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|end| now < end)
    }
}

/// Reads one API key (GetItem).
pub trait ReadKey: Sync {
    /// The key with this id.
    fn read_key(&self, id: &str) -> impl Future<Output = Result<Option<StoredKey>, StoreError>> + Send;
}

/// Notes that a key is in use (UpdateItem).
pub trait NoteKeyUsed: Sync {
    /// Notes when it was used last; a key that is not there any more stays away.
    fn note_key_used(&self, id: &str, at: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Manages API keys (PutItem, UpdateItem, Query).
pub trait ManageKeys: Sync {
    /// Stores a new key. Whether it was stored: `false` where there is one with its id, whatever became of that.
    fn put_key(&self, key: &StoredKey) -> impl Future<Output = Result<bool, StoreError>> + Send;
    /// Revokes a key; the first time stays. Whether there is one.
    fn revoke_key(&self, id: &str, at: Timestamp) -> impl Future<Output = Result<bool, StoreError>> + Send;
    /// All keys, those in force and the others.
    fn read_keys(&self) -> impl Future<Output = Result<Vec<StoredKey>, StoreError>> + Send;
}

impl ReadKey for Store {
    async fn read_key(&self, id: &str) -> Result<Option<StoredKey>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.tables.settings)
            .key(PK, text(KEYS))
            .key(SK, text(id))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        found.item().map(key).transpose()
    }
}

impl Store {
    /// Writes a moment into a key, if there is one; whether there is.
    async fn set_moment_of_key(&self, id: &str, expression: &str, at: Timestamp) -> Result<bool, StoreError> {
        let update = self
            .client
            .update_item()
            .table_name(&self.tables.settings)
            .key(PK, text(KEYS))
            .key(SK, text(id))
            .update_expression(expression)
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":at", millis(at));
        update_if(update).await
    }
}

impl NoteKeyUsed for Store {
    async fn note_key_used(&self, id: &str, at: Timestamp) -> Result<(), StoreError> {
        self.set_moment_of_key(id, "SET used = :at", at).await.map(|_| ())
    }
}

impl ManageKeys for Store {
    async fn put_key(&self, key: &StoredKey) -> Result<bool, StoreError> {
        let mut item = Item::from([
            (PK.to_owned(), text(KEYS)),
            (SK.to_owned(), text(&key.id)),
            ("digest".to_owned(), bytes(key.digest.clone())),
            ("name".to_owned(), text(&key.name)),
            ("at".to_owned(), millis(key.created)),
        ]);
        item.insert("scopes".to_owned(), text(key.scopes.to_string()));
        for (name, at) in [
            ("expires", key.expires),
            ("used", key.last_used),
            ("revoked", key.revoked),
        ] {
            item.extend(at.map(|at| (name.to_owned(), millis(at))));
        }
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.settings)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)");
        put_if(put).await
    }

    async fn revoke_key(&self, id: &str, at: Timestamp) -> Result<bool, StoreError> {
        let first_stays = "SET revoked = if_not_exists(revoked, :at)";
        self.set_moment_of_key(id, first_stays, at).await
    }

    async fn read_keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        self.query_settings(KEYS).await?.iter().map(key).collect()
    }
}

fn key(item: &Item) -> Result<StoredKey, StoreError> {
    let id = get_text(item, SK).unwrap_or("an API key");
    let lacks = |what: &'static str| move || StoreError::damaged(id, what);
    Ok(StoredKey {
        id: id.to_owned(),
        digest: get_bytes(item, "digest").ok_or_else(lacks("digest"))?.to_vec(),
        name: get_text(item, "name").unwrap_or_default().to_owned(),
        created: get_millis(item, "at").ok_or_else(lacks("at"))?,
        // A key whose scopes cannot be read may do nothing.
        scopes: get_text(item, "scopes")
            .and_then(|names| names.parse().ok())
            .unwrap_or_default(),
        expires: get_millis(item, "expires"),
        last_used: get_millis(item, "used"),
        revoked: get_millis(item, "revoked"),
    })
}
