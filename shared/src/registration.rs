//! Registering invitations when their links are made, each exactly once, whatever is tried again.

mod issue;

use crate::domain::registered::{Record, Registered};
use crate::domain::response::{Content, Response};
use crate::link::{FactsDraft, says_test};
use crate::store::StoreError;
use crate::store::invitations::PutRegistered;
use crate::store::responses::{Put, PutResponse};

pub use issue::{Issue, IssueStore, issue, why_not};

/// What registering does to storage.
pub trait RegistrationStore: PutRegistered + PutResponse {}

impl<S: PutRegistered + PutResponse> RegistrationStore for S {}

/// What became of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    /// It is new.
    Made,
    /// An earlier one stands, or the customer was erased.
    Known,
}

/// Why a link is not registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unregistrable {
    /// It is a test.
    #[error("a test link counts nowhere, so it is not registered")]
    Test,
    /// It has neither customer nor reference.
    #[error(
        "a link with neither customer nor reference is another invitation each time it is asked for, so a second try would count twice: give it a reference"
    )]
    Nameless,
}

/// Gives a draft a random reference where it must have one of its own: a test, so that it can never be the invitation of
/// a real one, and a link with neither customer nor reference.
///
/// # Errors
/// Why the invitation cannot be registered.
pub fn name_apart(draft: &mut FactsDraft, random: impl FnOnce() -> String) -> Result<(), Unregistrable> {
    let why = if says_test(&draft.attributes) {
        Unregistrable::Test
    } else if draft.customer.is_none() && draft.reference.is_none() {
        Unregistrable::Nameless
    } else {
        return Ok(());
    };
    draft.reference = Some(random());
    Err(why)
}

/// Registers an invitation. The first registration stands; an answer that was there before stays as it is, and is counted
/// as the answer to it.
///
/// # Errors
/// Storage fails. Registering again goes on.
pub async fn register<S: RegistrationStore>(store: &S, wanted: &Registered) -> Result<Registration, StoreError> {
    let mut answered: Option<Box<Response>> = None;
    loop {
        let put = match &answered {
            None => store.put_registered(wanted, None).await?,
            Some(response) => {
                let invited = Response {
                    invited: Some(wanted.invited.clone()),
                    revision: response.revision + 1,
                    // From now on it is of the invited day too, which must not be sealed as early as its own.
                    expires: response.expires.max(wanted.expires),
                    ..(**response).clone()
                };
                store.put_response(&invited, Some(response.revision)).await?
            }
        };
        match put {
            Put::Stored => return Ok(Registration::Made),
            Put::Gone => answered = None,
            Put::Found(found) => match *found {
                // The first attempt of a request that was sent again has arrived after all.
                found if found.invited() == Some(&wanted.invited) => return Ok(Registration::Made),
                Record::Answered(response)
                    if response.invited.is_none() && !matches!(response.content, Content::Erased { .. }) =>
                {
                    answered = Some(response);
                }
                _ => return Ok(Registration::Known),
            },
        }
    }
}

#[cfg(test)]
mod tests;
