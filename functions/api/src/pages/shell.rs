//! What is around every page: its language, where one can go, who is signed in.

use std::borrow::Cow;

use http::header::ACCEPT_LANGUAGE;
use lambda_http::Request;
use shared::domain::access::Scope;
use shared::text::{TeamWords, accepted_languages};

use super::{assets, language};
use crate::access::Caller;
use crate::access::cookies::cookie;
use crate::{ApiStore, App, origin};

/// The pages that one can go to from every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// The overview of all surveys.
    Overview,
    /// Customers at risk whom somebody should see to.
    Queue,
    /// What customers say.
    Comments,
    /// Files of everything of a kind.
    Exports,
    /// What the nights did.
    Runs,
    /// The settings.
    Settings,
    /// The API keys.
    Keys,
    /// The audit trail.
    Audit,
    /// Erasing a customer: one also goes there from the customer's page and from the audit trail.
    Erasures,
}

/// A page in the navigation.
struct Place {
    section: Section,
    href: &'static str,
    /// The key of its name.
    key: &'static str,
    needs: Scope,
}

/// What one opens each day.
const DAILY: &[Place] = &[
    Place {
        section: Section::Overview,
        href: "/dashboard",
        key: "page-overview",
        needs: Scope::Read,
    },
    Place {
        section: Section::Queue,
        href: "/dashboard/queue",
        key: "queue-name",
        needs: Scope::Comments,
    },
    Place {
        section: Section::Comments,
        href: "/dashboard/comments",
        key: "comments-name",
        needs: Scope::Comments,
    },
];

/// What is there to run the workspace.
const WORKSPACE: &[Place] = &[
    Place {
        section: Section::Exports,
        href: "/dashboard/exports",
        key: "page-exports",
        needs: Scope::Read,
    },
    Place {
        section: Section::Runs,
        href: "/dashboard/runs",
        key: "page-runs",
        needs: Scope::Read,
    },
    Place {
        section: Section::Settings,
        href: "/dashboard/settings",
        key: "page-settings",
        needs: Scope::Read,
    },
    Place {
        section: Section::Keys,
        href: "/dashboard/keys",
        key: "page-keys",
        needs: Scope::Admin,
    },
    Place {
        section: Section::Audit,
        href: "/dashboard/audit",
        key: "page-audit",
        needs: Scope::Admin,
    },
    Place {
        section: Section::Erasures,
        href: "/dashboard/erasures",
        key: "page-erase",
        needs: Scope::Erase,
    },
];

/// Links that stand together, under a heading or none.
pub(crate) struct Group {
    pub key: Option<&'static str>,
    pub links: Vec<Link>,
}

/// A link to a section.
pub(crate) struct Link {
    pub href: &'static str,
    pub key: &'static str,
    pub current: bool,
}

/// What the layout shows around a page.
pub(crate) struct Shell {
    words: TeamWords,
    here: String,
    groups: Vec<Group>,
    person: Option<String>,
    form_token: String,
}

impl Shell {
    /// What is around a page of `current`, for the caller.
    pub(crate) fn of<S: ApiStore>(app: &App<S>, request: &Request, caller: &Caller, current: Section) -> Self {
        Self::around(app, request, Some(caller), Some(current))
    }

    /// What is around a page that is in no section: of the caller, or of nobody who has signed in.
    pub(crate) fn around<S: ApiStore>(
        app: &App<S>,
        request: &Request,
        caller: Option<&Caller>,
        current: Option<Section>,
    ) -> Self {
        let group = |key, places: &[Place]| Group {
            key,
            links: places
                .iter()
                .filter(|place| caller.is_some_and(|caller| caller.may(place.needs)))
                .map(|place| Link {
                    href: place.href,
                    key: place.key,
                    current: Some(place.section) == current,
                })
                .collect(),
        };
        let groups = [group(None, DAILY), group(Some("page-workspace"), WORKSPACE)];
        let session = caller.and_then(Caller::session);
        Self {
            words: words_for(request),
            here: here(request),
            groups: groups.into_iter().filter(|group| !group.links.is_empty()).collect(),
            person: session.map(|session| super::display::plain(&session.name)),
            form_token: session.map_or_else(String::new, |session| session.form_token(&app.keys.form)),
        }
    }

    /// The page's words, for texts with values in them.
    pub(crate) fn words(&self) -> TeamWords {
        self.words
    }

    /// The address of this page, to be led back to.
    pub(crate) fn here(&self) -> &str {
        &self.here
    }

    /// The same, of a page that is shown in answer to a form: the page at `path` is what one comes back to.
    pub(crate) fn back_at(self, path: &str) -> Self {
        Self {
            here: path.to_owned(),
            ..self
        }
    }

    /// The languages there are: tag, name in the language itself, and whether it is the page's.
    pub(crate) fn languages(&self) -> Vec<(&'static str, &'static str, bool)> {
        let all = TeamWords::all();
        all.map(|words| (words.tag(), words.own_name(), words.tag() == self.words.tag()))
            .collect()
    }

    /// The text with this key.
    pub(crate) fn t(&self, key: &str) -> Cow<'static, str> {
        self.words.get(key)
    }

    /// The text with this key and these values in it.
    pub(crate) fn with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        self.words.with(key, values)
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
    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The name of whoever is signed in.
    pub(crate) fn person(&self) -> Option<&str> {
        self.person.as_deref()
    }

    /// What every form carries in its field `form_token`.
    pub(crate) fn form_token(&self) -> &str {
        &self.form_token
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
