//! API keys: `ais_ID_SECRET`. The id names a key in lists and logs; of the secret only a digest is kept.
//!
//! Pure: whoever makes a key brings the randomness. A secret has 256 random bits, so a plain SHA-256 of it can be
//! stored: there is nothing to guess that a slow hash would have to protect.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::domain::access::Scopes;
use crate::domain::new_key::NewKey;
use crate::store::api_keys::StoredKey;

const PREFIX: &str = "ais_";
/// Characters of the id of a key.
pub const ID_CHARS: usize = 8;
const SECRET_BYTES: usize = 32;
/// Letters and digits that are not taken for one another; 32 of them, so that five bits choose one evenly.
const ID_ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// A key in full. Shown once, to its owner: `Debug` does not show it, and there is no `Display`.
#[derive(Clone)]
pub struct ApiKey {
    id: String,
    secret: [u8; SECRET_BYTES],
}

/// The text is no API key. It does not say why, and holds no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an API key: expected ais_, 8 letters and digits, _, and 43 characters of base64url")]
pub struct NoApiKey;

impl ApiKey {
    /// A new key from 48 random bytes: eight for the id, 32 for the secret, the rest unused.
    #[must_use]
    pub fn generate(random: [[u8; 16]; 3]) -> Self {
        let [for_id, first, second] = random;
        let letter = |byte: &u8| char::from(ID_ALPHABET[usize::from(byte % 32)]);
        let mut secret = [0; SECRET_BYTES];
        secret[..16].copy_from_slice(&first);
        secret[16..].copy_from_slice(&second);
        Self {
            id: for_id[..ID_CHARS].iter().map(letter).collect(),
            secret,
        }
    }

    /// Reads a key in its one form.
    ///
    /// # Errors
    /// [`NoApiKey`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NoApiKey> {
        let rest = text.strip_prefix(PREFIX).ok_or(NoApiKey)?;
        let (id, rest) = rest.split_at_checked(ID_CHARS).ok_or(NoApiKey)?;
        let secret = rest.strip_prefix('_').ok_or(NoApiKey)?;
        if !id.bytes().all(|byte| ID_ALPHABET.contains(&byte)) {
            return Err(NoApiKey);
        }
        let secret = BASE64.decode(secret).map_err(|_| NoApiKey)?;
        Ok(Self {
            id: id.to_owned(),
            secret: secret.try_into().map_err(|_| NoApiKey)?,
        })
    }

    /// The part that names the key. It is no secret.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The whole key, to be shown to its owner once.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}_{}", self.id, BASE64.encode(self.secret))
    }

    /// SHA-256 of the secret.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.secret).into()
    }

    /// Whether the secret has this digest, in constant time.
    #[must_use]
    pub fn has_digest(&self, digest: &[u8]) -> bool {
        self.digest().as_slice().ct_eq(digest).into()
    }

    /// Whether this is the stored key, and that was neither revoked nor is it past its end.
    #[must_use]
    pub fn is_valid(&self, stored: &StoredKey, now: Timestamp) -> bool {
        self.has_digest(&stored.digest) && stored.id == self.id && stored.in_force(now)
    }

    /// What is stored of it. It has no end.
    #[must_use]
    pub fn to_stored(&self, name: &str, scopes: Scopes, created: Timestamp) -> StoredKey {
        StoredKey {
            id: self.id.clone(),
            digest: self.digest().to_vec(),
            name: name.to_owned(),
            created,
            scopes,
            expires: None,
            last_used: None,
            revoked: None,
        }
    }

    /// What is stored of it where it is made as somebody wanted.
    #[must_use]
    pub fn to_stored_as(&self, wanted: &NewKey, created: Timestamp) -> StoredKey {
        StoredKey {
            expires: wanted.expires(),
            ..self.to_stored(wanted.name(), wanted.scopes(), created)
        }
    }
}

impl FromStr for ApiKey {
    type Err = NoApiKey;

    fn from_str(text: &str) -> Result<Self, NoApiKey> {
        Self::parse(text)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiKey({}, …)", self.id)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn key() -> ApiKey {
        ApiKey::generate([[7; 16], [1; 16], [2; 16]])
    }

    proptest! {
        #[test]
        fn every_key_is_read_as_it_was_made(random: [[u8; 16]; 3]) {
            let made = ApiKey::generate(random);
            let text = made.reveal();
            prop_assert_eq!(text.len(), 4 + 8 + 1 + 43);
            let read = ApiKey::parse(&text).unwrap();
            prop_assert_eq!((read.id(), read.digest(), read.reveal()), (made.id(), made.digest(), text));
        }

        #[test]
        fn whatever_else_is_no_key(text in "(ais_)?.{0,60}") {
            if let Ok(key) = ApiKey::parse(&text) { prop_assert_eq!(key.reveal(), text); }
        }
    }

    #[test]
    fn every_shortened_or_changed_key_is_refused_or_another() {
        let stored = key().to_stored("test", Scopes::ALL, Timestamp::UNIX_EPOCH);
        let text = key().reveal();
        for length in 0..text.len() {
            assert!(ApiKey::parse(&text[..length]).is_err(), "length {length}");
        }
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'd' { b'e' } else { b'd' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(
                !ApiKey::parse(&changed).is_ok_and(|key| key.is_valid(&stored, NOW)),
                "{changed}"
            );
        }
        assert!(ApiKey::parse(&format!("{text} ")).is_err());
        assert!(ApiKey::parse(&format!("{text}=")).is_err());
    }

    #[test]
    fn a_key_is_valid_until_its_end_or_until_it_is_revoked() {
        let mut stored = key().to_stored("test", Scopes::ALL, Timestamp::UNIX_EPOCH);
        assert!(key().is_valid(&stored, NOW));
        stored.expires = Some(NOW);
        assert!(!key().is_valid(&stored, NOW));
        stored.expires = Timestamp::from_second(1).ok();
        assert!(key().is_valid(&stored, NOW));
        stored.revoked = Some(Timestamp::MAX);
        assert!(
            !key().is_valid(&stored, NOW),
            "revoked is revoked, whatever the date says"
        );
    }

    #[test]
    fn a_damaged_digest_matches_nothing() {
        let mut stored = key().to_stored("test", Scopes::ALL, Timestamp::UNIX_EPOCH);
        for digest in [Vec::new(), stored.digest[..31].to_vec(), vec![0; 32]] {
            stored.digest = digest;
            assert!(!key().is_valid(&stored, NOW));
        }
    }

    #[test]
    fn debug_does_not_show_the_secret() {
        let text = key().reveal();
        let secret = &text[13..];
        assert!(!format!("{:?}", key()).contains(secret));
    }
}
