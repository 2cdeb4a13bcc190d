//! The words of the pages, by language. One Fluent file a language in `shared/locales`, all with the same keys. The team's
//! own words are in [`TeamWords`].

mod accept;
mod names;
mod numbers;
mod standard;
mod team;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use self::accept::accepted_languages;
pub use self::names::{direction, own_name};
use self::numbers::Numbers;
pub use self::standard::{add_standard_words, standard};
pub use self::team::{NoTeamWords, TeamWords};
use crate::domain::survey::candidates;

/// A constant list of words, each from the file that is named after its tag.
macro_rules! words {
    ($($tag:literal)*) => {
        [$(Words::new($tag, &[include_str!(concat!("../../locales/", $tag, ".ftl"))], Numbers::Plain)),*]
    };
}

/// The languages there are, by tag, after the one that is shown where none that is wanted is there.
static ALL: [Words; 31] = words![
    "en"
    "ar" "bn" "cs" "da" "de" "el" "es" "fi" "fr" "he" "hi" "hu" "id" "it" "ja" "ko" "nb" "nl" "pl" "pt" "pt-BR" "ro"
    "ru" "sv" "th" "tr" "uk" "vi" "zh-Hans" "zh-Hant"
];

/// How each file begins; "yes" or "no" follows.
const REVIEWED: &str = "### Reviewed by a native speaker: ";

/// The words in one language.
pub struct Words {
    tag: &'static str,
    files: &'static [&'static str],
    numbers: Numbers,
    /// Made when it is first asked for: a page needs one language, and a start should not pay for thirty.
    bundle: OnceLock<FluentBundle<FluentResource>>,
}

impl Words {
    const fn new(tag: &'static str, files: &'static [&'static str], numbers: Numbers) -> Self {
        Self {
            tag,
            files,
            numbers,
            bundle: OnceLock::new(),
        }
    }

    /// The words in every language there is: English, then the others by tag.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        ALL.iter()
    }

    /// The words in the first of `wanted` that is there, else in English. `fr-CA` finds `fr`, `zh-TW` finds `zh-Hant`.
    pub fn in_first_of<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static Self {
        wanted.into_iter().find_map(Self::nearest).unwrap_or(&ALL[0])
    }

    /// The words in the language nearest to `tag`, if there are any.
    #[must_use]
    pub fn nearest(tag: &str) -> Option<&'static Self> {
        Self::nearest_of(&ALL, tag)
    }

    fn nearest_of(all: &'static [Self], tag: &str) -> Option<&'static Self> {
        candidates(tag).find_map(|tag| all.iter().find(|words| words.tag.eq_ignore_ascii_case(&tag)))
    }

    /// The language's tag.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// What the language calls itself.
    #[must_use]
    pub fn own_name(&self) -> &'static str {
        own_name(self.tag)
    }

    /// `rtl` where it is written from right to left, else `ltr`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        direction(self.tag)
    }

    /// Whether a native speaker has reviewed the words, as the first line of each of their files says.
    #[must_use]
    pub fn reviewed(&self) -> bool {
        let reviewed = |file: &&str| file.strip_prefix(REVIEWED).is_some_and(|rest| rest.starts_with("yes"));
        self.files.iter().all(reviewed)
    }

    /// The text with this key. A key that no file has gives itself in brackets, which tests look for.
    #[must_use]
    pub fn get(&self, key: &str) -> Cow<'_, str> {
        self.format(key, None)
    }

    /// The text with this key and these values in it, as they are: whoever shows it escapes the whole. Whole numbers
    /// choose the form of the words around them.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value_of(value))).collect();
        self.format(key, Some(&args)).into_owned()
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'_, str> {
        let bundle = self.bundle.get_or_init(|| self.parse());
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("⟦{key}⟧").into();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors);
        if errors.is_empty() {
            text
        } else {
            format!("⟦{key}⟧").into()
        }
    }

    fn parse(&self) -> FluentBundle<FluentResource> {
        let identifier: LanguageIdentifier = self.tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Only numbers and words in the page's own language are put into sentences, so nothing needs isolating.
        bundle.set_use_isolating(false);
        self.numbers.apply(&mut bundle);
        for file in self.files {
            // What cannot be parsed is left out, and the tests find it missing.
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(rest, _)| rest);
            bundle.add_resource_overriding(resource);
        }
        bundle
    }
}

/// A whole number as a number, which chooses forms of words; everything else as text, also "inf" and "1e3".
fn value_of(text: &str) -> FluentValue<'_> {
    match text.parse::<u32>() {
        Ok(number) if number.to_string() == text => number.into(),
        _ => text.into(),
    }
}
