//! `aisance links SURVEY < customers.csv > links.csv`.

mod batch;
mod columns;
mod open;
mod register;
mod single;
mod sms;

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
use shared::link::{
    Channel, FactsDraft, InvitationId, LinkFacts, MAX_VALID_DAYS, RawIds, RootKeys, TEST_ATTRIBUTE, TEST_VALUE,
    Touchpoint, mint,
};
use shared::registration::{Unregistrable, name_apart};

use self::batch::{Batch, Done};
use self::columns::{ADDED, Columns};
use self::register::Registrar;
use super::print_line;
use crate::import::{language_tag, looks_like_email};
use crate::test_link::HERE;
use crate::workspace::{Workspace, now};
use shared::safe_csv::neutral;

/// Rows held in memory at once.
const BATCH: usize = 500;

/// Arguments of `links`.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub struct LinksArgs {
    /// Survey id
    survey: String,
    /// Where the links lead [default: the stack's address, else http://localhost:3000]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Make the link of this customer alone, and read no file
    #[arg(long, value_name = "ID", conflicts_with = "attributes")]
    customer: Option<String>,
    /// What that customer is asked about: an order, a ticket
    #[arg(long, value_name = "TEXT", requires = "customer")]
    reference: Option<String>,
    /// For how many days the links are valid
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u8).range(1..=i64::from(MAX_VALID_DAYS)))]
    valid_days: u8,
    /// Touchpoint of rows that name none
    #[arg(long, value_name = "NAME")]
    touchpoint: Option<String>,
    /// Channel of rows that name none: email, sms, whatsapp, chat, qr, kiosk or web [default: email; with --open: web]
    #[arg(long, value_name = "NAME")]
    channel: Option<Channel>,
    /// Columns that become attributes, separated by commas; "" for none [default: every other column]
    #[arg(long, value_name = "COLUMNS")]
    attributes: Option<String>,
    /// Make test links: their answers are stored and shown, and count nowhere
    #[arg(long)]
    test: bool,
    /// Do not register the invitations: they count in no response rate, and for no limit on how often a customer is asked
    #[arg(long)]
    no_register: bool,
    /// Print the address of the page that is open to anybody, and of its QR code, and read no file
    #[arg(long, conflicts_with_all = ["customer", "attributes", "test", "no_register"])]
    open: bool,
}

const HELP: &str = "The first row of the input names the columns. `customer` (an opaque id, never an e-mail address), \
`touchpoint`, `reference` (what the question is about: an order, a ticket), `channel` and `language` are what they \
say; every other column becomes an attribute that scores can be divided by, unless --attributes names those that do. \
Keep names and addresses out of the links: `--attributes plan,country`.

The output has the same columns and three more: `link`, `error` for a row that cannot have one, and `not_issued` for a \
customer who is not asked: one who was asked lately (see `aisance settings`), who does not want to be asked again, or who \
was erased. Of several rows about one customer the first comes first. Every invitation is \
registered, once however often it is asked for, so that `scores` can show how many were answered; \
--no-register leaves that out. The same row gives the same link on the same day, but for rows with neither customer nor \
reference: each of those gets a link of its own and cannot be registered, and so does each row of a test.";

/// Runs the command.
///
/// # Errors
/// There is no such survey, the input cannot be read, storage fails, some rows can have no link, or the one customer is not
/// asked. Running it again with the same input registers nothing twice.
pub async fn run(workspace: &Workspace, args: &LinksArgs) -> Result<()> {
    let survey = workspace.survey(&args.survey).await?;
    if args.open {
        let base_url = base_url(args, workspace.base_url.as_deref())?;
        let [page, code] = open::addresses(base_url, &survey.definition, args.touchpoint.as_deref(), args.channel)?;
        print_line(page);
        print_line(format_args!("QR code to print: {code}"));
        return Ok(());
    }
    let minter = Minter::new(
        &workspace.keys,
        args,
        workspace.base_url.as_deref(),
        now().to_zoned(TimeZone::UTC).date(),
    )?;
    let registrar = if args.test {
        None
    } else {
        Some(Registrar::new(workspace, survey.measure, !args.no_register).await?)
    };
    if let Some(customer) = &args.customer {
        let url = single::link(&minter, registrar.as_ref(), customer, args.reference.as_deref()).await?;
        print_line(url);
        return Ok(());
    }
    let done = convert(&minter, registrar.as_ref(), std::io::stdin(), std::io::stdout()).await?;
    if done.registered.new + done.registered.known > 0 {
        eprintln!(
            "{} invitations registered, {} registered already.",
            done.registered.new, done.registered.known
        );
    }
    if let Some(words) = done.not_issued_words() {
        eprintln!("{words}");
    }
    if done.unregistered > 0 && !args.no_register && !args.test {
        eprintln!(
            "{} of {} rows are not registered and count in no response rate: {}.",
            done.unregistered,
            done.rows,
            Unregistrable::Nameless
        );
    }
    if done.again > 0 {
        eprintln!(
            "{} rows ask about the same thing as an earlier row, so that the later answer replaces the other; give each its own reference if they should count apart.",
            done.again
        );
    }
    if let Some(words) = done.long.words() {
        eprintln!("{words}");
    }
    if done.without > 0 {
        bail!(
            "{} of {} rows can have no link; the column `error` says why",
            done.without,
            done.rows
        );
    }
    Ok(())
}

/// A link, and what registering it takes.
struct Link {
    url: String,
    facts: LinkFacts,
    invitation: InvitationId,
    registrable: Result<(), Unregistrable>,
}

/// Where the links lead: where the arguments say, else to the known address of the workspace, else to this machine.
fn base_url<'a>(args: &'a LinksArgs, known: Option<&'a str>) -> Result<&'a str> {
    let base_url = args.base_url.as_deref().or(known).unwrap_or(HERE).trim_end_matches('/');
    if !base_url.starts_with("https://") && !base_url.starts_with("http://") {
        bail!("--base-url {base_url} must begin with https:// (or http:// for a try)");
    }
    Ok(base_url)
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
        let base_url = base_url(args, known)?;
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

    fn link(&self, columns: &Columns, cells: &[&str]) -> Result<Link> {
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
        if self.args.test {
            attributes.insert(TEST_ATTRIBUTE.to_owned(), TEST_VALUE.to_owned());
        }
        let mut draft = FactsDraft {
            survey: self.args.survey.clone(),
            touchpoint: cell("touchpoint")
                .map(str::to_owned)
                .or_else(|| self.args.touchpoint.clone())
                .context("the row has no touchpoint: fill it in, or give one for all such rows with --touchpoint")?,
            reference: cell("reference").map(str::to_owned),
            customer: cell("customer").map(str::to_owned),
            attributes,
            channel: cell("channel").map_or(Ok(self.args.channel.unwrap_or(Channel::Email)), |name| {
                name.to_lowercase().parse()
            })?,
            language: cell("language").map(language_tag),
            issued: self.issued,
            valid_days: self.args.valid_days,
        };
        let registrable = name_apart(&mut draft, || URL_SAFE_NO_PAD.encode(random_16()));
        let facts = LinkFacts::new(&draft, RawIds::Refuse)?;
        let token = mint(self.keys.mint_key(), &facts);
        Ok(Link {
            url: format!("{}/s/{token}", self.base_url),
            invitation: InvitationId::of(&self.keys.identity_key(), &facts),
            registrable,
            facts,
        })
    }
}

/// Writes each row of `input` with its link, once its invitation is registered.
async fn convert(
    minter: &Minter<'_>,
    registrar: Option<&Registrar<'_>>,
    input: impl Read,
    output: impl Write,
) -> Result<Done> {
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
    output.write_record(heading.iter().map(written).chain(ADDED.map(str::to_owned)))?;
    let mut done = Done::default();
    let mut asked = BTreeSet::new();
    let mut batch = Batch::new(heading.len());
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
        let first = linked.as_ref().is_ok_and(|link| asked.insert(link.invitation));
        match &linked {
            Ok(link) => {
                done.long.note(link);
                done.again += u64::from(!first);
                done.unregistered += u64::from(link.registrable.is_err());
            }
            Err(_) => done.without += 1,
        }
        let cells: Vec<String> = record
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
        batch.take(cells, linked.map_err(|error| error.to_string()), first);
        if batch.len() >= BATCH {
            batch.finish(registrar, &mut output, &mut done).await?;
        }
    }
    batch.finish(registrar, &mut output, &mut done).await?;
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
mod not_issued_tests;
#[cfg(test)]
mod tests;
