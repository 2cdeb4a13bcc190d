//! A page of a day's Query, read where it lies.
//!
//! This understands what DynamoDB writes and no more: compact JSON, the attributes that were asked for with the types they
//! are stored in, no escapes. It says nothing of any other page rather than guess.

use jiff::Timestamp;

use super::attributes::Item;
use super::json_scan::Scan;
use super::response_item::rating;
use crate::domain::fold::{DayScores, RowRef, Standing, Tally};
use crate::domain::measure::Measure;

/// What is needed of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Page {
    /// Its items, folded.
    pub scores: DayScores,
    /// Where the next page begins, if there is one.
    pub last_evaluated_key: Option<Item>,
}

/// Reads a page; none where it is not written as is usual.
pub(super) fn page(body: &[u8]) -> Option<Page> {
    let mut scan = Scan::of(body)?;
    let mut rows = Rows::default();
    let (mut items, mut last_evaluated_key) = (false, None);
    scan.members(|scan, name| match name {
        "Items" if !items => {
            items = true;
            scan.list(|scan| rows.add(scan))
        }
        "LastEvaluatedKey" if last_evaluated_key.is_none() => {
            last_evaluated_key = Some(scan.key()?);
            Some(())
        }
        "Count" | "ScannedCount" => scan.digits(),
        _ => None,
    })?;
    scan.is_at_the_end().then(|| Page {
        scores: rows.tally.into_scores(),
        last_evaluated_key,
    })
}

/// The items of a page.
#[derive(Default)]
struct Rows<'a> {
    tally: Tally<'a>,
    /// The measures met so far, as they are written.
    measures: Vec<(&'a str, Measure)>,
    /// The attributes of the item being read.
    attributes: Vec<(&'a str, &'a str)>,
}

/// The attributes of one item, as they are written.
#[derive(Default)]
struct Written<'a> {
    survey: Option<&'a str>,
    measure: Option<&'a str>,
    rating: Option<&'a str>,
    standing: Option<&'a str>,
    touchpoint: Option<&'a str>,
    language: Option<&'a str>,
    channel: Option<&'a str>,
    expires: Option<&'a str>,
}

impl<'a> Rows<'a> {
    fn add(&mut self, scan: &mut Scan<'a>) -> Option<()> {
        let mut written = Written::default();
        self.attributes.clear();
        scan.object(|scan| {
            let slot = match scan.typed_name()? {
                (b"s", b'S') => &mut written.survey,
                (b"m", b'S') => &mut written.measure,
                (b"x", b'N') => &mut written.rating,
                (b"st", b'S') => &mut written.standing,
                (b"t", b'S') => &mut written.touchpoint,
                (b"l", b'S') => &mut written.language,
                (b"c", b'S') => &mut written.channel,
                (b"ttl", b'N') => &mut written.expires,
                (b"a", b'M') => {
                    self.read_attributes(scan)?;
                    return scan.skip(b"}");
                }
                _ => return None,
            };
            *slot = Some(scan.rest_of_value()?);
            Some(())
        })?;
        let measure = self.measure(written.measure?)?;
        let row = RowRef {
            survey: written.survey?,
            measure,
            rating: written.rating.and_then(|number| rating(measure, number)),
            standing: Standing::from_code(written.standing),
            touchpoint: written.touchpoint?,
            language: written.language,
            channel: written.channel,
            expires: Timestamp::from_second(written.expires?.parse().ok()?).ok()?,
        };
        self.tally.add(&row, &self.attributes);
        Some(())
    }

    fn read_attributes(&mut self, scan: &mut Scan<'a>) -> Option<()> {
        self.attributes.clear();
        scan.members(|scan, name| {
            let value = scan.text()?;
            // Twice the same name would count twice.
            let known = self.attributes.iter().any(|(known, _)| *known == name);
            self.attributes.push((name, value));
            (!known).then_some(())
        })
    }

    /// A measure, from those met before where it can be: there are few, and each takes time to read.
    fn measure(&mut self, written: &'a str) -> Option<Measure> {
        if let Some((_, measure)) = self.measures.iter().find(|(known, _)| *known == written) {
            return Some(*measure);
        }
        let measure = written.parse().ok()?;
        self.measures.push((written, measure));
        Some(measure)
    }
}

#[cfg(test)]
mod tests;
