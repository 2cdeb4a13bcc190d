//! The languages that a page can be changed to.

use crate::look::Look;
use crate::style;
use crate::trail::Trail;

/// How many are shown as links, one beside the other; more are a list to choose from.
const FEW: usize = 6;

/// The languages of a survey; empty where there is nothing to choose.
#[derive(Default)]
pub(super) struct Languages<'a> {
    pub(super) all: Vec<Language<'a>>,
    /// What an address keeps: the trail, and the rating that was chosen.
    trail: Trail,
}

pub(super) struct Language<'a> {
    pub(super) tag: &'a str,
    pub(super) name: &'a str,
    pub(super) current: bool,
}

impl<'a> Languages<'a> {
    /// Those of a survey that is shown in `shown`, with addresses on this trail.
    pub(super) fn of(look: &'a Look, shown: &str, trail: Trail) -> Self {
        if look.languages.len() < 2 {
            return Self::default();
        }
        let all = look.languages.iter().map(|(tag, name)| Language {
            tag,
            name,
            current: tag == shown,
        });
        Self {
            all: all.collect(),
            trail,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn are_few(&self) -> bool {
        self.all.len() <= FEW
    }

    /// Their style sheet, if they are shown.
    pub(super) fn sheet(&self) -> Option<&'static str> {
        let sheet = if self.are_few() { style::LINKS } else { style::LIST };
        (!self.is_empty()).then_some(sheet)
    }

    pub(super) fn to(&self, tag: &str) -> String {
        self.trail.to(&[("lang", tag)])
    }

    pub(super) fn kept(&self) -> Vec<(&'static str, &str)> {
        self.trail.kept().collect()
    }
}
