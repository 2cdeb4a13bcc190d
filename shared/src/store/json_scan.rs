//! JSON, read where it lies.
//!
//! This understands what DynamoDB writes and no more: compact JSON, names and values without escapes unless a method says
//! otherwise. Every method is none where something else is met, and nothing is said of the rest then.

use std::collections::HashMap;
use std::str;

use super::attributes::{Item, text};

/// JSON and a place in it.
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    /// At the start of a text; none where it is no UTF-8.
    pub(super) fn of(body: &'a [u8]) -> Option<Self> {
        let text = str::from_utf8(body).ok()?;
        Some(Self { text, at: 0 })
    }

    /// Whether everything is behind.
    pub(super) fn is_at_the_end(&self) -> bool {
        self.at == self.text.len()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Of a length that is known beforehand, so that comparing takes an instruction or two.
    pub(super) fn skip<const N: usize>(&mut self, expected: &[u8; N]) -> Option<()> {
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
    pub(super) fn typed_name(&mut self) -> Option<(&'a [u8], u8)> {
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
    pub(super) fn rest_of_value(&mut self) -> Option<&'a str> {
        self.skip(b"\"")?;
        let value = self.rest_of_text()?;
        self.skip(b"}")?;
        Some(value)
    }

    /// A text with its type: `{"S":"text"}`.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        self.value_of_type(b'S')
    }

    /// A value that is written as a text, with a type of one letter: `{"N":"12"}`.
    pub(super) fn value_of_type(&mut self, wanted: u8) -> Option<&'a str> {
        let [b'{', b'"', kind, b'"', b':'] = self.rest().first_chunk::<5>()? else {
            return None;
        };
        self.at += 5;
        if *kind != wanted {
            return None;
        }
        self.rest_of_value()
    }

    /// Yes or no with its type: `{"BOOL":true}`.
    pub(super) fn flag(&mut self) -> Option<bool> {
        self.skip(b"{\"BOOL\":")?;
        if self.skip(b"true}").is_some() {
            return Some(true);
        }
        self.skip(b"false}").map(|()| false)
    }

    /// Passes over a text with its type, which may have the escapes that quotes, line breaks and the like are written with.
    pub(super) fn pass_text(&mut self) -> Option<()> {
        self.skip(b"{\"S\":\"")?;
        let start = self.at;
        if self.rest_of_text().is_some() {
            return self.skip(b"}");
        }
        self.at = start;
        let mut rest = self.rest().iter().enumerate();
        while let Some((at, byte)) = rest.next() {
            match byte {
                b'"' => {
                    self.at += at + 1;
                    return self.skip(b"}");
                }
                b'\\' => {
                    let (_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') = rest.next()? else {
                        return None;
                    };
                }
                0..0x20 => return None,
                _ => {}
            }
        }
        None
    }

    /// Where it stands, for [`since`](Self::since).
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// What lies between a place and where it stands now.
    pub(super) fn since(&self, place: usize) -> Option<&'a str> {
        self.text.get(place..self.at)
    }

    /// Digits, as counts are written.
    pub(super) fn digits(&mut self) -> Option<()> {
        let length = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += length;
        (length > 0).then_some(())
    }

    /// A key, whose attributes are texts in every table that is read here.
    pub(super) fn key(&mut self) -> Option<Item> {
        let mut key: Item = HashMap::new();
        self.members(|scan, name| {
            let value = text(scan.text()?);
            key.insert(name.to_owned(), value).is_none().then_some(())
        })?;
        (!key.is_empty()).then_some(key)
    }

    /// `{"name":…,"name":…}`, each value read by `each`.
    pub(super) fn members(&mut self, mut each: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        self.object(|scan| {
            scan.skip(b"\"")?;
            let name = scan.rest_of_text()?;
            scan.skip(b":")?;
            each(scan, name)
        })
    }

    /// `{…,…}`, each name and value read by `each`.
    pub(super) fn object(&mut self, each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.skip(b"{")?;
        self.separated(b"}", each)
    }

    /// `[…,…]`, each element read by `each`.
    pub(super) fn list(&mut self, each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
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
