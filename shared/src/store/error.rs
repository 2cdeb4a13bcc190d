//! What can go wrong between this code and DynamoDB.

use std::error::Error;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

use super::format::{FORMAT, NewerItem};

/// Why storage did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Too many requests, after all retries: try again later.
    #[error("storage is busy ({operation}); try again in a moment")]
    Throttled {
        /// The DynamoDB operation.
        operation: &'static str,
    },
    /// The caller's credentials do not allow it.
    #[error("access to storage was denied for {operation}: {detail}")]
    Denied {
        /// The DynamoDB operation.
        operation: &'static str,
        /// DynamoDB's words.
        detail: String,
    },
    /// The table is not there.
    #[error("a table is missing ({operation}): {detail}")]
    NoTable {
        /// The DynamoDB operation.
        operation: &'static str,
        /// DynamoDB's words.
        detail: String,
    },
    /// No answer, or an error of the service, after all retries.
    #[error("storage did not answer ({operation}): {detail}")]
    Unavailable {
        /// The DynamoDB operation.
        operation: &'static str,
        /// What the SDK knows.
        detail: String,
    },
    /// An item that a newer release wrote.
    #[error(
        "a newer release of Aisance wrote here (format {found}; this one, {version}, knows format {FORMAT}): \
         use that release or a later one; nothing was changed",
        found = .found.map_or_else(|| "unknown".to_owned(), |found| found.to_string()),
        version = env!("CARGO_PKG_VERSION")
    )]
    Newer {
        /// The format of what was met; none where that is no number.
        found: Option<u32>,
    },
    /// An item that this code did not write, or that was damaged.
    #[error("a stored item cannot be read: {what} of {key}")]
    Damaged {
        /// Its key; keys hold no personal data.
        key: String,
        /// The attribute that is missing or wrong.
        what: &'static str,
    },
}

impl StoreError {
    /// Sorts an SDK error into the kinds a caller can act on.
    pub(super) fn from_sdk<E, R>(operation: &'static str, error: &SdkError<E, R>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
        R: std::fmt::Debug + 'static,
    {
        if let Some(newer) = newer_item(error) {
            return newer.into();
        }
        let code = error.as_service_error().and_then(ProvideErrorMetadata::code);
        let detail = || chain(error);
        match code {
            Some("ThrottlingException" | "ProvisionedThroughputExceededException" | "RequestLimitExceeded") => {
                Self::Throttled { operation }
            }
            Some("AccessDeniedException" | "UnrecognizedClientException" | "ExpiredTokenException") => Self::Denied {
                operation,
                detail: detail(),
            },
            Some("ResourceNotFoundException") => Self::NoTable {
                operation,
                detail: detail(),
            },
            _ => Self::Unavailable {
                operation,
                detail: detail(),
            },
        }
    }

    pub(super) fn damaged(key: impl std::fmt::Display, what: &'static str) -> Self {
        Self::Damaged {
            key: key.to_string(),
            what,
        }
    }
}

impl From<NewerItem> for StoreError {
    fn from(newer: NewerItem) -> Self {
        Self::Newer { found: newer.found }
    }
}

/// The newer item that a request was stopped for, if that is the cause.
fn newer_item(error: &(dyn Error + 'static)) -> Option<NewerItem> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(newer) = error.downcast_ref::<NewerItem>() {
            return Some(*newer);
        }
        cause = error.source();
    }
    None
}

/// An error and what caused it, in words. The SDK's own display adds a dump that may hold a body, and so answers or keys.
#[must_use]
pub fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push_str(": ");
        words.push_str(&error.to_string());
        cause = error.source();
    }
    words
}
