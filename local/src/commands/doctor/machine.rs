//! A data folder of this machine.

use std::path::Path;

use anyhow::Result;
use shared::store::Patience;

use super::report::{Finding, Report};
use super::{inside, nothing};
use crate::data_folder::{DEFAULT, DataFolder};
use crate::template::Template;
use crate::workspace::{Place, Workspace, now};

const CHECK: &str = "folder";

/// Looks at a data folder. One that is not there is not made.
///
/// # Errors
/// The template that this program holds cannot be read, which a test rules out.
pub(super) async fn examine(path: &Path) -> Result<Report> {
    let of = format!("the data folder {}", path.display());
    // Opening one would make it.
    if !DataFolder::at(path).database().is_file() {
        let found = format!("{} holds no database: nothing has run there yet", path.display());
        let todo = "`aisance serve` makes it; `--data DIR` names another, and `--stack NAME` a deployed stack";
        return Ok(nothing(of, Finding::wrong(CHECK, found, todo)));
    }
    let place = Place::Folder(path.to_owned(), None);
    let workspace = match Workspace::look_at(&place, Patience::Interactive).await {
        Ok(workspace) => workspace,
        Err(error) => {
            let todo = "nothing can run on it until this is mended; a copy of the whole folder is a backup";
            return Ok(nothing(of, Finding::wrong(CHECK, format!("{error:#}"), todo)));
        }
    };
    let template = Template::bundled()?;
    let command = if path == Path::new(DEFAULT) {
        "aisance".to_owned()
    } else {
        format!("aisance --data {}", path.display())
    };
    let place = inside::Inside {
        store: &workspace.store,
        zone: &workspace.time_zone,
        schedule: &template.schedule,
        command: &command,
        created: None,
        // `serve` prints a link that signs in whoever started it.
        sign_in_without_key: true,
        runs_by_itself: false,
    };
    let found = format!("{} opens: its root keys and its tables are there", path.display());
    let inside = Box::pin(inside::look(&place, now())).await;
    let findings = [vec![Finding::ok(CHECK, found)], inside].concat();
    workspace.close().await;
    Ok(Report::new(of, findings))
}
