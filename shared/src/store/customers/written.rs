//! A page of customers as DynamoDB writes it, read where it lies.
//!
//! As [`scan`](crate::store::scan) for a day's answers, this says nothing of a page that is not written as usual.

use jiff::Timestamp;

use super::sift::FlagRef;
use crate::domain::response::Respondent;
use crate::domain::risk::FlagDates;
use crate::store::attributes::get_text;
use crate::store::json_scan::Scan;
use crate::store::names::{FLAG_STATE, PK, RISK};

/// What is asked for of a customer, as it is understood here: what is needed to look, and to write the customer again.
pub(super) const SIFTED_ATTRIBUTES: [&str; 18] = [
    PK, "id", "a", "r", "n", "sig", RISK, "why", "re", "model", "pr", "flag", FLAG_STATE, "erased", "la", "li", "ls",
    "lc",
];

/// A page.
pub(super) struct WrittenPage<'a> {
    pub customers: Vec<Written<'a>>,
    /// After whom the next page begins.
    pub next: Option<Respondent>,
}

/// A customer, numbers read and bytes as they are written.
pub(super) struct Written<'a> {
    /// The whole item.
    pub whole: &'a str,
    pub key: Respondent,
    pub is_named: bool,
    pub revision: u64,
    pub run: u64,
    pub erased: bool,
    pub asked_at: Option<Timestamp>,
    /// In base64.
    pub signals: Option<&'a str>,
    pub risk: Option<WrittenRisk<'a>>,
    pub flag: Option<FlagRef>,
}

/// A risk.
pub(super) struct WrittenRisk<'a> {
    pub log_odds: f64,
    /// In base64.
    pub reasons: &'a str,
    pub rest: f64,
    pub model: u32,
    pub probability: Option<f64>,
}

/// Reads a page; none where it is not written as is usual.
pub(super) fn page(body: &[u8]) -> Option<WrittenPage<'_>> {
    let mut scan = Scan::of(body)?;
    let (mut customers, mut last) = (None, None);
    scan.members(|scan, name| match name {
        "Items" if customers.is_none() => {
            let mut items = Vec::new();
            scan.list(|scan| {
                items.push(customer(scan)?);
                Some(())
            })?;
            customers = Some(items);
            Some(())
        }
        "LastEvaluatedKey" if last.is_none() => {
            last = Some(scan.key()?);
            Some(())
        }
        "Count" | "ScannedCount" => scan.digits(),
        _ => None,
    })?;
    let next = match &last {
        Some(key) => Some(get_text(key, PK)?.parse().ok()?),
        None => None,
    };
    let customers = customers.filter(|_| scan.is_at_the_end())?;
    Some(WrittenPage { customers, next })
}

/// What an item has, by name.
#[derive(Default)]
struct Attributes<'a> {
    key: Option<&'a str>,
    id: Option<()>,
    attributes: Option<()>,
    revision: Option<&'a str>,
    run: Option<&'a str>,
    signals: Option<&'a str>,
    log_odds: Option<&'a str>,
    reasons: Option<&'a str>,
    rest: Option<&'a str>,
    model: Option<&'a str>,
    probability: Option<&'a str>,
    flag: Option<FlagRef>,
    flag_state: Option<&'a str>,
    erased: Option<bool>,
    asked_at: Option<&'a str>,
    asked: [Option<()>; 3],
}

/// Takes a value in, once: of two with one name the SDK keeps the second.
fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

fn customer<'a>(scan: &mut Scan<'a>) -> Option<Written<'a>> {
    let start = scan.place();
    let mut found = Attributes::default();
    scan.members(|scan, name| match name {
        PK => once(&mut found.key, scan.value_of_type(b'S')?),
        "id" => once(&mut found.id, scan.pass_text()?),
        "a" => once(&mut found.attributes, pass_texts(scan)?),
        "r" => once(&mut found.revision, scan.value_of_type(b'N')?),
        "n" => once(&mut found.run, scan.value_of_type(b'N')?),
        "sig" => once(&mut found.signals, scan.value_of_type(b'B')?),
        RISK => once(&mut found.log_odds, scan.value_of_type(b'N')?),
        "why" => once(&mut found.reasons, scan.value_of_type(b'B')?),
        "re" => once(&mut found.rest, scan.value_of_type(b'N')?),
        "model" => once(&mut found.model, scan.value_of_type(b'N')?),
        "pr" => once(&mut found.probability, scan.value_of_type(b'N')?),
        "flag" => once(&mut found.flag, flag(scan)?),
        FLAG_STATE => once(&mut found.flag_state, scan.value_of_type(b'S')?),
        "erased" => once(&mut found.erased, scan.flag()?),
        "la" => once(&mut found.asked_at, scan.value_of_type(b'N')?),
        "li" => once(&mut found.asked[0], scan.pass_text()?),
        "ls" => once(&mut found.asked[1], scan.pass_text()?),
        "lc" => once(&mut found.asked[2], scan.pass_text()?),
        _ => None,
    })?;
    Some(Written {
        key: found.key?.parse().ok()?,
        is_named: found.id.is_some(),
        whole: scan.since(start)?,
        revision: number(found.revision)?.unwrap_or(0),
        run: number(found.run)?.unwrap_or(0),
        erased: found.erased.unwrap_or(false),
        asked_at: moment(found.asked_at)?,
        signals: found.signals,
        risk: match number(found.log_odds)? {
            Some(log_odds) => Some(WrittenRisk {
                log_odds,
                reasons: found.reasons?,
                rest: number(found.rest)??,
                model: number(found.model)??,
                probability: number(found.probability)?,
            }),
            None => None,
        },
        flag: found.flag,
    })
}

/// A number, if there is one; none where it is none of this type.
fn number<T: std::str::FromStr>(written: Option<&str>) -> Option<Option<T>> {
    written.map_or(Some(None), |written| written.parse().ok().map(Some))
}

/// Passes over a map of texts.
fn pass_texts(scan: &mut Scan<'_>) -> Option<()> {
    scan.skip(b"{\"M\":")?;
    scan.members(|scan, _| scan.pass_text())?;
    scan.skip(b"}")
}

/// What of a flag decides; the rest of it is passed over.
fn flag(scan: &mut Scan<'_>) -> Option<FlagRef> {
    scan.skip(b"{\"M\":")?;
    let (mut evidence, mut held_out, mut closed_at) = (None, None, None);
    scan.members(|scan, name| match name {
        "e" => once(&mut evidence, scan.value_of_type(b'N')?),
        "ho" => once(&mut held_out, scan.flag()?),
        "ca" => once(&mut closed_at, scan.value_of_type(b'N')?),
        "o" | "en" => scan.value_of_type(b'N').map(|_| ()),
        "why" => scan.value_of_type(b'B').map(|_| ()),
        "cc" | "cn" => scan.pass_text(),
        _ => None,
    })?;
    scan.skip(b"}")?;
    Some(FlagRef {
        dates: FlagDates {
            evidence: Timestamp::from_second(number(evidence)??).ok()?,
            closed_at: moment(closed_at)?,
        },
        held_out: held_out.unwrap_or(false),
    })
}

/// A moment in milliseconds, if there is one; none where it is none.
fn moment(written: Option<&str>) -> Option<Option<Timestamp>> {
    match number(written)? {
        Some(millisecond) => Timestamp::from_millisecond(millisecond).ok().map(Some),
        None => Some(None),
    }
}
