//! A new root key, beside those there are.

use std::collections::BTreeMap;

use super::{Entries, KeyId, RootKeys, RootKeysError};

/// The secret with one key id more, which mints from then on.
#[derive(Clone)]
pub struct Rotated {
    /// The new text of the secret.
    pub secret: String,
    /// The key id that mints.
    pub newest: KeyId,
}

impl RootKeys {
    /// The text of the secret with `root` under the key id after the highest. What `1` stood in for is written down as
    /// `permanent`, so that `1` may be taken out one day. Nothing else changes.
    ///
    /// # Errors
    /// The secret cannot be used as it is, `root` is too short, or there is no key id left.
    pub fn rotated(secret: &str, root: &str) -> Result<Rotated, RootKeysError> {
        let before = Self::parse(secret)?;
        let newest = KeyId::new(before.newest.key_id().get() + 1).ok_or(RootKeysError::NoKeyIdLeft)?;
        let Entries(entries) = serde_json::from_str(secret).map_err(|_| RootKeysError::NotAMap)?;
        let mut entries: BTreeMap<String, String> = entries.into_iter().collect();
        entries
            .entry("permanent".to_owned())
            .or_insert_with(|| before.permanent.clone());
        entries.insert(newest.to_string(), root.to_owned());
        let secret = serde_json::to_string(&entries).map_err(|_| RootKeysError::NotAMap)?;
        Self::parse(&secret)?;
        Ok(Rotated { secret, newest })
    }
}
