//! `aisance restore COPY`: puts back answers and invitations that are missing.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;
use jiff::civil::Date;
use shared::clock::SystemClock;
use shared::domain::audit::Deed;
use shared::erasure::replay;
use shared::store::ledger::{Erasure, ReadErasures, RecordErasure};
use shared::store::{Patience, Store};

use super::range::{DayRange, every_day};
use super::{counted, print_line, trail};
use crate::data_folder::DataFolder;
use crate::engine::{Engine, Purpose, client};
use crate::restore::{Restored, Restorer, somebody};
use crate::template::Template;
use crate::workspace::Workspace;

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// With --stack: the name of the table that the backup of the table of answers was restored to, with its indexes. Without:
    /// a copy of the data folder. No answer in the copy is changed; a folder of an earlier release gets the tables and indexes
    /// that it has not yet, and that release can still use it
    copy: String,
    #[command(flatten)]
    range: DayRange,
}

/// Runs the command.
///
/// # Errors
/// There is no such copy, or storage fails; running it again goes on.
pub async fn run(workspace: &Workspace, args: &RestoreArgs) -> Result<()> {
    let (_, days) = every_day(workspace, args.range).await?;
    let copy = OpenedCopy::open(workspace, &args.copy, &days).await?;
    let restored = from_copy(workspace, &copy, &days).await;
    copy.close().await;
    let restored = restored.with_context(|| format!("not everything in '{}' could be put back", args.copy))?;
    tell(&restored);
    Ok(())
}

/// Puts back what `copy` has and the workspace has not, and then carries out every erasure again.
async fn from_copy(workspace: &Workspace, copy: &OpenedCopy, days: &[Date]) -> Result<Restored> {
    trail::note(workspace, Deed::Restore, None).await?;
    let store = &workspace.store;
    let mut erasures = store.read_erasures(None, usize::MAX).await?;
    if copy.has_own_ledger() {
        // It may know of erasures that the folder put in its place does not.
        let known: BTreeSet<String> = erasures.iter().map(Erasure::position).collect();
        for erasure in copy.store.read_erasures(None, usize::MAX).await? {
            if !known.contains(&erasure.position()) {
                store.record_erasure(&erasure).await?;
                erasures.push(erasure);
            }
        }
    }
    let restored = Restorer::new(&copy.store, store, &SystemClock, erasures)
        .put_back(days)
        .await?;
    // Whoever was erased while rows came back had none of them yet.
    replay(store, &SystemClock).await?;
    Ok(restored)
}

fn tell(restored: &Restored) {
    if restored.answers + restored.invitations == 0 {
        print_line("Nothing is missing: everything in the copy that has not expired is here.");
    } else {
        print_line(format!(
            "Put back {} and {} without one, of {}.",
            counted(restored.answers, "answer"),
            counted(restored.invitations, "invitation"),
            counted(restored.days.len() as u64, "day")
        ));
    }
    for (count, words) in [
        (
            restored.erased,
            "of customers who were erased since: nothing that they said came back",
        ),
        (restored.sealed, "on sealed days, whose scores stay as they are"),
        (
            restored.expired,
            "left out, as the time for which answers are kept is over",
        ),
    ] {
        if count > 0 {
            print_line(format!("{count} {words}."));
        }
    }
    if !restored.days.is_empty() {
        print_line(
            "The next night computes the days again, and a later one settles them; `aisance nightly` does it now. Then \
             `aisance verify` counts everything once more.",
        );
    }
}

/// An opened copy: a restored table beside the workspace's own, or a copy of the data folder, which has an engine of its own.
struct OpenedCopy {
    store: Store,
    engine: Option<Engine>,
}

impl OpenedCopy {
    async fn open(workspace: &Workspace, name: &str, days: &[Date]) -> Result<Self> {
        match workspace.folder() {
            None => Self::open_table(name, workspace, days).await,
            Some((folder, _)) => Self::open_folder(folder, Path::new(name), workspace).await,
        }
    }

    async fn open_table(name: &str, workspace: &Workspace, days: &[Date]) -> Result<Self> {
        if name == workspace.store.tables().responses {
            bail!("'{name}' is the stack's own table of answers: give the name that its backup was restored to")
        }
        let store = workspace.store.with_responses(name);
        let somebody = somebody(&store, days).await;
        let somebody = somebody.with_context(|| format!("'{name}' cannot be read as a table of answers"))?;
        if somebody.is_some_and(|somebody| somebody.unseal(&workspace.keys.seal_key()).is_err()) {
            bail!("answers in '{name}' were made with other root keys: it is no copy of this stack's table");
        }
        Ok(Self { store, engine: None })
    }

    /// A copied folder has a list of erasures of its own; a restored table lies beside the stack's.
    fn has_own_ledger(&self) -> bool {
        self.engine.is_some()
    }

    async fn open_folder(own: &DataFolder, path: &Path, workspace: &Workspace) -> Result<Self> {
        if !path.join("aisance.sqlite").is_file() {
            bail!(
                "{} is no copy of a data folder: it has no aisance.sqlite",
                path.display()
            );
        }
        if path.canonicalize()? == own.path().canonicalize()? {
            bail!("{} is the data folder itself: give a copy of it", path.display());
        }
        let folder = DataFolder::open(path)?;
        if !folder.root_keys()?.name_alike(&workspace.keys) {
            bail!(
                "{} has other root keys: it is a copy of another workspace, and its customers are none of this one",
                path.display()
            );
        }
        let engine = Engine::open(&folder, &Template::bundled()?, Purpose::Look).await?;
        Ok(Self {
            store: Store::new(client(&engine.endpoint, Patience::Nightly)?, engine.tables.clone()),
            engine: Some(engine),
        })
    }

    async fn close(self) {
        if let Some(engine) = self.engine {
            engine.close().await;
        }
    }
}
