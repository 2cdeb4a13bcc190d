//! `GET /dashboard/assets/{asset}`: the pages' style, under a name that changes with it, so that browsers keep it for good.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use lambda_http::{Body, Response};
use sha2::{Digest as _, Sha256};

use crate::problem::Problem;
use crate::respond;

/// The sheets of `templates/style` as one, in this order.
macro_rules! sheets {
    ($($name:literal)*) => {
        concat!($(include_str!(concat!("../../templates/style/", $name, ".css"))),*)
    };
}

const STYLE: &str = sheets!(
    "tokens" "base" "frame" "components" "forms" "people" "charts" "plots" "overview" "media"
);

/// The name of the style: `style-`, the beginning of its digest, `.css`.
static STYLE_NAME: LazyLock<String> = LazyLock::new(|| {
    let digest = Sha256::digest(STYLE.as_bytes());
    format!("style-{}.css", URL_SAFE_NO_PAD.encode(&digest[..12]))
});

/// Where the style is.
pub(crate) fn style_href() -> String {
    format!("/dashboard/assets/{}", *STYLE_NAME)
}

/// The file with this name.
pub(crate) fn get(name: &str) -> Result<Response<Body>, Problem> {
    if name != *STYLE_NAME {
        return Err(Problem::no_route());
    }
    let mut response = respond::with_type(http::StatusCode::OK, "text/css; charset=utf-8", STYLE.to_owned());
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(CACHE_CONTROL, forever);
    Ok(response)
}

#[cfg(test)]
mod tests;
