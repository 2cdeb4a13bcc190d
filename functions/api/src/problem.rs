//! What went wrong, as RFC 9457 problem details: which kind, in words, and what to do.

#[cfg(test)]
mod catalogue;
mod cause;
mod details;

use std::borrow::Cow;

use http::header::{ALLOW, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use lambda_http::{Body, Response};
use shared::domain::access::Scopes;
use shared::domain::not_issued::NotIssued;
use shared::domain::service::event::{Reason, Refusal};
use shared::store::StoreError;

use self::cause::Cause;
pub(crate) use self::details::{Details, InvalidParam, NotIssuedItem};
use crate::respond;

/// A refusal or a failure.
#[derive(Debug)]
pub(crate) struct Problem(Box<Parts>);

#[derive(Debug)]
struct Parts {
    status: StatusCode,
    kind: &'static str,
    title: &'static str,
    detail: String,
    invalid: Vec<InvalidParam>,
    header: Option<(HeaderName, Cow<'static, str>)>,
    /// Why a link was not issued, for programs.
    not_issued: Option<NotIssuedItem>,
    /// For the log alone.
    cause: Option<Cause>,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            status,
            kind,
            title,
            detail: detail.into(),
            invalid: Vec::new(),
            header: None,
            not_issued: None,
            cause: None,
        }))
    }

    fn with_header(mut self, name: HeaderName, value: impl Into<Cow<'static, str>>) -> Self {
        self.0.header = Some((name, value.into()));
        self
    }

    pub(crate) fn no_route() -> Self {
        let detail = "There is nothing at this address. The routes are described in docs/openapi.yaml.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    pub(crate) fn no_customer() -> Self {
        let detail =
            "There is no such customer here: nothing is known of anybody with this id, or their data were erased.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    pub(crate) fn no_survey() -> Self {
        let detail = "There is no such survey, or it has no such version. GET /v1/surveys lists them.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    pub(crate) fn no_signal() -> Self {
        let detail = "There is no such signal. GET /v1/signals?all=true lists them with their ids.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    pub(crate) fn no_export() -> Self {
        let detail = "There is no such export, it has no file, or it is not for you. GET /v1/exports lists those that you can have.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    pub(crate) fn no_flag() -> Self {
        let detail = "There is no such flagged customer. GET /v1/flags lists the open flags.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    pub(crate) fn no_response() -> Self {
        let detail = "There is no such response on that day. GET /v1/held lists those that wait, with day and id; an \
                      answer that has just come takes a moment to be listed.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    pub(crate) fn no_key() -> Self {
        let detail = "There is no API key with this id. GET /v1/keys lists them.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    /// The erasure is written down, and stopped half-way.
    pub(crate) fn unfinished_erasure() -> Self {
        let detail = "The erasure has begun and there is more to erase than one request has time for. Nothing of it is lost: \
                      send the request again, and it goes on.";
        Self::try_again(detail.to_owned())
    }

    /// Another request was sent under the same `Idempotency-Key`.
    pub(crate) fn reused_key() -> Self {
        let detail = "This Idempotency-Key was used for another request within the last 24 hours. Nothing was done: give every \
                      request a key of its own, and the same one only to send the very same request again.";
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency-key-reused",
            "Idempotency-Key used before",
            detail,
        )
    }

    /// What is asked does not fit what is stored.
    pub(crate) fn conflict(cause: &dyn std::error::Error) -> Self {
        let detail = format!("Nothing was changed: {cause}.");
        Self::new(StatusCode::CONFLICT, "conflict", "Conflict", detail)
    }

    /// Somebody else is writing what is to be changed: unlike after a conflict, the same request may succeed in a moment.
    pub(crate) fn overtaken(cause: &dyn std::error::Error) -> Self {
        Self::try_again(format!("Nothing was changed: {cause}."))
    }

    /// `allowed` names the methods there are, separated by commas.
    pub(crate) fn wrong_method(allowed: String) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "Method not allowed",
            format!("This address takes {allowed} alone."),
        )
        .with_header(ALLOW, allowed)
    }

    /// The same whatever is wrong with the key, so that there is nothing to learn from it.
    pub(crate) fn unauthorized() -> Self {
        let detail = "A valid API key is needed: send it as Authorization: Bearer KEY, or as the user name of Basic.";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "API key needed", detail)
            .with_header(WWW_AUTHENTICATE, "Bearer realm=\"Aisance\"")
    }

    /// Whoever asks is known, and may not.
    pub(crate) fn forbidden(lacking: Scopes) -> Self {
        let detail = format!(
            "This takes a scope that you do not have: {lacking}. Whoever may change keys or roles can give it."
        );
        Self::new(StatusCode::FORBIDDEN, "forbidden", "Not allowed", detail)
    }

    /// A request that went around the CloudFront in front of the API.
    pub(crate) fn around_the_edge() -> Self {
        let detail = "Not this way: use this workspace's own address, which the output DashboardUrl of its stack says.";
        Self::new(StatusCode::FORBIDDEN, "around-the-edge", "Not this way", detail)
    }

    /// A form that did not come from a page of this session.
    pub(crate) fn not_your_form() -> Self {
        let detail = "Nothing was changed: the form is not one of your session, or that has ended. Go back, load the page again, and send it once more.";
        Self::new(StatusCode::FORBIDDEN, "foreign-form", "Not your form", detail)
    }

    pub(crate) fn not_a_form() -> Self {
        let detail = "Send the form as a page does: application/x-www-form-urlencoded.";
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "Unsupported media type",
            detail,
        )
    }

    pub(crate) fn invalid(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::all_invalid(vec![InvalidParam {
            name: name.into(),
            reason: reason.into(),
        }])
    }

    pub(crate) fn all_invalid(invalid: Vec<InvalidParam>) -> Self {
        let detail = match invalid.as_slice() {
            [one] => format!("{}: {}", one.name, one.reason),
            several => format!("{} parameters cannot be used; each says why.", several.len()),
        };
        let mut problem = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid-parameters",
            "Invalid parameters",
            detail,
        );
        problem.0.invalid = invalid;
        problem
    }

    /// An event that was sent alone and does not count.
    pub(crate) fn refused_event(refusal: &Refusal) -> Self {
        let detail = format!("{}: {}", refusal.reason.code(), refusal.words);
        let (status, kind, title) = match refusal.reason {
            Reason::Conflict => (StatusCode::CONFLICT, "conflict", "Conflict"),
            _ => (StatusCode::UNPROCESSABLE_ENTITY, "event-refused", "Event refused"),
        };
        Self::new(status, kind, title, detail)
    }

    pub(crate) fn not_issued(why: &NotIssued) -> Self {
        let detail = format!("Not issued, because {why}.");
        let mut problem = Self::new(StatusCode::CONFLICT, "not-issued", "Not issued", detail);
        problem.0.not_issued = Some(NotIssuedItem {
            reason: why.code(),
            next_at: why.next_at(),
        });
        problem
    }

    pub(crate) fn bad_json(error: &serde_json::Error) -> Self {
        let detail = format!("The body is not the JSON object that is expected here: {error}");
        Self::new(StatusCode::BAD_REQUEST, "bad-json", "Unreadable body", detail)
    }

    pub(crate) fn not_json() -> Self {
        let detail = "Send the body as JSON, with Content-Type: application/json.";
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "Unsupported media type",
            detail,
        )
    }

    pub(crate) fn too_large(most: usize) -> Self {
        let detail = format!("The body may have {most} bytes at most.");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Body too large", detail)
    }

    /// Something that should not happen. What it is goes to the log and nowhere else.
    #[track_caller]
    pub(crate) fn internal<E: std::error::Error>(_: &E) -> Self {
        Self::failed(Cause::of_type::<E>())
    }

    fn failed(cause: Cause) -> Self {
        let detail = "Something failed on our side. If it goes on, look for the request id in the logs.";
        let mut problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Internal error", detail);
        problem.0.cause = Some(cause);
        problem
    }

    fn busy(cause: &StoreError) -> Self {
        // Part of it may have been done: a customer reserved, some events of many stored.
        let detail = "Storage is busy or does not answer. Send the request again in a moment.";
        let mut problem = Self::try_again(detail.to_owned());
        problem.0.cause = Some(Cause::of_store(cause));
        problem
    }

    /// One of many, after storage failed for another.
    pub(crate) fn not_tried() -> Self {
        Self::try_again(
            "It was not tried, as storage did not answer just before. Send it again in a moment.".to_owned(),
        )
    }

    /// The same request may succeed in a moment.
    pub(crate) fn try_again(detail: String) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "Try again", detail).with_header(RETRY_AFTER, "2")
    }

    /// What it is called, as in `not-found`.
    pub(crate) fn kind(&self) -> &'static str {
        self.0.kind
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// What happened and what to do, in English.
    pub(crate) fn detail(&self) -> &str {
        &self.0.detail
    }

    pub(crate) fn invalid_params(&self) -> &[InvalidParam] {
        &self.0.invalid
    }

    /// The parameter that it refuses, where it refuses one.
    pub(crate) fn refused(&self) -> Option<&str> {
        self.0.invalid.first().map(|one| one.name.as_str())
    }

    /// Whether the same may succeed in a moment.
    pub(crate) fn is_passing(&self) -> bool {
        self.0.status == StatusCode::SERVICE_UNAVAILABLE
    }

    /// What is told of it; a failure is logged by whoever answers with it, once.
    fn details<'a>(&'a self, request_id: Option<&'a str>) -> Details<'a> {
        Details {
            r#type: format!("urn:aisance:problem:{}", self.0.kind),
            title: self.0.title,
            status: self.0.status.as_u16(),
            detail: &self.0.detail,
            request_id,
            invalid_params: &self.0.invalid,
            not_issued: self.0.not_issued.as_ref(),
        }
    }

    /// A failure goes to the log.
    fn log(&mut self) {
        if let Some(cause) = self.0.cause.take() {
            cause.log(self.0.kind);
        }
    }

    /// As one of several results, with its status.
    pub(crate) fn into_item(mut self, request_id: Option<&str>) -> (u16, serde_json::Value) {
        self.log();
        // Texts, numbers and lists of them always serialise.
        let details = serde_json::to_value(self.details(request_id)).unwrap_or_default();
        (self.0.status.as_u16(), details)
    }

    /// As an answer for a program.
    pub(crate) fn into_response(self, request_id: Option<&str>) -> Response<Body> {
        // As above.
        let body = serde_json::to_string(&self.details(request_id)).unwrap_or_default();
        let response = respond::with_type(self.0.status, "application/problem+json", body);
        self.with_body(response)
    }

    /// As an answer that says it in its own way, with the headers that belong to the problem.
    pub(crate) fn with_body(mut self, mut response: Response<Body>) -> Response<Body> {
        self.log();
        if let Some((name, Ok(value))) = self.0.header.map(|(name, value)| (name, HeaderValue::from_str(&value))) {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Throttled { .. } | StoreError::Unavailable { .. } => Self::busy(&error),
            StoreError::Denied { .. }
            | StoreError::NoTable { .. }
            | StoreError::Newer { .. }
            | StoreError::Damaged { .. } => Self::failed(Cause::of_store(&error)),
        }
    }
}
