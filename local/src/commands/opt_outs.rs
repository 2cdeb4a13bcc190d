//! `aisance opt-outs`: who does not want to be asked again.

use std::cmp::Reverse;

use anyhow::{Result, bail};
use clap::Subcommand;
use futures::{StreamExt, TryStreamExt, stream};
use shared::domain::opt_out::OptOut;
use shared::domain::response::Respondent;
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::store::customers::ReadCustomer;
use shared::store::opt_outs::{PutOptOut, ReadOptOut, ReadOptOuts, WithdrawOptOut};

use super::print_line;
use super::table::lined_up;
use crate::workspace::{Workspace, now};

/// Customers looked up at once.
const AT_ONCE: usize = 16;

/// What to do with such a wish; without one, they are listed.
#[derive(Debug, Subcommand)]
pub enum OptOutsCommand {
    /// Note that a customer does not want to be asked again, as the button on the survey page does
    Add {
        /// The customer's id, as in your own system
        customer: String,
    },
    /// Take it back: the customer may be asked again
    Withdraw {
        /// The customer's id, as in your own system
        customer: String,
    },
}

/// Runs the command.
///
/// # Errors
/// There is nothing to take back, or storage fails.
pub async fn run(workspace: &Workspace, command: Option<OptOutsCommand>) -> Result<()> {
    print_line(match command {
        None => list(workspace).await?,
        Some(OptOutsCommand::Add { customer }) => add(workspace, &customer).await?,
        Some(OptOutsCommand::Withdraw { customer }) => withdraw(workspace, &customer).await?,
    });
    Ok(())
}

async fn list(workspace: &Workspace) -> Result<String> {
    let mut opt_outs = workspace.store.read_opt_outs().await?;
    if opt_outs.is_empty() {
        return Ok("Nobody has said that they do not want to be asked again.".to_owned());
    }
    opt_outs.sort_by_key(|(key, opt_out)| (Reverse(opt_out.at), *key));
    let rows = opt_outs.iter().map(|(key, opt_out)| async move {
        let known = workspace.store.read_customer(*key).await?;
        let id = known.and_then(|customer| customer.id);
        let said = opt_out.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
        anyhow::Ok(vec![said, state(opt_out), id.unwrap_or_else(|| format!("({key})"))])
    });
    let rows: Vec<Vec<String>> = stream::iter(rows).buffered(AT_ONCE).try_collect().await?;
    Ok(format!(
        "{}\nA customer in brackets is a pseudonym: nobody has merged an answer of theirs, or they were erased.",
        lined_up(&["said", "state", "customer"], &rows)
    ))
}

fn state(opt_out: &OptOut) -> String {
    if let Some(withdrawn) = opt_out.withdrawn {
        return format!("taken back {}", withdrawn.strftime("%Y-%m-%d"));
    }
    let reasons: Vec<&str> = opt_out.suspicions.iter().map(|why| why.name()).collect();
    if reasons.is_empty() {
        "not asked".to_owned()
    } else {
        format!("asked: perhaps a machine ({})", reasons.join(", "))
    }
}

async fn add(workspace: &Workspace, customer: &str) -> Result<String> {
    let key = key(workspace, customer)?;
    let known = workspace.store.read_opt_out(key).await?.filter(OptOut::in_force);
    if let Some(known) = known {
        return Ok(format!(
            "'{customer}' has not been asked since {} already.",
            known.at.strftime("%Y-%m-%d")
        ));
    }
    workspace
        .store
        .put_opt_out(key, &OptOut::new(now(), Vec::new()))
        .await?;
    Ok(format!(
        "No more links are issued for '{customer}'. Links that are out already still open."
    ))
}

async fn withdraw(workspace: &Workspace, customer: &str) -> Result<String> {
    if !workspace
        .store
        .withdraw_opt_out(key(workspace, customer)?, now())
        .await?
    {
        bail!(
            "'{customer}' has not said that they do not want to be asked: check the id; `aisance opt-outs` lists who has"
        );
    }
    Ok(format!("'{customer}' may be asked again."))
}

fn key(workspace: &Workspace, customer: &str) -> Result<Respondent> {
    let customer = CustomerId::new(customer, RawIds::Allow)?;
    let pseudonym = Pseudonym::of(&workspace.keys.pseudonym_key(), &customer);
    Ok(Respondent::Customer(pseudonym))
}

#[cfg(test)]
mod tests {
    use shared::domain::suspicion::Suspicion;
    use shared::store::customers::{Customer, SaveCustomer};

    use super::*;

    #[tokio::test]
    async fn a_wish_is_noted_listed_by_the_best_name_there_is_and_taken_back() {
        let folder = crate::testing::Folder::new();
        let workspace = folder.workspace().await;
        assert!(list(&workspace).await.unwrap().starts_with("Nobody"));
        let unknown = withdraw(&workspace, "C-1").await.unwrap_err().to_string();
        assert!(unknown.contains("check the id"), "{unknown}");

        assert!(add(&workspace, "C-1").await.unwrap().starts_with("No more links"));
        assert!(add(&workspace, "C-1").await.unwrap().contains("already"));
        let machine = OptOut::new(now(), vec![Suspicion::TooQuick, Suspicion::Decoy]);
        let pressed = key(&workspace, "C-2").unwrap();
        workspace.store.put_opt_out(pressed, &machine).await.unwrap();
        let named = Customer {
            id: Some("C-1".to_owned()),
            ..Customer::new(key(&workspace, "C-1").unwrap())
        };
        assert!(workspace.store.save_customer(&named).await.unwrap());
        let listed = list(&workspace).await.unwrap();
        let row = |words: &str| listed.lines().find(|line| line.contains(words)).unwrap().to_owned();
        assert!(row("not asked").ends_with("C-1"), "{listed}");
        let suspect = row("asked: perhaps a machine (too_quick, decoy)");
        assert!(suspect.ends_with(&format!("({pressed})")), "{listed}");

        withdraw(&workspace, "C-1").await.unwrap();
        assert!(list(&workspace).await.unwrap().contains("taken back"));
        assert!(add(&workspace, "C-2").await.unwrap().starts_with("No more links"));
        assert!(list(&workspace).await.unwrap().contains("not asked"));
        workspace.close().await;
    }
}
