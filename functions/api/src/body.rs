//! Bodies of requests.

use lambda_http::Request;
use serde::de::DeserializeOwned;

use crate::origin;
use crate::problem::Problem;

/// The largest body read where nothing else is said, in bytes.
pub(crate) const MOST_BYTES: usize = 16 * 1024;

/// The body, sent as JSON and of at most so many bytes.
pub(crate) fn json<T: DeserializeOwned>(request: &Request, most: usize) -> Result<T, Problem> {
    if !origin::says_json(request) {
        return Err(Problem::not_json());
    }
    let body: &[u8] = request.body().as_ref();
    if body.len() > most {
        return Err(Problem::too_large(most));
    }
    serde_json::from_slice(body).map_err(|error| Problem::bad_json(&error))
}
