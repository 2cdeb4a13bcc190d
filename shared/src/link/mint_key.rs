//! The key that mints links, and its text form for code elsewhere.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;

use super::keys::{KeyId, purpose};
use super::primitives::{BASE64, derive};

/// All that code elsewhere needs to mint links: a key id and its link key of 64 bytes.
///
/// Whoever holds it can mint any link and read any link minted under this key id, and nothing more: neither invitation
/// ids nor pseudonyms nor the keys of other purposes follow from it.
#[derive(Clone)]
pub struct MintKey {
    key_id: KeyId,
    key: [u8; 64],
}

/// The text is not an exported mint key. Never holds any part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a mint key: expected a key id of 1 to 15, a colon and 86 characters of base64url, as `aisance keys mint` prints it"
)]
pub struct InvalidMintKey;

impl MintKey {
    pub(crate) fn derive(key_id: KeyId, root: &[u8]) -> Self {
        Self {
            key_id,
            key: derive(root, purpose::LINK),
        }
    }

    /// The key id that goes into the first byte of each token.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    pub(crate) fn bytes(&self) -> &[u8; 64] {
        &self.key
    }

    #[cfg(test)]
    pub(crate) fn from_bytes(key_id: KeyId, key: [u8; 64]) -> Self {
        Self { key_id, key }
    }

    /// The key as text, `key id:base64url`, 88 or 89 characters. It is a secret. Parsing gives the key back.
    #[must_use]
    pub fn export(&self) -> String {
        format!("{}:{}", self.key_id, BASE64.encode(self.key))
    }
}

impl FromStr for MintKey {
    type Err = InvalidMintKey;

    /// Reads what [`MintKey::export`] gave, white space around it aside.
    fn from_str(text: &str) -> Result<Self, InvalidMintKey> {
        let (id, key) = text.trim().split_once(':').ok_or(InvalidMintKey)?;
        let key_id = KeyId::parse(id).ok_or(InvalidMintKey)?;
        let key = BASE64
            .decode(key)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(InvalidMintKey)?;
        Ok(Self { key_id, key })
    }
}

impl fmt::Debug for MintKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MintKey")
            .field("key_id", &self.key_id.get())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::roots;

    #[test]
    fn an_exported_key_reads_back_as_itself() {
        let key = roots().mint_key().clone();
        let text = key.export();
        let back: MintKey = format!(" {text}\r\n").parse().unwrap();
        assert_eq!((back.key_id(), back.bytes()), (key.key_id(), key.bytes()));
        assert_eq!(text.len(), 88);
    }

    #[test]
    fn anything_else_is_refused_without_being_repeated() {
        let key = roots().mint_key().export();
        let (_, body) = key.split_once(':').unwrap();
        let last = body.chars().last().unwrap();
        let other_last = char::from_u32(u32::from(last) + 1).unwrap();
        let cases = [
            String::new(),
            body.to_owned(),
            format!("0:{body}"),
            format!("01:{body}"),
            format!("+1:{body}"),
            format!("16:{body}"),
            format!("1:{body}="),
            format!("1:{}", &body[1..]),
            format!("1:{body}A"),
            format!("1:{}{other_last}", &body[..body.len() - 1]),
            format!("1:{}", body.replace('-', "+").replace('_', "/")),
            format!("1::{body}"),
        ];
        for case in cases.iter().filter(|case| **case != key) {
            let error = case.parse::<MintKey>().map(|_| ()).expect_err(case);
            assert!(!error.to_string().contains(body), "{error}");
        }
    }

    #[test]
    fn debug_shows_the_key_id_alone() {
        assert_eq!(format!("{:?}", roots().mint_key()), "MintKey { key_id: 2, .. }");
    }
}
