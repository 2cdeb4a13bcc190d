//! What the handler works with.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::SignedDuration;
use shared::clock::Clock;
use shared::edge::Edge;
use shared::link::{
    FingerprintKey, KeyId, LinkKeys, NetworkKey, OpenKeys, OpenedLink, PseudonymKey, RootKeys, SealKey, SubmissionId,
    TagKey, ViewKey, ViewTicket,
};
use shared::store::settings::{ReadSurveys, ReadZones};

use crate::limits::Limits;
use crate::settings::Settings;

/// One key a purpose, and a view key for each key id that opens links.
#[derive(Debug)]
pub struct Keys {
    /// Opens links and names invitations.
    pub links: LinkKeys,
    /// Makes pseudonyms.
    pub pseudonym: PseudonymKey,
    /// Hides customer ids.
    pub seal: SealKey,
    /// Makes tags of network and browser.
    pub tag: TagKey,
    /// Makes fingerprints of answers.
    pub fingerprint: FingerprintKey,
    /// Sign times of view.
    pub views: BTreeMap<KeyId, ViewKey>,
    /// Name the responses of open links and sign their forms.
    pub open: OpenKeys,
    /// Makes tags of networks, for limits.
    pub network: NetworkKey,
}

impl Keys {
    /// All of them, from the root keys.
    #[must_use]
    pub fn derive(roots: &RootKeys) -> Self {
        Self {
            links: roots.link_keys(),
            pseudonym: roots.pseudonym_key(),
            seal: roots.seal_key(),
            tag: roots.tag_key(),
            fingerprint: roots.fingerprint_key(),
            views: roots
                .key_ids()
                .filter_map(|id| Some((id, roots.view_key(id)?)))
                .collect(),
            open: OpenKeys::derive(roots),
            network: roots.network_key(),
        }
    }

    /// The signed ticket of a page of this link; empty, and so worthless, under a key id that opens no links.
    pub(crate) fn sign(&self, link: &OpenedLink, ticket: &ViewTicket) -> String {
        let key = self.views.get(&link.key_id);
        key.map_or_else(String::new, |key| ticket.sign(key, &link.invitation))
    }

    /// The ticket that a form of this link brought back, if it is genuine.
    pub(crate) fn verify(&self, link: &OpenedLink, text: &str) -> Option<ViewTicket> {
        ViewTicket::verify(self.views.get(&link.key_id)?, &link.invitation, text)
    }
}

/// What the handler works with. Nothing below `main` reads the environment, the time or randomness by itself.
pub struct App<S> {
    pub(crate) keys: Keys,
    pub(crate) store: S,
    pub(crate) settings: Settings,
    pub(crate) limits: Limits,
    pub(crate) retention: SignedDuration,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: fn() -> [u8; 16],
    pub(crate) edge: Edge,
}

impl<S: ReadSurveys + ReadZones> App<S> {
    /// `retention` is how long responses are kept.
    #[must_use]
    pub fn new(
        keys: Keys,
        store: S,
        settings: Settings,
        retention: SignedDuration,
        clock: Arc<dyn Clock>,
        random: fn() -> [u8; 16],
    ) -> Self {
        Self {
            keys,
            store,
            settings,
            limits: Limits::default(),
            retention,
            clock,
            random,
            edge: Edge::default(),
        }
    }

    /// The same, where there is perhaps a CloudFront in front of it.
    #[must_use]
    pub fn with_edge(self, edge: Edge) -> Self {
        Self { edge, ..self }
    }

    /// An id for one showing of the page, or for an answer that brings none.
    pub(crate) fn new_submission(&self) -> SubmissionId {
        SubmissionId::from_bytes((self.random)())
    }

    /// How many months an answer is kept at most.
    pub(crate) fn retention_months(&self) -> i64 {
        let days = self.retention.as_hours().div_euclid(24);
        // Six months have 183 days, rounded up.
        days * 2 / 61 + i64::from(days * 2 % 61 > 0)
    }
}
