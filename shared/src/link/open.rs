//! Open links: pages that anybody may answer. One showing of the form is one response.
//!
//! Nothing is stored when the page is shown. The form carries a random nonce that names the response, and a
//! [`ViewTicket`] that is signed for exactly that nonce and survey, so nobody can make up a nonce of their own.

use super::id::id16;
use super::invitation::InvitationId;
use super::keys::{OpenKey, RootKeys, ViewKey};
use super::primitives::mac;
use super::view::ViewTicket;

id16!(
    /// One fresh showing of an open form, made of 16 random bytes by the server: whatever it sends is one response.
    FormNonce
);

/// Characters of a nonce.
const NONCE_CHARS: usize = 22;

/// How far the response of a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has been taken from it yet, as far as the form knows.
    Fresh,
    /// An answer has been taken: what comes now changes it or adds to it.
    Answered,
}

/// The keys of open links. None of them rotates: a form that is open during a rotation must not lose its answer.
#[derive(Debug, Clone)]
pub struct OpenKeys {
    names: OpenKey,
    fresh: ViewKey,
    answered: ViewKey,
}

/// What the form of an open link carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenForm {
    /// Which response it is about.
    pub nonce: FormNonce,
    /// How far that is.
    pub stage: Stage,
    /// When it was shown, and the id it will send.
    pub ticket: ViewTicket,
}

impl OpenKeys {
    /// From the root keys.
    #[must_use]
    pub fn derive(roots: &RootKeys) -> Self {
        let [fresh, answered] = roots.open_view_keys();
        Self {
            names: roots.open_key(),
            fresh,
            answered,
        }
    }

    /// The response that a nonce stands for: the first 16 bytes of HMAC-SHA256 over the survey's id, after its length in
    /// one byte, and the nonce. The key is none that names personal links,
    /// so no such link leads to it.
    #[must_use]
    pub fn invitation(&self, survey: &str, nonce: &FormNonce) -> InvitationId {
        // A survey's id has at most 32 bytes.
        let length = [survey.len() as u8];
        InvitationId::from_bytes(mac(self.names.bytes(), &[&length, survey.as_bytes(), nonce.as_bytes()]))
    }

    fn view(&self, stage: Stage) -> &ViewKey {
        match stage {
            Stage::Fresh => &self.fresh,
            Stage::Answered => &self.answered,
        }
    }
}

impl OpenForm {
    /// The text that the form carries: the nonce, then the ticket, signed for this survey, this nonce and this stage.
    #[must_use]
    pub fn sign(&self, keys: &OpenKeys, survey: &str) -> String {
        let invitation = keys.invitation(survey, &self.nonce);
        format!("{}{}", self.nonce, self.ticket.sign(keys.view(self.stage), &invitation))
    }

    /// Reads what [`OpenForm::sign`] gave for the same survey; `None` for anything else.
    #[must_use]
    pub fn verify(keys: &OpenKeys, survey: &str, text: &str) -> Option<Self> {
        let (nonce, ticket) = text.split_at_checked(NONCE_CHARS)?;
        let nonce = nonce.parse().ok()?;
        let invitation = keys.invitation(survey, &nonce);
        [Stage::Fresh, Stage::Answered].into_iter().find_map(|stage| {
            let ticket = ViewTicket::verify(keys.view(stage), &invitation, ticket)?;
            Some(Self { nonce, stage, ticket })
        })
    }
}

#[cfg(test)]
mod tests;
