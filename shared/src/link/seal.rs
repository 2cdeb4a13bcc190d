//! The customer's id beside an answer, readable only with the seal key.

use super::invitation::Pseudonym;
use super::keys::SealKey;
use super::parts::{CustomerId, RawIds};
use super::primitives::{siv_open, siv_seal};

/// The bytes are not a customer id sealed under this key for this pseudonym.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sealed customer id does not open under this key for this pseudonym")]
pub struct Unsealable;

/// Seals a customer id for the item under this pseudonym: 16 bytes more than the id, always the same.
/// Under another pseudonym it does not open, so that it cannot be moved to another customer's item.
#[must_use]
pub fn seal(key: &SealKey, pseudonym: &Pseudonym, customer: &CustomerId) -> Vec<u8> {
    siv_seal(key.bytes(), pseudonym.as_bytes(), customer.as_str().as_bytes())
}

/// Opens what [`seal`] made.
///
/// # Errors
/// [`Unsealable`] for anything else.
pub fn unseal(key: &SealKey, pseudonym: &Pseudonym, sealed: &[u8]) -> Result<CustomerId, Unsealable> {
    let bytes = siv_open(key.bytes(), pseudonym.as_bytes(), sealed).ok_or(Unsealable)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Unsealable)?;
    CustomerId::new(text, RawIds::Allow)
        .ok()
        .filter(|id| id.as_str() == text)
        .ok_or(Unsealable)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::link::testing::roots;

    fn sealed(id: &str) -> (SealKey, Pseudonym, CustomerId, Vec<u8>) {
        let customer = CustomerId::new(id, RawIds::Allow).unwrap();
        let pseudonym = Pseudonym::of(&roots().pseudonym_key(), &customer);
        let key = roots().seal_key();
        let sealed = seal(&key, &pseudonym, &customer);
        (key, pseudonym, customer, sealed)
    }

    proptest! {
        #[test]
        fn a_sealed_id_opens_for_its_own_pseudonym_alone(id in "[^\\p{C}\\p{Z}]{1,8}", other: [u8; 16]) {
            let (key, pseudonym, customer, bytes) = sealed(&id);
            prop_assert_eq!(unseal(&key, &pseudonym, &bytes), Ok(customer));
            prop_assert_eq!(unseal(&key, &Pseudonym::from_bytes(other), &bytes), Err(Unsealable));
        }
    }

    #[test]
    fn every_flipped_bit_and_every_truncation_is_refused() {
        let (key, pseudonym, _, bytes) = sealed("C-00012345");
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(unseal(&key, &pseudonym, &changed), Err(Unsealable), "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert_eq!(
                unseal(&key, &pseudonym, &bytes[..length]),
                Err(Unsealable),
                "length {length}"
            );
        }
    }

    #[test]
    fn a_sealed_text_that_is_no_customer_id_is_refused() {
        let (key, pseudonym, ..) = sealed("a");
        for id in ["", " a", "a\n", "e\u{301}", &"a".repeat(65)] {
            let bytes = siv_seal(key.bytes(), pseudonym.as_bytes(), id.as_bytes());
            assert_eq!(unseal(&key, &pseudonym, &bytes), Err(Unsealable), "{id:?}");
        }
        let bytes = siv_seal(key.bytes(), pseudonym.as_bytes(), b"\xff");
        assert_eq!(unseal(&key, &pseudonym, &bytes), Err(Unsealable));
    }
}
