//! What a browser keeps of ours: sealed, so that whoever holds it can neither read nor change it.

use base64::Engine as _;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::link::SessionKey;
use crate::link::primitives::{BASE64, siv_open, siv_seal};

/// The text of a cookie that holds `content`, sealed for what `header` names alone.
pub(crate) fn seal(key: &SessionKey, header: &[u8], content: &impl Serialize) -> String {
    // Numbers and texts always serialise.
    let bytes = serde_json::to_vec(content).unwrap_or_default();
    BASE64.encode(siv_seal(key.bytes(), header, &bytes))
}

/// Reads what [`seal`] gave for the same header; `None` for anything else.
pub(crate) fn open<T: DeserializeOwned>(key: &SessionKey, header: &[u8], cookie: &str) -> Option<T> {
    let sealed = BASE64.decode(cookie).ok()?;
    serde_json::from_slice(&siv_open(key.bytes(), header, &sealed)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::roots;

    #[test]
    fn every_flipped_bit_every_truncation_and_another_header_open_nothing() {
        let (key, _) = roots().session_keys();
        let content = ("somebody".to_owned(), 7);
        let cookie = seal(&key, b"test 1", &content);
        assert_eq!(open(&key, b"test 1", &cookie), Some(content));
        assert_eq!(open::<(String, i32)>(&key, b"test 2", &cookie), None);
        let bytes = BASE64.decode(&cookie).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = BASE64.encode(changed);
            assert_eq!(open::<(String, i32)>(&key, b"test 1", &changed), None, "bit {bit}");
        }
        for length in 0..cookie.len() {
            let short = &cookie[..length];
            assert_eq!(open::<(String, i32)>(&key, b"test 1", short), None, "length {length}");
        }
    }
}
