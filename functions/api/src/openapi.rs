//! The description of the API, made from the code: paths from the handlers, schemas from the types they take and give.

use utoipa::OpenApi;
use utoipa::openapi;

use crate::v1::{exports, signals};

#[derive(OpenApi)]
#[openapi(
    info(title = "Aisance", license(name = "Apache-2.0", identifier = "Apache-2.0")),
    paths(signals::get, exports::list, exports::post, exports::get)
)]
struct Description;

/// The description.
#[must_use]
pub fn description() -> openapi::OpenApi {
    Description::openapi()
}
