//! `aisance links SURVEY < customers.csv > links.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Args;
use csv::{ByteRecord, ReaderBuilder, WriterBuilder};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::clock::random_16;
use shared::link::{Channel, FactsDraft, InvitationId, LinkFacts, MAX_VALID_DAYS, RawIds, RootKeys, Touchpoint, mint};

use crate::import::{attribute_name, language_tag, looks_like_email};
use crate::safe_csv::neutral;
use crate::workspace::{Workspace, now};

/// Where `serve` listens when nothing else is said.
const HERE: &str = "http://localhost:3000";

/// Columns that say what a link says, and are no attributes.
const KNOWN: [&str; 5] = ["customer", "touchpoint", "reference", "channel", "language"];

/// Arguments of `links`.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub struct LinksArgs {
    /// Survey id
    survey: String,
    /// Where the links lead [default: the stack's address, else http://localhost:3000]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// For how many days the links are valid
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u8).range(1..=i64::from(MAX_VALID_DAYS)))]
    valid_days: u8,
    /// Touchpoint of rows that name none
    #[arg(long, value_name = "NAME")]
    touchpoint: Option<String>,
    /// Channel of rows that name none: email, sms, whatsapp, chat, qr, kiosk or web
    #[arg(long, value_name = "NAME", default_value = "email")]
    channel: Channel,
    /// Columns that become attributes, separated by commas; "" for none [default: every other column]
    #[arg(long, value_name = "COLUMNS")]
    attributes: Option<String>,
}

const HELP: &str = "The first row of the input names the columns. `customer` (an opaque id, never an e-mail address), \
`touchpoint`, `reference` (what the question is about: an order, a ticket), `channel` and `language` are what they \
say; every other column becomes an attribute that scores can be divided by, unless --attributes names those that do. \
Keep names and addresses out of the links: `--attributes plan,country`.

The output has the same columns and two more: `link`, and `error` for a row that has none. Nothing is stored. The same \
row gives the same link on the same day, but for rows with neither customer nor reference: each of those gets a link \
of its own.";

/// Runs the command.
///
/// # Errors
/// There is no such survey, the input cannot be read, or some rows got no link.
pub async fn run(workspace: &Workspace, args: &LinksArgs) -> Result<()> {
    workspace.survey(&args.survey).await?;
    let minter = Minter::new(
        &workspace.keys,
        args,
        workspace.base_url.as_deref(),
        now().to_zoned(TimeZone::UTC).date(),
    )?;
    let done = convert(&minter, std::io::stdin().lock(), std::io::stdout().lock())?;
    if done.again > 0 {
        eprintln!(
            "{} rows ask about the same thing as an earlier row, so that the later answer replaces the other; give each its own reference if they should count apart.",
            done.again
        );
    }
    if done.without > 0 {
        bail!(
            "{} of {} rows got no link; the column `error` says why",
            done.without,
            done.rows
        );
    }
    Ok(())
}

/// What a file came to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Done {
    rows: u64,
    without: u64,
    again: u64,
}

/// Makes the links of one survey.
struct Minter<'a> {
    keys: &'a RootKeys,
    args: &'a LinksArgs,
    base_url: String,
    issued: Date,
}

impl<'a> Minter<'a> {
    fn new(keys: &'a RootKeys, args: &'a LinksArgs, known: Option<&str>, issued: Date) -> Result<Self> {
        let base_url = args.base_url.as_deref().or(known).unwrap_or(HERE).trim_end_matches('/');
        if !base_url.starts_with("https://") && !base_url.starts_with("http://") {
            bail!("--base-url {base_url} must begin with https:// (or http:// for a try)");
        }
        if let Some(touchpoint) = &args.touchpoint {
            Touchpoint::new(touchpoint).context("--touchpoint cannot be used")?;
        }
        Ok(Self {
            keys,
            args,
            base_url: base_url.to_owned(),
            issued,
        })
    }

    fn link(&self, columns: &Columns, cells: &[&str]) -> Result<(String, InvitationId)> {
        let cell = |name: &str| {
            let at = columns.known.get(name)?;
            cells.get(*at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let mut attributes = BTreeMap::new();
        for (name, at) in &columns.attributes {
            let value = cells.get(*at).map(|cell| cell.trim()).unwrap_or_default();
            if looks_like_email(value) {
                bail!(
                    "the column of the attribute {name} holds an e-mail address: leave it out with --attributes, which names the columns that become attributes"
                );
            }
            if !value.is_empty() {
                attributes.insert(name.clone(), value.to_owned());
            }
        }
        let customer = cell("customer").map(str::to_owned);
        let random = || URL_SAFE_NO_PAD.encode(random_16());
        let draft = FactsDraft {
            survey: self.args.survey.clone(),
            touchpoint: cell("touchpoint")
                .map(str::to_owned)
                .or_else(|| self.args.touchpoint.clone())
                .context("the row has no touchpoint: fill it in, or give one for all such rows with --touchpoint")?,
            reference: cell("reference")
                .map(str::to_owned)
                .or_else(|| customer.is_none().then(random)),
            customer,
            attributes,
            channel: cell("channel").map_or(Ok(self.args.channel), |name| name.to_lowercase().parse())?,
            language: cell("language").map(language_tag),
            issued: self.issued,
            valid_days: self.args.valid_days,
        };
        let facts = LinkFacts::new(&draft, RawIds::Refuse)?;
        let invitation = InvitationId::of(&self.keys.identity_key(), &facts);
        let token = mint(self.keys.mint_key(), &facts);
        Ok((format!("{}/s/{token}", self.base_url), invitation))
    }
}

/// What the columns of the input are.
struct Columns {
    known: BTreeMap<&'static str, usize>,
    attributes: Vec<(String, usize)>,
    /// Ids of the team's own, which come out letter for letter.
    ids: BTreeSet<usize>,
}

impl Columns {
    fn of(heading: &[String], args: &LinksArgs) -> Result<Self> {
        let at = |name: &str| heading.iter().position(|column| column.eq_ignore_ascii_case(name));
        for name in ["link", "error"] {
            if at(name).is_some() {
                bail!("the input has a column '{name}' already, which the output adds: rename it");
            }
        }
        if let Some(twice) = (0..heading.len()).find(|at| heading[..*at].contains(&heading[*at])) {
            bail!("the input has two columns '{}': rename one", heading[twice]);
        }
        let known: BTreeMap<&'static str, usize> = KNOWN.iter().filter_map(|name| Some((*name, at(name)?))).collect();
        if !known.contains_key("touchpoint") && args.touchpoint.is_none() {
            bail!("the input has no column 'touchpoint': add it, or give one for all rows with --touchpoint");
        }
        let ids = ["customer", "reference"]
            .iter()
            .filter_map(|name| known.get(name).copied())
            .collect();
        let wanted: Vec<usize> = match &args.attributes {
            None => (0..heading.len())
                .filter(|at| !known.values().any(|known| known == at))
                .collect(),
            Some(names) => {
                let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
                let find = |name: &str| {
                    heading.iter().position(|column| column == name).with_context(|| {
                        format!(
                            "--attributes names '{name}'; the input has the columns: {}",
                            heading.join(", ")
                        )
                    })
                };
                names.map(find).collect::<Result<_>>()?
            }
        };
        let mut attributes: Vec<(String, usize)> = Vec::with_capacity(wanted.len());
        for at in wanted {
            let name = attribute_name(&heading[at]).with_context(|| {
                format!(
                    "the column '{}' cannot be an attribute: name it with 1 to 32 of a-z, 0-9 and _, or leave it out with --attributes",
                    heading[at]
                )
            })?;
            if attributes.iter().any(|(other, _)| *other == name) {
                bail!("two columns would be the attribute {name}: rename one, or leave one out with --attributes");
            }
            attributes.push((name, at));
        }
        Ok(Self { known, attributes, ids })
    }
}

/// Writes each row of `input` with its link.
fn convert(minter: &Minter<'_>, input: impl Read, output: impl Write) -> Result<Done> {
    let mut input = ReaderBuilder::new().flexible(true).from_reader(input);
    let heading: Option<Vec<String>> = input
        .byte_headers()
        .context("the input cannot be read")?
        .iter()
        .map(|name| std::str::from_utf8(name).ok())
        .map(|name| name.map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()))
        .collect();
    let heading = heading.context("the input is not UTF-8: save it as UTF-8 (in a spreadsheet, \"CSV UTF-8\")")?;
    if heading.iter().all(String::is_empty) {
        bail!("the input is empty: its first row must name the columns, `customer` and `touchpoint` among them");
    }
    let columns = Columns::of(&heading, minter.args)?;
    let mut output = WriterBuilder::new().flexible(true).from_writer(output);
    let written = |name: &String| neutral_but_numbers(name);
    output.write_record(heading.iter().map(written).chain(["link".into(), "error".into()]))?;
    let mut done = Done::default();
    let mut asked = BTreeSet::new();
    let mut record = ByteRecord::new();
    while input
        .read_byte_record(&mut record)
        .context("the input cannot be read")?
    {
        done.rows += 1;
        let cells: Option<Vec<&str>> = record.iter().map(|cell| std::str::from_utf8(cell).ok()).collect();
        let linked = match cells {
            None => Err(anyhow::anyhow!("the row is not UTF-8: save the input as UTF-8")),
            Some(cells) if cells.len() != heading.len() => Err(anyhow::anyhow!(
                "the row has {} cells and the heading {}: put cells that contain a comma in double quotes",
                cells.len(),
                heading.len()
            )),
            Some(cells) => minter.link(&columns, &cells),
        };
        let (link, error) = match linked {
            Ok((link, invitation)) => {
                done.again += u64::from(!asked.insert(invitation));
                (link, String::new())
            }
            Err(error) => {
                done.without += 1;
                (String::new(), error.to_string())
            }
        };
        let mut row: Vec<String> = record
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                let cell = String::from_utf8_lossy(cell);
                if columns.ids.contains(&at) {
                    cell.into_owned()
                } else {
                    neutral_but_numbers(&cell)
                }
            })
            .collect();
        // A row that was too short keeps link and error in their columns; one that was too long keeps all it had.
        let surplus = row.split_off(row.len().min(heading.len()));
        row.resize(heading.len(), String::new());
        row.extend([link, error]);
        row.extend(surplus);
        output.write_record(&row)?;
    }
    output.flush()?;
    Ok(done)
}

/// The cell as a spreadsheet may open it. A telephone number stays one: it computes nothing.
fn neutral_but_numbers(cell: &str) -> String {
    let telephone = cell
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')' | ' '));
    if telephone { cell.to_owned() } else { neutral(cell) }
}

#[cfg(test)]
#[path = "links_tests.rs"]
mod tests;
