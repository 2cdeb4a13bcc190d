//! The headers that every answer has.

use askama::Template;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, LOCATION, REFERRER_POLICY};
use http::{HeaderValue, StatusCode};
use lambda_http::{Body, Response};
use serde::Serialize;
use shared::headers::ALWAYS;

use crate::problem::Problem;

/// Nothing may be loaded, framed or sent from an answer that is data.
const NO_CONTENT_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'self'";

/// A JSON answer.
pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Result<Response<Body>, Problem> {
    let body = serde_json::to_string(value).map_err(|error| Problem::internal(&error))?;
    Ok(with_type(status, "application/json", body))
}

/// A page. Its style is this function's own, its forms go nowhere else, and nothing of it runs.
pub(crate) fn page(status: StatusCode, page: &impl Template) -> Result<Response<Body>, Problem> {
    let html = page.render().map_err(|error| Problem::internal(&error))?;
    let mut response = with_type(status, "text/html; charset=utf-8", html);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
    // With none at all, browsers say of a form that it comes from nowhere.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    Ok(response)
}

/// Leads a browser to another page of this workspace, with GET.
pub(crate) fn see_other(path: &str) -> Result<Response<Body>, Problem> {
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = StatusCode::SEE_OTHER;
    let path = HeaderValue::try_from(path).map_err(|error| Problem::internal(&error))?;
    response.headers_mut().insert(LOCATION, path);
    Ok(response)
}

/// The page that somebody asks to be led back to, if it is one of the dashboard's; else its first.
pub(crate) fn own_page(asked: Option<&str>) -> &str {
    let own = |path: &str| {
        let rest = path.strip_prefix("/dashboard")?;
        let plain = rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        (plain && stays_below(rest) && (rest.is_empty() || rest.starts_with(['/', '?']))).then_some(())
    };
    asked.filter(|path| own(path).is_some()).unwrap_or("/dashboard")
}

/// Whether no segment of an address' path leads upwards. Browsers and gateways take a point that is percent-encoded for one.
fn stays_below(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let lower = path.to_ascii_lowercase();
    let decoded = lower.replace("%2e", ".").replace("%2f", "/").replace("%5c", "\\");
    decoded.split(['/', '\\']).all(|segment| !matches!(segment, "." | ".."))
}

/// Adds what every answer has.
pub(crate) fn finish(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        // What may be kept says so itself.
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(NO_CONTENT_POLICY));
    response
}

/// An answer of this media type.
pub(crate) fn with_type(status: StatusCode, kind: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::Text(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::own_page;

    #[test]
    fn nobody_is_led_off_the_dashboard() {
        for own in [
            "/dashboard",
            "/dashboard?days=7",
            "/dashboard/comments?survey=a&page=2",
            "/dashboard/surveys/a..b/.c?to=../x#..",
        ] {
            assert_eq!(own_page(Some(own)), own);
        }
        for foreign in [
            "",
            "/",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/dashboardx",
            "/v1/keys",
            "/dashboard\r\nset-cookie: a=b",
            "/dashboard/\\evil",
            "/dashboard/../v1/keys",
            "/dashboard/..",
            "/dashboard/./queue",
            "/dashboard/%2e%2E/v1/keys",
            "/dashboard/.%2e?to=x",
            "/dashboard/%2e%2e%2fv1",
            "/dashboard/a%5c..%5cb",
            "/dashboard/%ff/../../v1/keys",
            " /dashboard",
            "/dashboard/ö",
            "dashboard",
        ] {
            assert_eq!(own_page(Some(foreign)), "/dashboard", "{foreign:?}");
        }
        assert_eq!(own_page(None), "/dashboard");
    }

    /// Where a browser ends up: as the URL Standard has it, an encoded point is a point, and `\` is `/`.
    fn resolved(address: &str) -> Vec<String> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let mut found = Vec::new();
        for segment in path.trim_start_matches('/').split(['/', '\\']) {
            match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
                "." => {}
                ".." => drop(found.pop()),
                _ => found.push(segment.to_owned()),
            }
        }
        found
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_a_browser_ends_up_on_the_dashboard(
            parts in prop::collection::vec(
                prop::sample::select(vec!["/", "/", ".", "..", "%2e", "%2E", "%2f", "%5C", "%25", "%ff", "\\", "?", "#", "v1", "dashboard", "//"]),
                0..12,
            ),
            begun in any::<bool>(),
        ) {
            let asked = format!("{}{}", if begun { "/dashboard" } else { "" }, parts.concat());
            let page = own_page(Some(&asked));
            prop_assert!(page == "/dashboard" || page == asked);
            prop_assert!(page.starts_with("/dashboard"));
            let place = resolved(page);
            prop_assert_eq!(place.first().map(String::as_str), Some("dashboard"), "{}", page);
        }
    }
}
