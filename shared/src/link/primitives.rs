//! The few cryptographic operations everything else is built from.
//!
//! The three `expect`s cannot fail for the sizes fixed here; they are the only ones in this module tree.

use aes_siv::KeyInit;
use aes_siv::siv::Aes256Siv;
use base64::engine::general_purpose::{GeneralPurpose, URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Base64url without padding. Decoding refuses padding, the other alphabet and non-zero trailing bits, so that every
/// byte string has exactly one text.
pub(crate) const BASE64: GeneralPurpose = URL_SAFE_NO_PAD;

const SALT: &[u8] = b"aisance";

/// HKDF-SHA256 of a root, with the salt `aisance` and the purpose as `info`. `N` is 32 or 64 bytes.
pub(crate) fn derive<const N: usize>(root: &[u8], purpose: &str) -> [u8; N] {
    let mut key = [0; N];
    Hkdf::<Sha256>::new(Some(SALT), root)
        .expand(purpose.as_bytes(), &mut key)
        .expect("HKDF gives up to 8160 bytes");
    key
}

/// HMAC-SHA256 of the pieces one after another, cut to its first `N` bytes (at most 32).
/// The caller makes the pieces unambiguous: fixed lengths, or each preceded by its length.
pub(crate) fn mac<const N: usize>(key: &[u8; 32], pieces: &[&[u8]]) -> [u8; N] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for piece in pieces {
        mac.update(piece);
    }
    let whole = mac.finalize().into_bytes();
    std::array::from_fn(|i| whole[i])
}

/// AES-256-SIV (RFC 5297) with one associated header: the tag, then the ciphertext.
pub(crate) fn siv_seal(key: &[u8; 64], header: &[u8], plaintext: &[u8]) -> Vec<u8> {
    Aes256Siv::new(&(*key).into())
        .encrypt([header], plaintext)
        .expect("one header and a buffer that grows")
}

/// Undoes [`siv_seal`], in constant time for a given length. `None` for anything it did not make with this key and header.
pub(crate) fn siv_open(key: &[u8; 64], header: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    Aes256Siv::new(&(*key).into()).decrypt([header], sealed).ok()
}
