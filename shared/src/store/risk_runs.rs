//! The run of `flag`: one item, replaced whole by whoever read it last, so that of two processes one goes on.

use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Store;
use super::attributes::{Item, bytes, get_bytes, get_map, get_millis, get_number, get_text, millis, number, text};
use super::conditional::put_if;
use super::error::StoreError;
use super::names::{PK, SK};
use super::risk_settings::{read_line, write_line};
use crate::domain::response::Respondent;
use crate::domain::risk::{Basis, BegunDay, Candidate, Candidates, Merging, NightRun, Part, Stage, Tally, Usual};
use crate::link::{InvitationId, Pseudonym};

/// Partition of what the nightly risk keeps in the table of scores. No survey can have this id.
pub const RISK: &str = "_risk";

const RUN: &str = "run";

/// What a part that is done, or not begun, has in place of a customer's key.
const DONE: &str = "*";
const BEGINS: &str = "";

const STAGES: [(Stage, &str); 3] = [
    (Stage::Looking, "look"),
    (Stage::Flagging, "flag"),
    (Stage::Finished, "done"),
];

/// Reads the run (GetItem on `_risk`).
pub trait ReadRun: Sync {
    /// The run that was begun last, with a consistent read; `None` before the first.
    fn read_run(&self) -> impl Future<Output = Result<Option<NightRun>, StoreError>> + Send;
    /// Its revision alone: whoever has another one has been overtaken.
    fn read_run_revision(&self) -> impl Future<Output = Result<Option<u64>, StoreError>> + Send;
}

/// Stores the run (PutItem on `_risk`).
pub trait PutRun: Sync {
    /// Stores a run under the next revision if what is there still has `run.revision`. Whether it was stored.
    fn put_run(&self, run: &NightRun) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

impl Store {
    async fn get_run(&self, projection: Option<&str>) -> Result<Option<Item>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.tables.scores)
            .key(PK, text(RISK))
            .key(SK, text(RUN))
            .consistent_read(true)
            .set_projection_expression(projection.map(str::to_owned))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        Ok(found.item)
    }
}

impl ReadRun for Store {
    async fn read_run(&self) -> Result<Option<NightRun>, StoreError> {
        let found = self.get_run(None).await?;
        found
            .map(|item| read(&item).ok_or_else(|| StoreError::damaged(RUN, "the run")))
            .transpose()
    }

    async fn read_run_revision(&self) -> Result<Option<u64>, StoreError> {
        let found = self.get_run(Some("r")).await?;
        Ok(found.as_ref().and_then(|item| get_number(item, "r")))
    }
}

impl PutRun for Store {
    async fn put_run(&self, run: &NightRun) -> Result<bool, StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.scores)
            .set_item(Some(write(run)));
        let put = match run.revision {
            0 => put.condition_expression("attribute_not_exists(pk)"),
            known => put
                .condition_expression("r = :known")
                .expression_attribute_values(":known", number(known)),
        };
        put_if(put).await
    }
}

fn write(run: &NightRun) -> Item {
    let stage = STAGES.iter().find(|(stage, _)| *stage == run.stage);
    let parts = run.parts.iter().map(|part| match part {
        Part::Begins => text(BEGINS),
        Part::After(customer) => text(customer.to_string()),
        Part::Done => text(DONE),
    });
    let mut item = Item::from([
        (PK.to_owned(), text(RISK)),
        (SK.to_owned(), text(RUN)),
        ("n".to_owned(), number(run.number)),
        ("r".to_owned(), number(run.revision + 1)),
        ("at".to_owned(), millis(run.moment)),
        ("day".to_owned(), text(run.day.to_string())),
        ("st".to_owned(), text(stage.map_or("", |(_, name)| name))),
        ("mrg".to_owned(), AttributeValue::M(write_merging(&run.merging))),
        ("pos".to_owned(), AttributeValue::L(parts.collect())),
        ("did".to_owned(), AttributeValue::M(write_tally(&run.tally))),
        ("most".to_owned(), number(run.candidates.most())),
        ("top".to_owned(), bytes(pack(&run.candidates))),
        ("out".to_owned(), number(run.given_out)),
    ]);
    if let Some(night) = &run.night {
        item.insert("ni".to_owned(), text(night));
    }
    if let Some(basis) = &run.basis {
        item.insert("by".to_owned(), AttributeValue::M(write_basis(basis)));
    }
    item
}

fn read(item: &Item) -> Option<NightRun> {
    let stage = get_text(item, "st")?;
    let parts = item.get("pos")?.as_l().ok()?.iter().map(|part| {
        Some(match part.as_s().ok()?.as_str() {
            BEGINS => Part::Begins,
            DONE => Part::Done,
            customer => Part::After(customer.parse().ok()?),
        })
    });
    Some(NightRun {
        number: get_number(item, "n")?,
        revision: get_number(item, "r")?,
        night: get_text(item, "ni").map(str::to_owned),
        moment: get_millis(item, "at")?,
        day: get_text(item, "day")?.parse().ok()?,
        basis: match item.get("by") {
            Some(_) => Some(read_basis(get_map(item, "by")?)?),
            None => None,
        },
        stage: STAGES.iter().find(|(_, name)| *name == stage)?.0,
        // A run of before days were merged in shards has none.
        merging: get_map(item, "mrg").map_or(Some(Merging::default()), read_merging)?,
        parts: parts.collect::<Option<_>>()?,
        tally: read_tally(get_map(item, "did")?)?,
        candidates: Candidates::of(get_number(item, "most")?, unpack(get_bytes(item, "top")?)?),
        given_out: get_number(item, "out")?,
    })
}

fn write_basis(basis: &Basis) -> Item {
    let (line, at) = write_line(basis.line);
    let mut item = Item::from([
        ("m".to_owned(), number(basis.model)),
        ("h".to_owned(), number(basis.horizon_days)),
        ("b".to_owned(), number(basis.base)),
        ("line".to_owned(), line),
        ("at".to_owned(), at),
    ]);
    if let Some(seconds) = basis.usual.slow_reply {
        item.insert("slow".to_owned(), number(seconds));
    }
    item
}

fn write_merging(merging: &Merging) -> Item {
    let put_off = merging.put_off.iter().map(|day| text(day.to_string()));
    let mut item = Item::from([("off".to_owned(), AttributeValue::L(put_off.collect()))]);
    if let Some(begun) = &merging.begun {
        item.extend([
            ("day".to_owned(), text(begun.day.to_string())),
            ("n".to_owned(), number(begun.computation)),
            ("sh".to_owned(), number(begun.shards)),
            ("bad".to_owned(), number(begun.damaged)),
        ]);
    }
    item
}

fn read_basis(item: &Item) -> Option<Basis> {
    Some(Basis {
        model: get_number(item, "m")?,
        horizon_days: get_number(item, "h")?,
        base: get_number(item, "b")?,
        line: read_line(item)?,
        usual: Usual {
            slow_reply: get_number(item, "slow"),
        },
    })
}

fn read_merging(item: &Item) -> Option<Merging> {
    let put_off = item.get("off")?.as_l().ok()?.iter();
    let begun = match get_text(item, "day") {
        Some(day) => Some(BegunDay {
            day: day.parse().ok()?,
            computation: get_number(item, "n")?,
            shards: get_number(item, "sh")?,
            damaged: get_number(item, "bad")?,
        }),
        None => None,
    };
    Some(Merging {
        begun,
        put_off: put_off
            .map(|day| day.as_s().ok()?.parse().ok())
            .collect::<Option<_>>()?,
    })
}

fn write_tally(tally: &Tally) -> Item {
    Item::from([
        ("days".to_owned(), number(tally.days_merged)),
        ("seen".to_owned(), number(tally.customers)),
        ("put".to_owned(), number(tally.written)),
        ("fl".to_owned(), number(tally.flagged)),
        ("ask".to_owned(), number(tally.asked_forgotten)),
        ("bad".to_owned(), number(tally.damaged)),
        ("exp".to_owned(), number(tally.hazard_millionths)),
        ("bins".to_owned(), counts(&tally.bins)),
    ])
}

fn read_tally(item: &Item) -> Option<Tally> {
    Some(Tally {
        days_merged: get_number(item, "days")?,
        customers: get_number(item, "seen")?,
        written: get_number(item, "put")?,
        flagged: get_number(item, "fl")?,
        asked_forgotten: get_number(item, "ask")?,
        damaged: get_number(item, "bad").unwrap_or(0),
        hazard_millionths: get_number(item, "exp")?,
        bins: read_counts(item, "bins")?,
    })
}

/// Counts as a list of numbers.
pub(super) fn counts(counts: &[u64]) -> AttributeValue {
    AttributeValue::L(counts.iter().map(number).collect())
}

/// Reads what [`counts`] wrote.
pub(super) fn read_counts<const N: usize>(item: &Item, name: &str) -> Option<[u64; N]> {
    let list = item.get(name)?.as_l().ok()?;
    let numbers = list.iter().map(|count| count.as_n().ok()?.parse().ok());
    numbers.collect::<Option<Vec<u64>>>()?.try_into().ok()
}

/// Bytes of a packed candidate: what the id is of, the id, the log-odds.
const PACKED: usize = 1 + 16 + 8;

fn pack(candidates: &Candidates) -> Vec<u8> {
    let mut packed = Vec::with_capacity(PACKED * candidates.len());
    for candidate in candidates.iter() {
        let (kind, id) = match &candidate.customer {
            Respondent::Customer(pseudonym) => (b'c', pseudonym.as_bytes()),
            Respondent::Anonymous(invitation) => (b'a', invitation.as_bytes()),
        };
        packed.push(kind);
        packed.extend(id);
        packed.extend(candidate.log_odds.to_be_bytes());
    }
    packed
}

fn unpack(packed: &[u8]) -> Option<Vec<Candidate>> {
    let candidate = |packed: &[u8]| {
        let (kind, rest) = packed.split_first()?;
        let (id, log_odds) = rest.split_first_chunk::<16>()?;
        Some(Candidate {
            customer: match kind {
                b'c' => Respondent::Customer(Pseudonym::from_bytes(*id)),
                b'a' => Respondent::Anonymous(InvitationId::from_bytes(*id)),
                _ => return None,
            },
            log_odds: f64::from_be_bytes(log_odds.try_into().ok()?),
        })
    };
    packed.chunks(PACKED).map(candidate).collect()
}
