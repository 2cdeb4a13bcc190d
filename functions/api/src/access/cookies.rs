//! Cookies of this host alone. With the prefix `__Host-` a browser takes one over HTTPS alone, for this host and every
//! path of it, so that no neighbour of the host can set it.

use http::header::{COOKIE, InvalidHeaderValue, SET_COOKIE};
use http::{HeaderValue, Response};
use jiff::SignedDuration;
use lambda_http::Request;

/// The value of a cookie; none where there are several of its name, for one of them is somebody else's.
pub(crate) fn cookie<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let all = request.headers().get_all(COOKIE).iter();
    let pairs = all
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'));
    let mut values = pairs
        .filter_map(|pair| pair.split_once('='))
        .filter(|(known, _)| known.trim() == name)
        .map(|(_, value)| value.trim());
    let first = values.next();
    first.filter(|_| values.next().is_none())
}

/// Has the browser keep a cookie for so long.
pub(crate) fn keep<B>(
    response: &mut Response<B>,
    name: &str,
    value: &str,
    for_how_long: SignedDuration,
) -> Result<(), InvalidHeaderValue> {
    let seconds = for_how_long.as_secs();
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    let cookie = HeaderValue::try_from(cookie)?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(())
}

/// Has the browser forget a cookie.
pub(crate) fn forget<B>(response: &mut Response<B>, name: &str) -> Result<(), InvalidHeaderValue> {
    keep(response, name, "", SignedDuration::ZERO)
}
