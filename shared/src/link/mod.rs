//! Survey links: what a link says, the token that carries it, and the ids and keys derived on the way.
//!
//! A link is stored nowhere. Its token holds everything, encrypted and authenticated, and opening it needs no database.
//! The format, for whoever mints links in another language, is in `docs/link-token.md`.
//!
//! Everything here is a pure function: random bytes, the time and the keys are parameters.

mod channel;
mod event;
mod facts;
mod id;
mod invitation;
mod keys;
mod layout;
mod mint_key;
mod network;
mod open;
mod parts;
pub(crate) mod primitives;
mod seal;
mod sms;
#[cfg(test)]
pub(crate) mod testing;
mod token;
#[cfg(test)]
mod vectors;
mod view;

pub use channel::Channel;
pub use event::{ConversationId, EventId};
pub use facts::{
    FactsDraft, LinkFacts, MAX_ATTRIBUTES, MAX_FACTS_BYTES, MAX_VALID_DAYS, MIN_ANONYMOUS_REFERENCE_BYTES,
    TEST_ATTRIBUTE, TEST_VALUE, checked_attributes, says_test,
};
pub use id::InvalidId;
pub use invitation::{InvitationId, Pseudonym};
pub use keys::{
    EventKey, FingerprintKey, FormKey, IdentityKey, KeyId, KeyName, LinkKeys, NetworkKey, OnceKey, PseudonymKey,
    RootKeys, RootKeysError, Rotated, SealKey, SessionKey, TagKey, ViewKey,
};
pub use mint_key::{InvalidMintKey, MintKey};
pub use network::NetworkTag;
pub use open::{FormNonce, OpenForm, OpenKeys, Stage};
pub use parts::{
    CustomerId, FactsError, Field, Language, RawIds, RawKind, Reference, SurveyId, TextProblem, Touchpoint,
};
pub use seal::{Unsealable, seal, unseal};
pub use sms::{ONE_PART, sms_length, sms_parts};
pub use token::{InvalidLink, MAX_TOKEN_CHARS, OpenedLink, mint, open};
pub use view::{SubmissionId, ViewTicket, fingerprint, respondent_tags};
