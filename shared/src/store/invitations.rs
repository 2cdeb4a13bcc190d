//! Registered invitations, in the table of their responses.

use std::future::Future;

use jiff::Timestamp;

use super::Store;
use super::attributes::{Item, text};
use super::error::StoreError;
use super::invited_item::{registered_item, to_indexed_invitation, to_invited_row};
use super::keys::DayShard;
use super::names::{BY_INVITED, INVITED_SHARD, PK, SEALED_ID, SK, TTL};
use super::responses::Put;
use crate::domain::cohort::InvitedRow;
use crate::domain::registered::Registered;
use crate::domain::response::Respondent;
use crate::link::InvitationId;

/// Stores a registration if what is there is what the writer thinks (PutItem).
pub trait PutRegistered: Sync {
    /// Stores `registered` in place of revision `replaces`, or of nothing.
    fn put_registered(
        &self,
        registered: &Registered,
        replaces: Option<u32>,
    ) -> impl Future<Output = Result<Put, StoreError>> + Send;
}

/// Looks whether an invitation is registered (GetItem).
pub trait IsRegistered: Sync {
    /// Whether it is, answered or not, with a consistent read.
    fn is_registered(
        &self,
        respondent: Respondent,
        invitation: InvitationId,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Reads the invitations registered on a day for their response rate (Query on `by_invited`).
pub trait ReadInvited: Sync {
    /// Gives every invitation of a shard to `each`, page by page.
    fn read_invited(
        &self,
        shard: DayShard,
        each: impl FnMut(InvitedRow) + Send,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// What the index tells of a registered invitation, as far as its customer's record is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedInvitation {
    /// Who was asked.
    pub respondent: Respondent,
    /// Its id.
    pub invitation: InvitationId,
    /// When it was registered, where no answer to it counts; none where one does, or it was erased.
    pub unanswered_since: Option<Timestamp>,
    /// The customer's id, encrypted.
    pub sealed_customer: Option<Vec<u8>>,
}

/// Reads whom a day's invitations are to, and whether they have answered (Query on `by_invited`).
pub trait ReadInvitedIndex: Sync {
    /// Gives every invitation of a shard to `each`, page by page.
    fn read_invited_index(
        &self,
        shard: DayShard,
        each: impl FnMut(IndexedInvitation) + Send,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

impl PutRegistered for Store {
    async fn put_registered(&self, registered: &Registered, replaces: Option<u32>) -> Result<Put, StoreError> {
        self.put_record(registered_item(registered), replaces).await
    }
}

impl IsRegistered for Store {
    async fn is_registered(&self, respondent: Respondent, invitation: InvitationId) -> Result<bool, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.tables.responses)
            .key(PK, text(respondent.to_string()))
            .key(SK, text(invitation.to_string()))
            .projection_expression(INVITED_SHARD)
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        Ok(found.item().is_some_and(|item| item.contains_key(INVITED_SHARD)))
    }
}

impl ReadInvited for Store {
    async fn read_invited(&self, shard: DayShard, mut each: impl FnMut(InvitedRow) + Send) -> Result<(), StoreError> {
        let row = |item: &Item| to_invited_row(item).map(&mut each);
        let attributes = [SK, "s", "m", "t", "st", "ic", "il", "ia", TTL];
        self.query_shard(BY_INVITED, INVITED_SHARD, shard, &attributes, row)
            .await
    }
}

impl ReadInvitedIndex for Store {
    async fn read_invited_index(
        &self,
        shard: DayShard,
        mut each: impl FnMut(IndexedInvitation) + Send,
    ) -> Result<(), StoreError> {
        let row = |item: &Item| to_indexed_invitation(item).map(&mut each);
        let attributes = [PK, SK, "st", "ir", SEALED_ID];
        self.query_shard(BY_INVITED, INVITED_SHARD, shard, &attributes, row)
            .await
    }
}
