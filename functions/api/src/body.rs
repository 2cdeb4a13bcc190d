//! Bodies of requests.

mod plain;

use lambda_http::Request;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::origin;
use crate::problem::Problem;

/// The largest body read where nothing else is said, in bytes.
pub(crate) const MOST_BYTES: usize = 16 * 1024;

/// The body: an object, sent as JSON, of at most so many bytes, that says nothing twice.
pub(crate) fn json<T: DeserializeOwned>(request: &Request, most: usize) -> Result<T, Problem> {
    let body = text(request, most)?;
    plain::object(body).and_then(|()| read(body))
}

/// The same, where a list of objects may come in place of one.
pub(crate) fn json_or_list<T: DeserializeOwned>(request: &Request, most: usize) -> Result<T, Problem> {
    let body = text(request, most)?;
    plain::object_or_list(body).and_then(|()| read(body))
}

/// The body of a request that says all by its address: none, or an object, of which nothing is read. It is sent as JSON all
/// the same.
pub(crate) fn nothing(request: &Request) -> Result<(), Problem> {
    if text(request, MOST_BYTES)?.is_empty() {
        return Ok(());
    }
    json::<Nothing>(request, MOST_BYTES).map(|_| ())
}

/// Nothing of it is read: all is said by the address.
#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct Nothing {}

fn text(request: &Request, most: usize) -> Result<&[u8], Problem> {
    if !origin::says_json(request) {
        return Err(Problem::not_json());
    }
    let body: &[u8] = request.body().as_ref();
    if body.len() > most {
        return Err(Problem::too_large(most));
    }
    Ok(body)
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| Problem::bad_json(&error))
}
