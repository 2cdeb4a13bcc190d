//! Texts and numbers as people read them.

use jiff::civil::Date;

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

/// `21 Nov 2026`.
pub(crate) fn day(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// Rounded once, with a true minus.
pub(crate) fn whole(value: f64) -> String {
    let rounded = value.round();
    if rounded < 0.0 {
        format!("\u{2212}{:.0}", -rounded)
    } else {
        format!("{:.0}", rounded.abs())
    }
}

/// One digit after the point, rounded once, with a true minus.
pub(crate) fn tenths(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded < 0.0 {
        format!("\u{2212}{:.1}", -rounded)
    } else {
        format!("{:.1}", rounded.abs())
    }
}

/// `12,431`.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 answer`, `2 answers`.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
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
    fn numbers_are_rounded_once_and_never_minus_zero() {
        let shown: Vec<String> = [37.5, -12.4, -0.4, 0.0, 99.96].into_iter().map(whole).collect();
        assert_eq!(shown, ["38", "\u{2212}12", "0", "0", "100"]);
        let shown: Vec<String> = [8.24, -3.06, -0.04, 12.0].into_iter().map(tenths).collect();
        assert_eq!(shown, ["8.2", "\u{2212}3.1", "0.0", "12.0"]);
        assert_eq!(
            [count(0), count(999), count(1_000), count(12_345_678)],
            ["0", "999", "1,000", "12,345,678"]
        );
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
