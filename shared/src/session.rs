//! A person's session, sealed in a cookie: nothing of it is stored, nothing of it can be read or changed by whoever holds it.
//!
//! Pure: whoever begins a session brings the randomness and the time.

use base64::Engine as _;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::domain::access::Scopes;
use crate::link::primitives::{BASE64, mac};
use crate::link::{FormKey, SessionKey};
use crate::sealed_cookie;

/// How long a session lasts at most.
pub const LASTS: SignedDuration = SignedDuration::from_hours(8);

/// Sealed for sessions alone.
const HEADER: &[u8] = b"session 1";

/// A person who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Random: names the session, and binds forms to it.
    pub id: [u8; 16],
    /// Who: the issuer's id of the person, or the id of the API key that was signed in with.
    pub subject: String,
    /// How the person is called on pages.
    pub name: String,
    /// The API key that was signed in with: the session ends with it. None where an issuer vouches.
    pub key: Option<String>,
    /// What the person may do.
    pub scopes: Scopes,
    /// The first moment at which it has ended.
    pub ends: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Packed {
    i: [u8; 16],
    s: String,
    n: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    k: Option<String>,
    c: u8,
    e: i64,
}

impl Session {
    /// The value of its cookie.
    #[must_use]
    pub fn seal(&self, key: &SessionKey) -> String {
        let packed = Packed {
            i: self.id,
            s: self.subject.clone(),
            n: self.name.clone(),
            k: self.key.clone(),
            c: self.scopes.to_byte(),
            e: self.ends.as_second(),
        };
        sealed_cookie::seal(key, HEADER, &packed)
    }

    /// Reads what [`seal`](Self::seal) gave, where the session has not ended; `None` for anything else.
    #[must_use]
    pub fn open(key: &SessionKey, cookie: &str, now: Timestamp) -> Option<Self> {
        let packed: Packed = sealed_cookie::open(key, HEADER, cookie)?;
        let session = Self {
            id: packed.i,
            subject: packed.s,
            name: packed.n,
            key: packed.k,
            scopes: Scopes::from_byte(packed.c),
            ends: Timestamp::from_second(packed.e).ok()?,
        };
        (now < session.ends).then_some(session)
    }

    /// The token that every form shown in this session carries.
    #[must_use]
    pub fn form_token(&self, key: &FormKey) -> String {
        let token: [u8; 16] = mac(key.bytes(), &[&self.id]);
        BASE64.encode(token)
    }

    /// Whether a form that was sent carries the token of this session, in constant time.
    #[must_use]
    pub fn sent_form(&self, key: &FormKey, token: &str) -> bool {
        self.form_token(key).as_bytes().ct_eq(token.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::link::testing::roots;

    const NOON: Timestamp = Timestamp::constant(1_795_262_400, 0);

    fn session() -> Session {
        Session {
            id: [7; 16],
            subject: "248289761001".to_owned(),
            name: "Somebody".to_owned(),
            key: None,
            scopes: Scopes::ALL,
            ends: NOON + LASTS,
        }
    }

    proptest! {
        #[test]
        fn a_session_is_read_as_it_was_sealed(id: [u8; 16], subject in ".{0,40}", name in ".{0,40}", key in proptest::option::of("[a-z]{8}"), scopes: u8) {
            let session = Session { id, subject, name, key, scopes: Scopes::from_byte(scopes), ..session() };
            let (sealing, _) = roots().session_keys();
            prop_assert_eq!(Session::open(&sealing, &session.seal(&sealing), NOON), Some(session));
        }

        #[test]
        fn whatever_else_is_no_session(text in ".{0,200}") {
            prop_assert_eq!(Session::open(&roots().session_keys().0, &text, NOON), None);
        }
    }

    #[test]
    fn a_session_ends() {
        let (key, _) = roots().session_keys();
        let cookie = session().seal(&key);
        let last = NOON + LASTS - SignedDuration::from_secs(1);
        assert!(Session::open(&key, &cookie, last).is_some());
        assert_eq!(Session::open(&key, &cookie, NOON + LASTS), None);
    }

    #[test]
    fn a_forms_token_is_of_one_session_alone() {
        let (_, key) = roots().session_keys();
        let other = Session {
            id: [8; 16],
            ..session()
        };
        let token = session().form_token(&key);
        assert!(session().sent_form(&key, &token));
        assert!(!other.sent_form(&key, &token));
        assert!(!session().sent_form(&key, ""));
    }
}
