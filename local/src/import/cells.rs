//! Scores, comments and tags as people write them in cells.

use shared::domain::measure::{Measure, Rating};

use super::reason::{Reason, Refusal};

/// Reads a score. `9`, `9.0` and `09` are nine.
///
/// # Errors
/// It is no whole number, or not on the scale.
pub fn rating(text: &str, measure: Measure) -> Result<Rating, Refusal> {
    let shown = || text.chars().take(40).collect::<String>();
    let no_number = || {
        Refusal::new(
            Reason::NotANumber,
            format!(
                "the score '{}' is no number: write a whole number, or leave it blank",
                shown()
            ),
        )
    };
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(no_number());
    }
    if fraction.bytes().any(|byte| byte != b'0') {
        return Err(Refusal::new(
            Reason::NotANumber,
            format!(
                "the score {} is no whole number: an answer is one point of the scale, so give the answer itself and no average",
                shown()
            ),
        ));
    }
    // More digits than fit are off every scale.
    let value: i64 = whole.parse().unwrap_or(i64::MAX);
    measure.accept(sign * value).map_err(|_| {
        let scale = measure.scale();
        Refusal::new(
            Reason::OutOfRange,
            format!(
                "the score {} is not on the scale from {} to {}: correct it, or leave it blank if it stands for no answer",
                shown(),
                scale.min(),
                scale.max()
            ),
        )
    })
}

/// A language tag in its usual capitals: `EN` is `en`, `zh_hant` is `zh-Hant`, `pt-br` is `pt-BR`.
#[must_use]
pub fn language_tag(text: &str) -> String {
    let mut parts = text.split(['-', '_']);
    let mut tag = parts.next().unwrap_or_default().to_lowercase();
    for part in parts {
        tag.push('-');
        let mut letters = part.chars();
        match part.len() {
            4 => {
                tag.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                tag.push_str(&letters.as_str().to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_uppercase()),
        }
    }
    tag
}

/// Whether a text has the shape of an e-mail address.
#[must_use]
pub fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !text.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<u8, Reason> {
        rating(text, Measure::nps())
            .map(Rating::get)
            .map_err(|refusal| refusal.reason)
    }

    #[test]
    fn whole_numbers_are_read_however_they_are_written() {
        for (text, number) in [
            ("9", 9),
            ("9.0", 9),
            ("9.000", 9),
            ("09", 9),
            ("+9", 9),
            ("-0", 0),
            ("10", 10),
        ] {
            assert_eq!(read(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn a_code_beside_the_scale_is_no_score() {
        for text in ["11", "-1", "99", "255", "256", "11.0", "99999999999999999999999"] {
            assert_eq!(read(text), Err(Reason::OutOfRange), "{text}");
        }
        let words = rating("11", Measure::nps()).unwrap_err().words;
        assert!(
            words.contains("from 0 to 10") && words.contains("leave it blank"),
            "{words}"
        );
    }

    #[test]
    fn words_and_averages_are_no_scores() {
        for text in ["ten", "9,5", "9.", ".5", "1e1", "-", "NaN", "9 9", "９"] {
            assert_eq!(read(text), Err(Reason::NotANumber), "{text}");
        }
        assert_eq!(read("9.5"), Err(Reason::NotANumber));
        assert!(rating("9.5", Measure::nps()).unwrap_err().words.contains("no average"));
    }

    #[test]
    fn tags_are_written_in_one_way() {
        for (text, tag) in [
            ("EN", "en"),
            ("zh_hant", "zh-Hant"),
            ("ZH-HANT-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
        ] {
            assert_eq!(language_tag(text), tag);
        }
    }

    #[test]
    fn an_address_is_told_from_a_name_with_an_at() {
        assert!(looks_like_email("ada@example.org"));
        for text in ["@home plan", "ada@home", "a @ b.c", "@x.y", "pro"] {
            assert!(!looks_like_email(text), "{text}");
        }
    }
}
