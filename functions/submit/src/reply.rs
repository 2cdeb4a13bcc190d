//! Answers, and the headers that every one of them has.

use std::borrow::Cow;

use http::header::{
    ALLOW, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
};
use http::{Response, StatusCode};
use jiff::SignedDuration;
use lambda_http::Body;
use serde::Serialize;
use serde_json::json;
use shared::headers::ALWAYS;

use crate::look::Look;
use crate::style;

/// What is said to whoever goes around the CloudFront in front of the API.
const AROUND: &str = "Not this way: use the address that the link begins with.";
/// After how many seconds to try again.
const RETRY_AFTER_SECONDS: &str = "30";

/// A field that cannot be taken, as in RFC 9457's example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct InvalidParam {
    pub(crate) name: Cow<'static, str>,
    pub(crate) reason: String,
}

/// Marks a page that other sites may show in a frame.
#[derive(Debug, Clone, Copy)]
struct Framable;

/// A page in one language, with the policy of its survey.
pub(crate) fn page(status: StatusCode, language: &str, look: Option<&Look>, html: String) -> Response<Body> {
    let mut response = with_type(status, "text/html; charset=utf-8", html);
    if let Some(look) = look {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, look.policy.clone());
        if look.framable {
            response.extensions_mut().insert(Framable);
        }
    }
    if let Ok(language) = HeaderValue::from_str(language) {
        response.headers_mut().insert(CONTENT_LANGUAGE, language);
    }
    response
}

/// "See the page at", relative to where the form was sent.
pub(crate) fn see_other(location: &str) -> Response<Body> {
    let mut response = with_type(StatusCode::SEE_OTHER, "text/html; charset=utf-8", String::new());
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// An image that needs nothing else.
pub(crate) fn image(svg: String) -> Response<Body> {
    with_type(StatusCode::OK, "image/svg+xml", svg)
}

/// What a mail program is told: that it is done, and nothing to show or to follow.
pub(crate) fn done() -> Response<Body> {
    with_type(StatusCode::OK, "text/plain; charset=utf-8", String::new())
}

/// To whoever goes around the CloudFront in front of the API: nobody who follows a link.
pub(crate) fn around_the_edge() -> Response<Body> {
    with_type(StatusCode::FORBIDDEN, "text/plain; charset=utf-8", AROUND.to_owned())
}

/// The same answer with the time after which trying again is of use, in whole seconds and at least one.
pub(crate) fn retry_after(mut response: Response<Body>, wait: SignedDuration) -> Response<Body> {
    let seconds = wait.as_secs().max(0).unsigned_abs() + 1;
    response.headers_mut().insert(RETRY_AFTER, seconds.into());
    response
}

/// What a program is told when its answer was taken.
pub(crate) fn received() -> Response<Body> {
    with_type(
        StatusCode::OK,
        "application/json",
        json!({ "status": "received" }).to_string(),
    )
}

/// What a program is told when it was not (RFC 9457).
pub(crate) fn problem(status: StatusCode, title: &str, invalid: &[InvalidParam]) -> Response<Body> {
    let mut problem = json!({ "type": "about:blank", "title": title, "status": status.as_u16() });
    if !invalid.is_empty() {
        problem["invalid_params"] = json!(invalid);
    }
    with_type(status, "application/problem+json", problem.to_string())
}

fn with_type(status: StatusCode, content_type: &'static str, body: String) -> Response<Body> {
    let body = if body.is_empty() { Body::Empty } else { Body::Text(body) };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// Gives an answer the headers that all have, but for what it says otherwise itself, and takes its body away where only its head was asked for.
pub(crate) fn finish(mut response: Response<Body>, head_only: bool) -> Response<Body> {
    let status = response.status();
    let framable = response.extensions_mut().remove::<Framable>().is_some();
    let headers = response.headers_mut();
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert_with(|| style::PLAIN.clone());
    for (name, value) in ALWAYS {
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    if framable {
        // A site that isolates itself would otherwise not be let show it.
        headers.remove("cross-origin-resource-policy");
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_SECONDS));
    }
    if head_only {
        *response.body_mut() = Body::Empty;
    }
    response
}
