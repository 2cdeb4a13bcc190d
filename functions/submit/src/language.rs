//! Which language a page is in.

use shared::domain::survey::{Survey, SurveyText, candidates};
use shared::link::Language;
use shared::text::{Words, accepted_languages};

/// The longest language tag looked at.
const LONGEST_TAG: usize = 35;

/// What the request says of languages, most wanted first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    chosen: Option<String>,
    accepted: Vec<String>,
}

/// A survey's words, and the page's own in the nearest language to them.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// The survey's language.
    pub(crate) tag: &'a str,
    pub(crate) text: &'a SurveyText,
    pub(crate) words: &'static Words,
}

impl Wanted {
    pub(crate) fn new(chosen: Option<&str>, accept_language: &str) -> Self {
        Self {
            chosen: chosen.filter(|tag| tag.len() <= LONGEST_TAG).map(str::to_owned),
            accepted: accepted_languages(accept_language)
                .into_iter()
                .map(str::to_owned)
                .collect(),
        }
    }

    /// The page of a survey: in the language that was chosen on it, else the link's, else the browser's, else the
    /// survey's default.
    pub(crate) fn of_survey<'a>(&'a self, survey: &'a Survey, link: Option<&'a Language>) -> Shown<'a> {
        let wanted = self.chosen.as_deref().into_iter();
        let wanted = wanted.chain(link.map(Language::as_str));
        let (tag, text) = survey.text(wanted.chain(self.accepted.iter().map(String::as_str)));
        Shown {
            tag,
            text,
            words: Words::in_first_of([tag]),
        }
    }

    /// A page of a genuine link that shows no survey: in the language that was chosen, else the link's, else the browser's.
    pub(crate) fn of_link(&self, link: Option<&Language>) -> &'static Words {
        let wanted = self.chosen.as_deref().into_iter();
        let wanted = wanted.chain(link.map(Language::as_str));
        Words::in_first_of(wanted.chain(self.accepted.iter().map(String::as_str)))
    }

    /// The page of whatever is no link, in the browser's language alone: one that heeded the link's would tell that the link
    /// is genuine.
    pub(crate) fn of_nothing(&self) -> &'static Words {
        Words::in_first_of(self.accepted.iter().map(String::as_str))
    }

    /// The same wishes with another choice made in the answer itself.
    pub(crate) fn choosing(self, language: Option<String>) -> Self {
        Self {
            chosen: language.filter(|tag| tag.len() <= LONGEST_TAG).or(self.chosen),
            ..self
        }
    }
}

impl Shown<'_> {
    /// The survey's language where it is not the page's own.
    pub(crate) fn other_tag(&self) -> Option<&str> {
        let same = candidates(self.tag).any(|tag| tag.eq_ignore_ascii_case(self.words.tag()));
        (!same).then_some(self.tag)
    }
}
