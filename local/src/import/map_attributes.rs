//! The attributes that a map takes from a file: columns, and the names they get.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

/// Columns, each with the name of its attribute where one is given.
#[derive(Default)]
pub(super) struct Attributes(pub(super) Vec<(Option<String>, Spanned<String>)>);

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Attributes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of columns, or a table from name to column")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Attributes, A::Error> {
                let mut columns = Vec::new();
                while let Some(column) = list.next_element()? {
                    columns.push((None, column));
                }
                Ok(Attributes(columns))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Attributes, A::Error> {
                let mut columns = Vec::new();
                while let Some((name, column)) = table.next_entry()? {
                    columns.push((Some(name), column));
                }
                Ok(Attributes(columns))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// The name of an attribute for a column: its heading in small letters, with `_` for everything that a name cannot have.
#[must_use]
pub fn attribute_name(heading: &str) -> Option<String> {
    let mut name = String::new();
    for c in heading.trim().to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            _ if name.ends_with('_') || name.is_empty() => {}
            _ => name.push('_'),
        }
    }
    let name = name.trim_end_matches('_');
    is_name(name).then(|| name.to_owned())
}

pub(super) fn is_name(name: &str) -> bool {
    let later = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() <= 32 && name.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && name.bytes().all(later)
}
