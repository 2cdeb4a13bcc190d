//! A page of scores, read where it lies.
//!
//! A range of days is thousands of small numbers, and making an attribute of each costs several times what adding them up does.
//! This understands what DynamoDB writes and no more; it says nothing of any other page rather than guess.

use std::collections::BTreeMap;

use super::attributes::Item;
use super::json_scan::Scan;
use super::keys::ScoreKey;
use super::scores::ScoreItem;
use crate::domain::cohort::Cohort;
use crate::domain::fold::Excluded;
use crate::domain::histogram::Histogram;
use crate::domain::measure::Measure;

/// What a page holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Page {
    /// Its items, in order.
    pub scores: Vec<(ScoreKey, ScoreItem)>,
    /// Where the next page begins, if there is one.
    pub last_evaluated_key: Option<Item>,
}

/// Reads a page; none where it is not written as is usual, and where an item is damaged.
pub(super) fn page(body: &[u8]) -> Option<Page> {
    let mut scan = Scan::of(body)?;
    let (mut scores, mut items, mut last_evaluated_key) = (Vec::new(), false, None);
    scan.members(|scan, name| match name {
        "Items" if !items => {
            items = true;
            scan.list(|scan| {
                scores.push(item(scan)?);
                Some(())
            })
        }
        "LastEvaluatedKey" if last_evaluated_key.is_none() => {
            last_evaluated_key = Some(scan.key()?);
            Some(())
        }
        "Count" | "ScannedCount" => scan.digits(),
        _ => None,
    })?;
    scan.is_at_the_end().then_some(Page {
        scores,
        last_evaluated_key,
    })
}

/// The attributes of one item, as they are written.
#[derive(Default)]
struct Written<'a> {
    sort: Option<&'a str>,
    number: Option<u64>,
    measure: Option<&'a str>,
    total: Option<Vec<u64>>,
    cells: Option<Vec<(&'a str, Vec<u64>)>>,
    left_out: Option<Vec<(&'a str, u64)>>,
    cohort: Option<Cohort>,
    cohorts: Option<Vec<(&'a str, Cohort)>>,
}

fn item(scan: &mut Scan<'_>) -> Option<(ScoreKey, ScoreItem)> {
    let mut written = Written::default();
    scan.object(|scan| match scan.typed_name()? {
        (b"pk", b'S') => once(&mut None, scan.rest_of_value()?),
        (b"sk", b'S') => once(&mut written.sort, scan.rest_of_value()?),
        (b"n", b'N') => once(&mut written.number, scan.rest_of_value()?.parse().ok()?),
        (b"m", b'S') => once(&mut written.measure, scan.rest_of_value()?),
        (b"g", b'L') => once(&mut written.total, closed(scan, counts)?),
        (b"by", b'M') => once(&mut written.cells, closed(scan, |scan| named(scan, listed))?),
        (b"x", b'M') => once(&mut written.left_out, closed(scan, |scan| named(scan, count))?),
        (b"iv", b'L') => once(&mut written.cohort, closed(scan, pair)?),
        (b"ib", b'M') => once(&mut written.cohorts, closed(scan, |scan| named(scan, listed_pair))?),
        _ => None,
    })?;
    let measure: Measure = written.measure?.parse().ok()?;
    let histogram = |counts: Vec<u64>| Histogram::from_counts(measure, counts).ok();
    let mut item = ScoreItem::empty(written.number?, measure);
    if let Some(counts) = written.total {
        item.total = Some(histogram(counts)?);
    }
    for (value, counts) in written.cells.into_iter().flatten() {
        put(&mut item.cells, value, histogram(counts)?)?;
    }
    let left_out = written.left_out.unwrap_or_default();
    let of_reason = |why: &str| {
        left_out
            .iter()
            .find(|(name, _)| *name == why)
            .map_or(0, |(_, count)| *count)
    };
    item.excluded = Excluded::from_reasons(of_reason);
    item.cohort = written.cohort.unwrap_or_default();
    for (value, cohort) in written.cohorts.into_iter().flatten() {
        put(&mut item.cohorts, value, cohort)?;
    }
    Some((written.sort?.parse().ok()?, item))
}

fn put<T>(map: &mut BTreeMap<String, T>, value: &str, it: T) -> Option<()> {
    map.insert(value.to_owned(), it).is_none().then_some(())
}

/// An attribute twice would be one too many.
fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// A value whose type is behind, and the brace after it.
fn closed<'a, T>(scan: &mut Scan<'a>, read: impl FnOnce(&mut Scan<'a>) -> Option<T>) -> Option<T> {
    let value = read(scan)?;
    scan.skip(b"}").map(|()| value)
}

fn named<'a, T>(scan: &mut Scan<'a>, mut read: impl FnMut(&mut Scan<'a>) -> Option<T>) -> Option<Vec<(&'a str, T)>> {
    let mut all = Vec::new();
    scan.members(|scan, name| {
        all.push((name, read(scan)?));
        Some(())
    })?;
    Some(all)
}

/// `{"N":"12"}`.
fn count(scan: &mut Scan<'_>) -> Option<u64> {
    scan.value_of_type(b'N')?.parse().ok()
}

/// `[{"N":"1"},{"N":"2"}]`.
fn counts(scan: &mut Scan<'_>) -> Option<Vec<u64>> {
    // As many as the longest scale has.
    let mut all = Vec::with_capacity(11);
    scan.list(|scan| {
        all.push(count(scan)?);
        Some(())
    })?;
    Some(all)
}

fn pair(scan: &mut Scan<'_>) -> Option<Cohort> {
    let [invited, answered] = counts(scan)?.try_into().ok()?;
    Some(Cohort { invited, answered })
}

/// `{"L":[…]}`.
fn listed(scan: &mut Scan<'_>) -> Option<Vec<u64>> {
    scan.skip(b"{\"L\":")?;
    closed(scan, counts)
}

fn listed_pair(scan: &mut Scan<'_>) -> Option<Cohort> {
    scan.skip(b"{\"L\":")?;
    closed(scan, pair)
}

#[cfg(test)]
mod tests;
