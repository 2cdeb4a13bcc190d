//! A table of customers as DynamoDB gives it: pages of at most 1 MB of stored bytes, with the attributes that are asked for.
//!
//! The records are the real ones of a made-up company's people, as `flag` itself has written them. A larger table has the same
//! lives under further pseudonyms.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result};
use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use shared::link::Pseudonym;
use shared::store::Tables;
use shared::store::names::PK;

use crate::pages::{PAGE, mixed, written};
use crate::recorded::Recording;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// Pages of customers, in the order of the table.
pub(crate) struct Table {
    pages: Vec<Bytes>,
    after: HashMap<String, usize>,
    asked_for: BTreeSet<String>,
}

/// What a table is made of.
pub(crate) struct Order<'a> {
    /// The records that repeat.
    pub lives: &'a [Item],
    /// How many customers there are.
    pub customers: usize,
    /// The attributes that are asked for.
    pub asked_for: &'a [&'a str],
    /// Of so many customers one has another risk stored than the signals give; none has where there is none.
    pub one_stale_in: Option<usize>,
}

/// What a table is like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub pages: usize,
    /// Of an item, as DynamoDB counts it.
    pub stored: f64,
    /// Of an item, as it is sent.
    pub sent: f64,
}

impl Table {
    /// Makes a table.
    pub(crate) fn of(order: &Order<'_>) -> Result<(Self, Size)> {
        let lives: Vec<Life> = order
            .lives
            .iter()
            .map(|item| Life::of(item, order.asked_for))
            .collect::<Result<_>>()?;
        let mut table = Self {
            pages: Vec::new(),
            after: HashMap::new(),
            asked_for: order.asked_for.iter().map(|&name| name.to_owned()).collect(),
        };
        let (mut items, mut bytes, mut all) = (Vec::new(), 0, 0);
        for number in 0..order.customers {
            let life = &lives[number % lives.len()];
            let key = key(number);
            let is_stale = order.one_stale_in.is_some_and(|every| number % every == 0);
            items.push(format!(
                r#"{{"pk":{{"S":"{key}"}}{}}}"#,
                if is_stale { &life.stale } else { &life.rest }
            ));
            bytes += life.stored;
            all += life.stored;
            if bytes >= PAGE || number + 1 == order.customers {
                let last = format!(r#"{{"pk":{{"S":"{key}"}}}}"#);
                table.pages.push(written(&items, Some(&last)));
                table.after.insert(key, table.pages.len());
                items.clear();
                bytes = 0;
            }
        }
        let sent: usize = table.pages.iter().map(Bytes::len).sum();
        let size = Size {
            pages: table.pages.len(),
            stored: all as f64 / order.customers as f64,
            sent: sent as f64 / order.customers as f64,
        };
        Ok((table, size))
    }

    /// A page of a part: its first, or the one after the customer `after`. The last is empty, as DynamoDB's may be.
    fn page(&self, (part, of): (usize, usize), after: Option<&str>) -> Option<Bytes> {
        let bound = |part: usize| self.pages.len() * part / of;
        let page = after.map_or(Some(bound(part)), |after| self.after.get(after).copied())?;
        if page >= bound(part + 1) {
            return Some(written(&[], None));
        }
        self.pages.get(page).cloned()
    }
}

/// Scans of customers, which have to ask for what is here, and updates of them, which are taken and lost.
impl Recording for Table {
    fn answer(&self, tables: &Tables, operation: &str, asked: &Value) -> Option<(&'static str, Option<Bytes>)> {
        if asked["TableName"] != tables.customers.as_str() {
            return None;
        }
        match operation {
            "UpdateItem" => Some(("customers written", Some(Bytes::from_static(b"{}")))),
            "Scan" => {
                let names = asked["ExpressionAttributeNames"].as_object()?;
                let names: BTreeSet<String> = names
                    .values()
                    .filter_map(|name| Some(name.as_str()?.to_owned()))
                    .collect();
                let number = |name: &str, missing: u64| asked[name].as_u64().unwrap_or(missing) as usize;
                let part = (number("Segment", 0), number("TotalSegments", 1));
                let page = self.page(part, asked["ExclusiveStartKey"][PK]["S"].as_str());
                Some(("pages of customers", page.filter(|_| names == self.asked_for)))
            }
            _ => None,
        }
    }
}

/// A record without its key.
struct Life {
    rest: String,
    /// The same with another risk.
    stale: String,
    stored: usize,
}

impl Life {
    fn of(item: &Item, asked_for: &[&str]) -> Result<Self> {
        let rest = |stale: bool| -> Result<String> {
            let mut text = String::new();
            for name in asked_for.iter().filter(|name| **name != PK) {
                if let Some(value) = item.get(*name) {
                    let value = match value {
                        AttributeValue::N(_) if stale && *name == "rk" => r#"{"N":"-7.25"}"#.to_owned(),
                        value => json(value)?,
                    };
                    text.push_str(&format!(",\"{name}\":{value}"));
                }
            }
            Ok(text)
        };
        Ok(Self {
            rest: rest(false)?,
            stale: rest(true)?,
            stored: item.iter().map(|(name, value)| name.len() + stored(value)).sum(),
        })
    }
}

/// The key of a customer by number.
fn key(number: usize) -> String {
    let number = number as u64;
    let bytes = u128::from(mixed(number)) << 64 | u128::from(mixed(number ^ u64::MAX));
    format!("c{}", Pseudonym::from_bytes(bytes.to_be_bytes()))
}

/// As DynamoDB writes a value.
fn json(value: &AttributeValue) -> Result<String> {
    Ok(match value {
        AttributeValue::S(text) => format!(r#"{{"S":{}}}"#, serde_json::to_string(text)?),
        AttributeValue::N(number) => format!(r#"{{"N":"{number}"}}"#),
        AttributeValue::B(bytes) => format!(r#"{{"B":"{}"}}"#, STANDARD.encode(bytes)),
        AttributeValue::Bool(yes) => format!(r#"{{"BOOL":{yes}}}"#),
        AttributeValue::M(map) => {
            let members: Vec<String> = map
                .iter()
                .map(|(name, value)| Ok(format!("\"{name}\":{}", json(value)?)))
                .collect::<Result<_>>()?;
            format!(r#"{{"M":{{{}}}}}"#, members.join(","))
        }
        other => return Err(anyhow::anyhow!("a customer has no attribute like {other:?}")),
    })
}

/// As DynamoDB counts a value: texts and bytes as they are, two digits to a byte and one more, a map 3 and 1 for each entry.
fn stored(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => number.trim_start_matches('-').len().div_ceil(2) + 1,
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::M(map) => {
            3 + map
                .iter()
                .map(|(name, value)| 1 + name.len() + stored(value))
                .sum::<usize>()
        }
        _ => 1,
    }
}

/// The number of a record's attribute, if it has one.
pub(crate) fn number(item: &Item, name: &str) -> Result<Option<f64>> {
    let Some(value) = item.get(name) else { return Ok(None) };
    let written = value.as_n().ok().context("an attribute that is no number")?;
    Ok(Some(written.parse()?))
}
