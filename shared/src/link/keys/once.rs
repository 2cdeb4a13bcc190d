//! The key of requests that are sent again.

use std::fmt;

use super::{RootKeys, purpose};
use crate::link::primitives::derive;

/// Names requests that may be sent again, and makes what looks random in their answers.
#[derive(Clone)]
pub struct OnceKey([u8; 32]);

impl OnceKey {
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for OnceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnceKey(…)")
    }
}

impl RootKeys {
    /// The key of requests that are sent again. Adding a root changes no answer.
    #[must_use]
    pub fn once_key(&self) -> OnceKey {
        OnceKey(derive(self.permanent.as_bytes(), purpose::ONCE))
    }
}
