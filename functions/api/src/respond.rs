//! The headers that every answer has.

use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use http::{HeaderValue, StatusCode};
use lambda_http::{Body, Response};
use serde::Serialize;
use shared::headers::ALWAYS;

use crate::problem::Problem;

/// Nothing may be loaded, framed or sent from an answer that is data.
const NO_CONTENT_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A JSON answer.
pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Result<Response<Body>, Problem> {
    let body = serde_json::to_string(value).map_err(|error| Problem::internal(&error))?;
    Ok(with_type(status, "application/json", body))
}

/// A page whose only style is the one with this hash.
pub(crate) fn page(html: String, style_hash: &str) -> Result<Response<Body>, Problem> {
    let policy = format!("{NO_CONTENT_POLICY}; style-src 'sha256-{style_hash}'");
    let policy = HeaderValue::try_from(policy).map_err(|error| Problem::internal(&error))?;
    let mut response = with_type(StatusCode::OK, "text/html; charset=utf-8", html);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Adds what every answer has.
pub(crate) fn finish(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(NO_CONTENT_POLICY));
    response
}

fn with_type(status: StatusCode, kind: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::Text(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
