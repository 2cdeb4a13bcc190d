//! The words of the pages, by language. One Fluent file a language in `shared/locales`, all with the same keys.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::domain::survey::candidates;

/// The languages there are, the first of which is shown where none that is wanted is there.
const FILES: [(&str, &str); 3] = [
    ("en", include_str!("../locales/en.ftl")),
    ("fr", include_str!("../locales/fr.ftl")),
    ("zh-Hant", include_str!("../locales/zh-Hant.ftl")),
];

static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| FILES.iter().map(|(tag, file)| Words::parse(tag, file)).collect());

/// The words in one language.
pub struct Words {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words in the first of `wanted` that is there, else in English. `fr-CA` finds `fr`, `zh-TW` finds `zh-Hant`.
    pub fn in_first_of<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static Self {
        let find =
            |tag: &str| candidates(tag).find_map(|tag| ALL.iter().find(|words| words.tag.eq_ignore_ascii_case(&tag)));
        wanted.into_iter().find_map(find).unwrap_or(&ALL[0])
    }

    /// The language's tag.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// The text with this key. A key that no file has gives itself in brackets, which tests look for.
    #[must_use]
    pub fn get(&self, key: &str) -> Cow<'_, str> {
        self.format(key, None)
    }

    /// The text with this key and these values in it, as they are: whoever shows it escapes the whole.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, *value)).collect();
        self.format(key, Some(&args)).into_owned()
    }

    fn format<'a>(&'a self, key: &str, args: Option<&'a FluentArgs<'_>>) -> Cow<'a, str> {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("⟦{key}⟧").into();
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        if errors.is_empty() {
            text.into_owned().into()
        } else {
            format!("⟦{key}⟧").into()
        }
    }

    fn parse(tag: &'static str, file: &str) -> Self {
        let identifier: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Only numbers and words in the page's own language are put into sentences, so nothing needs isolating.
        bundle.set_use_isolating(false);
        // What cannot be parsed is left out, and the tests find it missing.
        let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
        Self { tag, bundle }
    }
}

/// The tags of an `Accept-Language` header, most wanted first; none that is refused with `q=0`.
#[must_use]
pub fn accepted_languages(header: &str) -> Vec<&str> {
    let mut tags: Vec<(&str, u16)> = header
        .split(',')
        .take(20)
        .filter_map(|part| {
            let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
            let quality = match parameters.trim().strip_prefix("q=") {
                Some(quality) => quality
                    .parse::<f32>()
                    .ok()
                    .filter(|quality| (0.0..=1.0).contains(quality))?,
                None => 1.0,
            };
            let tag = tag.trim();
            let named = !tag.is_empty() && tag != "*" && tag.len() <= 35;
            // Three decimals are all there are.
            (named && quality > 0.0).then_some((tag, (quality * 1000.0) as u16))
        })
        .collect();
    tags.sort_by_key(|(_, quality)| std::cmp::Reverse(*quality));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

/// What a language calls itself, for those most often asked for; the tag for others.
#[must_use]
pub fn own_name(tag: &str) -> &str {
    const NAMES: [(&str, &str); 24] = [
        ("ar", "العربية"),
        ("cs", "Čeština"),
        ("da", "Dansk"),
        ("de", "Deutsch"),
        ("en", "English"),
        ("es", "Español"),
        ("fi", "Suomi"),
        ("fr", "Français"),
        ("he", "עברית"),
        ("hi", "हिन्दी"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("nl", "Nederlands"),
        ("no", "Norsk"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("pt-BR", "Português (Brasil)"),
        ("sv", "Svenska"),
        ("th", "ไทย"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("zh-Hans", "简体中文"),
        ("zh-Hant", "繁體中文"),
    ];
    NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(tag))
        .map_or(tag, |(_, name)| name)
}

/// `rtl` for the languages written from right to left, else `ltr`.
#[must_use]
pub fn direction(tag: &str) -> &'static str {
    let language = tag.split('-').next().unwrap_or_default();
    if matches!(
        language,
        "ar" | "dv" | "fa" | "he" | "ku" | "ps" | "sd" | "ug" | "ur" | "yi"
    ) {
        "rtl"
    } else {
        "ltr"
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_bundle::FluentResource;

    use super::*;

    fn entries(file: &str) -> Vec<(String, BTreeSet<String>)> {
        let resource = FluentResource::try_new(file.to_owned()).expect("the file can be parsed");
        let name = |line: &str| {
            let (key, text) = line.split_once(" = ")?;
            let values = text
                .split("{ $")
                .skip(1)
                .filter_map(|rest| rest.split(' ').next().map(str::to_owned));
            Some((key.to_owned(), values.collect()))
        };
        let entries: Vec<_> = file
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(name)
            .collect();
        assert_eq!(
            entries.len(),
            resource
                .entries()
                .filter(|entry| !format!("{entry:?}").starts_with("Comment"))
                .count()
        );
        entries
    }

    #[test]
    fn every_language_has_exactly_the_keys_and_values_of_english_in_its_order() {
        let english = entries(FILES[0].1);
        assert!(english.len() > 30);
        assert_eq!(
            english.iter().map(|(key, _)| key).collect::<BTreeSet<_>>().len(),
            english.len()
        );
        for (tag, file) in FILES {
            assert_eq!(entries(file), english, "{tag}");
        }
    }

    #[test]
    fn every_text_can_be_shown_with_its_values() {
        for words in ALL.iter() {
            for (key, values) in entries(FILES[0].1) {
                let values: Vec<(&'static str, &str)> =
                    values.iter().map(|name| (&*name.clone().leak(), "12")).collect();
                let text = words.with(&key, &values);
                assert!(
                    !text.contains('⟦') && !text.contains('\u{2068}'),
                    "{}: {text}",
                    words.tag()
                );
                assert!(values.is_empty() || text.contains("12"), "{text}");
            }
        }
    }

    #[test]
    fn a_key_or_a_value_that_is_missing_is_seen_at_once() {
        let words = Words::in_first_of(["fr"]);
        assert_eq!(words.get("no-such-key"), "⟦no-such-key⟧");
        assert_eq!(words.get("rating-missing"), "⟦rating-missing⟧");
    }

    #[test]
    fn the_nearest_language_is_found() {
        let found = |wanted: &[&str]| Words::in_first_of(wanted.iter().copied()).tag();
        assert_eq!(found(&["fr-CA"]), "fr");
        assert_eq!(found(&["FR_ca"]), "fr");
        assert_eq!(found(&["zh-TW"]), "zh-Hant");
        assert_eq!(found(&["zh-CN", "fr"]), "fr");
        assert_eq!(found(&["de", ""]), "en");
        assert_eq!(found(&[]), "en");
    }

    #[test]
    fn accepted_languages_come_in_the_order_of_their_quality() {
        assert_eq!(
            accepted_languages("en;q=0.3, fr-CH , fr;q=0.9, *;q=0.5"),
            ["fr-CH", "fr", "en"]
        );
        assert_eq!(accepted_languages("de;q=0, en;q=x, fr;q=7"), Vec::<&str>::new());
        assert_eq!(accepted_languages(""), Vec::<&str>::new());
    }

    #[test]
    fn a_language_names_itself_and_its_direction() {
        assert_eq!((own_name("zh-Hant"), own_name("xx")), ("繁體中文", "xx"));
        assert_eq!((direction("ar-EG"), direction("fr")), ("rtl", "ltr"));
    }
}
