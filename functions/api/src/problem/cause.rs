//! What was behind a failure, as the log may have it.

use shared::store::StoreError;
use shared::telemetry::{Site, Words, log};

use crate::logged::Logged;

/// Why something failed.
#[derive(Debug)]
pub(super) enum Cause {
    /// Storage, in its words.
    Store(Words),
    /// Something else, whose words may quote what was sent: an error of this type, at this place.
    Other(&'static str, Site),
}

impl Cause {
    pub(super) fn of_store(error: &StoreError) -> Self {
        Self::Store(Words::of(error))
    }

    /// An error of this type, met where this is called.
    #[track_caller]
    pub(super) fn of_type<E>() -> Self {
        Self::Other(std::any::type_name::<E>(), Site::here())
    }

    /// Logs that a request could not be answered, for which a problem of this kind was given.
    pub(super) fn log(self, kind: &'static str) {
        let (error, cause, site) = match self {
            Self::Store(words) => (Some(words), None, None),
            Self::Other(cause, site) => (None, Some(cause), Some(site)),
        };
        log(&Logged::RequestFailed {
            kind,
            error,
            cause,
            site,
        });
    }
}
