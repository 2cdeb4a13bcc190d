//! A page of a day's Query, read where it lies.
//!
//! This understands what DynamoDB writes and no more: compact JSON, the attributes that were asked for with the types they
//! are stored in, no escapes. It says nothing of any other page rather than guess.

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

/// JSON and a place in it.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Of a length that is known beforehand, so that comparing takes an instruction or two.
    fn skip<const N: usize>(&mut self, expected: &[u8; N]) -> Option<()> {
        let found = self.rest().first_chunk::<N>()?;
        (found == expected).then(|| self.at += N)
    }

    /// The rest of a text whose opening quote is behind, and the closing one.
    // Twenty times an answer: a call costs more than most texts.
    #[inline(always)]
    fn rest_of_text(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let mut length = 0;
        while let Some(eight) = rest.get(length..)?.first_chunk::<8>() {
            let ends = quotes_escapes_and_controls(u64::from_le_bytes(*eight));
            if ends != 0 {
                return self.text_of(length + (ends.trailing_zeros() / 8) as usize);
            }
            length += 8;
        }
        let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        let more = rest.get(length..)?.iter().position(ends)?;
        self.text_of(length + more)
    }

    /// A text of so many bytes, if a quote closes it there.
    #[inline(always)]
    fn text_of(&mut self, length: usize) -> Option<&'a str> {
        let end = self.at + length;
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        let found = self.text.get(self.at..end)?;
        self.at = end + 1;
        Some(found)
    }

    /// A name whose opening quote is still ahead, and the type of its value, up to the value itself: `"x":{"N":`.
    fn typed_name(&mut self) -> Option<(&'a [u8], u8)> {
        self.skip(b"\"")?;
        let rest = self.rest();
        // Nearly all names have one letter.
        if let [name @ .., b'"', b':', b'{', b'"', kind, b'"', b':'] = rest.first_chunk::<8>()? {
            self.at += 8;
            return Some((rest.get(..name.len())?, *kind));
        }
        let name = self.rest_of_text()?;
        let [b':', b'{', b'"', kind, b'"', b':'] = self.rest().first_chunk::<6>()? else {
            return None;
        };
        self.at += 6;
        Some((name.as_bytes(), *kind))
    }

    /// The rest of a value whose type is behind: `"text"}`.
    fn rest_of_value(&mut self) -> Option<&'a str> {
        self.skip(b"\"")?;
        let value = self.rest_of_text()?;
        self.skip(b"}")?;
        Some(value)
    }

    /// A text with its type: `{"S":"text"}`.
    fn text(&mut self) -> Option<&'a str> {
        self.skip(b"{\"S\":")?;
        self.rest_of_value()
    }

    /// Digits, as counts are written.
    fn digits(&mut self) -> Option<()> {
        let length = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += length;
        (length > 0).then_some(())
    }

    /// A key, whose attributes are texts in every table that is read here.
    fn key(&mut self) -> Option<Item> {
        let mut key: Item = HashMap::new();
        self.members(|scan, name| {
            let value = text(scan.text()?);
            key.insert(name.to_owned(), value).is_none().then_some(())
        })?;
        (!key.is_empty()).then_some(key)
    }

    /// `{"name":…,"name":…}`, each value read by `each`.
    fn members(&mut self, mut each: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        self.object(|scan| {
            scan.skip(b"\"")?;
            let name = scan.rest_of_text()?;
            scan.skip(b":")?;
            each(scan, name)
        })
    }

    /// `{…,…}`, each name and value read by `each`.
    fn object(&mut self, each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.skip(b"{")?;
        self.separated(b"}", each)
    }

    /// `[…,…]`, each element read by `each`.
    fn list(&mut self, each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.skip(b"[")?;
        self.separated(b"]", each)
    }

    fn separated(&mut self, end: &[u8; 1], mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if self.skip(end).is_some() {
            return Some(());
        }
        loop {
            each(self)?;
            if self.skip(b",").is_none() {
                return self.skip(end);
            }
        }
    }
}

/// The high bit of each of eight bytes that is a quote, a backslash or below 0x20, up to the first of them; the bits
/// above that one mean nothing. The lowest byte comes first.
fn quotes_escapes_and_controls(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let zeros = |bytes: u64| bytes.wrapping_sub(EACH) & !bytes;
    let quotes = zeros(eight ^ (EACH * b'"' as u64));
    let escapes = zeros(eight ^ (EACH * b'\\' as u64));
    let controls = eight.wrapping_sub(EACH * 0x20) & !eight;
    (quotes | escapes | controls) & HIGH
}

#[cfg(test)]
mod tests;
