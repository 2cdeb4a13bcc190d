//! `aisance audit`: who did what.

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::audit_trail::{AuditRow, Place, page};
use shared::domain::audit::Deed;
use shared::domain::comment::tidied;
use shared::domain::day::shifted;

use super::table::lined_up;
use super::{print_line, trail};
use crate::workspace::{Workspace, now};

/// Days shown where nothing is said, today included.
const USUAL_DAYS: i32 = 28;
/// Lines read at once.
const AT_ONCE: usize = 500;

/// Arguments of `audit`.
#[derive(Debug, Args)]
pub struct AuditArgs {
    /// First day in UTC, as in 2026-11-01 [default: four weeks back]
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// Last day in UTC [default: today]
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Print JSON, a line each
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// The range ends before it begins, or storage fails.
pub async fn run(workspace: &Workspace, args: &AuditArgs) -> Result<()> {
    let until = args.until.unwrap_or_else(|| now().to_zoned(TimeZone::UTC).date());
    let since = args.since.unwrap_or_else(|| shifted(until, 1 - USUAL_DAYS));
    if since > until {
        bail!("--since {since} is after --until {until}; swap them");
    }
    trail::note(workspace, Deed::ReadAudit, None).await?;
    let mut rows = Vec::new();
    let mut place = Some(Place {
        day: until,
        before: None,
    });
    while let Some(from) = place {
        let read = page(&workspace.store, since, from, AT_ONCE).await?;
        for row in read.lines.into_iter().map(AuditRow::of) {
            if args.json {
                print_line(serde_json::to_string(&row)?);
            } else {
                rows.push(cells(row));
            }
        }
        place = read.next;
    }
    if !args.json {
        print_line(match rows.as_slice() {
            [] => format!("Nothing is noted from {since} to {until}. Lines are kept for 400 days."),
            rows => lined_up(&["when (UTC)", "who", "what", "about"], rows),
        });
    }
    Ok(())
}

fn cells(row: AuditRow) -> Vec<String> {
    vec![
        row.at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        who(&row.by, row.name.as_deref()),
        row.deed.to_owned(),
        row.about.unwrap_or_default(),
    ]
}

/// Who it was, with the name of whoever signed in. Both are as the issuer gives them: nothing in them may steer a terminal.
fn who(by: &str, name: Option<&str>) -> String {
    let whole = name.map_or_else(|| by.to_owned(), |name| format!("{by} ({name})"));
    tidied(&whole).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::who;

    #[test]
    fn who_signed_in_is_named_and_no_name_steers_the_terminal() {
        assert_eq!(who("key:abcdefgh", None), "key:abcdefgh");
        assert_eq!(who("person:8f14", Some("Ann Lee")), "person:8f14 (Ann Lee)");
        assert_eq!(who("person:8f14", Some("Ann\n\u{1b}[2J")), "person:8f14 (Ann [2J)");
    }
}
