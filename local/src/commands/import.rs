//! `aisance import FILE --map MAP`, `aisance import --events FILE` and `aisance import --customers FILE`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use super::print_line;
use crate::import::{Files, import, import_customers, import_events, map};
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
    #[arg(long, required_unless_present_any = ["events", "customers"])]
    map: Option<PathBuf>,
    /// The file holds events, in the columns id, type, customer, conversation, at
    #[arg(long, conflicts_with = "map")]
    events: bool,
    /// The file holds customers, in the columns customer, started, ended, renews_until, and any attributes
    #[arg(long, conflicts_with_all = ["map", "events"])]
    customers: bool,
    /// Where rows that cannot be taken go, each with the reason [default: import-rejected.csv in the data folder, with --stack here]
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
type, customer, at (2026-11-21T14:03:00Z), for conversations conversation, where a machine
replied automatic = true, where a conversation starts as a complaint complaint = true, and
for customer.renewal until, the day that the contract runs to (2027-01-31). Types:
customer.started, customer.ended, customer.renewal, conversation.started,
conversation.first_response, conversation.abandoned, conversation.ended. In a file that ends
in .ndjson each line is a JSON object of these names.

Customers (--customers) need no map either. The only column that must be there is customer:

  customer,started,ended,renews_until,plan,country
  C-0007,2024-02-01,,2027-01-31,pro,FR
  C-0008,2023-05-14,2026-08-30,,free,DE

started, ended and renews_until are days (the start of the day in the workspace's zone) or
moments (2026-11-21T14:03:00Z), and may be blank. Give past ends too, of any age: they are the
outcomes that the risk of leaving is learned from. When a contract was agreed the file does not
say, so it counts from the import on; of whoever has ended it is not kept. Of whoever came back,
give each time as a customer a row of its own. Every other column is an attribute, ten at most,
and a row says all of a customer's: a blank cell takes that attribute away. A file without such
columns leaves attributes alone. Importing a file again, or one with more rows, changes nothing
that is there; a date that was wrong stays until the customer is erased, so look at a few rows
before the first import."#;

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
        None if args.customers => {
            let (summary, rejected) = import_customers(workspace, &files).await?;
            (serde_json::to_string(&summary)?, summary.words(rejected.as_deref()))
        }
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
