//! The routes, as data: the router, the tests and the check of `docs/openapi.yaml` read the same list.

use http::Method;

use crate::display::percent_decode;
use crate::problem::Problem;

/// Method and path of every route, as in `template.yaml`.
pub const ROUTES: [(&str, &str); 18] = [
    ("GET", "/v1/surveys"),
    ("GET", "/v1/surveys/{survey}"),
    ("PUT", "/v1/surveys/{survey}"),
    ("GET", "/v1/scores"),
    ("GET", "/v1/responses"),
    ("GET", "/v1/held"),
    ("POST", "/v1/held/{day}/{response}"),
    ("GET", "/v1/flags"),
    ("POST", "/v1/flags/{customer}/close"),
    ("GET", "/v1/signals"),
    ("POST", "/v1/signals/{signal}/acknowledge"),
    ("GET", "/v1/customers/{customer}"),
    ("POST", "/v1/links"),
    ("POST", "/v1/events"),
    ("GET", "/v1/service"),
    ("GET", "/v1/settings"),
    ("PUT", "/v1/settings"),
    ("GET", "/dashboard"),
];

/// What a request is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The surveys.
    Surveys,
    /// One survey by id, read or defined.
    Survey(String),
    /// Scores of one survey.
    Scores,
    /// Answers, newest first.
    Responses,
    /// Suspect answers that wait for a decision.
    Held,
    /// A decision about a response, by its day and id.
    Decide(String, String),
    /// Flagged customers.
    Flags,
    /// The flag of a customer, by clear id, that somebody has dealt with.
    CloseFlag(String),
    /// Scores that have shifted.
    Signals,
    /// A signal that somebody has dealt with, by its id.
    Acknowledge(String),
    /// One customer, by clear id.
    Customer(String),
    /// A new link.
    Links,
    /// What happened to customers and in conversations.
    Events,
    /// The service measures.
    Service,
    /// What is set for the whole workspace, read or changed.
    Settings,
    /// The overview page.
    Dashboard,
}

impl Route {
    /// Whether a person's browser asks for it.
    #[must_use]
    pub fn is_page(&self) -> bool {
        matches!(self, Self::Dashboard)
    }
}

/// The route of a method and a path.
pub(crate) fn find(method: &Method, path: &str) -> Result<Route, Problem> {
    let (template, route) = at(path).ok_or_else(Problem::no_route)?;
    let here = ROUTES.iter().filter(|(_, known)| *known == template);
    let allowed: Vec<&str> = here.map(|(method, _)| *method).collect();
    if allowed.contains(&method.as_str()) {
        Ok(route)
    } else {
        Err(Problem::wrong_method(allowed.join(", ")))
    }
}

fn at(path: &str) -> Option<(&'static str, Route)> {
    let route = match path {
        "/v1/surveys" => Route::Surveys,
        "/v1/scores" => Route::Scores,
        "/v1/responses" => Route::Responses,
        "/v1/held" => Route::Held,
        "/v1/flags" => Route::Flags,
        "/v1/signals" => Route::Signals,
        "/v1/links" => Route::Links,
        "/v1/events" => Route::Events,
        "/v1/service" => Route::Service,
        "/v1/settings" => Route::Settings,
        "/dashboard" => Route::Dashboard,
        _ => {
            let signal = path
                .strip_prefix("/v1/signals/")
                .and_then(|rest| rest.strip_suffix("/acknowledge"));
            if let Some(id) = signal.filter(|id| !id.is_empty() && !id.contains('/')) {
                let route = Route::Acknowledge(percent_decode(id));
                return Some(("/v1/signals/{signal}/acknowledge", route));
            }
            let flag = path
                .strip_prefix("/v1/flags/")
                .and_then(|rest| rest.strip_suffix("/close"));
            if let Some(id) = flag.filter(|id| !id.is_empty() && !id.contains('/')) {
                return Some(("/v1/flags/{customer}/close", Route::CloseFlag(percent_decode(id))));
            }
            let survey = path.strip_prefix("/v1/surveys/");
            if let Some(id) = survey.filter(|id| !id.is_empty() && !id.contains('/')) {
                return Some(("/v1/surveys/{survey}", Route::Survey(percent_decode(id))));
            }
            let held = path.strip_prefix("/v1/held/").and_then(|rest| rest.split_once('/'));
            if let Some((day, id)) = held.filter(|(day, id)| !day.is_empty() && !id.is_empty() && !id.contains('/')) {
                let route = Route::Decide(percent_decode(day), percent_decode(id));
                return Some(("/v1/held/{day}/{response}", route));
            }
            let id = path.strip_prefix("/v1/customers/").filter(|id| !id.is_empty())?;
            return Some(("/v1/customers/{customer}", Route::Customer(percent_decode(id))));
        }
    };
    ROUTES
        .iter()
        .find(|(_, known)| *known == path)
        .map(|(_, known)| (*known, route))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_route_is_found_and_no_other_method() {
        for (_, template) in ROUTES {
            let path = template
                .replace("{customer}", "C-1")
                .replace("{signal}", "a.2026-11-21.00")
                .replace("{survey}", "after-buy")
                .replace("{day}", "2026-11-21")
                .replace("{response}", "AAAA");
            for tried in ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"] {
                let found = find(&tried.parse().unwrap(), &path);
                assert_eq!(found.is_ok(), ROUTES.contains(&(tried, template)), "{tried} {path}");
            }
        }
    }

    #[test]
    fn a_customer_is_whatever_follows_percent_decoded() {
        let customer = |path| match find(&Method::GET, path) {
            Ok(Route::Customer(id)) => Some(id),
            _ => None,
        };
        assert_eq!(customer("/v1/customers/a%2Fb%20c").as_deref(), Some("a/b c"));
        assert_eq!(customer("/v1/customers/a/b").as_deref(), Some("a/b"));
        assert_eq!(customer("/v1/customers/100%").as_deref(), Some("100%"));
        assert_eq!(customer("/v1/customers/"), None);
        assert_eq!(customer("/v1/customers"), None);
    }

    #[test]
    fn the_description_of_the_api_names_every_route() {
        let description = include_str!("../../../docs/openapi.yaml");
        let sections = description.split("\n  /").skip(1);
        // The page a customer answers is another function's.
        let sections: Vec<&str> = sections.filter(|section| !section.starts_with("s/{token}")).collect();
        for (method, path) in ROUTES {
            let section = sections
                .iter()
                .find(|section| format!("/{section}").starts_with(&format!("{path}:")));
            let section = section.unwrap_or_else(|| panic!("docs/openapi.yaml lacks {path}"));
            assert!(
                section.contains(&format!("\n    {}:", method.to_lowercase())),
                "docs/openapi.yaml lacks {method} {path}"
            );
        }
        let paths: std::collections::BTreeSet<&str> = ROUTES.iter().map(|(_, path)| *path).collect();
        assert_eq!(
            sections.len(),
            paths.len(),
            "docs/openapi.yaml has a path that is no route"
        );
    }
}
