//! The comment as it is kept.

use unicode_normalization::UnicodeNormalization as _;

/// The longest comment, in characters. A longer one is refused, never cut.
pub const LONGEST: usize = 2_000;

/// The comment has this many characters, which is over [`LONGEST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong(
    /// Characters it has.
    pub usize,
);

/// The comment in NFC, with `\n` for every end of a line, without control characters and without white space at its
/// ends; `None` where nothing is left.
///
/// # Errors
/// It is longer than [`LONGEST`].
pub fn clean(typed: &str) -> Result<Option<String>, TooLong> {
    let kept = tidied(typed);
    match kept.chars().count() {
        0 => Ok(None),
        count if count > LONGEST => Err(TooLong(count)),
        _ => Ok(Some(kept)),
    }
}

/// The same, however long it is, and empty where nothing is left.
#[must_use]
pub fn tidied(typed: &str) -> String {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    let kept: String = lines.nfc().filter(|&c| c == '\n' || !c.is_control()).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_kept_in_one_form_without_control_characters() {
        let cleaned = |typed| clean(typed).unwrap();
        assert_eq!(
            cleaned(" e\u{301}t\u{e9} \r\n\rnext\tword\u{0}\u{9b}\u{7f} "),
            Some("été \n\nnext word".into())
        );
        assert_eq!(
            cleaned("=1+1 \u{202e}👩\u{200d}👩"),
            Some("=1+1 \u{202e}👩\u{200d}👩".into())
        );
        assert_eq!(cleaned(""), None);
        assert_eq!(cleaned(" \u{0}\r\n\u{3000}"), None);
    }

    #[test]
    fn a_comment_is_refused_from_one_character_over_the_limit() {
        for length in [LONGEST - 1, LONGEST] {
            assert_eq!(clean(&"好".repeat(length)).unwrap().unwrap().chars().count(), length);
        }
        assert_eq!(clean(&"好".repeat(LONGEST + 1)), Err(TooLong(LONGEST + 1)));
        assert!(
            clean(&format!(" {}\r\n", "a".repeat(LONGEST))).is_ok(),
            "what is not kept is not counted"
        );
    }
}
