//! What a browser keeps between the first page of a sign-in and its last, sealed in a cookie as a session is.
//!
//! Pure: whoever begins brings the randomness and the time. What an issuer and a form are given is made from the id with
//! keys, so nothing but the id has to be kept, and whoever reads the one knows nothing of the others.

use base64::Engine as _;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::link::primitives::{BASE64, mac};
use crate::link::{FormKey, SessionKey};
use crate::sealed_cookie;

/// How long somebody has to sign in.
pub const LASTS: SignedDuration = SignedDuration::from_mins(10);

/// Sealed for sign-ins alone: no session can be read as one.
const HEADER: &[u8] = b"sign-in 1";

/// Somebody who is signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningIn {
    /// Random.
    pub id: [u8; 16],
    /// The page that they want.
    pub to: String,
    /// The first moment at which it is too late.
    pub ends: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Packed {
    i: [u8; 16],
    t: String,
    e: i64,
}

impl SigningIn {
    /// The value of its cookie.
    #[must_use]
    pub fn seal(&self, key: &SessionKey) -> String {
        let packed = Packed {
            i: self.id,
            t: self.to.clone(),
            e: self.ends.as_second(),
        };
        sealed_cookie::seal(key, HEADER, &packed)
    }

    /// Reads what [`seal`](Self::seal) gave, where it is not too late; `None` for anything else.
    #[must_use]
    pub fn open(key: &SessionKey, cookie: &str, now: Timestamp) -> Option<Self> {
        let packed: Packed = sealed_cookie::open(key, HEADER, cookie)?;
        let open = Self {
            id: packed.i,
            to: packed.t,
            ends: Timestamp::from_second(packed.e).ok()?,
        };
        (now < open.ends).then_some(open)
    }

    /// What the issuer gives back to this browser alone (OpenID Connect's `state`).
    #[must_use]
    pub fn state(&self, key: &FormKey) -> String {
        self.derived::<16>(key, b"state")
    }

    /// What the issuer writes into the id token (OpenID Connect's `nonce`).
    #[must_use]
    pub fn nonce(&self, key: &FormKey) -> String {
        self.derived::<16>(key, b"nonce")
    }

    /// What proves that whoever brings a code is who asked for it: RFC 7636's `code_verifier`, 43 characters.
    #[must_use]
    pub fn verifier(&self, key: &FormKey) -> String {
        self.derived::<32>(key, b"verifier")
    }

    /// The token of the form of the sign-in page.
    #[must_use]
    pub fn form_token(&self, key: &FormKey) -> String {
        self.derived::<16>(key, b"form")
    }

    /// Whether a form that was sent carries the token of this sign-in, in constant time.
    #[must_use]
    pub fn sent_form(&self, key: &FormKey, token: &str) -> bool {
        self.form_token(key).as_bytes().ct_eq(token.as_bytes()).into()
    }

    /// Whether the issuer gave back the state of this sign-in, in constant time.
    #[must_use]
    pub fn sent_state(&self, key: &FormKey, state: &str) -> bool {
        self.state(key).as_bytes().ct_eq(state.as_bytes()).into()
    }

    // A session's form token is made of an id alone, so none of these can be one.
    fn derived<const N: usize>(&self, key: &FormKey, purpose: &[u8]) -> String {
        let bytes: [u8; N] = mac(key.bytes(), &[&self.id, b"sign-in ", purpose]);
        BASE64.encode(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::access::Scopes;
    use crate::link::testing::roots;
    use crate::session::Session;

    const NOON: Timestamp = Timestamp::constant(1_795_262_400, 0);

    fn begun() -> SigningIn {
        SigningIn {
            id: [7; 16],
            to: "/dashboard?days=7".to_owned(),
            ends: NOON + LASTS,
        }
    }

    proptest! {
        #[test]
        fn a_sign_in_is_read_as_it_was_sealed(id: [u8; 16], to in ".{0,60}") {
            let begun = SigningIn { id, to, ..begun() };
            let (key, _) = roots().session_keys();
            prop_assert_eq!(SigningIn::open(&key, &begun.seal(&key), NOON), Some(begun));
        }
    }

    #[test]
    fn a_sign_in_is_open_for_ten_minutes() {
        let (key, _) = roots().session_keys();
        let cookie = begun().seal(&key);
        let last = NOON + LASTS - SignedDuration::from_secs(1);
        assert!(SigningIn::open(&key, &cookie, last).is_some());
        assert_eq!(SigningIn::open(&key, &cookie, NOON + LASTS), None);
    }

    #[test]
    fn no_session_is_a_sign_in_and_no_sign_in_is_a_session() {
        let (key, _) = roots().session_keys();
        let cookie = begun().seal(&key);
        let session = Session {
            id: [7; 16],
            subject: String::new(),
            name: String::new(),
            key: None,
            scopes: Scopes::ALL,
            ends: NOON + LASTS,
        };
        assert_eq!(SigningIn::open(&key, &session.seal(&key), NOON), None);
        assert_eq!(Session::open(&key, &cookie, NOON), None);
    }

    #[test]
    fn what_is_made_from_an_id_is_of_that_id_and_of_one_purpose() {
        let (_, key) = roots().session_keys();
        let made = |begun: &SigningIn| {
            [
                begun.state(&key),
                begun.nonce(&key),
                begun.verifier(&key),
                begun.form_token(&key),
            ]
        };
        let other = SigningIn { id: [8; 16], ..begun() };
        let all: BTreeSet<String> = made(&begun()).into_iter().chain(made(&other)).collect();
        assert_eq!(all.len(), 8);
        assert_eq!(begun().verifier(&key).len(), 43);
        assert!(begun().sent_form(&key, &begun().form_token(&key)) && begun().sent_state(&key, &begun().state(&key)));
        assert!(!begun().sent_form(&key, &other.form_token(&key)) && !begun().sent_state(&key, &other.state(&key)));
        assert!(!begun().sent_form(&key, &begun().state(&key)) && !begun().sent_state(&key, ""));
    }
}
