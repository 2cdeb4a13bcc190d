//! What a request says of itself: its id, its path as it was sent, and the address people reach this workspace at.

use http::header::{CONTENT_TYPE, HOST};
use lambda_http::request::RequestContext;
use lambda_http::{Request, RequestExt as _};
use shared::edge::SECRET_HEADER;

/// The id that the function's log has, and the gateway's as the function's request; the gateway's own where no Lambda runs.
pub(crate) fn request_id(request: &Request) -> Option<String> {
    if let Some(context) = request.lambda_context_ref() {
        return Some(context.request_id.clone());
    }
    match request.request_context_ref()? {
        RequestContext::ApiGatewayV2(context) => context.request_id.clone(),
        _ => None,
    }
}

/// What is said to come from the CloudFront in front of the API.
pub(crate) fn edge_secret(request: &Request) -> Option<&str> {
    let said = request.headers().get(SECRET_HEADER);
    said.and_then(|said| said.to_str().ok())
}

/// Whether the body is said to be JSON. No form of another site can say that, so what a browser with a key is made to
/// send from there changes nothing.
pub(crate) fn says_json(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

/// The path. HTTP APIs hand it over percent-decoded; the URI would be cut at a decoded `?` or `#`.
pub(crate) fn path(request: &Request) -> &str {
    match request.raw_http_path() {
        "" => request.uri().path(),
        raw => raw,
    }
}

/// A parameter of the path, as the gateway gives it.
pub(crate) fn path_parameter<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .path_parameters_ref()
        .and_then(|parameters| parameters.first(name))
}

/// The parameters of the query string, repeated ones too; `None` where it is no query string. As with the path, the URI
/// is not asked where the gateway says it: a decoded `?` in the path would make parameters there.
pub(crate) fn parameters(request: &Request) -> Option<Vec<(String, String)>> {
    match request.query_string_parameters_ref() {
        Some(parameters) => Some(
            parameters
                .iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        ),
        None if request.raw_http_path().is_empty() => {
            serde_urlencoded::from_str(request.uri().query().unwrap_or_default()).ok()
        }
        None => Some(Vec::new()),
    }
}

/// The address that people reach this workspace at.
pub(crate) fn base_url(request: &Request) -> String {
    let domain = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.domain_name.as_deref(),
        _ => None,
    };
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    shared::origin::base_url(domain, host)
}
