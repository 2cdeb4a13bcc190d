//! Numbers as a language writes them.

use fluent_bundle::FluentResource;
use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;

/// From which on whole numbers are written in groups of three digits.
const GROUPED_FROM: u64 = 1_000;
/// Keeps a number on one line, narrower than a blank.
const NARROW_BLANK: char = '\u{202f}';

/// A way of writing numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Digits alone: on survey pages, where no number is large.
    Plain,
    /// `12,345.6`.
    English,
    /// `12 345,6`.
    French,
}

impl Numbers {
    fn group(self) -> Option<char> {
        match self {
            Self::Plain => None,
            Self::English => Some(','),
            Self::French => Some(NARROW_BLANK),
        }
    }

    fn point(self) -> char {
        match self {
            Self::Plain | Self::English => '.',
            Self::French => ',',
        }
    }

    /// A whole number, in groups of three digits.
    pub(super) fn count(self, n: u64) -> String {
        let digits = n.to_string();
        let Some(group) = self.group().filter(|_| n >= GROUPED_FROM) else {
            return digits;
        };
        let mut text = String::with_capacity(digits.len() * 2);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        text
    }

    /// With so many digits after the point, rounded once, with a true minus and never as minus nought.
    pub(super) fn rounded(self, value: f64, digits: usize) -> String {
        let scale = 10_f64.powi(i32::try_from(digits).unwrap_or_default());
        let rounded = (value * scale).round() / scale;
        let text = format!("{:.digits$}", rounded.abs());
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        // What is too large for a whole number is no score and no share.
        let mut text = whole
            .parse()
            .map_or_else(|_| whole.to_owned(), |whole| self.count(whole));
        if !rest.is_empty() {
            text.push(self.point());
            text += rest;
        }
        if rounded < 0.0 { format!("\u{2212}{text}") } else { text }
    }

    /// With every digit it has and none in groups, so that it can be typed and read again.
    pub(super) fn decimal(self, value: f64) -> String {
        value.to_string().replace('.', &self.point().to_string())
    }

    /// Has the numbers in a bundle's sentences written this way.
    pub(super) fn apply(self, bundle: &mut FluentBundle<FluentResource>) {
        bundle.set_formatter(match self {
            Self::Plain => None,
            Self::English => Some(|value, _| Self::English.in_a_sentence(value)),
            Self::French => Some(|value, _| Self::French.in_a_sentence(value)),
        });
    }

    fn in_a_sentence(self, value: &FluentValue<'_>) -> Option<String> {
        match value {
            FluentValue::Number(number) => Some(self.rounded(number.value, 0)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_grouped_as_the_language_does() {
        let numbers = [0, 999, 1_000, 12_345_678];
        assert_eq!(
            numbers.map(|n| Numbers::English.count(n)),
            ["0", "999", "1,000", "12,345,678"]
        );
        let french = ["0", "999", "1\u{202f}000", "12\u{202f}345\u{202f}678"];
        assert_eq!(numbers.map(|n| Numbers::French.count(n)), french);
        assert_eq!(Numbers::Plain.count(12_345), "12345");
    }

    #[test]
    fn a_decimal_has_the_digits_it_has_and_the_sign_of_the_language() {
        let all = [5.7, 10.0, 0.125, 12_345.5];
        assert_eq!(
            all.map(|value| Numbers::English.decimal(value)),
            ["5.7", "10", "0.125", "12345.5"]
        );
        assert_eq!(
            all.map(|value| Numbers::French.decimal(value)),
            ["5,7", "10", "0,125", "12345,5"]
        );
    }

    #[test]
    fn numbers_are_rounded_once_and_never_minus_nought() {
        let whole = [37.5, -12.4, -0.4, 0.0, 99.96, -1_234.5].map(|value| Numbers::English.rounded(value, 0));
        assert_eq!(whole, ["38", "\u{2212}12", "0", "0", "100", "\u{2212}1,235"]);
        let tenths = [8.24, -3.06, -0.04, 12.0].map(|value| Numbers::English.rounded(value, 1));
        assert_eq!(tenths, ["8.2", "\u{2212}3.1", "0.0", "12.0"]);
        assert_eq!(Numbers::French.rounded(-1_234.56, 1), "\u{2212}1\u{202f}234,6");
    }
}
