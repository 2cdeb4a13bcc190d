//! Root keys, and the one key per purpose derived from them.
//!
//! The secret is a JSON map: `{"1": "<text>", "2": "<text>", "permanent": "<text>"}`. Each text is a root of at least 32
//! characters, used as its UTF-8 bytes.
//!
//! - The key ids 1 to 15 rotate. The highest mints; all of them open. A key id may be removed once every link minted
//!   under it has expired (91 days after it stopped minting).
//! - `permanent` never changes and is never removed: invitation ids, pseudonyms, sealed customer ids and the tags beside
//!   stored answers come from it. A first deploy generates only key `1`, which then serves as the permanent root too.
//!   A rotation first copies the text of `1` to `permanent`, and only then may it ever remove `1`.

mod link_keys;
mod once;
mod rotation;

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

pub use link_keys::LinkKeys;
pub use once::OnceKey;
pub use rotation::Rotated;

use super::mint_key::MintKey;
use super::primitives::derive;

/// The fewest characters of a root.
pub(crate) const MIN_ROOT_CHARS: usize = 32;

/// What a key is for: the `info` of HKDF. A key of one purpose is of no use for another.
pub(crate) mod purpose {
    pub(crate) const LINK: &str = "aisance link v1";
    pub(crate) const VIEW: &str = "aisance view v1";
    pub(crate) const IDENTITY: &str = "aisance identity v1";
    pub(crate) const PSEUDONYM: &str = "aisance pseudonym v1";
    pub(crate) const CUSTOMER_SEAL: &str = "aisance customer-seal v1";
    pub(crate) const BROWSER_TAG: &str = "aisance browser-tag v1";
    pub(crate) const FINGERPRINT: &str = "aisance fingerprint v1";
    pub(crate) const EVENT: &str = "aisance event v1";
    pub(crate) const OPEN: &str = "aisance open v1";
    pub(crate) const OPEN_VIEW: &str = "aisance open-view v1";
    pub(crate) const OPEN_ANSWERED: &str = "aisance open-answered v1";
    pub(crate) const NETWORK: &str = "aisance network v1";
    pub(crate) const SESSION: &str = "aisance session v1";
    pub(crate) const FORM: &str = "aisance form v1";
    pub(crate) const ONCE: &str = "aisance once v1";
    /// Takes the place of a key id that is not there, so that asking for one costs what a wrong tag costs.
    pub(crate) const STAND_IN: &str = "aisance stand-in v1";
}

/// The id of a rotating root, 1 to 15.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(u8);

impl KeyId {
    /// The key id with this number; `None` outside 1 to 15.
    #[must_use]
    pub const fn new(number: u8) -> Option<Self> {
        if number >= 1 && number <= 15 {
            Some(Self(number))
        } else {
            None
        }
    }

    /// The number, 1 to 15.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Reads a number without sign or leading zero.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let id = text.parse().ok().and_then(Self::new)?;
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The name of a root in the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyName {
    /// A rotating root.
    Id(KeyId),
    /// The root that never changes.
    Permanent,
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(f, "\"{id}\""),
            Self::Permanent => f.write_str("\"permanent\""),
        }
    }
}

/// Why the secret with the root keys cannot be used. Never holds any part of the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RootKeysError {
    /// It is not a JSON object of texts.
    #[error("the root keys must be a JSON object from key id to text, such as {{\"1\": \"…\"}}")]
    NotAMap,
    /// A name is none of the allowed ones (it is not shown, as it may be a key put in the wrong place).
    #[error("the root keys may only be named \"1\" to \"15\" and \"permanent\"; one has another name")]
    UnknownName,
    /// A name occurs twice.
    #[error("the root key {0} is there twice: keep the one in use")]
    Duplicate(KeyName),
    /// A root is too short to be a secret.
    #[error("the root key {0} is too short: it takes at least 32 random characters")]
    TooShort(KeyName),
    /// There is no key id to mint with.
    #[error("there is no root key \"1\" to \"15\" to mint links with")]
    NoKeyId,
    /// There is no key id after the highest.
    #[error("the root keys end with \"15\", the last key id there is: no further one can be added")]
    NoKeyIdLeft,
    /// Neither `permanent` nor `1` is there.
    #[error(
        "the root key \"permanent\" is missing and so is \"1\", which stands in for it: put back the text that \"1\" had \
         as \"permanent\", or every customer and invitation would become another"
    )]
    NoPermanent,
}

/// The entries of the secret as they stand, duplicates included.
struct Entries(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

/// The root keys of a workspace.
#[derive(Clone)]
pub struct RootKeys {
    roots: BTreeMap<KeyId, String>,
    permanent: String,
    newest: MintKey,
}

impl fmt::Debug for RootKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RootKeys")
            .field("key_ids", &self.roots.keys())
            .finish_non_exhaustive()
    }
}

impl RootKeys {
    /// Reads the text of the secret.
    ///
    /// # Errors
    /// Says what is wrong with the secret, without any part of it.
    pub fn parse(secret: &str) -> Result<Self, RootKeysError> {
        let Entries(entries) = serde_json::from_str(secret).map_err(|_| RootKeysError::NotAMap)?;
        let mut roots = BTreeMap::new();
        let mut permanent = None;
        for (name, root) in entries {
            let name = match name.as_str() {
                "permanent" => KeyName::Permanent,
                other => KeyId::parse(other).map(KeyName::Id).ok_or(RootKeysError::UnknownName)?,
            };
            if root.chars().count() < MIN_ROOT_CHARS {
                return Err(RootKeysError::TooShort(name));
            }
            let before = match name {
                KeyName::Id(id) => roots.insert(id, root),
                KeyName::Permanent => permanent.replace(root),
            };
            if before.is_some() {
                return Err(RootKeysError::Duplicate(name));
            }
        }
        let (&id, root) = roots.last_key_value().ok_or(RootKeysError::NoKeyId)?;
        let newest = MintKey::derive(id, root.as_bytes());
        let permanent = permanent
            .or_else(|| roots.get(&KeyId(1)).cloned())
            .ok_or(RootKeysError::NoPermanent)?;
        Ok(Self {
            roots,
            permanent,
            newest,
        })
    }

    /// Whether both name the same customers and invitations: they have the same root that never changes.
    #[must_use]
    pub fn name_alike(&self, other: &Self) -> bool {
        self.permanent == other.permanent
    }

    /// The key ids there are, lowest first.
    pub fn key_ids(&self) -> impl Iterator<Item = KeyId> + '_ {
        self.roots.keys().copied()
    }

    /// The key that mints: that of the highest key id.
    #[must_use]
    pub fn mint_key(&self) -> &MintKey {
        &self.newest
    }

    /// What is needed to open links minted under any of the key ids.
    #[must_use]
    pub fn link_keys(&self) -> LinkKeys {
        LinkKeys {
            keys: self
                .roots
                .iter()
                .map(|(&id, root)| (id, MintKey::derive(id, root.as_bytes())))
                .collect(),
            stand_in: derive(self.permanent.as_bytes(), purpose::STAND_IN),
            identity: self.identity_key(),
        }
    }

    /// The key that signs times of view on pages of links minted under this key id; `None` where it is not there.
    #[must_use]
    pub fn view_key(&self, id: KeyId) -> Option<ViewKey> {
        self.roots.get(&id).map(|root| ViewKey::derive(root.as_bytes()))
    }

    /// The key of invitation ids. It never rotates.
    #[must_use]
    pub fn identity_key(&self) -> IdentityKey {
        IdentityKey::derive(self.permanent.as_bytes())
    }

    /// The key of pseudonyms. It never rotates.
    #[must_use]
    pub fn pseudonym_key(&self) -> PseudonymKey {
        PseudonymKey::derive(self.permanent.as_bytes())
    }

    /// The key that hides customer ids beside answers. It never rotates, as answers outlive key ids.
    #[must_use]
    pub fn seal_key(&self) -> SealKey {
        SealKey::derive(self.permanent.as_bytes())
    }

    /// The key of network and browser tags. It never rotates, so that an answer changed by a newer link to the same
    /// invitation can be compared with the one before.
    #[must_use]
    pub fn tag_key(&self) -> TagKey {
        TagKey::derive(self.permanent.as_bytes())
    }

    /// The key of the fingerprints of answers. It never rotates.
    #[must_use]
    pub fn fingerprint_key(&self) -> FingerprintKey {
        FingerprintKey::derive(self.permanent.as_bytes())
    }

    /// The key of the ids of events and conversations. It never rotates.
    #[must_use]
    pub fn event_key(&self) -> EventKey {
        EventKey::derive(self.permanent.as_bytes())
    }

    /// The key of the tags of networks in limits.
    #[must_use]
    pub fn network_key(&self) -> NetworkKey {
        NetworkKey::derive(self.permanent.as_bytes())
    }

    /// The keys of people's sessions and of the forms shown in them, under the newest root: whoever adds a root ends every session.
    #[must_use]
    pub fn session_keys(&self) -> (SessionKey, FormKey) {
        let newest = self
            .roots
            .last_key_value()
            .map_or(self.permanent.as_str(), |(_, root)| root);
        (
            SessionKey::derive(newest.as_bytes()),
            FormKey::derive(newest.as_bytes()),
        )
    }

    /// The key that names the responses of open links.
    pub(crate) fn open_key(&self) -> OpenKey {
        OpenKey::derive(self.permanent.as_bytes())
    }

    /// The keys that sign the views of open links, before and after an answer was taken.
    pub(crate) fn open_view_keys(&self) -> [ViewKey; 2] {
        [purpose::OPEN_VIEW, purpose::OPEN_ANSWERED].map(|of| ViewKey(derive(self.permanent.as_bytes(), of)))
    }
}

/// Defines a key of one purpose. Its bytes leave this crate in no way.
macro_rules! purpose_key {
    ($(#[$meta:meta])* $name:ident, $bytes:literal, $purpose:expr) => {
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name([u8; $bytes]);

        impl $name {
            fn derive(root: &[u8]) -> Self {
                Self(derive(root, $purpose))
            }

            pub(crate) fn bytes(&self) -> &[u8; $bytes] {
                &self.0
            }

            #[cfg(test)]
            #[allow(dead_code)]
            pub(crate) fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

purpose_key!(
    /// Makes invitation ids.
    IdentityKey, 32, purpose::IDENTITY
);
purpose_key!(
    /// Makes pseudonyms of customers.
    PseudonymKey, 32, purpose::PSEUDONYM
);
purpose_key!(
    /// Signs times of view.
    ViewKey, 32, purpose::VIEW
);
purpose_key!(
    /// Makes tags of a respondent's network and browser.
    TagKey, 32, purpose::BROWSER_TAG
);
purpose_key!(
    /// Makes fingerprints of an answer's content.
    FingerprintKey, 32, purpose::FINGERPRINT
);
purpose_key!(
    /// Makes ids of events and conversations.
    EventKey, 32, purpose::EVENT
);
purpose_key!(
    /// Names the responses of open links.
    OpenKey, 32, purpose::OPEN
);
purpose_key!(
    /// Makes tags of networks, a different one each day.
    NetworkKey, 32, purpose::NETWORK
);
purpose_key!(
    /// Seals the cookies of people's sessions.
    SessionKey, 64, purpose::SESSION
);
purpose_key!(
    /// Makes the tokens of the forms shown in a session.
    FormKey, 32, purpose::FORM
);
purpose_key!(
    /// Hides customer ids.
    SealKey, 64, purpose::CUSTOMER_SEAL
);

#[cfg(test)]
mod tests;
