//! The keys that open links.

use std::collections::BTreeMap;
use std::fmt;

use super::{IdentityKey, KeyId};
use crate::link::mint_key::MintKey;

/// Opens links: the key of each key id, and the identity key for the invitation id.
#[derive(Clone)]
pub struct LinkKeys {
    pub(super) keys: BTreeMap<KeyId, MintKey>,
    pub(super) stand_in: [u8; 64],
    pub(crate) identity: IdentityKey,
}

impl LinkKeys {
    /// The key of a key id where there is one, and a key that is nobody's otherwise.
    pub(crate) fn key(&self, id: Option<KeyId>) -> (Option<KeyId>, &[u8; 64]) {
        match id.and_then(|id| self.keys.get(&id)) {
            Some(key) => (id, key.bytes()),
            None => (None, &self.stand_in),
        }
    }
}

impl fmt::Debug for LinkKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkKeys")
            .field("key_ids", &self.keys.keys())
            .finish_non_exhaustive()
    }
}
