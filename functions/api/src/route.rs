//! The routes, as data: the router, who may, what the audit trail says, the tests and the description of the API read
//! the same list. Whatever is not in it is not there.

use http::Method;
use shared::domain::access::Scope::{self, Admin, Comments, Erase, Read, Write};
use shared::domain::audit::Deed;

use crate::pages::display::percent_decode;
use crate::problem::Problem;

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// The surveys.
    Surveys,
    /// One survey.
    Survey,
    /// A survey is defined.
    DefineSurvey,
    /// Scores of one survey.
    Scores,
    /// Answers, newest first.
    Responses,
    /// Suspect answers that wait for a decision.
    Held,
    /// A decision about a suspect answer.
    Decide,
    /// Flagged customers.
    Flags,
    /// The flag of a customer that somebody has dealt with.
    CloseFlag,
    /// Scores that have shifted.
    Signals,
    /// A signal that somebody has dealt with.
    Acknowledge,
    /// One customer.
    Customer,
    /// The customers.
    Customers,
    /// A new link.
    Links,
    /// Registered invitations.
    Invitations,
    /// Many links at once.
    Invite,
    /// What happened to customers and in conversations.
    Events,
    /// The service measures.
    Service,
    /// What is set for the whole workspace.
    Settings,
    /// What is set is changed.
    ChangeSettings,
    /// Exports.
    Exports,
    /// An export is asked for.
    AskForExport,
    /// One export, with the address of its file.
    Export,
    /// What the nights did.
    Runs,
    /// The API keys.
    Keys,
    /// A new API key.
    CreateKey,
    /// An API key that is no longer to work.
    RevokeKey,
    /// Who was erased.
    Erasures,
    /// A customer is erased.
    Erase,
    /// The audit trail.
    Audit,
    /// The overview page.
    Overview,
    /// The customers that somebody should see to.
    Queue,
    /// The flag of one of them is closed.
    CloseOnPage,
    /// One customer's page.
    CustomerPage,
    /// What customers say.
    Comments,
    /// A decision about a suspect answer among them.
    DecideOnPage,
    /// The page of one survey.
    SurveyPage,
    /// A signal that somebody has dealt with, on a page.
    AcknowledgeOnPage,
    /// The page of exports.
    ExportsPage,
    /// An export is asked for there.
    AskForExportOnPage,
    /// The way from there to a file.
    OpenExport,
    /// The language of the pages is chosen.
    ChooseLanguage,
    /// The page of what the nights did.
    RunsPage,
    /// The page of the settings.
    SettingsPage,
    /// The settings are changed on their page.
    SaveSettings,
    /// The page of the API keys.
    KeysPage,
    /// A key is made on that page.
    MakeKey,
    /// It is asked whether a key is to be revoked.
    AskRevoke,
    /// A key is revoked on its page.
    ConfirmRevoke,
    /// The page of the audit trail.
    AuditPage,
    /// The page on which customers are erased.
    ErasePage,
    /// A customer is erased on that page.
    ConfirmErase,
    /// The pages' style.
    Asset,
    /// The page to sign in.
    SignIn,
    /// A browser is led to the issuer.
    StartSignIn,
    /// The issuer has led it back.
    EndSignIn,
    /// Somebody signs in with an API key.
    SignInWithKey,
    /// Somebody signs out.
    SignOut,
}

/// Who is let in at all, and how a refusal looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// For programs: keys, and people's sessions where nothing is changed. Refusals are problems.
    Data,
    /// For people: sessions alone. Refusals are pages.
    Page,
    /// For anybody. Knows nothing of the workspace's data.
    Open,
}

/// What the audit trail says a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The value of the path's parameter; of a customer the pseudonym.
    Path,
    /// What only the handler knows: it writes the line, before it does anything.
    Handler,
    /// All there is.
    All,
}

/// One route.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The method.
    pub method: &'static str,
    /// The path, as in `template.yaml`.
    pub path: &'static str,
    /// What it is.
    pub route: Route,
    /// For whom.
    pub kind: Kind,
    /// Every scope that it takes.
    pub needs: &'static [Scope],
    /// What the audit trail says of it, and about what.
    pub audit: Option<(Deed, About)>,
}

impl Entry {
    const fn data(method: &'static str, path: &'static str, route: Route, needs: &'static [Scope]) -> Self {
        Self {
            method,
            path,
            route,
            kind: Kind::Data,
            needs,
            audit: None,
        }
    }

    const fn page(method: &'static str, path: &'static str, route: Route, needs: &'static [Scope]) -> Self {
        Self {
            kind: Kind::Page,
            ..Self::data(method, path, route, needs)
        }
    }

    const fn open(method: &'static str, path: &'static str, route: Route) -> Self {
        Self {
            kind: Kind::Open,
            ..Self::data(method, path, route, &[])
        }
    }

    /// Whether a request of it may be sent again under an `Idempotency-Key`.
    #[must_use]
    pub fn takes_idempotency_key(&self) -> bool {
        self.kind == Kind::Data && self.method == "POST"
    }

    const fn audited(self, deed: Deed, about: About) -> Self {
        Self {
            audit: Some((deed, about)),
            ..self
        }
    }
}

/// Every route.
pub const ROUTES: &[Entry] = &[
    Entry::data("GET", "/v1/surveys", Route::Surveys, &[Read]),
    Entry::data("GET", "/v1/surveys/{survey}", Route::Survey, &[Read]),
    Entry::data("PUT", "/v1/surveys/{survey}", Route::DefineSurvey, &[Write]).audited(Deed::DefineSurvey, About::Path),
    Entry::data("GET", "/v1/scores", Route::Scores, &[Read]),
    Entry::data("GET", "/v1/responses", Route::Responses, &[Comments]).audited(Deed::ReadResponses, About::Handler),
    Entry::data("GET", "/v1/held", Route::Held, &[Comments]).audited(Deed::ReadResponses, About::All),
    Entry::data("POST", "/v1/held/{day}/{response}", Route::Decide, &[Comments, Write])
        .audited(Deed::Decide, About::Path),
    Entry::data("GET", "/v1/flags", Route::Flags, &[Comments]).audited(Deed::ListFlags, About::All),
    Entry::data(
        "POST",
        "/v1/flags/{customer}/close",
        Route::CloseFlag,
        &[Comments, Write],
    )
    .audited(Deed::CloseFlag, About::Path),
    Entry::data("GET", "/v1/signals", Route::Signals, &[Read]),
    Entry::data("POST", "/v1/signals/{signal}/acknowledge", Route::Acknowledge, &[Write]),
    Entry::data("GET", "/v1/customers/{customer}", Route::Customer, &[Comments])
        .audited(Deed::ReadCustomer, About::Path),
    Entry::data("GET", "/v1/customers", Route::Customers, &[Comments]).audited(Deed::ListCustomers, About::All),
    Entry::data("POST", "/v1/links", Route::Links, &[Write]),
    Entry::data("GET", "/v1/invitations", Route::Invitations, &[Comments]).audited(Deed::ListCustomers, About::All),
    Entry::data("POST", "/v1/invitations", Route::Invite, &[Write]),
    Entry::data("POST", "/v1/events", Route::Events, &[Write]),
    Entry::data("GET", "/v1/service", Route::Service, &[Read]),
    Entry::data("GET", "/v1/settings", Route::Settings, &[Read]),
    Entry::data("PUT", "/v1/settings", Route::ChangeSettings, &[Admin]).audited(Deed::ChangeSettings, About::All),
    Entry::data("GET", "/v1/exports", Route::Exports, &[Read]),
    Entry::data("POST", "/v1/exports", Route::AskForExport, &[Read]).audited(Deed::Export, About::Handler),
    Entry::data("GET", "/v1/exports/{export}", Route::Export, &[Read]).audited(Deed::FetchExport, About::Handler),
    Entry::data("GET", "/v1/runs", Route::Runs, &[Read]),
    Entry::data("GET", "/v1/keys", Route::Keys, &[Admin]),
    Entry::data("POST", "/v1/keys", Route::CreateKey, &[Admin]).audited(Deed::CreateKey, About::Handler),
    Entry::data("DELETE", "/v1/keys/{key}", Route::RevokeKey, &[Admin]).audited(Deed::RevokeKey, About::Path),
    Entry::data("GET", "/v1/erasures", Route::Erasures, &[Admin]),
    Entry::data("POST", "/v1/erasures", Route::Erase, &[Erase]).audited(Deed::Erase, About::Handler),
    Entry::data("GET", "/v1/audit", Route::Audit, &[Admin]).audited(Deed::ReadAudit, About::All),
    Entry::page("GET", "/dashboard", Route::Overview, &[Read]),
    Entry::page("GET", "/dashboard/queue", Route::Queue, &[Comments]).audited(Deed::ListFlags, About::All),
    Entry::page("POST", "/dashboard/queue/close", Route::CloseOnPage, &[Comments, Write])
        .audited(Deed::CloseFlag, About::Handler),
    Entry::page("GET", "/dashboard/customer", Route::CustomerPage, &[Comments])
        .audited(Deed::ReadCustomer, About::Handler),
    Entry::page("GET", "/dashboard/comments", Route::Comments, &[Comments]).audited(Deed::ReadResponses, About::All),
    Entry::page(
        "POST",
        "/dashboard/comments/decide",
        Route::DecideOnPage,
        &[Comments, Write],
    )
    .audited(Deed::Decide, About::Handler),
    Entry::page("GET", "/dashboard/surveys/{survey}", Route::SurveyPage, &[Read]),
    Entry::page(
        "POST",
        "/dashboard/signals/acknowledge",
        Route::AcknowledgeOnPage,
        &[Write],
    ),
    Entry::page("GET", "/dashboard/exports", Route::ExportsPage, &[Read]),
    Entry::page("POST", "/dashboard/exports", Route::AskForExportOnPage, &[Read]).audited(Deed::Export, About::Handler),
    Entry::page("GET", "/dashboard/exports/{export}", Route::OpenExport, &[Read])
        .audited(Deed::FetchExport, About::Handler),
    Entry::page("POST", "/dashboard/language", Route::ChooseLanguage, &[Read]),
    Entry::page("GET", "/dashboard/runs", Route::RunsPage, &[Read]),
    Entry::page("GET", "/dashboard/settings", Route::SettingsPage, &[Read]),
    Entry::page("POST", "/dashboard/settings", Route::SaveSettings, &[Admin]).audited(Deed::ChangeSettings, About::All),
    Entry::page("GET", "/dashboard/keys", Route::KeysPage, &[Admin]),
    Entry::page("POST", "/dashboard/keys", Route::MakeKey, &[Admin]).audited(Deed::CreateKey, About::Handler),
    Entry::page("GET", "/dashboard/keys/{key}/revoke", Route::AskRevoke, &[Admin]),
    Entry::page("POST", "/dashboard/keys/{key}/revoke", Route::ConfirmRevoke, &[Admin])
        .audited(Deed::RevokeKey, About::Path),
    Entry::page("GET", "/dashboard/audit", Route::AuditPage, &[Admin]).audited(Deed::ReadAudit, About::All),
    Entry::page("GET", "/dashboard/erasures", Route::ErasePage, &[Erase]),
    Entry::page("POST", "/dashboard/erasures", Route::ConfirmErase, &[Erase]).audited(Deed::Erase, About::Handler),
    Entry::open("GET", "/dashboard/assets/{asset}", Route::Asset),
    // Nobody has signed in there yet; who has is in the audit trail by the handlers, as only they learn it.
    Entry::open("GET", "/dashboard/sign-in", Route::SignIn),
    Entry::open("GET", "/dashboard/sign-in/start", Route::StartSignIn),
    Entry::open("GET", "/dashboard/sign-in/callback", Route::EndSignIn),
    Entry::open("POST", "/dashboard/sign-in/key", Route::SignInWithKey),
    Entry::open("POST", "/dashboard/sign-out", Route::SignOut),
];

/// Whether what is at this path, or is not, is told in pages and not in data.
pub(crate) fn is_for_people(path: &str) -> bool {
    path == "/dashboard" || path.starts_with("/dashboard/")
}

/// A route, with the values of its path's parameters.
#[derive(Debug)]
pub(crate) struct Found {
    pub entry: &'static Entry,
    parameters: Vec<(&'static str, String)>,
}

impl Found {
    /// The value of a parameter of the path. The gateway's own is decoded once; the path may be decoded already, and
    /// decoding that again would name something else.
    pub(crate) fn parameter<'a>(&'a self, given: Option<&'a str>, name: &str) -> &'a str {
        let own = self.parameters.iter().find(|(known, _)| *known == name);
        given.or(own.map(|(_, value)| value.as_str())).unwrap_or_default()
    }

    /// The last parameter of the path: what the request is about.
    pub(crate) fn last_name(&self) -> Option<&'static str> {
        self.parameters.last().map(|(name, _)| *name)
    }
}

/// The route of a method and a path.
pub(crate) fn find(method: &Method, path: &str) -> Result<Found, Problem> {
    let here: Vec<_> = ROUTES
        .iter()
        .filter_map(|entry| Some((entry, parameters(entry.path, path)?)))
        .collect();
    // A plain segment goes before a parameter.
    let fewest = here
        .iter()
        .map(|(_, found)| found.len())
        .min()
        .ok_or_else(Problem::no_route)?;
    let here: Vec<_> = here.into_iter().filter(|(_, found)| found.len() == fewest).collect();
    let allowed: Vec<&str> = here.iter().map(|(entry, _)| entry.method).collect();
    let found = here.into_iter().find(|(entry, _)| entry.method == method.as_str());
    found
        .map(|(entry, parameters)| Found { entry, parameters })
        .ok_or_else(|| Problem::wrong_method(allowed.join(", ")))
}

/// The values of the parameters of a template that a path fits.
fn parameters(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    if template.split('/').count() != path.split('/').count() {
        return None;
    }
    let mut found = Vec::new();
    for (expected, given) in template.split('/').zip(path.split('/')) {
        match expected.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) if !given.is_empty() => found.push((name, percent_decode(given))),
            None if expected == given => {}
            _ => return None,
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests;
