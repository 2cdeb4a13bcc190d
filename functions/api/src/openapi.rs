//! The description of the API, made from the code: paths from the handlers, schemas from the types they take and give.

use utoipa::OpenApi;
use utoipa::openapi;

use crate::v1::{audit, erasures, keys, runs, signals};

#[derive(OpenApi)]
#[openapi(
    info(title = "Aisance", license(name = "Apache-2.0", identifier = "Apache-2.0")),
    paths(
        audit::get,
        erasures::get,
        erasures::post,
        keys::delete,
        keys::get,
        keys::post,
        runs::get,
        signals::get,
    )
)]
struct Description;

/// The description.
#[must_use]
pub fn description() -> openapi::OpenApi {
    Description::openapi()
}
