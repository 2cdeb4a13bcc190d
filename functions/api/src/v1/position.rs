//! Where the next page of a list begins, as an opaque text: a place in the list, and a digest of what was asked, so that it
//! fits no other question.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::problem::Problem;
use crate::query::Query;

const VERSION: u8 = 1;
const DIGEST: usize = 8;

/// Rows of a page where nothing else is said.
const USUAL: u64 = 50;
/// The most rows of a page.
const MOST: u64 = 100;

/// How many rows a page has: `per_page`.
pub(crate) fn per_page(query: &Query) -> Result<usize, Problem> {
    let wanted = query.number("per_page", &(1..=MOST))?.unwrap_or(USUAL);
    usize::try_from(wanted).map_err(|error| Problem::internal(&error))
}

/// A place as text, for whoever asks this question.
pub(crate) fn write(question: &str, place: &impl Serialize) -> String {
    let mut bytes = vec![VERSION];
    bytes.extend(digest(question));
    // Texts, dates and lists of them always serialise.
    bytes.extend(serde_json::to_vec(place).unwrap_or_default());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads what [`write`] gave for the same question; `None` for anything else.
pub(crate) fn read<T: DeserializeOwned>(question: &str, text: &str) -> Option<T> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (version, rest) = bytes.split_first()?;
    let (given, place) = rest.split_first_chunk::<DIGEST>()?;
    let fits = *version == VERSION && *given == digest(question);
    fits.then(|| serde_json::from_slice(place).ok())?
}

/// The place that `cursor` says, where there is one.
pub(crate) fn given<T: DeserializeOwned>(query: &Query, question: &str) -> Result<Option<T>, Problem> {
    let Some(text) = query.get("cursor") else {
        return Ok(None);
    };
    let reason = "it fits no page of this list: give next_cursor of the page before, with the same other parameters";
    let place = read(question, text).ok_or_else(|| Problem::invalid("cursor", reason))?;
    Ok(Some(place))
}

fn digest(question: &str) -> [u8; DIGEST] {
    let whole = Sha256::digest(question.as_bytes());
    std::array::from_fn(|i| whole[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written_and_for_no_other_question() {
        let text = write("audit", &("2026-11-21", Some("line")));
        assert_eq!(
            read("audit", &text),
            Some(("2026-11-21".to_owned(), Some("line".to_owned())))
        );
        assert_eq!(read::<(String, Option<String>)>("erasures", &text), None);
        for length in 0..text.len() {
            assert_eq!(
                read::<(String, Option<String>)>("audit", &text[..length]),
                None,
                "length {length}"
            );
        }
    }
}
