//! `aisance erase CUSTOMER`.

use anyhow::Result;
use clap::Args;
use shared::clock::SystemClock;
use shared::erasure::{erase, replay};
use shared::link::{CustomerId, Pseudonym, RawIds};

use super::print_line;
use crate::workspace::Workspace;

/// Arguments of `erase`.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// The customer's id, as in your own system
    #[arg(required_unless_present = "replay")]
    customer: Option<String>,
    /// Carry out every erasure of the ledger again: after a restore, or after one that stopped half-way
    #[arg(long, conflicts_with = "customer")]
    replay: bool,
}

/// Runs the command.
///
/// # Errors
/// Storage fails; running it again goes on.
pub async fn run(workspace: &Workspace, args: &EraseArgs) -> Result<()> {
    let report = match &args.customer {
        Some(customer) => {
            let customer = CustomerId::new(customer, RawIds::Allow)?;
            let pseudonym = Pseudonym::of(&workspace.keys.pseudonym_key(), &customer);
            erase(&workspace.store, pseudonym, &SystemClock).await?
        }
        None => replay(&workspace.store, &SystemClock).await?,
    };
    print_line(format!(
        "Erased {} answers, and the record of whoever gave them.",
        report.erased
    ));
    if report.sealed > 0 {
        print_line(format!(
            "{} answers lie on sealed days: their text is gone, and the sealed counts stay as statistics.",
            report.sealed
        ));
    }
    print_line(
        "The next night takes the answers out of the scores. Backups keep them until they expire, 35 days at most.",
    );
    Ok(())
}
