//! `aisance erase CUSTOMER`.

use anyhow::Result;
use clap::Args;
use shared::clock::SystemClock;
use shared::domain::audit::Deed;
use shared::erasure::{erase, replay};
use shared::link::{CustomerId, Pseudonym, RawIds};

use super::{counted, print_line, trail};
use crate::workspace::Workspace;

/// Arguments of `erase`.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// The customer's id, as in your own system
    #[arg(required_unless_present = "replay")]
    customer: Option<String>,
    /// Carry out every erasure in the ledger's list again, wherever it was asked for (here, over the API, on the page): after a
    /// restore, or after one that stopped half-way. What a customer answered after being erased stays
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
            trail::note_customer(workspace, Deed::Erase, &customer).await?;
            let pseudonym = Pseudonym::of(&workspace.keys.pseudonym_key(), &customer);
            erase(&workspace.store, pseudonym, &SystemClock).await?
        }
        None => {
            trail::note(workspace, Deed::Erase, None).await?;
            replay(&workspace.store, &SystemClock).await?
        }
    };
    match (&args.customer, report.erased, report.events) {
        (Some(customer), 0, 0) => {
            print_line(format!(
                "Nothing of '{customer}' was found: check the id. It is written down as erased all the same."
            ));
            return Ok(());
        }
        (None, 0, 0) => {
            print_line("Every erasure of the ledger is carried out already.");
            return Ok(());
        }
        (_, answers, events) => print_line(format!(
            "Erased {} and {}, and the record of whoever they are about.",
            counted(answers, "answer"),
            counted(events, "event")
        )),
    }
    if report.sealed > 0 {
        print_line(format!(
            "{} of them lie on sealed days: what they said is gone, and the sealed counts stay as statistics.",
            report.sealed
        ));
    }
    print_line("The next night takes them out of the scores and the service measures.");
    print_line(if workspace.folder().is_some() {
        "Copies of the data folder still hold them and know nothing of this: delete those, or take answers out of one with \
         `aisance restore`, which leaves out whom it must."
    } else {
        "Backups hold them for up to 35 days: run `erase --replay` after a restore."
    });
    Ok(())
}
