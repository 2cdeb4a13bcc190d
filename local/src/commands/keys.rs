//! `aisance keys`: API keys, and the key that mints links elsewhere.

use anyhow::{Result, bail};
use clap::Subcommand;
use shared::api_key::ApiKey;
use shared::clock::random_16;
use shared::domain::access::Scopes;
use shared::store::api_keys::{ManageKeys, ReadKey, StoredKey};

use super::print_line;
use super::table::lined_up;
use crate::workspace::{Workspace, now};

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make an API key and show it, once
    Create {
        /// What you call it: who uses it, and for what
        name: String,
    },
    /// List the API keys
    List,
    /// Revoke an API key; it stops working within a minute
    Revoke {
        /// The key's id, as `list` shows it
        id: String,
    },
    /// Show the key with which your own code mints links (docs/link-token.md). Keep it as secret as a password
    Mint,
}

/// Runs the command.
///
/// # Errors
/// There is no such key, or storage fails.
pub async fn run(workspace: &Workspace, command: KeysCommand) -> Result<()> {
    match command {
        KeysCommand::Create { name } => {
            if name.trim().is_empty() {
                bail!("give the key a name that says who uses it, as in `aisance keys create \"our CRM\"`");
            }
            let key = create(workspace, &name).await?;
            print_line(key.reveal());
            eprintln!("Keep this key now: it is stored only as a digest and cannot be shown again.");
        }
        KeysCommand::List => {
            let keys = workspace.store.read_keys().await?;
            if keys.is_empty() {
                print_line("There is no API key yet: `aisance keys create NAME` makes one.");
                return Ok(());
            }
            let rows: Vec<Vec<String>> = keys.iter().map(row).collect();
            print_line(lined_up(&["id", "made", "state", "name"], &rows));
        }
        KeysCommand::Revoke { id } => {
            let Some(key) = workspace.store.read_key(&id).await? else {
                bail!("there is no API key '{id}'; `aisance keys list` shows them");
            };
            let revoked = key.revoked.unwrap_or_else(now);
            workspace
                .store
                .put_key(&StoredKey {
                    revoked: Some(revoked),
                    ..key
                })
                .await?;
            print_line(format!("The key '{id}' is revoked."));
        }
        KeysCommand::Mint => {
            print_line(workspace.keys.mint_key().export());
            eprintln!("Whoever has this key can make links that your workspace accepts.");
        }
    }
    Ok(())
}

/// Makes and stores an API key.
///
/// # Errors
/// Storage fails.
pub async fn create(workspace: &Workspace, name: &str) -> Result<ApiKey> {
    let key = ApiKey::generate([random_16(), random_16(), random_16()]);
    workspace
        .store
        .put_key(&key.to_stored(name, Scopes::ALL, now()))
        .await?;
    Ok(key)
}

fn row(key: &StoredKey) -> Vec<String> {
    let state = key.revoked.map_or_else(
        || "in use".to_owned(),
        |at| format!("revoked {}", at.strftime("%Y-%m-%d")),
    );
    vec![
        key.id.clone(),
        key.created.strftime("%Y-%m-%d").to_string(),
        state,
        key.name.clone(),
    ]
}
