//! Refusals that operations have in common. An operation says its own, and is given the others.

use utoipa::Modify;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{self, Content, Ref, RefOr, Response, ResponseBuilder};

use super::operation;
use crate::route::{Entry, Kind, ROUTES};

const PROBLEM: &str = "application/problem+json";

/// Adds them.
pub(super) struct Refusals;

/// A refusal that many operations have: its status, its name among the components, and what it means.
struct Shared {
    status: &'static str,
    name: &'static str,
    words: &'static str,
    header: Option<(&'static str, Type)>,
    of: fn(&Entry, bool) -> bool,
}

const SHARED: [Shared; 8] = [
    Shared {
        status: "400",
        name: "Unreadable",
        words: "The body is not the JSON that is expected here. `detail` says where.",
        header: None,
        of: |_, body| body,
    },
    Shared {
        status: "401",
        name: "Unauthorized",
        words: "There is no valid API key in the request, and no session. The same whatever is wrong with it.",
        header: Some(("WWW-Authenticate", Type::String)),
        of: |_, _| true,
    },
    Shared {
        status: "403",
        name: "Forbidden",
        words: "The key or the person lacks a scope that this takes. `detail` names it.",
        header: None,
        of: |entry, _| !entry.needs.is_empty(),
    },
    Shared {
        status: "413",
        name: "TooLarge",
        words: "The body is larger than 16 KB, or than the description of the operation says.",
        header: None,
        of: |_, body| body,
    },
    Shared {
        status: "415",
        name: "NotJson",
        words: "The body is not sent as application/json.",
        header: None,
        of: |_, body| body,
    },
    Shared {
        status: "422",
        name: "InvalidParametersOrReusedKey",
        words: "`invalid_params` names each parameter that cannot be used, and says what to do. Or the `Idempotency-Key` was used for \
                another request within 24 hours: then `type` is `urn:aisance:problem:idempotency-key-reused`, and nothing was done.",
        header: None,
        of: |entry, _| entry.takes_idempotency_key(),
    },
    // After the one above, which says more: the first that fits is taken.
    Shared {
        status: "422",
        name: "InvalidParameters",
        words: "`invalid_params` names each parameter that cannot be used, and says what to do.",
        header: None,
        of: |_, _| true,
    },
    Shared {
        status: "503",
        name: "Busy",
        words: "Storage is busy, or the nightly run is writing what is to be changed. Send the request again after the time in \
                Retry-After.",
        header: Some(("Retry-After", Type::Integer)),
        of: |_, _| true,
    },
];

impl Modify for Refusals {
    fn modify(&self, described: &mut openapi::OpenApi) {
        let components = described.components.get_or_insert_default();
        for shared in &SHARED {
            components
                .responses
                .insert(shared.name.to_owned(), response(shared).into());
        }
        for entry in ROUTES.iter().filter(|entry| entry.kind == Kind::Data) {
            let Some(operation) = operation(described, entry) else {
                continue;
            };
            let body = operation.request_body.is_some();
            let responses = &mut operation.responses.responses;
            for (status, own) in responses.iter_mut() {
                if let RefOr::T(own) = own
                    && status.starts_with(['4', '5'])
                    && own.content.is_empty()
                {
                    own.content.insert(PROBLEM.to_owned(), content().into());
                }
            }
            for shared in SHARED.iter().filter(|shared| (shared.of)(entry, body)) {
                responses
                    .entry(shared.status.to_owned())
                    .or_insert_with(|| RefOr::Ref(Ref::from_response_name(shared.name)));
            }
        }
    }
}

fn response(shared: &Shared) -> Response {
    let mut response = ResponseBuilder::new().description(shared.words);
    if let Some((name, kind)) = &shared.header {
        let schema = ObjectBuilder::new().schema_type(kind.clone());
        response = response.header(*name, HeaderBuilder::new().schema(Some(schema)).build());
    }
    let mut response = response.build();
    response.content.insert(PROBLEM.to_owned(), content().into());
    response
}

fn content() -> Content {
    Content::new(Some(Ref::from_schema_name("Problem")))
}
