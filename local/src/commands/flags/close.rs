//! `aisance flags close`: somebody has dealt with a flagged customer.

use anyhow::Result;
use clap::Args;
use shared::clock::SystemClock;
use shared::closing::{Note, close_flag};
use shared::domain::audit::Deed;
use shared::domain::response::Respondent;
use shared::link::{CustomerId, Pseudonym, RawIds};

use crate::commands::{print_line, trail};
use crate::workspace::Workspace;

/// Arguments of `flags close`.
#[derive(Debug, Args)]
pub struct CloseArgs {
    /// The customer's id, as `aisance flags` lists it
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    /// What was done, in at most 500 characters; an erasure of the customer removes it
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

/// Runs the command.
///
/// # Errors
/// No such flag is open, the note is too long, or storage fails.
pub async fn run(workspace: &Workspace, args: &CloseArgs) -> Result<()> {
    let id = CustomerId::new(&args.customer, RawIds::Allow)?;
    let customer = Respondent::Customer(Pseudonym::of(&workspace.keys.pseudonym_key(), &id));
    let note = Note::new(&args.note)?;
    trail::note_customer(workspace, Deed::CloseFlag, &id).await?;
    let calendar = workspace.calendar().await?;
    close_flag(&workspace.store, customer, None, &note, &calendar, &SystemClock).await?;
    print_line("The flag is closed. It is opened again only for something newer than what it was about.");
    Ok(())
}
