//! `aisance keys`: API keys, and the key that mints links elsewhere.

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Subcommand;
use jiff::Timestamp;
use shared::api_key::ApiKey;
use shared::clock::random_16;
use shared::domain::access::Scopes;
use shared::domain::audit::Deed;
use shared::domain::new_key::{NewKey, end_after};
use shared::link::RootKeys;
use shared::store::api_keys::{ManageKeys, ReadKey, StoredKey};

use super::table::lined_up;
use super::{print_line, trail};
use crate::workspace::{Workspace, now};

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make an API key and show it, once
    Create {
        /// What you call it: who uses it, and for what
        name: String,
        /// What it may do, with commas between: read (numbers), comments (answers, customers, flags), write (links, events,
        /// surveys, decisions), erase (customers), admin (keys, settings, audit). A dashboard: read,comments. A shop that
        /// asks its customers: write
        #[arg(long, value_name = "SCOPES")]
        scopes: Scopes,
        /// For how long it works, as in 90d [default: until it is revoked]
        #[arg(long, value_name = "DAYS", value_parser = days)]
        expires: Option<u64>,
    },
    /// List the API keys
    List,
    /// Revoke an API key; it stops working within a minute
    Revoke {
        /// The key's id, as `list` shows it
        id: String,
    },
    /// Add a root key, with which links are made from then on; links made before stay valid. Ends every session of the
    /// dashboard. docs/operations.md says what comes next
    Rotate,
    /// Show the key with which your own code mints links (docs/link-token.md). Keep it as secret as a password. The audit trail says that it was shown
    Mint,
}

/// `90d` as 90.
fn days(text: &str) -> Result<u64, String> {
    let number = text.strip_suffix('d').and_then(|number| number.parse().ok());
    number.ok_or_else(|| "give days, as in 90d".to_owned())
}

/// Runs the command.
///
/// # Errors
/// The key cannot be made as it is wanted, there is no such key, or storage fails.
pub async fn run(workspace: &Workspace, command: KeysCommand) -> Result<()> {
    match command {
        KeysCommand::Create { name, scopes, expires } => {
            let now = now();
            let end = expires.map(|days| end_after(days, now)).transpose()?;
            let key = create(workspace, &NewKey::new(&name, scopes, end, Scopes::ALL, now)?, now).await?;
            print_line(key.reveal());
            eprintln!("Keep this key now: it is stored only as a digest and cannot be shown again.");
        }
        KeysCommand::List => {
            let keys = workspace.store.read_keys().await?;
            if keys.is_empty() {
                print_line("There is no API key yet: `aisance keys create NAME --scopes read,comments` makes one.");
                return Ok(());
            }
            let rows: Vec<Vec<String>> = keys.iter().map(|key| row(key, now())).collect();
            print_line(lined_up(&["id", "made", "used", "ends", "may", "name"], &rows));
        }
        KeysCommand::Revoke { id } => {
            if workspace.store.read_key(&id).await?.is_none() {
                bail!("there is no API key '{id}'; `aisance keys list` shows them");
            }
            trail::note(workspace, Deed::RevokeKey, Some(&id)).await?;
            workspace.store.revoke_key(&id, now()).await?;
            print_line(format!("The key '{id}' is revoked."));
        }
        KeysCommand::Mint => {
            trail::note(workspace, Deed::ShowMintKey, None).await?;
            print_line(workspace.keys.mint_key().export());
            eprintln!("Whoever has this key can make links that your workspace accepts.");
        }
        KeysCommand::Rotate => rotate(workspace).await?,
    }
    Ok(())
}

async fn rotate(workspace: &Workspace) -> Result<()> {
    let known = workspace.root_secret.read().await?;
    let root = URL_SAFE_NO_PAD.encode([random_16(), random_16(), random_16()].concat());
    let rotated = RootKeys::rotated(&known, &root)?;
    trail::note(workspace, Deed::AddRootKey, Some(&rotated.newest.to_string())).await?;
    workspace.root_secret.write(&rotated.secret).await?;
    let newest = rotated.newest;
    print_line(format!(
        "The root keys have a key {newest} now. Links made before stay valid."
    ));
    print_line(if workspace.folder().is_some() {
        "Where `aisance` is serving, end it and start it again: until then it opens no link that is made with the new key. \
         Copy root-keys.json to where you keep your copy of it."
    } else {
        "Now start every function anew, with another `Restart` parameter (docs/operations.md has the command). Until that \
         has ended, functions that run open no link that is made with the new key: make none, neither with `aisance links` \
         and `aisance email`, nor by what calls POST /v1/links."
    });
    Ok(())
}

/// Makes and stores an API key.
///
/// # Errors
/// Storage fails.
pub async fn create(workspace: &Workspace, wanted: &NewKey, now: Timestamp) -> Result<ApiKey> {
    loop {
        let key = ApiKey::generate([random_16(), random_16(), random_16()]);
        trail::note(workspace, Deed::CreateKey, Some(key.id())).await?;
        // Another key with this id is there once in a million million times.
        if workspace.store.put_key(&key.to_stored_as(wanted, now)).await? {
            return Ok(key);
        }
    }
}

fn row(key: &StoredKey, now: Timestamp) -> Vec<String> {
    let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
    let ends = match (key.revoked, key.expires) {
        (Some(at), _) => format!("revoked {}", day(at)),
        (None, Some(end)) if end <= now => format!("ended {}", day(end)),
        (None, Some(end)) => day(end),
        (None, None) => "never".to_owned(),
    };
    vec![
        key.id.clone(),
        day(key.created),
        key.last_used.map_or_else(|| "never".to_owned(), day),
        ends,
        key.scopes.to_string().replace(", ", ","),
        key.name.clone(),
    ]
}
