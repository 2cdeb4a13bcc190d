//! Which answer of the file is which stored answer, today and whenever the file is imported again.
//!
//! With a reference, that decides. Without one, what the row says decides, with how often the file has said exactly the
//! same before: never the number of the line, so that rows may move and be added.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use shared::link::InvitationId;

/// What a digest is of. Keeps the references of one kind apart from all others.
const ANONYMOUS_REFERENCE: &str = "aisance import reference v1";
const CONTENT: &str = "aisance import content v1";
const OCCURRENCE: &str = "aisance import occurrence v1";

/// Sixteen bytes that stand for texts.
pub type Digest16 = [u8; 16];

/// What the file has said so far.
#[derive(Debug, Default)]
pub struct Identities {
    occurrences: HashMap<Digest16, u32>,
    seen: HashMap<InvitationId, Digest16>,
}

/// Whether an invitation has been in the file before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Never.
    First,
    /// With the same content.
    Same,
    /// With other content.
    Differently,
}

impl Identities {
    /// The reference of a row that has none: its content, and how often that was there before.
    pub fn of_content(&mut self, content: Digest16) -> String {
        let before = self.occurrences.entry(content).or_default();
        let text = encoded(digest(OCCURRENCE, [&content[..], &before.to_be_bytes()]));
        *before += 1;
        text
    }

    /// Notes what a row with a reference says, and whether an earlier one said it.
    pub fn see(&mut self, invitation: InvitationId, content: Digest16) -> Seen {
        match self.seen.insert(invitation, content) {
            None => Seen::First,
            Some(before) if before == content => Seen::Same,
            Some(before) => {
                self.seen.insert(invitation, before);
                Seen::Differently
            }
        }
    }
}

/// The reference of a row with a reference and without a customer: long, as that of a link without a customer is, and
/// of no use for making one.
#[must_use]
pub fn anonymous_reference(reference: &str) -> String {
    encoded(digest(ANONYMOUS_REFERENCE, [reference.as_bytes()]))
}

/// The digest of what a row says.
#[must_use]
pub fn content<'a>(texts: impl IntoIterator<Item = &'a str>) -> Digest16 {
    digest(CONTENT, texts.into_iter().map(str::as_bytes))
}

fn digest<'a>(purpose: &'a str, pieces: impl IntoIterator<Item = &'a [u8]>) -> Digest16 {
    let mut hash = Sha256::new();
    for piece in [purpose.as_bytes()].into_iter().chain(pieces) {
        hash.update((piece.len() as u64).to_be_bytes());
        hash.update(piece);
    }
    let whole = hash.finalize();
    std::array::from_fn(|i| whole[i])
}

fn encoded(digest: Digest16) -> String {
    URL_SAFE_NO_PAD.encode(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(rows: &[&str]) -> Vec<String> {
        let mut identities = Identities::default();
        rows.iter().map(|row| identities.of_content(content([*row]))).collect()
    }

    #[test]
    fn rows_may_move_and_be_added_without_becoming_others() {
        let mut first = references(&["a", "b", "a", "c"]);
        let mut moved = references(&["c", "a", "a", "b"]);
        first.sort();
        moved.sort();
        assert_eq!(first, moved);
        let longer = references(&["a", "b", "a", "c", "a", "d"]);
        assert!(first.iter().all(|reference| longer.contains(reference)));
    }

    #[test]
    fn the_same_content_twice_is_two_answers() {
        let rows = references(&["a", "a"]);
        assert_ne!(rows[0], rows[1]);
        assert!(rows.iter().all(|reference| reference.len() == 22));
    }

    #[test]
    fn cells_do_not_run_into_each_other() {
        assert_ne!(content(["ab", "c"]), content(["a", "bc"]));
        assert_ne!(content(["a", ""]), content(["a"]));
    }

    #[test]
    fn a_reference_seen_twice_is_known_by_what_it_said_first() {
        let mut identities = Identities::default();
        let id = InvitationId::from_bytes([1; 16]);
        assert_eq!(identities.see(id, [1; 16]), Seen::First);
        assert_eq!(identities.see(id, [2; 16]), Seen::Differently);
        assert_eq!(identities.see(id, [1; 16]), Seen::Same);
        assert_eq!(identities.see(id, [2; 16]), Seen::Differently);
    }

    #[test]
    fn an_anonymous_reference_is_long_and_its_own() {
        assert_eq!(anonymous_reference("2017-1").len(), 22);
        assert_ne!(anonymous_reference("2017-1"), anonymous_reference("2017-2"));
    }
}
