//! `aisance flags`: customers at risk of leaving.

use anyhow::Result;
use clap::Args;
use serde_json::json;
use shared::domain::risk::Reason;
use shared::store::customers::ReadFlagged;

use super::print_line;
use crate::workspace::Workspace;

/// Arguments of `flags`.
#[derive(Debug, Args)]
pub struct FlagsArgs {
    /// How many, highest risk first
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// Storage fails.
pub async fn run(workspace: &Workspace, args: &FlagsArgs) -> Result<()> {
    let customers = workspace.store.read_flagged(args.limit).await?;
    if args.json {
        let flags: Vec<_> = customers
            .iter()
            .enumerate()
            .map(|(place, customer)| {
                let risk = customer.risk.as_ref();
                json!({
                    "rank": place + 1,
                    "customer": customer.id,
                    "log_odds": risk.map(|risk| risk.log_odds),
                    "probability": risk.and_then(|risk| risk.probability),
                    "model": risk.map(|risk| risk.model),
                    "opened_at": customer.open_flag().map(|flag| flag.opened_at),
                    "reasons": risk.map(|risk| risk.reasons.iter().map(words).collect::<Vec<_>>()),
                })
            })
            .collect();
        print_line(serde_json::to_string_pretty(&flags)?);
        return Ok(());
    }
    if customers.is_empty() {
        print_line("No customer is flagged. Risk is computed at night: `aisance nightly` does it now.");
        return Ok(());
    }
    print_line(
        "Customers at risk of leaving, highest first. An expert scorecard: an order with reasons, not a probability.",
    );
    for (place, customer) in customers.iter().enumerate() {
        let since = customer.open_flag().map_or_else(String::new, |flag| {
            format!("  (flagged {})", flag.opened_at.strftime("%Y-%m-%d"))
        });
        print_line(format!(
            "{:>4}. {}{since}",
            place + 1,
            customer.id.as_deref().unwrap_or("a customer whose id is not known")
        ));
        for reason in customer.risk.iter().flat_map(|risk| &risk.reasons) {
            print_line(format!(
                "      {:+.1}  {}, {}",
                reason.contribution,
                reason.words(),
                reason.evidence.since.strftime("%Y-%m-%d")
            ));
        }
    }
    Ok(())
}

fn words(reason: &Reason) -> serde_json::Value {
    json!({
        "feature": reason.feature,
        "contribution": reason.contribution,
        "text": reason.words(),
        "at": reason.evidence.since,
    })
}
