//! Texts of people, safe to be shown, and parts of addresses.

/// What customers wrote, safe to stand between other words: without control characters other than line breaks, and
/// without the invisible characters that would turn the text around it. Inside `<bdi>` alone, one of those closes it.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| *c == '\n' || !(c.is_control() || turns_text(*c)))
        .collect()
}

fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Every byte that is not plain in a path segment, as `%41`.
pub(crate) fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Undoes [`percent_encode`]; what is no escape stays as it is, for some gateways have decoded the path already.
pub(crate) fn percent_decode(text: &str) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| byte == b'%').and_then(hex);
        decoded.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(decoded).unwrap_or_default()
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let (high, low) = (digit(digits.first()?)?, digit(digits.get(1)?)?);
    u8::try_from(high * 16 + low).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_turn_or_break_text_are_dropped_and_others_kept() {
        let kept = ["a\nb", "عربي", "עברית \u{200f}x", "👩\u{200d}👩\u{200d}👧", "\u{200e}"];
        for text in kept {
            assert_eq!(plain(text), text);
        }
        for turned in [
            "\u{202e}", "\u{2066}", "\u{2069}", "\u{202a}", "\0", "\u{1b}", "\r", "\u{85}",
        ] {
            assert_eq!(plain(&format!("a{turned}b")), "ab");
        }
    }

    #[test]
    fn percent_encoding_comes_back_as_it_was() {
        for text in ["C-1", "a/b?c#d e", "Zoë 100% %zz", "日本"] {
            assert_eq!(percent_decode(&percent_encode(text)), text);
        }
        assert_eq!(percent_decode("a%"), "a%");
        assert_eq!(percent_decode("%ff"), "", "what is no text is no id");
    }
}
