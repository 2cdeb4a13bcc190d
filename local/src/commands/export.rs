//! `aisance export WHAT`: everything of a kind, as a file.

use std::fs::{self, File};
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use indicatif::ProgressBar;
use shared::domain::audit::Deed;
use shared::domain::cut::Cut;
use shared::domain::export::{Export, Format, What};
use shared::export::{Walk, first_day, header};
use shared::store::risk_settings::ReadRiskSettings;
use shared::text::TeamWords;

use super::range::DayRange;
use super::trail;
use crate::workspace::{Workspace, now};

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// responses, scores, customers or flags
    what: What,
    /// Only of this survey
    #[arg(long, value_name = "ID")]
    survey: Option<String>,
    #[command(flatten)]
    range: DayRange,
    /// Beside each day's whole score, those by touchpoint, language, channel or attribute:NAME
    #[arg(long, value_name = "CUT")]
    by: Option<Cut>,
    /// csv, safe to open in a spreadsheet, or ndjson, one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    format: Format,
    /// The language of the reasons: en or fr [default: the team's]
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Write to this file, which is there once it is whole [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// A filter has no meaning here, there is no such survey, the file cannot be written, or storage fails.
pub async fn run(workspace: &Workspace, args: &ExportArgs) -> Result<()> {
    let export = asked(workspace, args).await?;
    trail::note(workspace, Deed::Export, Some(export.what.name())).await?;
    let rows = match &args.out {
        None => write(workspace, &export, std::io::stdout().lock()).await?,
        Some(path) => to_file(workspace, &export, path).await?,
    };
    let place = args.out.as_ref().map(|path| format!(" to {}", path.display()));
    let noun = if rows == 1 { "row" } else { "rows" };
    eprintln!("Wrote {rows} {noun}{}.", place.unwrap_or_default());
    Ok(())
}

async fn asked(workspace: &Workspace, args: &ExportArgs) -> Result<Export> {
    let given = [
        ("survey", args.survey.is_some()),
        ("from", args.range.from.is_some()),
        ("to", args.range.to.is_some()),
        ("by", args.by.is_some()),
    ];
    let given = given.into_iter().filter_map(|(name, given)| given.then_some(name));
    Export::allows(args.what, given)?;
    if let Some(id) = &args.survey {
        // Says which there are.
        workspace.survey(id).await?;
    }
    args.range.ends()?;
    let words = match &args.language {
        None => TeamWords::of(&workspace.store.read_risk_settings().await?.language),
        Some(tag) => TeamWords::find(tag)?,
    };
    let asked_at = now();
    let calendar = workspace.calendar().await?;
    let today = calendar.day_of(asked_at);
    let to = args.range.to.unwrap_or(today).min(today);
    let from = match args.range.from {
        Some(from) => from,
        None => first_day(&workspace.store, &calendar, to).await?,
    };
    Ok(Export {
        what: args.what,
        format: args.format,
        survey: args.survey.clone(),
        from,
        to,
        by: args.by.clone(),
        language: words.tag().to_owned(),
        asked_at,
    })
}

/// Writes everything to a file beside `path`, and gives it that name once it is whole.
async fn to_file(workspace: &Workspace, export: &Export, path: &Path) -> Result<u64> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    let file = create_private(&unfinished).with_context(|| format!("cannot write {}", unfinished.display()))?;
    let written = async {
        let mut out = BufWriter::new(file);
        let rows = write(workspace, export, &mut out).await?;
        out.into_inner()?.sync_all()?;
        fs::rename(&unfinished, path)?;
        anyhow::Ok(rows)
    };
    let written = written.await;
    if written.is_err() {
        // What is not whole is of no use; that it cannot be removed is not what went wrong.
        let _ = fs::remove_file(&unfinished);
    }
    written.with_context(|| format!("{} was not written", path.display()))
}

/// For the owner's eyes alone: it names customers.
fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes everything, a page at a time. Gives how many rows.
async fn write(workspace: &Workspace, export: &Export, mut out: impl Write) -> Result<u64> {
    let calendar = workspace.calendar().await?;
    let seal = workspace.keys.seal_key();
    let mut walk = Walk::open(&workspace.store, export, &calendar, &seal).await?;
    let progress = progress();
    let mut text = Vec::new();
    header(export.what, export.format, &mut text)?;
    let (mut position, mut rows) = (None, 0);
    loop {
        let page = walk.page(position.as_ref(), &mut text).await?;
        out.write_all(&text)?;
        text.clear();
        rows += page.rows;
        progress.set_message(format!("{rows} rows"));
        progress.tick();
        position = page.next;
        if position.is_none() {
            break;
        }
    }
    out.flush()?;
    progress.finish_and_clear();
    Ok(rows)
}

fn progress() -> ProgressBar {
    if std::io::stderr().is_terminal() {
        ProgressBar::new_spinner()
    } else {
        ProgressBar::hidden()
    }
}
