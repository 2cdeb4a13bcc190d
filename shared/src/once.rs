//! Requests that may be sent again under a key of their sender's (`Idempotency-Key`): nothing of an answer is kept. Of the
//! first one the moment and a fingerprint are kept for a day; whoever sends it again gets what the same work gives at the
//! same moment with the same randomness, which is drawn from the request itself.
//!
//! Pure: whoever uses it brings the time and the storage.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use jiff::{SignedDuration, Timestamp};

use crate::link::OnceKey;
use crate::link::primitives::{BASE64, mac};

/// For how long a request is known again.
pub const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// The most characters of a key.
pub const LONGEST_KEY: usize = 255;

/// The key a sender gave a request.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestKey(String);

/// The text is no key of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "give it once, as 1 to {LONGEST_KEY} visible ASCII characters that you use for this request alone, such as a UUID"
)]
pub struct NoRequestKey;

impl RequestKey {
    /// Reads a key, with or without the quotation marks that a structured header has around a text.
    ///
    /// # Errors
    /// It is empty, too long, or has other characters than visible ASCII.
    pub fn parse(header: &str) -> Result<Self, NoRequestKey> {
        let header = header.trim();
        let quoted = header.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let key = quoted.unwrap_or(header);
        let visible = key.bytes().all(|byte| byte.is_ascii_graphic());
        let fits = (1..=LONGEST_KEY).contains(&key.len());
        (visible && fits).then(|| Self(key.to_owned())).ok_or(NoRequestKey)
    }
}

/// It may be guessable: whoever reads a log must not be able to send in another's name.
impl fmt::Debug for RequestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestKey(…)")
    }
}

/// A request under a key.
#[derive(Debug, Clone, Copy)]
pub struct KeyedRequest<'a> {
    /// Who sends it.
    pub caller: &'a str,
    /// Under which key.
    pub key: &'a RequestKey,
    /// What is asked: the method, the path and the query.
    pub asked: [&'a str; 3],
    /// What is sent.
    pub body: &'a [u8],
}

impl KeyedRequest<'_> {
    /// Where its first sending is noted. No sender has another's.
    #[must_use]
    pub fn place(&self, key: &OnceKey) -> Place {
        let tag: [u8; 16] = keyed(key, "place", &[self.caller.as_bytes(), self.key.0.as_bytes()]);
        Place {
            caller: self.caller.to_owned(),
            tag: BASE64.encode(tag),
        }
    }

    /// Tells it from another one under the same key.
    #[must_use]
    pub fn fingerprint(&self, key: &OnceKey) -> [u8; 32] {
        let [method, path, query] = self.asked.map(str::as_bytes);
        keyed(
            key,
            "fingerprint",
            &[self.caller.as_bytes(), method, path, query, self.body],
        )
    }

    /// What looks random in the answer to it, sent first at `at`.
    #[must_use]
    pub fn randomness(&self, key: &OnceKey, at: Timestamp) -> Drawn {
        let moment = at.as_millisecond().to_be_bytes();
        let parts = [self.key.0.as_bytes(), &self.fingerprint(key), &moment];
        Drawn {
            seed: keyed(key, "randomness", &parts),
            drawn: AtomicU64::new(0),
        }
    }
}

/// A keyed digest of parts, each preceded by its length, for one use.
fn keyed<const N: usize>(key: &OnceKey, of: &str, parts: &[&[u8]]) -> [u8; N] {
    let lengths: Vec<[u8; 8]> = parts.iter().map(|part| (part.len() as u64).to_be_bytes()).collect();
    let mut pieces: Vec<&[u8]> = vec![of.as_bytes(), &[0]];
    for (length, part) in lengths.iter().zip(parts) {
        pieces.extend([length.as_slice(), part]);
    }
    mac(key.bytes(), &pieces)
}

/// Where the first sending of a request is noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Who sent it.
    pub caller: String,
    /// A digest of who and under which key.
    pub tag: String,
}

/// What is noted of the first sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstSending {
    /// When, in whole milliseconds.
    pub at: Timestamp,
    /// What was sent.
    pub fingerprint: [u8; 32],
}

/// Bytes that nobody can guess without the key and the request, the same ones each time.
#[derive(Debug)]
pub struct Drawn {
    seed: [u8; 32],
    drawn: AtomicU64,
}

impl Drawn {
    /// The next sixteen.
    pub fn next_16(&self) -> [u8; 16] {
        let number = self.drawn.fetch_add(1, Ordering::Relaxed);
        mac(&self.seed, &[&number.to_be_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::roots;

    const AT: Timestamp = Timestamp::constant(1_795_262_400, 0);

    fn request<'a>(caller: &'a str, key: &'a RequestKey, path: &'a str, body: &'a [u8]) -> KeyedRequest<'a> {
        KeyedRequest {
            caller,
            key,
            asked: ["POST", path, ""],
            body,
        }
    }

    #[test]
    fn a_key_is_visible_ascii_with_or_without_quotation_marks() {
        let key = |text: &str| RequestKey::parse(text).map(|key| key.0);
        assert_eq!(key("\"8e03978e-40d5\""), Ok("8e03978e-40d5".to_owned()));
        assert_eq!(key(" 8e03978e-40d5 "), Ok("8e03978e-40d5".to_owned()));
        assert_eq!(key(&"k".repeat(255)).unwrap().len(), 255);
        for wrong in ["", "\"\"", "a b", "é", "a\u{7f}", &"k".repeat(256)] {
            assert_eq!(key(wrong), Err(NoRequestKey), "{wrong:?}");
        }
    }

    #[test]
    fn the_same_request_is_known_again_and_every_other_is_another() {
        let key = roots().once_key();
        let (one, two) = (RequestKey::parse("one").unwrap(), RequestKey::parse("two").unwrap());
        let first = request("key:a", &one, "/v1/links", b"{}");
        let draws = |request: &KeyedRequest<'_>, at| {
            let drawn = request.randomness(&key, at);
            [drawn.next_16(), drawn.next_16()]
        };
        let of_first = draws(&first, AT);
        assert_eq!(of_first, draws(&request("key:a", &one, "/v1/links", b"{}"), AT));
        assert_ne!(of_first[0], of_first[1]);
        assert_ne!(of_first, draws(&first, AT + KNOWN_FOR), "a day later it is another");
        for other in [
            request("key:b", &one, "/v1/links", b"{}"),
            request("key:a", &two, "/v1/links", b"{}"),
            request("key:a", &one, "/v1/keys", b"{}"),
            request("key:a", &one, "/v1/links", b"{ }"),
        ] {
            assert_ne!(of_first, draws(&other, AT), "{other:?}");
            let same_place = other.caller == first.caller && other.key == first.key;
            assert_eq!(first.place(&key) == other.place(&key), same_place);
            let same_request = (other.caller, other.asked, other.body) == (first.caller, first.asked, first.body);
            assert_eq!(first.fingerprint(&key) == other.fingerprint(&key), same_request);
        }
    }
}
