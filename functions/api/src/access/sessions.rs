//! People, by the session in their cookie.

use http::header::COOKIE;
use jiff::Timestamp;
use lambda_http::Request;
use shared::domain::access::Scopes;
use shared::session::Session;

use super::{Who, keys};
use crate::problem::Problem;
use crate::{ApiStore, App};

/// The cookie of a session. With this prefix a browser takes it over HTTPS alone, for this host alone and every path of it.
pub(crate) const COOKIE_NAME: &str = "__Host-aisance";

/// The person whose session the request carries, and what they may do; none without one that is in force.
pub(super) async fn person<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    now: Timestamp,
) -> Result<Option<(Who, Scopes)>, Problem> {
    let session = cookie(request, COOKIE_NAME).and_then(|value| Session::open(&app.keys.session, value, now));
    let Some(session) = session else {
        return Ok(None);
    };
    let scopes = match &session.key {
        None => session.scopes,
        // A session by a key may do what the key still may.
        Some(key) => match keys::in_force(app, key, now).await? {
            Some(key) => key.scopes,
            None => return Ok(None),
        },
    };
    Ok(Some((Who::Person(session), scopes)))
}

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
