//! The text at the end of a survey link.

use base64::Engine as _;

use super::facts::LinkFacts;
use super::invitation::InvitationId;
use super::keys::{KeyId, LinkKeys};
use super::layout;
use super::mint_key::MintKey;
use super::primitives::{BASE64, siv_open, siv_seal};

/// The longest token, in characters.
pub const MAX_TOKEN_CHARS: usize = 1024;

/// The version of the format, the upper half of a token's first byte.
const VERSION: u8 = 1;

/// The text is not a link of this workspace. It does not say why, so that there is nothing to learn from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid survey link")]
pub struct InvalidLink;

/// A link that was minted with one of the keys. It may have expired: see [`LinkFacts::expires_at`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedLink {
    /// What the link says.
    pub facts: LinkFacts,
    /// The key id it was minted under.
    pub key_id: KeyId,
    /// Which invitation it is for.
    pub invitation: InvitationId,
}

/// The token of these facts under this key: at most 1024 characters of base64url, always the same.
#[must_use]
pub fn mint(key: &MintKey, facts: &LinkFacts) -> String {
    let first = VERSION << 4 | key.key_id().get();
    let mut token = vec![first];
    token.extend(siv_seal(key.bytes(), &[first], &layout::encode(facts)));
    BASE64.encode(token)
}

/// Opens a token.
///
/// Whether it has expired is for the caller to judge. A token under another version or an unknown key id costs as much
/// as one with a wrong tag, so that the time taken does not tell which key ids there are.
///
/// # Errors
/// [`InvalidLink`] for anything that [`mint`] does not make of some facts under one of the keys.
pub fn open(keys: &LinkKeys, token: &str) -> Result<OpenedLink, InvalidLink> {
    if token.len() > MAX_TOKEN_CHARS {
        return Err(InvalidLink);
    }
    let bytes = BASE64.decode(token).map_err(|_| InvalidLink)?;
    let (&first, sealed) = bytes.split_first().ok_or(InvalidLink)?;
    let asked = if first >> 4 == VERSION {
        KeyId::new(first & 0x0f)
    } else {
        None
    };
    let (found, key) = keys.key(asked);
    let plaintext = siv_open(key, &[first], sealed).ok_or(InvalidLink)?;
    let key_id = found.ok_or(InvalidLink)?;
    let facts = layout::decode(&plaintext).ok_or(InvalidLink)?;
    let invitation = InvitationId::of(&keys.identity, &facts);
    Ok(OpenedLink {
        facts,
        key_id,
        invitation,
    })
}

#[cfg(test)]
mod tests;
