//! Whether an invitation has been answered, and nothing of the answer.

use std::future::Future;

use super::Store;
use super::attributes::{Item, get_text, text};
use super::error::StoreError;
use super::names::{PK, SK};
use crate::domain::response::Respondent;
use crate::domain::standing::Standing;
use crate::link::InvitationId;

/// What a page may say of an earlier answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// There is none, or none that a person is sure to have given.
    No,
    /// There is one, which another replaces.
    Yes,
    /// The person was erased: the link is closed.
    Erased,
}

/// Reads whether an invitation has been answered (GetItem).
pub trait ReadAnswered: Sync {
    /// Whether it has, eventually consistent. Neither the rating nor the comment is read.
    fn read_answered(
        &self,
        respondent: Respondent,
        invitation: InvitationId,
    ) -> impl Future<Output = Result<Answered, StoreError>> + Send;
}

impl ReadAnswered for Store {
    async fn read_answered(&self, respondent: Respondent, invitation: InvitationId) -> Result<Answered, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.tables.responses)
            .key(PK, text(respondent.to_string()))
            .key(SK, text(invitation.to_string()))
            .projection_expression("sk,st")
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        Ok(found.item.as_ref().map_or(Answered::No, answered))
    }
}

/// A registered invitation has a code of its own, which no standing is read from.
fn answered(item: &Item) -> Answered {
    let standing = Standing::from_code(get_text(item, "st"));
    if standing.is_erased() {
        Answered::Erased
    } else if standing.is_known_to_respondent() {
        Answered::Yes
    } else {
        Answered::No
    }
}
