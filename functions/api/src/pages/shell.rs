//! What is around every page: its language, where one can go, who is signed in.

use std::borrow::Cow;

use http::header::ACCEPT_LANGUAGE;
use lambda_http::Request;
use shared::domain::access::Scope;
use shared::text::{TeamWords, accepted_languages};

use super::{assets, language};
use crate::access::Caller;
use crate::access::sessions::cookie;
use crate::{ApiStore, App, origin};

/// The pages that one can go to from every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// The overview of all surveys.
    Overview,
    /// What the nights did.
    Runs,
    /// The settings.
    Settings,
    /// The API keys.
    Keys,
    /// The audit trail.
    Audit,
    /// Erasing a customer: one goes there from the customer's page and from the audit trail.
    Erasures,
}

/// A section, its address, the key of its name, and what it takes.
const SECTIONS: [(Section, &str, &str, Scope); 5] = [
    (Section::Overview, "/dashboard", "page-overview", Scope::Read),
    (Section::Runs, "/dashboard/runs", "page-runs", Scope::Read),
    (Section::Settings, "/dashboard/settings", "page-settings", Scope::Read),
    (Section::Keys, "/dashboard/keys", "page-keys", Scope::Admin),
    (Section::Audit, "/dashboard/audit", "page-audit", Scope::Admin),
];

/// A link to a section.
pub(crate) struct Link {
    pub href: &'static str,
    pub key: &'static str,
    pub current: bool,
}

/// What the layout shows around a page.
pub(crate) struct Shell {
    words: TeamWords,
    current: Section,
    here: String,
    sections: Vec<Section>,
    person: Option<String>,
    form_token: Option<String>,
}

impl Shell {
    /// What is around a page of `current`, for the caller.
    pub(crate) fn of<S: ApiStore>(app: &App<S>, request: &Request, caller: &Caller, current: Section) -> Self {
        let may = SECTIONS.iter().filter(|(.., scope)| caller.may(*scope));
        Self {
            words: words_for(request),
            current,
            here: here(request),
            sections: may.map(|(section, ..)| *section).collect(),
            person: caller.session().map(|session| super::display::plain(&session.name)),
            form_token: caller.session().map(|session| session.form_token(&app.keys.form)),
        }
    }

    /// The address of this page, to be led back to.
    pub(crate) fn here(&self) -> &str {
        &self.here
    }

    /// The languages there are: tag, name in the language itself, and whether it is the page's.
    pub(crate) fn languages(&self) -> Vec<(&'static str, &'static str, bool)> {
        let all = TeamWords::all();
        all.map(|words| (words.tag(), words.own_name(), words.tag() == self.words.tag()))
            .collect()
    }

    /// The words in the page's language.
    pub(crate) fn words(&self) -> TeamWords {
        self.words
    }

    /// The text with this key.
    pub(crate) fn t(&self, key: &str) -> Cow<'static, str> {
        self.words.get(key)
    }

    /// The page's language, as a tag.
    pub(crate) fn language(&self) -> &'static str {
        self.words.tag()
    }

    /// Where the style is.
    pub(crate) fn style(&self) -> String {
        assets::style_href()
    }

    /// The sections that the caller may see.
    pub(crate) fn links(&self) -> Vec<Link> {
        let shown = SECTIONS.iter().filter(|(section, ..)| self.sections.contains(section));
        let link = |(section, href, key, _): &(Section, &'static str, &'static str, Scope)| Link {
            href,
            key,
            current: *section == self.current,
        };
        shown.map(link).collect()
    }

    /// The name of whoever is signed in.
    pub(crate) fn person(&self) -> Option<&str> {
        self.person.as_deref()
    }

    /// What every form carries in its field `form_token`.
    pub(crate) fn form_token(&self) -> &str {
        self.form_token.as_deref().unwrap_or_default()
    }
}

/// The words in the language that the person has chosen here, else in one that the browser asks for, else in English.
fn words_for(request: &Request) -> TeamWords {
    let chosen = cookie(request, language::COOKIE_NAME);
    let header = request.headers().get(ACCEPT_LANGUAGE);
    let accepted = accepted_languages(header.and_then(|header| header.to_str().ok()).unwrap_or_default());
    let found = chosen
        .into_iter()
        .chain(accepted)
        .find_map(|tag| TeamWords::find(tag).ok());
    found.unwrap_or_else(|| TeamWords::of("en"))
}

/// The path and the query, as the gateway gives them.
fn here(request: &Request) -> String {
    let pairs = origin::parameters(request).unwrap_or_default();
    // Pairs of texts can always be written.
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    let path = origin::path(request);
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}
