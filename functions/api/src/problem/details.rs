//! The shapes that a problem is told in.

use jiff::Timestamp;
use serde::Serialize;

/// A parameter that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct InvalidParam {
    /// Its name, as in `attributes.plan`.
    pub name: String,
    /// Why, and what to do.
    pub reason: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotIssued))]
pub(crate) struct NotIssuedItem {
    /// For programs.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::NotIssuedReason))]
    pub reason: &'static str,
    /// From when on it would be; none where time does not decide.
    pub next_at: Option<Timestamp>,
}

/// What is wrong (RFC 9457), and what to do about it.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Problem))]
pub(crate) struct Details<'a> {
    /// What kind of problem it is, for programs. `docs/api.md` lists them.
    #[cfg_attr(
        feature = "openapi",
        schema(format = "uri", pattern = "^urn:aisance:problem:[a-z-]+$")
    )]
    pub r#type: String,
    /// The same in a few words.
    pub title: &'a str,
    /// The status of the answer.
    #[cfg_attr(feature = "openapi", schema(minimum = 400, maximum = 599))]
    pub status: u16,
    /// What is wrong with this request, and what to do.
    pub detail: &'a str,
    /// What the logs name the request by.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required))]
    pub request_id: Option<&'a str>,
    /// Each parameter that cannot be used.
    #[serde(skip_serializing_if = "<[InvalidParam]>::is_empty")]
    pub invalid_params: &'a [InvalidParam],
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub not_issued: Option<&'a NotIssuedItem>,
}
