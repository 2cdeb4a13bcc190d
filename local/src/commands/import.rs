//! `aisance import FILE --map MAP`, and `aisance import --events FILE`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use super::print_line;
use crate::import::{Files, import, import_events, map};
use crate::workspace::Workspace;

/// Where rejected rows go when nothing else is said.
const REJECTED: &str = "import-rejected.csv";

/// Arguments of `import`.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub struct ImportArgs {
    /// CSV file in UTF-8 whose first row names the columns; of events, also JSON lines (.ndjson)
    file: PathBuf,
    /// TOML file that says which column means what
    #[arg(long, required_unless_present = "events")]
    map: Option<PathBuf>,
    /// The file holds events, in the columns id, type, customer, conversation, at
    #[arg(long, conflicts_with = "map")]
    events: bool,
    /// Where rows that cannot be taken go, each with the reason [default: import-rejected.csv in the data folder]
    #[arg(long, value_name = "PATH")]
    rejected: Option<PathBuf>,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

const HELP: &str = r#"The map:

  reference = "respondent"      # optional: what tells rows apart (an order, a ticket, a respondent)
  customer = "customer_id"      # optional: an opaque id, no e-mail address, no telephone number
  date = "date"                 # 2026-11-20 or 2026-11-20T14:03:00Z
  date_format = "%d/%m/%Y"      # optional: how the file writes dates, if otherwise
  touchpoint = "boarding_area"  # or the same for every row: touchpoint_is = "survey-2017"
  channel_is = "kiosk"          # optional; or channel = "COLUMN"
  language = "language"         # optional
  comment = "comment"           # optional: goes to the first answer of the row
  attributes = ["gate"]         # optional; or { name = "COLUMN" }
  delimiter = ";"               # optional: what separates cells, if not a comma

  [[survey]]                    # one for each column with scores
  id = "recommend"              # made now if there is no such survey
  column = "recommend_0_10"
  metric = "nps"                # nps, csat, ces or ces1
  # scale = { min = 1, max = 10, satisfied_from = 8 }, title = "...", comment = "COLUMN"
  # reversed = true             # the file counts the other way: its lowest score is the best

Importing a file again adds nothing that is there. A row that says something else under the
same reference replaces what an earlier import stored; what customers answered through a link
is never touched. Without a reference a row is known by what it says, so that a corrected row
counts as another one: give rows a reference where you can.

Events (--events) need no map. Their columns are id (what makes importing twice harmless),
type, customer, at (2026-11-21T14:03:00Z), for conversations conversation, and where a machine
replied automatic = true. Types: customer.started, customer.ended, conversation.started,
conversation.first_response, conversation.abandoned, conversation.ended. In a file that ends
in .ndjson each line is a JSON object of these names."#;

/// Runs the command.
///
/// # Errors
/// The map or the file is wrong, or storage fails.
pub async fn run(workspace: &Workspace, args: ImportArgs) -> Result<()> {
    let files = Files {
        rows: args.file,
        rejected: args.rejected.unwrap_or_else(|| workspace.output.join(REJECTED)),
        progress: !args.json,
    };
    let (json, words) = match &args.map {
        None => {
            let (summary, rejected) = import_events(workspace, &files).await?;
            (serde_json::to_string(&summary)?, summary.words(rejected.as_deref()))
        }
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            let map = map::read(&path.display().to_string(), &text)?;
            let (summary, rejected) = import(workspace, &map, &files).await?;
            (serde_json::to_string(&summary)?, summary.words(rejected.as_deref()))
        }
    };
    print_line(if args.json { json } else { words });
    Ok(())
}
