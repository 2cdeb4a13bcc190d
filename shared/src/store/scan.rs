//! A page of a day's Query, read where it lies.
//!
//! This understands what DynamoDB writes and no more: compact JSON, the attributes that were asked for with the types they
//! are stored in, each once, no escapes. It says nothing of any other page rather than guess.

use std::collections::HashMap;
use std::str;

use jiff::Timestamp;

use super::attributes::{Item, text};
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
    let mut scan = Scan {
        text: str::from_utf8(body).ok()?,
        at: 0,
    };
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
    (scan.at == body.len()).then(|| Page {
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
        let mut has_attributes = false;
        scan.members(|scan, name| {
            let (slot, kind) = match name {
                "s" => (&mut written.survey, TEXT),
                "m" => (&mut written.measure, TEXT),
                "x" => (&mut written.rating, NUMBER),
                "st" => (&mut written.standing, TEXT),
                "t" => (&mut written.touchpoint, TEXT),
                "l" => (&mut written.language, TEXT),
                "c" => (&mut written.channel, TEXT),
                "ttl" => (&mut written.expires, NUMBER),
                "a" if !has_attributes => {
                    has_attributes = true;
                    return self.read_attributes(scan);
                }
                _ => return None,
            };
            let value = scan.value(kind)?;
            slot.replace(value).is_none().then_some(())
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
        scan.skip("{\"M\":")?;
        scan.members(|scan, name| {
            let value = scan.value(TEXT)?;
            let known = self.attributes.iter().any(|(known, _)| *known == name);
            self.attributes.push((name, value));
            (!known).then_some(())
        })?;
        scan.skip("}")
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

/// How a value of a type begins.
const TEXT: &str = "{\"S\":\"";
const NUMBER: &str = "{\"N\":\"";

/// JSON and a place in it.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn skip(&mut self, expected: &str) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        rest.starts_with(expected.as_bytes()).then(|| self.at += expected.len())
    }

    /// The rest of a text whose opening quote is behind, and the closing one.
    fn rest_of_text(&mut self) -> Option<&'a str> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
        if rest[length] != b'"' {
            return None;
        }
        let found = self.text.get(self.at..self.at + length)?;
        self.at += length + 1;
        Some(found)
    }

    /// A typed value, `{"S":"text"}`.
    fn value(&mut self, kind: &str) -> Option<&'a str> {
        self.skip(kind)?;
        let value = self.rest_of_text()?;
        self.skip("}")?;
        Some(value)
    }

    /// Digits, as counts are written.
    fn digits(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += length;
        (length > 0).then_some(())
    }

    /// A key, whose attributes are texts in every table that is read here.
    fn key(&mut self) -> Option<Item> {
        let mut key: Item = HashMap::new();
        self.members(|scan, name| {
            let value = text(scan.value(TEXT)?);
            key.insert(name.to_owned(), value).is_none().then_some(())
        })?;
        (!key.is_empty()).then_some(key)
    }

    /// `{"name":…,"name":…}`, each value read by `each`.
    fn members(&mut self, mut each: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        self.skip("{")?;
        self.separated("}", |scan| {
            scan.skip("\"")?;
            let name = scan.rest_of_text()?;
            scan.skip(":")?;
            each(scan, name)
        })
    }

    /// `[…,…]`, each element read by `each`.
    fn list(&mut self, each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.skip("[")?;
        self.separated("]", each)
    }

    fn separated(&mut self, end: &str, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if self.skip(end).is_some() {
            return Some(());
        }
        loop {
            each(self)?;
            if self.skip(",").is_none() {
                return self.skip(end);
            }
        }
    }
}

#[cfg(test)]
mod tests;
