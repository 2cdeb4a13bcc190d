//! Where the next page begins, as an opaque text. It carries a digest of its list and of the parameters it was given for, so
//! that it fits no other question, and of itself, so that a damaged one is refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::problem::Problem;
use crate::query::Query;

/// Changes with the form of a place.
const VERSION: u8 = 2;
const DIGEST: usize = 8;

/// A list, and what is asked of it.
pub(crate) struct Question<'a> {
    /// Its name.
    pub list: &'a str,
    /// The parameters.
    pub query: &'a Query,
}

impl Question<'_> {
    /// The cursor of a place.
    pub(crate) fn cursor(&self, place: &impl Serialize) -> Result<String, Problem> {
        let place = serde_json::to_vec(place).map_err(|error| Problem::internal(&error))?;
        let mut bytes = vec![VERSION];
        bytes.extend(self.digest(&place));
        bytes.extend(place);
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The place where the list goes on, if it does; a cursor of another question is refused.
    pub(crate) fn place<P: DeserializeOwned>(&self) -> Result<Option<P>, Problem> {
        let Some(text) = self.query.get("cursor") else {
            return Ok(None);
        };
        self.read(text).map(Some).ok_or_else(refused)
    }

    fn read<P: DeserializeOwned>(&self, text: &str) -> Option<P> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (version, rest) = bytes.split_first()?;
        let (digest, place) = rest.split_first_chunk::<DIGEST>()?;
        let fits = *version == VERSION && *digest == self.digest(place);
        serde_json::from_slice(place).ok().filter(|_| fits)
    }

    fn digest(&self, place: &[u8]) -> [u8; DIGEST] {
        let question = serde_json::json!([self.list, self.query.asked()]).to_string();
        let mut digest = Sha256::new();
        digest.update((question.len() as u64).to_be_bytes());
        digest.update(question);
        digest.update(place);
        let whole = digest.finalize();
        std::array::from_fn(|i| whole[i])
    }
}

/// The cursor is none of this question.
pub(crate) fn refused() -> Problem {
    let reason = "it was not given for these parameters; send next_cursor back with the same ones, or begin without";
    Problem::invalid("cursor", reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLACE: (u32, &str) = (7, "2026-11-21");

    fn query(pairs: &[(&str, &str)]) -> Query {
        Query::from_pairs(pairs)
    }

    fn read(list: &str, query: &Query, text: &str) -> Option<(u32, String)> {
        Question { list, query }.read(text)
    }

    #[test]
    fn a_cursor_is_read_as_it_was_written_for_its_question_in_pages_of_any_size_and_for_no_other() {
        let asked = query(&[("survey", "after-buy"), ("max_score", "6"), ("per_page", "5")]);
        let question = Question {
            list: "responses",
            query: &asked,
        };
        let text = question.cursor(&PLACE).unwrap();
        let same = [
            ("max_score", "6"),
            ("survey", "after-buy"),
            ("per_page", "50"),
            ("cursor", &text),
            ("since", ""),
        ];
        let found = read("responses", &query(&same), &text);
        assert_eq!(found, Some((7, "2026-11-21".to_owned())));
        assert_eq!(read("held", &asked, &text), None);
        for other in [
            &[][..],
            &[("survey", "after-buy")],
            &[("survey", "other"), ("max_score", "6")],
            &[("survey", "after-buy"), ("max_score", "7")],
            &[("survey", "after-buy"), ("max_score", "6"), ("since", "2026-11-01")],
            &[("survey", "after-buy"), ("min_score", "6")],
        ] {
            assert_eq!(read("responses", &query(other), &text), None, "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn a_damaged_cursor_is_refused(bit in 0usize.., cut in 0usize..) {
            let asked = query(&[("survey", "after-buy")]);
            let question = Question { list: "responses", query: &asked };
            let text = question.cursor(&PLACE).unwrap();
            prop_assert_eq!(read("responses", &asked, &text[..cut % text.len()]), None);
            let mut bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
            let bit = bit % (bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(read("responses", &asked, &URL_SAFE_NO_PAD.encode(bytes)), None);
        }

        #[test]
        fn whatever_else_is_no_cursor(text in ".{0,80}") {
            prop_assert_eq!(read("responses", &query(&[]), &text), None);
        }
    }
}
