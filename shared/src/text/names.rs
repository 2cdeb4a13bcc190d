//! What languages call themselves, and which way they are written.

use self::Direction::{LeftToRight, RightToLeft};

/// Which way a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    LeftToRight,
    RightToLeft,
}

/// The languages that have words here, and others that a survey's own words are often in.
const LANGUAGES: [(&str, &str, Direction); 58] = [
    ("ar", "العربية", RightToLeft),
    ("bg", "Български", LeftToRight),
    ("bn", "বাংলা", LeftToRight),
    ("ca", "Català", LeftToRight),
    ("ckb", "کوردیی ناوەندی", RightToLeft),
    ("cs", "Čeština", LeftToRight),
    ("cy", "Cymraeg", LeftToRight),
    ("da", "Dansk", LeftToRight),
    ("de", "Deutsch", LeftToRight),
    ("dv", "ދިވެހި", RightToLeft),
    ("el", "Ελληνικά", LeftToRight),
    ("en", "English", LeftToRight),
    ("es", "Español", LeftToRight),
    ("et", "Eesti", LeftToRight),
    ("eu", "Euskara", LeftToRight),
    ("fa", "فارسی", RightToLeft),
    ("fi", "Suomi", LeftToRight),
    ("fr", "Français", LeftToRight),
    ("ga", "Gaeilge", LeftToRight),
    ("gl", "Galego", LeftToRight),
    ("he", "עברית", RightToLeft),
    ("hi", "हिन्दी", LeftToRight),
    ("hr", "Hrvatski", LeftToRight),
    ("hu", "Magyar", LeftToRight),
    ("id", "Bahasa Indonesia", LeftToRight),
    ("is", "Íslenska", LeftToRight),
    ("it", "Italiano", LeftToRight),
    ("ja", "日本語", LeftToRight),
    ("ko", "한국어", LeftToRight),
    ("lt", "Lietuvių", LeftToRight),
    ("lv", "Latviešu", LeftToRight),
    ("ms", "Bahasa Melayu", LeftToRight),
    ("nb", "Norsk bokmål", LeftToRight),
    ("nl", "Nederlands", LeftToRight),
    ("nn", "Norsk nynorsk", LeftToRight),
    ("no", "Norsk", LeftToRight),
    ("pl", "Polski", LeftToRight),
    ("ps", "پښتو", RightToLeft),
    ("pt", "Português", LeftToRight),
    ("pt-BR", "Português (Brasil)", LeftToRight),
    ("ro", "Română", LeftToRight),
    ("ru", "Русский", LeftToRight),
    ("sd", "سنڌي", RightToLeft),
    ("sk", "Slovenčina", LeftToRight),
    ("sl", "Slovenščina", LeftToRight),
    ("sr", "Српски", LeftToRight),
    ("sv", "Svenska", LeftToRight),
    ("sw", "Kiswahili", LeftToRight),
    ("ta", "தமிழ்", LeftToRight),
    ("th", "ไทย", LeftToRight),
    ("tr", "Türkçe", LeftToRight),
    ("ug", "ئۇيغۇرچە", RightToLeft),
    ("uk", "Українська", LeftToRight),
    ("ur", "اردو", RightToLeft),
    ("vi", "Tiếng Việt", LeftToRight),
    ("yi", "ייִדיש", RightToLeft),
    ("zh-Hans", "简体中文", LeftToRight),
    ("zh-Hant", "繁體中文", LeftToRight),
];

/// What a language calls itself where it is known here, else its tag.
#[must_use]
pub fn own_name(tag: &str) -> &str {
    LANGUAGES
        .iter()
        .find(|(known, ..)| known.eq_ignore_ascii_case(tag))
        .map_or(tag, |(_, name, _)| name)
}

/// `rtl` for a language that is written from right to left, else `ltr`. Of a tag, the language decides: `ar-EG` is `ar`.
#[must_use]
pub fn direction(tag: &str) -> &'static str {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    let leftwards = LANGUAGES
        .iter()
        .any(|(known, _, direction)| known.eq_ignore_ascii_case(language) && *direction == RightToLeft);
    if leftwards { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_names_itself_and_its_direction() {
        assert_eq!((own_name("zh-Hant"), own_name("xx")), ("繁體中文", "xx"));
        for (tag, expected) in [
            ("ar-EG", "rtl"),
            ("he", "rtl"),
            ("fa", "rtl"),
            ("fr", "ltr"),
            ("zh-Hant", "ltr"),
            ("xx", "ltr"),
        ] {
            assert_eq!(direction(tag), expected, "{tag}");
        }
    }

    #[test]
    fn no_language_stands_twice_and_they_are_in_the_order_of_their_tags() {
        assert!(LANGUAGES.is_sorted_by(|(one, ..), (next, ..)| one < next));
    }
}
