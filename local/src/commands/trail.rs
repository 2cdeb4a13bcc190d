//! What the audit trail says of this command line, which works with access to the tables.

use anyhow::{Context, Result};
use shared::domain::audit::{AuditEntry, BY_TABLE, Deed};
use shared::link::{CustomerId, Pseudonym};
use shared::store::audit::RecordAudit;

use crate::workspace::{Workspace, now};

/// Writes down what is about to be done, and about what.
///
/// # Errors
/// It cannot be written down: then it must not be done.
pub(crate) async fn note(workspace: &Workspace, deed: Deed, about: Option<&str>) -> Result<()> {
    let entry = AuditEntry {
        at: now(),
        by: BY_TABLE.to_owned(),
        name: None,
        deed,
        about: about.map(str::to_owned),
        request: None,
    };
    let written = workspace.store.record_audit(&entry).await;
    written.context("nothing was done, as it could not be written to the audit trail")
}

/// Writes down what is about to be done about a customer, by the pseudonym.
///
/// # Errors
/// As [`note`].
pub(crate) async fn note_customer(workspace: &Workspace, deed: Deed, customer: &CustomerId) -> Result<()> {
    let pseudonym = Pseudonym::of(&workspace.keys.pseudonym_key(), customer).to_string();
    note(workspace, deed, Some(&pseudonym)).await
}
