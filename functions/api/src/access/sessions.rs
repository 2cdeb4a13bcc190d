//! People, by the session in their cookie.

use jiff::Timestamp;
use lambda_http::Request;
use shared::domain::access::Scopes;
use shared::session::Session;

use super::cookies::cookie;
use super::{Who, keys};
use crate::problem::Problem;
use crate::{ApiStore, App};

/// The cookie of a session.
pub(crate) const COOKIE_NAME: &str = "__Host-aisance";

/// The person whose session the request carries, and what they may do; none without one that is in force.
pub(super) async fn person<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    now: Timestamp,
) -> Result<Option<(Who, Scopes)>, Problem> {
    let session = session(app, request, now).await?;
    Ok(session.map(|session| {
        let scopes = session.scopes;
        (Who::Person(session), scopes)
    }))
}

/// The session that the request carries, if it is in force.
pub(super) async fn session<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    now: Timestamp,
) -> Result<Option<Session>, Problem> {
    let session = cookie(request, COOKIE_NAME).and_then(|value| Session::open(&app.keys.session, value, now));
    let Some(mut session) = session else {
        return Ok(None);
    };
    // A session by a key may do what the key still may.
    if let Some(key) = &session.key {
        match keys::in_force(app, key, now).await? {
            Some(key) => session.scopes = key.scopes,
            None => return Ok(None),
        }
    }
    Ok(Some(session))
}
